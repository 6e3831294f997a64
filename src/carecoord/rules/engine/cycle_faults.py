"""What is wrong with the periods of a cycle, and with their windows, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.periods import Around, DaysBefore, ReviewDays
from carecoord.rules.engine.same import same
from carecoord.rules.engine.spans import negative, no_shorter, out_of_order, reach

if TYPE_CHECKING:
    from carecoord.rules.engine.cycle import Cycle

_COUNTED = (Unit.DAYS, Unit.MONTHS)
Lengths = tuple[Offset, ...]


def cycle_faults(shape: Cycle) -> Iterator[Fault]:
    """Lengths and windows that no period can have."""
    yield from _length_faults(shape.lengths)
    yield from _window_faults(shape.review, shape.lengths)
    if shape.initial is not None:
        yield from _window_faults(shape.initial, shape.lengths[:1])
    if same(shape.stopped_by, shape.begins):
        found = "what begins it stops it"
        yield Fault("stopped by", found, "Stop it by something else")
    if same(shape.certified_by, shape.begins):
        found = "what begins it certifies it"
        yield Fault("certified by", found, "Certify it by something else")
    yield from negative("ahead", shape.ahead)
    for length in shape.lengths:
        yield from out_of_order("ahead", ("ahead", shape.ahead), ("a period", length))
    yield from _late_faults(shape)


def _length_faults(lengths: Lengths) -> Iterator[Fault]:
    """Lengths that no calendar can have."""
    if not lengths:
        yield Fault("lengths", "there is none", "Give the length of the first period")
    for one in lengths:
        if one.unit not in _COUNTED or one.count < 1:
            found = f"a period cannot be {one} long"
            yield Fault("lengths", found, "Give one day or month, or more")


def _window_faults(window: ReviewDays, lengths: Lengths) -> Iterator[Fault]:
    if isinstance(window, DaysBefore):
        return _days_before_faults(window, lengths)
    return _around_faults(window, lengths)


def _days_before_faults(window: DaysBefore, lengths: Lengths) -> Iterator[Fault]:
    """A window that is turned round or does not lie within every period."""
    shortest = min((span[0] for one in lengths if (span := reach(one))), default=window.last)
    if not 1 <= window.first <= window.last <= shortest:
        found = f"no period has the days {window.first} to {window.last}"
        yield Fault("days of review", found, "Give days that every period has, in order")


def _around_faults(window: Around, lengths: Lengths) -> Iterator[Fault]:
    """A window that is turned round, or that still runs when the next one opens."""
    if any(one and one.unit is Unit.BUSINESS_DAYS for one in (window.earliest, window.due)):
        yield Fault("window", "it is counted in business days", "Count days or months")
    if window.due is None:
        yield from _after_the_period(window, lengths)
        return
    yield from out_of_order("window", ("earliest", window.earliest), ("due", window.due))
    opens, closes = reach(window.earliest), reach(window.due)
    for length in lengths:
        span = reach(length)
        if opens and closes and span and span[1] + opens[1] <= closes[0]:
            found = f"after {length} the next window opens before this one is over"
            yield Fault("window", found, "Make the window shorter")


def _after_the_period(window: Around, lengths: Lengths) -> Iterator[Fault]:
    """It is due on the last day of the period and opens after that."""
    for length in lengths:
        if no_shorter(window.earliest, length):
            found = f"earliest ({window.earliest}) lies after a period of {length}"
            yield Fault("window", found, "Open it within the period")


def _late_faults(shape: Cycle) -> Iterator[Fault]:
    """Windows that are over only after the period that follows theirs."""
    last = max(len(shape.lengths), 2)
    windows = [(shape.initial, 0), *((shape.review, place) for place in range(1, last))]
    for window, place in windows:
        if isinstance(window, Around) and shape.lengths:
            yield from _late(window, _following(shape.lengths, place))


def _late(window: Around, lengths: tuple[Offset, Offset]) -> Iterator[Fault]:
    due, both = reach(window.due), [reach(one) for one in lengths]
    most = sum(span[1] for span in both if span is not None)
    if due is not None and due[0] >= most:
        found = f"due ({window.due}) lies after the end of the following period"
        yield Fault("window", found, "Make it due earlier")


def _following(lengths: Lengths, place: int) -> tuple[Offset, Offset]:
    """The lengths of a period and of the one after it; the last length holds on."""
    last = len(lengths) - 1
    return lengths[min(place, last)], lengths[min(place + 1, last)]
