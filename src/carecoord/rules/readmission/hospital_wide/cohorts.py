"""Which specialty cohort does a stay belong to? Surgery first, then by principal diagnosis.

A listed procedure in any position makes the stay surgery/gynecology. Otherwise the category of the
principal diagnosis decides: cardiorespiratory, cardiovascular, neurology or medicine. A stay whose
diagnosis keeps it out of the measure, and that had no surgery, is in no cohort.

Population: index stays of the hospital-wide measure, aged 65 and over.
Source: CMS, 2019 Hospital-Wide Readmission Measure Code Specifications, tables 1 (categories) and 2
(single ICD-10-PCS codes).
Departures: table 1 lists the categories of medicine one by one; here what is in no list (pregnancy,
birth, external causes) is medicine too (decision 0035).
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Cohort, plain_code
from carecoord.rules.readmission.hospital_wide.lookups import is_surgery


@attrs.frozen
class Assigned:
    """A stay's cohort and the codes that put it there.

    None if the diagnosis is excluded, missing, or without a category in the tables.
    """

    cohort: Cohort | None
    codes: tuple[str, ...] = ()


def specialty_cohort(
    tables: CodeTables, principal_diagnosis: str | None, procedures: Iterable[str]
) -> Assigned:
    """Assign a stay to its cohort; codes come back without dots and in capitals."""
    surgery = surgeries(tables, procedures)
    if surgery:
        return Assigned(Cohort.SURGERY_GYNECOLOGY, surgery)
    diagnosis = plain_code(principal_diagnosis or "")
    category = tables.diagnosis_ccs.get(diagnosis)
    if category is None or category in tables.excluded_diagnoses:
        return Assigned(None)
    return Assigned(tables.cohort_of_diagnosis.get(category, Cohort.MEDICINE), (diagnosis,))


def surgeries(tables: CodeTables, procedures: Iterable[str]) -> tuple[str, ...]:
    """Return the procedures that put a stay into the surgery/gynecology cohort, each once."""
    codes = dict.fromkeys(map(plain_code, procedures))
    return tuple(code for code in codes if is_surgery(tables, code))
