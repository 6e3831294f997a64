"""Rows of episodes: found in the fills of a cohort, or given by the caller."""

from __future__ import annotations

from typing import Any, Literal, get_args

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.cohort import NOBODY, Cohort
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.permissible import Permissible
from carecoord.adapters.tables.settings import Setup
from carecoord.errors import AuthoringError, InputError
from carecoord.rules.kernels import episodes as kernel
from carecoord.rules.kernels import timeline

Carry = Literal["one_timeline", "per_drug", "none"]
_CARRIES = {
    "one_timeline": kernel.ONE_TIMELINE,
    "per_drug": kernel.PER_DRUG,
    "none": kernel.NO_CARRY,
}
NO_FILL = "no fill during follow-up"
NO_PATIENT = "no fills of this patient"
NO_DAYS = "no start and end of the episode that can be read"


@attrs.frozen(kw_only=True)
class Boundaries:
    """When an episode ends."""

    gap: Permissible
    carry: Carry
    switching: bool
    appended: bool

    def __attrs_post_init__(self) -> None:
        """Refuse a way of carrying over that no kernel knows.

        Raises: AuthoringError.
        """
        if self.carry not in _CARRIES:
            raise AuthoringError(
                asked=f"carrying supply over by {self.carry!r}",
                found="there is none of this name",
                remedy=f"Choose one of {', '.join(get_args(Carry))}",
            )

    def needs_drug(self, setup: Setup) -> bool:
        """Whether the drugs of fills matter."""
        shared = self.carry == "one_timeline" and setup.same
        return self.switching or self.carry == "per_drug" or shared

    def needs_dose(self, setup: Setup) -> bool:
        """Whether the daily doses of fills matter."""
        return self.carry == "one_timeline" and setup.dosed


@attrs.frozen(kw_only=True)
class Spells:
    """Episodes, a place for each in every list; and patients without one, with a reason.

    ``units`` are places in the cohort, `NOBODY` for a patient who is not in it. ``ends`` may be in
    the course of a day.
    """

    units: list[int] = attrs.field(factory=list[int])
    numbers: list[int | None] = attrs.field(factory=list["int | None"])
    begins: list[int] = attrs.field(factory=list[int])
    ends: list[float] = attrs.field(factory=list[float])
    days: list[float] = attrs.field(factory=list[float])
    closing: list[float | None] = attrs.field(factory=list["float | None"])
    reasons: dict[int, str] = attrs.field(factory=dict[int, str])

    def add(self, unit: int, number: int | None, begin: int, end: float, days: float) -> None:
        """One more."""
        self.units.append(unit)
        self.numbers.append(number)
        self.begins.append(begin)
        self.ends.append(end)
        self.days.append(days)

    def add_none(self, unit: int, why: str, number: int | None = None) -> None:
        """A row without an episode."""
        self.reasons[len(self.units)] = why
        self.add(unit, number, 1, 1, 0)

    def shown(self, values: list[Any]) -> list[Any]:
        """The values of rows with an episode, None in the others."""
        return [None if row in self.reasons else value for row, value in enumerate(values)]


def found(cohort: Cohort, boundaries: Boundaries, setup: Setup) -> Spells:
    """The episodes of each unit of a cohort; one row with a reason where there is none."""
    counts, begins, days, closing = _run(cohort, boundaries, setup)
    spells = Spells()
    place = 0
    for unit, count in enumerate(counts):
        if count <= 0:
            spells.add_none(unit, cohort.tasks.reasons.get(unit, NO_FILL))
            spells.closing.append(None)
        for number in range(1, max(count, 0) + 1):
            begin, lasts = begins[place], days[place]
            spells.add(unit, number, begin, begin + lasts, lasts)
            spells.closing.append(closing[place])
            place += 1
    return spells


def _run(cohort: Cohort, boundaries: Boundaries, setup: Setup) -> tuple[list[Any], ...]:
    engine, fills, tasks = cohort.engine, cohort.fills, cohort.tasks
    many, room = len(fills.starts), engine.widest(tasks.lows, tasks.highs)
    counts = engine.full(len(tasks.lows), 0)
    for unit in tasks.reasons:
        counts[unit] = -1
    begins, days, closing = engine.full(many, 0), engine.full(many, 0.0), engine.full(many, 0.0)
    drugs = fills.drugs if len(fills.drugs) else engine.full(many, 0)
    timelines = boundaries.carry == "one_timeline"
    engine.run(kernel.episodes)(
        _CARRIES[boundaries.carry], fills.starts, fills.lengths, drugs, fills.doses,
        engine.ints(tasks.lows), engine.ints(tasks.highs), engine.floats(tasks.follows),
        engine.floats(tasks.leaves), setup.same and timelines, setup.dosed and timelines,
        boundaries.gap.amount, boundaries.gap.percent, boundaries.switching, boundaries.appended,
        engine.full(room, 0.0), engine.full(room, 0.0),
        engine.full(max(len(cohort.read.drugs), 1), timeline.NEVER),
        counts, begins, days, closing,
    )  # fmt: skip
    return tuple(engine.plain(one) for one in (counts, begins, days, closing))


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
    return list(zip(*(columns[name].to_list() for name in cohort.keys), strict=True))


def _days(episodes: Table, name: str, means: str, cohort: Cohort, form: str | None) -> list[int]:
    days, dated = cells.days(episodes.column(name, means), form)
    if dated != cohort.read.dated and episodes.length:
        raise InputError(
            asked=f"{episodes.asked}: the column {name!r} ({means})",
            found="dates" if dated else "whole numbers",
            remedy="Give the days of episodes as those of fills",
        )
    return [int(day) for day in days]


def _numbers(episodes: Table, name: str) -> list[float | None] | None:
    if not episodes.has(name):
        return None
    numbers = (float(one) for one in cells.numbers(episodes.frame[name]))
    return [None if one != one else one for one in numbers]  # noqa: PLR0124


def _counted(number: float | None) -> int | None:
    return None if number is None else int(number)
