"""AHRQ's Elixhauser Comorbidity Index, Refined: the weights of its 38 measures, by version.

Two indices: one made for readmission within 30 days for any cause, one for death in the hospital.
Weights change with the version of AHRQ's software, so that an index is read with its version. An
index may be below 0. The measures are flags that a user brings: AHRQ's program sets them from the
secondary diagnoses of a stay and whether these were present on admission.

Weights: AHRQ, Elixhauser Comorbidity Software Refined for ICD-10-CM, the program of the index. They
were read in an adapted copy of that program, which says that its weights are unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from carecoord.rules.engine.citation import Citation, Status


@attrs.frozen(kw_only=True)
class Version:
    """The weights of one version: of each measure for readmission, and for death.

    ``heavier`` are pairs: beside the first measure the second does not count.
    """

    name: str
    citation: Citation
    weights: Mapping[str, tuple[int, int]]
    heavier: tuple[tuple[str, str], ...]


_WEIGHTS = {
    "AIDS": (5, -4),
    "ALCOHOL": (3, -1),
    "ANEMDEF": (5, -3),
    "AUTOIMMUNE": (2, 0),
    "BLDLOSS": (2, -4),
    "CANCER_LEUK": (10, 9),
    "CANCER_LYMPH": (7, 5),
    "CANCER_METS": (11, 22),
    "CANCER_NSITU": (0, 0),
    "CANCER_SOLID": (7, 10),
    "CBVD": (0, 5),
    "HF": (7, 14),
    "COAG": (3, 14),
    "DEMENTIA": (1, 5),
    "DEPRESS": (2, -8),
    "DIAB_CX": (4, -2),
    "DIAB_UNCX": (0, 0),
    "DRUG_ABUSE": (6, -7),
    "HTN_CX": (0, 1),
    "HTN_UNCX": (0, 0),
    "LIVER_MLD": (3, 2),
    "LIVER_SEV": (10, 16),
    "LUNG_CHRONIC": (4, 2),
    "NEURO_MOVT": (1, -1),
    "NEURO_OTH": (2, 22),
    "NEURO_SEIZ": (5, 2),
    "OBESE": (-2, -7),
    "PARALYSIS": (3, 4),
    "PERIVASC": (1, 3),
    "PSYCHOSES": (6, -9),
    "PULMCIRC": (3, 4),
    "RENLFL_MOD": (4, 3),
    "RENLFL_SEV": (8, 7),
    "THYROID_HYPO": (0, -3),
    "THYROID_OTH": (0, -8),
    "ULCER_PEPTIC": (2, 0),
    "VALVE": (0, 0),
    "WGHTLOSS": (6, 13),
}

V2026_1 = Version(
    name="2026.1",
    citation=Citation(
        text="AHRQ, Elixhauser Comorbidity Software Refined for ICD-10-CM, v2026.1",
        locator="program of the index, weights for readmission and mortality, from an adapted copy",
        status=Status.SECONDARY,
    ),
    weights=MappingProxyType(_WEIGHTS),
    heavier=(
        ("CANCER_METS", "CANCER_SOLID"),
        ("CANCER_METS", "CANCER_NSITU"),
        ("CANCER_SOLID", "CANCER_NSITU"),
        ("DIAB_CX", "DIAB_UNCX"),
        ("HTN_CX", "HTN_UNCX"),
        ("LIVER_SEV", "LIVER_MLD"),
        ("RENLFL_SEV", "RENLFL_MOD"),
    ),
)

VERSIONS: Mapping[str, Version] = MappingProxyType({V2026_1.name: V2026_1})
"""Versions by name."""
NEWEST = V2026_1.name
