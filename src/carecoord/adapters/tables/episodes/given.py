"""Episodes that the caller hands in, as a frame."""

from __future__ import annotations

from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import check_alike, days_alike
from carecoord.adapters.tables.episodes.spells import Spells
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.possession.cohort import NOBODY, Cohort

NO_PATIENT = "no fills of this patient"
NO_DAYS = "no start and end of the episode that can be read"


def given(episodes: Table, cohort: Cohort) -> Spells:
    """The episodes of a frame, in its order: columns of the patient, start, and days or end.

    Raises: InputError for a column that is missing, or days of another kind than the fills'.
    """
    form = cohort.columns.date_format
    starts = _days(episodes, "start", "the first day of the episode", cohort, form)
    lasting = _numbers(episodes, "days")
    ends = None
    if lasting is None or episodes.has("end"):
        ends = _days(episodes, "end", "the day after the episode", cohort, form)
    numbered = _numbers(episodes, "episode")
    for name in cohort.keys:
        theirs = episodes.column(name, "whose the episode is")
        check_alike(cohort.table.frame[name], theirs, "whose episodes are")
    unit_of = {who: unit for unit, who in enumerate(_whose(cohort, cohort.who()))}
    spells = Spells()
    spells.closing.extend(_numbers(episodes, "gap_after") or [None] * episodes.length)
    for row, who in enumerate(_whose(cohort, {n: episodes.frame[n] for n in cohort.keys})):
        number = row + 1 if numbered is None else _counted(numbered[row])
        unit = unit_of.get(who, NOBODY)
        end = None if ends is None else ends[row]
        span = _span(starts[row], end, None if lasting is None else lasting[row])
        if unit == NOBODY or unit in cohort.tasks.reasons:
            spells.add_none(unit, cohort.tasks.reasons.get(unit, NO_PATIENT), number)
        elif span is None:
            spells.add_none(unit, NO_DAYS, number)
        else:
            spells.add(unit, number, starts[row], *span)
    return spells


def _span(start: int, end: int | None, days: float | None) -> tuple[float, float] | None:
    """End and length of an episode: what is not said follows from what is."""
    unsaid = end is None or end == cells.NO_DAY
    if start == cells.NO_DAY or (unsaid and days is None):
        return None
    if days is None:
        return float(end or 0), float((end or 0) - start)
    until = start + days
    return (until if unsaid or end == int(until // 1) else float(end or 0)), days


def _whose(cohort: Cohort, columns: dict[str, Any]) -> list[tuple[Any, ...]]:
    listed = ([cells.known(cell) for cell in columns[name].to_list()] for name in cohort.keys)
    return list(zip(*listed, strict=True))


def _days(episodes: Table, name: str, means: str, cohort: Cohort, form: str | None) -> list[int]:
    days, _ = days_alike(episodes, name, means, form, dated=cohort.read.dated)
    return [int(day) for day in days]


def _numbers(episodes: Table, name: str) -> list[float | None] | None:
    if not episodes.has(name):
        return None
    numbers = (float(one) for one in cells.numbers(episodes.frame[name]))
    return [one if abs(one) <= cells.FARTHEST else None for one in numbers]


def _counted(number: float | None) -> int | None:
    return None if number is None else int(number)
