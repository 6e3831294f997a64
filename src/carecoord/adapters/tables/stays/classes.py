"""What the code tables say of each stay, looked up once for all stays of which they say the same.

The rules look at a principal diagnosis by its category and by whether it is listed as acute, and at
procedures by the lists they are on. So each pair of these is asked with one example.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.stays.columns import Columns
from carecoord.adapters.tables.stays.procedures import KNOWN, Procedures
from carecoord.adapters.tables.stays.reasons import EXCLUDED, NO_DIAGNOSIS, UNKNOWN_DIAGNOSIS
from carecoord.adapters.tables.stays.vectors import codes_of, looked_up
from carecoord.rules.kernels.readmissions import PLANNED, PSYCHIATRIC, UNDECIDED, UNPLANNED
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, plain_code
from carecoord.rules.readmission.hospital_wide.cohorts import specialty_cohort
from carecoord.rules.readmission.hospital_wide.exclusions import index_exclusion
from carecoord.rules.readmission.hospital_wide.lookups import is_acute, knows_diagnosis
from carecoord.rules.readmission.hospital_wide.planned import planned

PLANS = {False: UNPLANNED - 1, True: PLANNED - 1, None: UNDECIDED - 1}


@attrs.frozen(kw_only=True)
class Class:
    """What the rules say of stays that are alike; ``reason`` and ``plan`` as kernels take them."""

    reason: int
    plan: int
    planned: bool | None
    rule: str
    cohort: str | None
    excluded: str | None


@attrs.frozen(kw_only=True)
class Classes:
    """The class of each stay, as the place of it; and the condition, below 0 if not known."""

    known: Sequence[Class]
    of_rows: Any
    conditions: Any
    psychiatric: Any
    diagnoses: Any
    written: Sequence[str]
    knows: Sequence[bool]
    """The principal diagnosis of each stay as the place of what was written, and whether known."""

    @classmethod
    def of(
        cls, table: Table, columns: Columns, tables: CodeTables, procedures: Procedures
    ) -> Classes:
        """Read the principal diagnoses.

        Raises: InputError for a column that is missing.
        """
        series = table.column(columns.principal_diagnosis, "the principal diagnosis")
        diagnoses, found = codes_of(series)
        written = list(map(str, found))
        plain = list(map(plain_code, written))
        kinds, examples = _kinds(tables, plain)
        pairs = _pairs(looked_up(diagnoses, kinds, len(examples)), procedures.bits)
        examples.append("")
        known: list[Class] = []
        place_of: dict[int, int] = {}
        for pair in _different(pairs):
            done = procedures.marks.examples(pair % (KNOWN + 1))
            place_of[pair] = len(known)
            known.append(_class(tables, examples[pair // (KNOWN + 1)], done))
        places = [place_of.get(pair, 0) for pair in range(max(place_of, default=0) + 1)]
        number_of: dict[str, int] = {}
        numbers = [number_of.setdefault(code, len(number_of)) for code in plain]
        psychiatric = [PSYCHIATRIC if code.startswith("F") else 0 for code in plain]
        return cls(
            known=known,
            of_rows=looked_up(pairs, places, 0),
            conditions=looked_up(diagnoses, numbers, -1),
            psychiatric=looked_up(diagnoses, psychiatric, 0),
            diagnoses=diagnoses,
            written=written,
            knows=[knows_diagnosis(tables, code) for code in plain],
        )

    def each(self, field: str) -> list[Any]:
        """What all classes say of something, in their order."""
        return [getattr(one, field) for one in self.known]


def _kinds(tables: CodeTables, codes: Sequence[str]) -> tuple[list[int], list[str]]:
    """Which codes the rules treat alike: a number for each code, and an example of each number."""
    number_of: dict[object, int] = {}
    examples: list[str] = []
    found: list[int] = []
    for code in codes:
        what = tables.diagnosis_ccs.get(code), is_acute(tables, code), knows_diagnosis(tables, code)
        number = number_of.setdefault(what, len(examples))
        if number == len(examples):
            examples.append(code)
        found.append(number)
    return found, examples


def _pairs(kinds: Any, bits: Any) -> Any:  # noqa: ANN401
    """One number for a kind of diagnosis and the lists that procedures are on."""
    if hasattr(kinds, "dtype"):
        return kinds * (KNOWN + 1) + (bits & KNOWN)
    return [kind * (KNOWN + 1) + (bit & KNOWN) for kind, bit in zip(kinds, bits, strict=True)]


def _different(pairs: Any) -> list[int]:  # noqa: ANN401
    if hasattr(pairs, "dtype"):
        np = cells.numpy()
        return np.flatnonzero(np.bincount(pairs)).tolist()  # type: ignore[no-any-return]
    return sorted(set(pairs))


def _class(tables: CodeTables, diagnosis: str, procedures: Sequence[str]) -> Class:
    excluded = index_exclusion(tables, diagnosis, procedures)
    plan = planned(tables, diagnosis, procedures)
    cohort = specialty_cohort(tables, diagnosis, procedures).cohort
    reason = 0
    if excluded.excluded is None:
        reason = UNKNOWN_DIAGNOSIS if diagnosis else NO_DIAGNOSIS
    elif excluded.excluded and excluded.reason is not None:
        reason = EXCLUDED[excluded.reason]
    return Class(
        reason=reason,
        plan=PLANS[plan.planned],
        planned=plan.planned,
        rule=plan.rule.value,
        cohort=None if cohort is None else cohort.value,
        excluded=excluded.reason.value if excluded.excluded and excluded.reason else None,
    )
