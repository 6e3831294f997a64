"""What is wrong with something recurring as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carecoord.rules.criteria.ages import Age
from carecoord.rules.criteria.conditions import All, Condition
from carecoord.rules.criteria.selection import Itself
from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.intervals import AtAge, Interval, Way
from carecoord.rules.engine.loops import Loop
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.same import same
from carecoord.rules.engine.spans import beyond_life, negative, no_shorter, reach

if TYPE_CHECKING:
    from carecoord.rules.engine.recurring import Recurring


def recurring_faults(shape: Recurring) -> Iterator[Fault]:
    """Ways that never hold, or that are open again before they hold; a beginning never reached."""
    if not shape.ways:
        yield Fault(shape.title, "there is no way of doing it", "Give a way")
    yield from negative("grace", shape.grace)
    yield from negative("opens before", shape.opens_before)
    for way in shape.ways:
        yield from _way_faults(way, shape)
    yield from _never_begins(shape)
    for loop in shape.loops:
        yield from _loop_faults(loop)


def _way_faults(way: Way, shape: Recurring) -> Iterator[Fault]:
    if not way.intervals and not shape.once:
        yield Fault(way.name, "it is never due again", "Give an interval, or once=True")
    if way.intervals and shape.once:
        yield Fault(way.name, "once is enough, so no interval holds", "Leave out one of the two")
    if same(way.done, shape.stopped_by):
        found = "doing it stops it for good"
        yield Fault(way.name, found, "Stop it by something else, or say once=True")
    for interval in way.intervals:
        yield from _interval_faults(interval, way, shape)


def _interval_faults(interval: Interval, way: Way, shape: Recurring) -> Iterator[Fault]:
    every = interval.every
    yield from beyond_life(way.name, "the interval", every)
    if _at_once(every):
        found = f"it is due again at once ({every})"
        yield Fault(way.name, found, "Give an interval of a day or more")
    elif no_shorter(shape.opens_before, every):
        found = f"it opens {shape.opens_before} before, as soon as it was done"
        yield Fault(way.name, found, "Let it open later, or make the interval longer")
    elif no_shorter(shape.grace, every):
        found = f"a grace of {shape.grace} is as long as the interval ({every})"
        yield Fault(way.name, found, "Make the grace shorter, or the interval longer")


def _at_once(every: object) -> bool:
    """Whether no day need lie between: no full month may be over on the next day."""
    span = reach(every)
    if span is None or not isinstance(every, Offset):
        return False
    no_month = every.unit is Unit.FULL_MONTHS and every.count < 1 and every.and_days < 1
    return span[1] < 1 or no_month


def _never_begins(shape: Recurring) -> Iterator[Fault]:
    """An age at which it begins, and above which it does not apply."""
    if not isinstance(shape.begins, AtAge):
        return
    for oldest in _oldest(shape.applies):
        if shape.begins.years > oldest:
            found = f"it begins at {shape.begins.years}, and applies up to {oldest}"
            yield Fault(shape.reason_name, found, "Change one of the two")


def _oldest(condition: Condition) -> Iterator[int]:
    """The ages now above which a condition certainly does not hold."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _oldest(part)
    elif isinstance(condition, Age) and condition.at_most is not None:
        yield condition.at_most


def _loop_faults(loop: Loop) -> Iterator[Fault]:
    yield from negative(f"loop {loop.name}", loop.lapses_after)
    lapse = reach(loop.lapses_after)
    if lapse is not None and lapse[1] == 0:
        found = f"it lapses on the day that opens it ({loop.lapses_after})"
        yield Fault(f"loop {loop.name}", found, "Let it lapse later")
    elif lapse is not None and lapse[1] >= 0 and loop.closes_from_day > lapse[1]:
        found = (
            f"it closes from day {loop.closes_from_day}, after it has lapsed ({loop.lapses_after})"
        )
        yield Fault(f"loop {loop.name}", found, "Change one of the two")
    if same(loop.closed_by, loop.opened_by):
        found = "what closes it opens it anew"
        yield Fault(f"loop {loop.name}", found, "Select something else")
    if isinstance(loop.closed_by, Itself):
        found = "only what opened it would close it, which never does"
        yield Fault(f"loop {loop.name}", found, "Select something else")
