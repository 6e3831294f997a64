"""When facts happened, as whole days with what is uncertain about them.

A ``Row`` holds a fact and four day numbers (proleptic Gregorian ordinals): the earliest and latest
day it can have started, and the earliest and latest day it can have ended, both inside. An edge
that is open lies at ``ALWAYS`` or ``NEVER``; an edge that is not known spans all it can be. A
comparison is decided only when it comes out the same for every day in between.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from math import inf
from operator import attrgetter

import attrs

from carecoord.model.condition import Condition
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.rules.kernels.calendar_days import shift_months

ALWAYS = -(10**9)
NEVER = 10**9
_REMEMBERED = 65_536
"""Days kept as dates: all that records of living people name."""
LAST_DAY = date.max.toordinal()

Bounds = tuple[int, int]


@attrs.define(eq=False)
class Row:
    """A fact with the days it covers; see the module."""

    __repr__ = shown

    fact: Fact
    start_low: int
    start_high: int
    end_low: int
    end_high: int

    def is_of(self, fact: Fact) -> bool:
        """Whether it is of this entry of the chart: ids are unique within a type only."""
        return self.fact.id == fact.id and type(self.fact) is type(fact)


def day_number(time: datetime, zone: tzinfo) -> int:
    """The day number of an instant in ``zone``."""
    if time.tzinfo is zone:
        return time.toordinal()
    try:
        return time.astimezone(zone).toordinal()
    except OverflowError:
        # Systems write the calendar's first or last instant for "unknown" and "never".
        return time.toordinal()


def day_bounds(time: ClinicalTime, zone: tzinfo) -> Bounds:
    """The earliest and latest day number in ``zone`` that a time can mean."""
    if isinstance(time, datetime):
        day = day_number(time, zone)
        return day, day
    if isinstance(time, PartialDate):
        return time.first_day.toordinal(), time.last_day.toordinal()
    day = time.toordinal()
    return day, day


def period_bounds(period: Period, zone: tzinfo) -> tuple[int, int, int, int]:
    """The four day numbers of a period; a missing start is not known, a missing end is open."""
    start, end = period.start, period.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        first = start.toordinal() if start.tzinfo is zone else day_number(start, zone)
        last = end.toordinal() if end.tzinfo is zone else day_number(end, zone)
        return first, first, last, last
    start_low, start_high = (ALWAYS, NEVER) if start is None else day_bounds(start, zone)
    if end is None:
        return start_low, start_high, NEVER, NEVER
    end_low, end_high = day_bounds(end, zone)
    if not isinstance(end, datetime | PartialDate):
        # A period that ends on the day it starts still has that day.
        end_low, end_high = end_low - 1, max(end_high - 1, start_low)
    return start_low, min(start_high, end_high), max(end_low, start_low), end_high


def _at(time: ClinicalTime | Period | None, zone: tzinfo) -> tuple[int, int, int, int]:
    if time is None:
        return ALWAYS, NEVER, ALWAYS, NEVER
    if isinstance(time, Period):
        return period_bounds(time, zone)
    low, high = day_bounds(time, zone)
    return low, high, low, high


ACTIVE = frozenset({"active", "recurrence", "relapse"})


def prevalence(condition: Condition, zone: tzinfo) -> tuple[int, int, int, int]:
    """From onset to abatement; without one an active condition lasts, another ended some day.

    A condition without an onset began no later than it was recorded.
    """
    start_low, start_high = _onset(condition, zone)
    if condition.abatement is not None:
        _, _, end_low, end_high = _at(condition.abatement, zone)
        if end_high < start_low:
            # It ended before it began: one of the two is wrong, and nobody knows which.
            return end_low, start_high, end_low, start_high
        return start_low, min(start_high, end_high), end_low, end_high
    if condition.clinical_status in ACTIVE:
        return start_low, start_high, NEVER, NEVER
    return start_low, start_high, start_low, NEVER


def _onset(condition: Condition, zone: tzinfo) -> Bounds:
    if isinstance(condition.onset, Period):
        start_low, start_high, _, _ = period_bounds(condition.onset, zone)
        return start_low, start_high
    if condition.onset is not None:
        return day_bounds(condition.onset, zone)
    if condition.recorded_on is not None:
        return ALWAYS, day_bounds(condition.recorded_on, zone)[1]
    return ALWAYS, NEVER


_TIME_OF: dict[str, Callable[[Fact], ClinicalTime | Period | None]] = {
    "conditions": lambda _: None,  # from onset to abatement: see ``prevalence``
    "encounters": attrgetter("period"),
    "observations": attrgetter("effective"),
    "procedures": attrgetter("performed"),
    "orders": attrgetter("authored_on"),
    "prescriptions": attrgetter("authored_on"),
    "immunizations": attrgetter("occurrence"),
    "appointments": attrgetter("start"),
    "coverages": attrgetter("period"),
    "authorizations": attrgetter("period"),
    "tasks": attrgetter("execution"),
    "programs": attrgetter("period"),
    "care_plans": attrgetter("period"),
}
_KNOWN_ON = attrgetter("known_on")


def usual(fact: Fact, zone: tzinfo) -> Row:
    """The days that people mean when they say when a fact of this type was."""
    time = _TIME_OF.get(fact.listed_under, _KNOWN_ON)(fact)
    if isinstance(time, datetime):
        day = time.toordinal() if time.tzinfo is zone else day_number(time, zone)
        return Row(fact, day, day, day, day)
    if isinstance(time, Period):
        return Row(fact, *period_bounds(time, zone))
    if isinstance(fact, Condition):
        return Row(fact, *prevalence(fact, zone))
    return Row(fact, *_at(time, zone))


def times_of(fact: Fact) -> tuple[ClinicalTime | None, ClinicalTime | None]:
    """When it started and ended, as its source gives them."""
    if isinstance(fact, Condition):
        return _edges(fact.onset)[0], _edges(fact.abatement)[1]
    return _edges(_TIME_OF.get(fact.listed_under, _KNOWN_ON)(fact))


def _edges(time: ClinicalTime | Period | None) -> tuple[ClinicalTime | None, ClinicalTime | None]:
    return (time.start, time.end) if isinstance(time, Period) else (time, time)


def began(fact: Fact) -> float:
    """The instant at which it started, in seconds; that of a mere day lies before all others."""
    start, _ = times_of(fact)
    return start.timestamp() if isinstance(start, datetime) else -inf


def at_end(row: Row, zone: tzinfo) -> Row:
    """Only the end, which for a point is the point itself; of what has none the start.

    That is ``latest`` of the CQL library QICoreCommon.
    """
    if row.start_low == row.end_high:
        return row
    if row.end_low == NEVER:
        return at_start(row, zone)
    return Row(row.fact, row.end_low, row.end_high, row.end_low, row.end_high)


def at_start(row: Row, zone: tzinfo) -> Row:  # noqa: ARG001  one signature for all timings
    """Only the start."""
    if row.start_low == row.end_high:
        return row
    return Row(row.fact, row.start_low, row.start_high, row.start_low, row.start_high)


def when_issued(row: Row, zone: tzinfo) -> Row:
    """The day on which a result was issued."""
    return Row(row.fact, *_at(getattr(row.fact, "issued_at", None), zone))


def when_recorded(row: Row, zone: tzinfo) -> Row:
    """The day on which somebody wrote the fact down."""
    return Row(row.fact, *_at(getattr(row.fact, "recorded_on", None), zone))


Timing = Callable[[Row, tzinfo], Row]


def shifted(bounds: Bounds, *, days: int = 0, months: int = 0) -> Bounds:
    """Move both ends; an open end stays open."""
    return _shift(bounds[0], days, months), _shift(bounds[1], days, months)


def _shift(day: int, days: int, months: int) -> int:
    if day in {ALWAYS, NEVER}:
        return day
    return shift_months(day, months) + days if months else day + days


@lru_cache(_REMEMBERED)
def as_date(day: int) -> date | None:
    """A day number as a date; None for an open edge, or beyond what a date can name."""
    return date.fromordinal(day) if 1 <= day <= LAST_DAY else None
