"""Readmissions of many patients: a table of stays in, a row for each of its rows out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Unpack

from carecoord.adapters.tables.engines import Choice, chosen
from carecoord.adapters.tables.frames import Frame, Table, narwhals
from carecoord.adapters.tables.stays import writing
from carecoord.adapters.tables.stays.columns import Columns, Names
from carecoord.adapters.tables.stays.doubts import OPEN, doubted
from carecoord.adapters.tables.stays.following import NOWHERE, Followed, followed
from carecoord.adapters.tables.stays.reading import Stays
from carecoord.adapters.tables.stays.reasons import LEFT_OUT, told
from carecoord.adapters.tables.stays.settings import (
    HWR_AGE,
    HWR_WINDOW,
    Observation,
    Settings,
    code_tables,
    texts,
)
from carecoord.adapters.tables.stays.vectors import (
    different,
    full,
    having,
    ints,
    looked_up,
    replaced,
    taken,
    without,
)
from carecoord.rules.kernels.readmissions import NONE, PLANNED, UNDECIDED, UNPLANNED
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables

_NO_INDEX = -1
_READMITTED = {NONE: 0, UNPLANNED: 1, PLANNED: 1, UNDECIDED: 1, OPEN: None}
_UNPLANNED = {NONE: 0, UNPLANNED: 1, PLANNED: 0, UNDECIDED: None, OPEN: None}
_PLANNED_FIRST = {NONE: False, UNPLANNED: False, PLANNED: True, UNDECIDED: None, OPEN: None}
_SHOWN = [0, 1, 0, 1, 0]
"""Of which of these, in their order, the stay and the days are told."""


def readmissions(  # noqa: PLR0913  a setting has a name
    stays: Frame,
    *,
    year: int | None = None,
    tables: CodeTables | None = None,
    window_days: int = HWR_WINDOW,
    observation: Observation = "leave out",
    procedures: Frame | str | None = "procedures",
    until: date | str | int | None = None,
    age_from: int | None = HWR_AGE,
    cancer_hospitals: Collection[str] = (),
    engine: Choice = "auto",
    **names: Unpack[Names],
) -> Frame:
    """One row for each stay, in their order: is it an index stay, and was the patient readmitted.

    By the rules of CMS's hospital-wide measure, with the code tables of a reporting ``year`` or
    ``tables`` of your own; the two that are packaged are past editions. ``window_days`` may be 7,
    90 or any other. ``observation="count"`` takes observation stays for inpatient stays, as HEDIS
    does; for CMS they are outpatient care. ``until`` is the last day of the data: a discharge
    needs the whole window before it. Without it, it is the latest discharge in the table.

    ``procedures`` names the column of codes with ``|`` between them, or is a frame with a row for
    each: the columns stay, procedure and, if it is there, patient. None looks at none.
    ``age_from=None`` looks at no age; ``cancer_hospitals`` are those that CMS exempts.

    ``names`` are those of the columns: patient, stay, hospital, admitted_on, discharged_on,
    disposition (UB-04, or a code of FHIR), principal_diagnosis; and where they are there, or named:
    kind (inpatient, observation, psychiatric …), birth_date or age, died_on, enrolled_from,
    enrolled_until. None says that a column is not looked at: without hospital all stays are in one.

    Gives a frame of the same kind: patient, stay; episode, a number for the stays that are one;
    index, and why_not with every reason; cohort; excluded, by diagnosis; planned, and planned_rule;
    of index stays readmitted (by any first admission within the window), unplanned_readmission,
    readmission_stay and days (not of a planned one), planned_first; not_looked_at. What a missing
    or unknown diagnosis leaves open is null, and so is what a row leaves open that cannot be used:
    the patient may have come back with that stay.

    Raises: InputError for a column that is missing or a year without tables, AuthoringError for
    settings without meaning, MissingExtra.
    """
    settings = Settings(
        tables=code_tables(year, tables),
        window_days=window_days,
        observation=observation,
        until=until,
        age_from=age_from,
        cancer_hospitals=texts("cancer_hospitals", cancer_hospitals),
        engine=engine,
    )
    table = Table.of(stays, "readmissions")
    columns = Columns.of(names, table)
    runs = chosen(engine, table.length)
    read = Stays.of(table, columns, settings, procedures)
    found = followed(read, settings.window_days, runs)
    missing = columns.not_looked_at
    if age_from is None:
        missing = ["age", *(one for one in missing if one != "age")]
    if procedures is None:
        missing.append("procedures")
    return table.made(
        {name: _whole(table, name) for name in dict.fromkeys((columns.patient, columns.stay))},
        _whether(read, found),
        _followed_by(read, found, settings.window_days),
        {"not_looked_at": writing.words([0] * table.length, ["; ".join(missing) or None], table)},
    )


def _whole(table: Table, name: str) -> Any:  # noqa: ANN401
    """A column as it came in, with rows numbered anew where a frame numbers them."""
    return narwhals().maybe_reset_index(table.frame[name])


def _whether(stays: Stays, found: Followed) -> dict[str, Any]:
    """The columns that say what a stay is."""
    table, classes = stays.table, stays.classes
    bits, numbers = different(found.reasons)
    # What is no stay of the measure has neither cohort nor plan.
    none = ints(having(found.reasons, LEFT_OUT))
    own = replaced(classes.of_rows, none, full(table.length, NOWHERE))
    judged = replaced(taken(classes.of_rows, found.judged), none, full(table.length, NOWHERE))
    return {
        "episode": writing.wholes(ints(found.episodes), table),
        "index": writing.flags(numbers, [reason == 0 for reason in bits], table),
        "why_not": writing.words(numbers, [told(reason) for reason in bits], table),
        "cohort": writing.words(judged, classes.each("cohort"), table),
        "excluded": writing.words(judged, classes.each("excluded"), table),
        "planned": writing.flags(own, classes.each("planned"), table),
        "planned_rule": writing.words(own, classes.each("rule"), table),
    }


def _followed_by(stays: Stays, found: Followed, window: int) -> dict[str, Any]:
    """The columns that say what followed an index stay."""
    table = stays.table
    index = without(found.reasons, ~0)
    outcomes = full(table.length, _NO_INDEX)
    told_of = doubted(stays, found.reasons, found.days, ints(found.outcomes), window)
    outcomes = replaced(outcomes, index, told_of)
    shown = having(looked_up(outcomes, _SHOWN, 0), 1)
    nowhere = full(table.length, NOWHERE)
    return {
        "readmitted": writing.counts(outcomes, [*_READMITTED.values()], table),
        "unplanned_readmission": writing.counts(outcomes, [*_UNPLANNED.values()], table),
        "readmission_stay": writing.rows_of(
            stays.columns.stay, replaced(nowhere, shown, ints(found.found)), table
        ),
        "days": writing.wholes(replaced(nowhere, shown, ints(found.days)), table),
        "planned_first": writing.flags(outcomes, [*_PLANNED_FIRST.values()], table),
    }
