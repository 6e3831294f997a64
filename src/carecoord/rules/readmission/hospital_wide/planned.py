"""Was this readmission planned? CMS's planned readmission algorithm, version 4.0.

A stay is planned if a procedure in any position is always planned (PR.1), if the principal
diagnosis is (PR.2), or if a procedure in any position is potentially planned (PR.3) and the
principal diagnosis is not acute (PR.4). All else is unplanned. Secondary diagnoses do not count.

Population: readmissions of the hospital-wide measure, aged 65 and over.
Source: CMS, 2019 Hospital-Wide Readmission Measure Code Specifications, tables PR.1 to PR.4 (PRA
v4.0_2019 ICD-10); how they combine: the same tables' headings and the algorithm's flow chart as
the Tuva project restates it.
Departures: without a known principal diagnosis the answer is None, unless a procedure is always
planned: CMS's claims always have one. Procedures that the tables do not know count for nothing
and are listed (decision 0035).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import attrs

from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, plain_code
from carecoord.rules.readmission.hospital_wide.lookups import (
    is_acute,
    is_always_planned_diagnosis,
    is_always_planned_procedure,
    is_potentially_planned,
    knows_diagnosis,
    knows_procedure,
)


class PlannedBy(Enum):
    """The step of the algorithm that decided."""

    PR1 = "always planned procedure"
    PR2 = "always planned principal diagnosis"
    PR3_NOT_ACUTE = "potentially planned procedure, principal diagnosis not acute"
    ACUTE = "potentially planned procedure, but the principal diagnosis is acute"
    NO_PLANNED_PROCEDURE = "no planned procedure"
    DIAGNOSIS_MISSING = "no principal diagnosis"
    DIAGNOSIS_UNKNOWN = "principal diagnosis not in the tables"


@attrs.frozen(kw_only=True)
class Planned:
    """Whether a stay was planned, by which step and which codes; None if it cannot be told."""

    planned: bool | None
    rule: PlannedBy
    codes: tuple[str, ...] = ()
    unknown_codes: tuple[str, ...] = ()


def planned(
    tables: CodeTables, principal_diagnosis: str | None, procedures: Iterable[str]
) -> Planned:
    """Tell whether a stay was planned; codes come back without dots and in capitals."""
    diagnosis = plain_code(principal_diagnosis or "")
    done = tuple(dict.fromkeys(code for code in map(plain_code, procedures) if code))
    answer, rule, codes = _decided(tables, diagnosis, done)
    unknown = tuple(code for code in done if not knows_procedure(tables, code))
    if diagnosis and not knows_diagnosis(tables, diagnosis):
        unknown = (diagnosis, *unknown)
    return Planned(planned=answer, rule=rule, codes=codes, unknown_codes=unknown)


Decision = tuple[bool | None, PlannedBy, tuple[str, ...]]


def _decided(tables: CodeTables, diagnosis: str, procedures: tuple[str, ...]) -> Decision:
    always = tuple(code for code in procedures if is_always_planned_procedure(tables, code))
    if always:
        return True, PlannedBy.PR1, always
    if not diagnosis:
        return None, PlannedBy.DIAGNOSIS_MISSING, ()
    if not knows_diagnosis(tables, diagnosis):
        return None, PlannedBy.DIAGNOSIS_UNKNOWN, ()
    return _by_diagnosis(tables, diagnosis, procedures)


def _by_diagnosis(tables: CodeTables, diagnosis: str, procedures: tuple[str, ...]) -> Decision:
    if is_always_planned_diagnosis(tables, diagnosis):
        return True, PlannedBy.PR2, (diagnosis,)
    potential = tuple(code for code in procedures if is_potentially_planned(tables, code))
    if not potential:
        return False, PlannedBy.NO_PLANNED_PROCEDURE, ()
    if is_acute(tables, diagnosis):
        return False, PlannedBy.ACUTE, (diagnosis, *potential)
    return True, PlannedBy.PR3_NOT_ACUTE, potential
