"""How long something holds once it was done, and since when it is to be done."""

from __future__ import annotations

from datetime import date
from typing import cast

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.calendar_rules import birthday
from carecoord.model.moment import PartialDate
from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.picks import Last
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.timing import Row, as_date
from carecoord.rules.engine.view import View

_TWO_YEARS, _A_YEAR = 24, 12


@attrs.frozen
class Interval:
    """How long after it was done it is due again.

    ``when`` is asked with ``EACH`` bound to the last one done; None always holds. ``because`` says
    in words why this interval holds.
    """

    __repr__ = shown

    every: Offset | Parameter
    when: Condition | None = None
    because: str = ""


def _fall_through(_way: Way, _field: object, intervals: tuple[Interval, ...]) -> None:
    conditions = [interval.when for interval in intervals]
    if intervals and (None in conditions[:-1] or conditions[-1] is not None):
        raise AuthoringError(
            asked="the intervals of a way of doing something",
            found="one before the last always holds, or the last only sometimes",
            remedy="Give every interval but the last a condition, and the last none",
        )


def _last_of(way: Way) -> Selection:
    return Last(way.done)


@attrs.frozen
class Way:
    """One way of doing it, such as a colonoscopy, and how long that holds.

    The first interval whose ``when`` holds applies; the last has none. Something done once for ever
    has no intervals.
    """

    __repr__ = shown

    name: str
    done: Selection
    intervals: tuple[Interval, ...] = attrs.field(default=(), validator=_fall_through)
    last: Selection = attrs.field(
        init=False, repr=False, default=attrs.Factory(_last_of, takes_self=True)
    )


@attrs.frozen
class Next:
    """When it is due next: the day, the span that led there and what decided the span."""

    __repr__ = shown

    day: int | None
    """None when the calendar of business days does not reach so far."""
    when: str
    """The span in words: after how long, or by which day of the calendar."""
    evidence: tuple[Evidence, ...] = ()


def next_after(way: Way, done_on: int, frame: Frame) -> Next:
    """When it is due again after it was done on a day, ``EACH`` being what the frame says.

    Of intervals of which it is not known whether they hold, the shortest.
    """
    may_hold: list[tuple[Interval, int | None]] = []
    lines: tuple[Evidence, ...] = ()
    open_lines: tuple[Evidence, ...] = ()
    for interval in way.intervals:  # pragma: no branch  the last one has no condition
        answer = None if interval.when is None else interval.when.answer(frame)
        if answer is not None:
            lines += answer.evidence
        if answer is not None and answer.holds is None:
            open_lines += (_open(interval, way),)
        if answer is None or answer.holds is not False:
            may_hold.append((interval, interval.every.after(done_on, frame.view)))
        if answer is None or answer.holds:
            break
    days = [day for _, day in may_hold if day is not None]
    if len(days) < len(may_hold):
        return Next(None, "", (*lines, *open_lines))
    day = min(days)
    chosen = next(interval for interval, reached in may_hold if reached == day)
    return Next(day, _said(chosen, done_on, frame.view), (*lines, *open_lines))


def _open(interval: Interval, way: Way) -> Evidence:
    when = cast("Condition", interval.when)
    because = f"not known; of the intervals for {way.name} that may hold, the shortest is taken"
    return Evidence(clause=when.clause, holds=None, because=because)


def _said(interval: Interval, day: int, view: View) -> str:
    every = interval.every
    if isinstance(every, Parameter):
        every = cast("Offset", view.parameters.value(every.name, date.fromordinal(day)))
    reason = f" ({interval.because})" if interval.because else ""
    when = f"by {every.named_day}" if every.named_day else f"after {in_years(every)}"
    return f"{when}{reason}"


def in_years(span: Offset) -> str:
    """A span in words, two years and more of whole years in years."""
    if span.unit is Unit.MONTHS and span.count >= _TWO_YEARS and span.count % _A_YEAR == 0:
        return f"{span.count // _A_YEAR} years"
    return str(span)


@attrs.frozen
class AtAge:
    """It begins when the patient completes so many years."""

    __repr__ = shown

    years: int


@attrs.frozen
class Began:
    """Since when something is to be done, or what is missing to know it."""

    __repr__ = shown

    day: int | None
    missing: str = ""
    evidence: tuple[Evidence, ...] = ()


def began_at(age: AtAge, frame: Frame, not_before: int | None) -> Began:
    """The birthday, or the first day of the edition if that is later."""
    born = frame.view.patient.birth_date
    if born is None:
        return Began(None, "birth date")
    partial = isinstance(born, PartialDate)
    bounds = (born.first_day, born.last_day) if isinstance(born, PartialDate) else (born, born)
    low, high = (birthday(day, age.years).toordinal() for day in bounds)
    if not_before is not None:
        low, high = max(low, not_before), max(high, not_before)
    return Began(low) if low == high or not partial else Began(None, "exact birth date")


def began_with(first: Selection, frame: Frame, name: str) -> Began:
    """The day of the first row."""
    row: Row | None = next(iter(frame.rows(first).sure), None)
    if row is None or as_date(row.start_high) is None:
        return Began(None, f"when {name} began")
    seen = Evidence(clause=name, holds=True, facts=(refer(row),))
    return Began(row.start_high, evidence=(seen,))
