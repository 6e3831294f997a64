"""The ICD-10 lists of Quan 2005: which codes stand for the conditions of Charlson and Elixhauser.

By short name: what a clinician calls the condition, and the codes as the paper prints them, where
each stands for all that begin with it and ``I60-I69`` for all categories from one to the other.

Source: Quan et al., Med Care 2005;43(11):1130-1139, doi:10.1097/01.mlr.0000182534.19832.83, the
ICD-10 coding algorithms of both tables, as three independent transcriptions agree on them.
"""

from __future__ import annotations

from collections.abc import Iterator

_EACH_DIABETES = ("E10", "E11", "E12", "E13", "E14")


def _of_each_diabetes(*ends: str) -> str:
    return " ".join(f"{kind}.{end}" for kind in _EACH_DIABETES for end in ends)


_FAILURE = "I09.9 I11.0 I13.0 I13.2 I25.5 I42.0 I42.5-I42.9 I43 I50 P29.0"
_VESSELS = """I70 I71 I73.1 I73.8 I73.9 I77.1 I79.0 I79.2 K55.1 K55.8 K55.9 Z95.8 Z95.9"""
_LUNG = "I27.8 I27.9 J40-J47 J60-J67 J68.4 J70.1 J70.3"
_PALSY = "G04.1 G11.4 G80.1 G80.2 G81 G82 G83.0-G83.4 G83.9"
_KIDNEY = "I12.0 I13.1 N18 N19 N25.0 Z49.0-Z49.2 Z94.0 Z99.2"
_SOLID = "C00-C26 C30-C34 C37-C41 C43 C45-C58 C60-C76 C97"
_SPREAD = "C77-C80"
_HIV = "B20-B22 B24"

CHARLSON = {
    "mi": ("myocardial infarction", "I21 I22 I25.2"),
    "chf": ("heart failure", _FAILURE),
    "pvd": ("peripheral vascular disease", _VESSELS),
    "cevd": ("cerebrovascular disease", "G45 G46 H34.0 I60-I69"),
    "dementia": ("dementia", "F00-F03 F05.1 G30 G31.1"),
    "cpd": ("chronic pulmonary disease", _LUNG),
    "rheumd": ("rheumatic disease", "M05 M06 M31.5 M32-M34 M35.1 M35.3 M36.0"),
    "pud": ("peptic ulcer disease", "K25-K28"),
    "mld": (
        "mild liver disease",
        """B18 K70.0-K70.3 K70.9 K71.3-K71.5 K71.7 K73 K74 K76.0 K76.2-K76.4 K76.8 K76.9
        Z94.4""",
    ),
    "diab": (
        "diabetes without chronic complication",
        _of_each_diabetes("0", "1", "6", "8", "9"),
    ),
    "diabwc": (
        "diabetes with chronic complication",
        _of_each_diabetes("2", "3", "4", "5", "7"),
    ),
    "hp": ("hemiplegia or paraplegia", _PALSY),
    "rend": ("renal disease", f"{_KIDNEY} N03.2-N03.7 N05.2-N05.7"),
    "canc": (
        "any malignancy except of skin, with lymphoma and leukaemia",
        f"{_SOLID} C81-C85 C88 C90-C96",
    ),
    "msld": (
        "moderate or severe liver disease",
        "I85.0 I85.9 I86.4 I98.2 K70.4 K71.1 K72.1 K72.9 K76.5-K76.7",
    ),
    "metacanc": ("metastatic solid tumour", _SPREAD),
    "aids": ("AIDS or HIV infection", _HIV),
}

ELIXHAUSER = {
    "chf": ("heart failure", _FAILURE),
    "carit": (
        "cardiac arrhythmia",
        "I44.1-I44.3 I45.6 I45.9 I47-I49 R00.0 R00.1 R00.8 T82.1 Z45.0 Z95.0",
    ),
    "valv": (
        "valvular disease",
        "A52.0 I05-I08 I09.1 I09.8 I34-I39 Q23.0-Q23.3 Z95.2-Z95.4",
    ),
    "pcd": ("pulmonary circulation disorder", "I26 I27 I28.0 I28.8 I28.9"),
    "pvd": ("peripheral vascular disorder", _VESSELS),
    "hypunc": ("hypertension, uncomplicated", "I10"),
    "hypc": ("hypertension, complicated", "I11-I13 I15"),
    "para": ("paralysis", _PALSY),
    "ond": (
        "other neurological disorder",
        """G10-G13 G20-G22 G25.4 G25.5 G31.2 G31.8 G31.9 G32 G35-G37 G40 G41 G93.1 G93.4 R47.0
        R56""",
    ),
    "cpd": ("chronic pulmonary disease", _LUNG),
    "diabunc": ("diabetes, uncomplicated", _of_each_diabetes("0", "1", "9")),
    "diabc": (
        "diabetes, complicated",
        _of_each_diabetes("2", "3", "4", "5", "6", "7", "8"),
    ),
    "hypothy": ("hypothyroidism", "E00-E03 E89.0"),
    "rf": ("renal failure", _KIDNEY),
    "ld": (
        "liver disease",
        "B18 I85 I86.4 I98.2 K70 K71.1 K71.3-K71.5 K71.7 K72-K74 K76.0 K76.2-K76.9 Z94.4",
    ),
    "pud": (
        "peptic ulcer disease without bleeding",
        "K25.7 K25.9 K26.7 K26.9 K27.7 K27.9 K28.7 K28.9",
    ),
    "aids": ("AIDS or HIV infection", _HIV),
    "lymph": ("lymphoma", "C81-C85 C88 C90.0 C90.2 C96"),
    "metacanc": ("metastatic cancer", _SPREAD),
    "solidtum": ("solid tumour without metastasis", _SOLID),
    "rheumd": (
        "rheumatoid arthritis or collagen vascular disease",
        """L94.0 L94.1 L94.3 M05 M06 M08 M12.0 M12.3 M30 M31.0-M31.3 M32-M35 M45 M46.1 M46.8
        M46.9""",
    ),
    "coag": ("coagulopathy", "D65-D68 D69.1 D69.3-D69.6"),
    "obes": ("obesity", "E66"),
    "wloss": ("weight loss", "E40-E46 R63.4 R64"),
    "fed": ("fluid or electrolyte disorder", "E22.2 E86 E87"),
    "blane": ("blood loss anemia", "D50.0"),
    "dane": ("deficiency anemia", "D50.8 D50.9 D51-D53"),
    "alcohol": (
        "alcohol abuse",
        "E52 F10 G62.1 I42.6 K29.2 K70.0 K70.3 K70.9 T51 Z50.2 Z71.4 Z72.1",
    ),
    "drug": ("drug abuse", "F11-F16 F18 F19 Z71.5 Z72.2"),
    "psycho": ("psychosis", "F20 F22-F25 F28 F29 F30.2 F31.2 F31.5"),
    "depre": ("depression", "F20.4 F31.3-F31.5 F32 F33 F34.1 F41.2 F43.2"),
}


def spread(codes: str) -> Iterator[str]:
    """Every code of a list on its own: those between the ends of a range are written out."""
    for word in codes.split():
        first, _, last = word.partition("-")
        if not last:
            yield first
            continue
        digits = 1 if "." in first else 2
        for number in range(int(first[-digits:]), int(last[-digits:]) + 1):
            yield f"{first[:-digits]}{number:0{digits}}"
