"""A picture of supply in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import ceil, floor

from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.values import Lane, Result, Supply, SupplyTimeline

MOST_GAPS = 12
"""Gaps of a lane that are named one by one."""
_FAR = 1e15
"""Supply that lasts beyond all days may be infinite."""
NOTHING = "No fill with a day and days' supply is to be drawn."


def day(number: float, *, dated: bool) -> str:
    """A day as people write it."""
    whole = floor(min(max(number, -_FAR), _FAR))
    if not dated:
        return f"day {whole}"
    return date.fromordinal(min(max(whole, 1), date.max.toordinal())).isoformat()


def span(one: Span, *, dated: bool) -> str:
    """A span by its first and last day, both inside."""
    first, last = day(one.first, dated=dated), day(ceil(min(one.until, _FAR)) - 1, dated=dated)
    return first if first == last else f"{first} to {last}"


def amount(days: float) -> str:
    """A number of days, to a hundredth."""
    return f"{round(days, 2):.12g}"


def days_of(days: float, what: str = "") -> str:
    """So many days, with a word before the unit."""
    unit = "day" if amount(days) == "1" else "days"
    return f"{amount(days)} {unit}{what}"


def result(of: Result) -> str:
    """A measure's value with its numerator and denominator, or the reason that there is none."""
    if of.numerator is None or not of.denominator:
        return f"{of.name}: {of.reason or 'no value'}"
    told = f"{amount(of.numerator)} of {amount(of.denominator)} {of.about}"
    value = f" = {of.value:.3f}" if of.value is not None and of.value == of.value else ""
    why = f" ({of.reason})" if of.reason else ""
    return f"{of.name}{value}: {told}{why}"


def supply(of: Supply, *, dated: bool) -> str:
    """A fill: the drug, when it was filled, and when it is used."""
    told = f"{of.drug}: {days_of(of.days)} filled on {day(of.filled, dated=dated)}"
    if of.used.days <= 0:
        told += ", not used"
    elif of.shifted or of.used.days != of.days:
        told += f", used {span(of.used, dated=dated)}"
    else:
        told += f", to {day(ceil(min(of.used.until, _FAR)) - 1, dated=dated)}"
    return told if of.counted else f"{told}; not counted"


def sentences(timeline: SupplyTimeline) -> Iterator[str]:
    """Everything in the picture, a sentence for each line of it."""
    yield from (f"{result(one)}." for one in timeline.results)
    yield from timeline.notes
    dated = timeline.dated
    for window in timeline.windows:
        total = days_of(sum(one.days for one in window.spans))
        yield f"{window.name}: {_listed(window.spans, dated=dated)}, {total}."
    if timeline.stays:
        yield f"Stays: {_listed(timeline.stays, dated=dated)}."
    if not any(lane.supplies for lane in timeline.lanes):
        yield NOTHING
    for lane in timeline.lanes:
        yield _lane(lane, dated=dated)


def summary(timeline: SupplyTimeline) -> str:
    """The picture in a few sentences, however much is in it."""
    told = [f"{result(one)}." for one in timeline.results]
    supplies = [one for lane in timeline.lanes for one in lane.supplies]
    if not supplies:
        return " ".join((*told, NOTHING))
    dated = timeline.dated
    first = day(min(one.filled for one in supplies), dated=dated)
    last = day(max(one.filled for one in supplies), dated=dated)
    when = f"on {first}" if first == last else f"from {first} to {last}"
    gaps = sum(len(lane.gaps) for lane in timeline.lanes)
    told.append(f"{many(len(supplies), 'fill')} {when}; {many(gaps, 'gap')}.")
    return " ".join(told)


def many(number: int, one: str) -> str:
    """So many of something."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _lane(lane: Lane, *, dated: bool) -> str:
    parts: list[str] = []
    if lane.supplies:
        total = days_of(sum(one.days for one in lane.supplies), " of supply")
        used = [one.used for one in lane.supplies if one.used.days > 0]
        parts.append(f"{many(len(lane.supplies), 'fill')}, {total}")
        if used:
            whole = Span(min(one.first for one in used), max(one.until for one in used))
            parts.append(f"used {span(whole, dated=dated)}")
        shifted = sum(one.shifted for one in lane.supplies)
        if shifted:
            parts.append(f"{shifted} of them later than filled")
    if lane.held:
        total = days_of(sum(one.days for one in lane.held), " with supply")
        parts.append(f"{total}: {_listed(lane.held, dated=dated)}")
    if lane.gaps:
        total = days_of(sum(one.days for one in lane.gaps), " without supply")
        parts.append(f"{total}: {_listed(lane.gaps, dated=dated)}")
    if lane.between:
        total = days_of(sum(one.days for one in lane.between), " without this drug")
        parts.append(f"{total}: {_listed(lane.between, dated=dated)}")
    return f"{lane.name}: {'; '.join(parts) or 'nothing'}."


def _listed(spans: Sequence[Span], *, dated: bool) -> str:
    told: Iterable[str] = (span(one, dated=dated) for one in spans[:MOST_GAPS])
    more = len(spans) - MOST_GAPS
    return ", ".join((*told, f"and {more} more") if more > 0 else told)
