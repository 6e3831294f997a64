"""The principal diagnoses that keep a stay from being an index stay.

They are psychiatric conditions, rehabilitation and medical treatment of cancer. Cancer that was
operated on stays in: such a stay is of the surgery/gynecology cohort, not medical treatment.

Population: stays of the hospital-wide measure, aged 65 and over.
Source: CMS, 2019 Hospital-Wide Readmission Measure Code Specifications, table 3. That surgical
treatment of cancer remains: CMS's measure specification as others quote it (decision 0035).
Departures: without a known principal diagnosis the answer is None.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Exclusion, plain_code
from carecoord.rules.readmission.hospital_wide.cohorts import surgeries


@attrs.frozen(kw_only=True)
class IndexExclusion:
    """Whether a stay is excluded, the reason that its diagnosis gives, and the codes behind it.

    A reason beside ``excluded=False`` is cancer that was operated on: the codes name the surgery.
    ``excluded`` is None if the diagnosis is missing or without a category in the tables.
    """

    excluded: bool | None
    reason: Exclusion | None = None
    codes: tuple[str, ...] = ()


def index_exclusion(
    tables: CodeTables, principal_diagnosis: str | None, procedures: Iterable[str]
) -> IndexExclusion:
    """Tell whether a stay's codes keep it out; they come back without dots and in capitals."""
    diagnosis = plain_code(principal_diagnosis or "")
    category = tables.diagnosis_ccs.get(diagnosis)
    if category is None:
        return IndexExclusion(excluded=None)
    reason = tables.excluded_diagnoses.get(category)
    if reason is None:
        return IndexExclusion(excluded=False)
    surgery = surgeries(tables, procedures) if reason is Exclusion.CANCER else ()
    if surgery:
        return IndexExclusion(excluded=False, reason=reason, codes=surgery)
    return IndexExclusion(excluded=True, reason=reason, codes=(diagnosis,))
