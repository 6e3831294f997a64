"""What was to be done by a day: done in time, done late, still to be done, or not known.

Shared by the rules about activities of a care plan and about tests (decision 0031).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from enum import Enum

import attrs

from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.timing import NEVER, Bounds, day_bounds, period_bounds
from carecoord.rules.engine.view import View


class State(Enum):
    """What is known of something that was to be done; what is OUT does not count."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"
    OUT = "out"


@attrs.frozen(kw_only=True)
class Item:
    """Something to be done: ``due`` bounds its last day, ``done`` the day on which it was."""

    __repr__ = shown

    name: str
    state: State
    facts: tuple[FactRef, ...] = ()
    due: Bounds | None = None
    done: Bounds | None = None
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Words:
    """How a rule speaks of its items; ``closes`` has a place for their ``{days}``."""

    __repr__ = shown

    each: str
    counted: str
    title: str
    closes: str
    nothing: str


class AfterDue(Enum):
    """What came of something that was to be done."""

    IN_TIME = "done in time"
    LATE = "done late"
    DONE = "done, in time or late"
    OPEN = "still to be done"
    UNKNOWN = "not known"


@attrs.frozen(kw_only=True)
class Sorted:
    """Items with what came of them; those not due yet and those long past are not among them."""

    __repr__ = shown

    items: tuple[tuple[Item, AfterDue], ...]
    missing: tuple[str, ...]

    def of(self, *which: AfterDue) -> list[Item]:
        """The items of which this came, in the order of their last days."""
        found = [item for item, came in self.items if came in which]
        return sorted(
            found, key=lambda i: (i.due or (NEVER, NEVER), i.name, [ref.id for ref in i.facts])
        )

    @property
    def open(self) -> list[Item]:
        """Those that came due and are not seen done."""
        return self.of(AfterDue.OPEN)

    @property
    def done(self) -> list[Item]:
        """Those that came due and are done."""
        return self.of(AfterDue.IN_TIME, AfterDue.LATE, AfterDue.DONE)


def last_day(time: ClinicalTime | Period | str | None, zone: tzinfo) -> Bounds | None:
    """The earliest and latest day that can be the last one; None where none is given."""
    if time is None or isinstance(time, str):
        return None
    if not isinstance(time, Period):
        return day_bounds(time, zone)
    if time.end is None:
        return None
    _, _, low, high = period_bounds(time, zone)
    return max(low, 1), max(high, 1)


def sort_out(
    items: Iterable[Item],
    words: Words,
    counts_for: Parameter,
    view: View,
    missing: tuple[str, ...] = (),
) -> Sorted:
    """Which of them came due within the time for which they count, and what came of each."""
    judged = [
        (item, *told)
        for item in items
        if (told := _judged(item, words, counts_for, view)) is not None
    ]
    lacking = (one for _, _, lacks in judged for one in lacks)
    return Sorted(
        items=tuple((item, came) for item, came, _ in judged),
        missing=tuple(dict.fromkeys((*lacking, *missing))),
    )


def lapsed(day: int, counts_for: Parameter, view: View) -> bool:
    """Whether a day lies so long ago that what was to be done by it counts no more."""
    until = counts_for.after(day, view)
    assert until is not None  # noqa: S101  months need no calendar
    return view.reached(until)


_Told = tuple[AfterDue, tuple[str, ...]]
"""What came of an item, and what is missing to know it."""


def _judged(item: Item, words: Words, counts_for: Parameter, view: View) -> _Told | None:
    """None for what does not count: not due yet, long past, or done and perhaps not due yet."""
    if item.due is None:
        return (
            None
            if item.state is State.DONE
            else _unknown(item, f"the day by which {words.each} is due")
        )
    if not view.reached(item.due[0] + 1) or lapsed(item.due[1], counts_for, view):
        return None
    if item.state is State.UNKNOWN:
        return _unknown(item, f"whether {words.each} was done")
    if view.reached(item.due[1] + 1):
        return _counted(item, item.due), ()
    if item.state is State.OPEN:
        return _unknown(item, f"the exact day by which {words.each} is due")
    return None


def _unknown(item: Item, missing: str) -> _Told:
    return AfterDue.UNKNOWN, item.missing or (missing,)


def _counted(item: Item, due: Bounds) -> AfterDue:
    if item.state is State.OPEN:
        return AfterDue.OPEN
    if item.done is not None and item.done[1] <= due[0]:
        return AfterDue.IN_TIME
    if item.done is not None and item.done[0] > due[1]:
        return AfterDue.LATE
    return AfterDue.DONE
