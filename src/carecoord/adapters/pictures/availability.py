"""CMA1 to CMA9 of one patient as a lane: all fills on one line, as the measure walks them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from carecoord.adapters.pictures.layout import Given, around, as_dispensed
from carecoord.adapters.pictures.spans import Span, within
from carecoord.adapters.pictures.values import Lane, Supply
from carecoord.rules.kernels.gaps import held_until, walk
from carecoord.rules.kernels.search import first_after, first_at

LINE = "All fills, in order of day"


@attrs.frozen(kw_only=True)
class Line:
    """Fills of one patient in order of day, as the kernels read them."""

    given: Sequence[Given]
    starts: Sequence[int]
    lengths: Sequence[float]
    drugs: Sequence[int]
    doses: Sequence[float]


@attrs.frozen(kw_only=True)
class Walked:
    """A lane, and the days that count."""

    lane: Lane
    counted: Span


def available(  # noqa: PLR0913  as the kernel is asked
    number: int, line: Line, follow_up: Span, window: Span, *, same: bool, dosed: bool
) -> Walked:
    """The lane of CMA ``number``: bars as supply is carried, gaps as they are counted."""
    lo = first_at(line.starts, 0, len(line.starts), follow_up.first)
    hi = first_after(line.starts, lo, len(line.starts), follow_up.until)
    if number <= 4:  # noqa: PLR2004  the first four count no gaps
        return _supplied(number, line, lo, hi, window)
    if number < 7:  # noqa: PLR2004  these begin with the first fill of the window
        lo = first_at(line.starts, lo, hi, window.first)
        hi = first_after(line.starts, lo, hi, window.until)
        end = window.until if number == 6 or lo == hi else float(line.starts[hi - 1])  # noqa: PLR2004
        counted = Span(line.starts[lo], end) if lo < hi else window
        return _walked(_Walk(line, same, dosed), lo, hi, end, counted)
    walked = _Walk(line, same, dosed)
    if number == 9:  # noqa: PLR2004  supply is spread over the intervals to the end of follow-up
        return _walked(walked, lo, hi, follow_up.until, window)
    seen = first_after(line.starts, lo, hi, window.until)
    if number == 8:  # noqa: PLR2004  the window begins once supply from before it is used up
        _, carried = walked.over(lo, seen, window.until)
        until = held_until(line.starts, line.lengths, lo, seen, window.first, lo, carried)
        if until > window.first:
            window = Span(until, until + round(window.until - until))
            seen = first_after(line.starts, lo, hi, window.until)
    return _walked(walked, lo, seen, window.until, window)


@attrs.frozen
class _Walk:
    line: Line
    same: bool
    dosed: bool

    def over(self, lo: int, hi: int, end: float) -> tuple[list[float], list[float]]:
        """Gaps after the fills from ``lo`` to ``hi``, and what is carried into each."""
        gaps, carried = [0.0] * (hi - lo), [0.0] * (hi - lo)
        line = self.line
        walk(
            line.starts, line.lengths, line.drugs, line.doses, lo, hi, end, True, self.same,
            self.dosed, lo, gaps, carried,
        )  # fmt: skip
        return gaps, carried


def _supplied(number: int, line: Line, lo: int, hi: int, window: Span) -> Walked:
    """Supply as dispensed; the odd ones leave out the last fill, and end with it."""
    lo = first_at(line.starts, lo, hi, window.first)
    hi = first_after(line.starts, lo, hi, window.until)
    last = hi - 1 if number % 2 and hi > lo else hi
    until = line.starts[last] if number % 2 and hi > lo else window.until
    supplies = [
        *as_dispensed(line.given[:lo], counted=False),
        *as_dispensed(line.given[lo:last]),
        *as_dispensed(line.given[last:], counted=False),
    ]
    counted = Span(line.starts[lo], until) if lo < hi else window
    return Walked(lane=Lane(name=LINE, supplies=supplies), counted=counted)


def _walked(walked: _Walk, lo: int, hi: int, end: float, counted: Span) -> Walked:
    line = walked.line
    gaps, carried = walked.over(lo, hi, end)
    used = _used(line, lo, hi, carried)
    walked_over = [
        _as_used(one, span, counted) for one, span in zip(line.given[lo:hi], used, strict=True)
    ]
    supplies = around(walked_over, line.given[:lo], line.given[hi:])
    lacking = [Span(counted.first, line.starts[lo])] if lo < hi else []
    for index in range(lo, hi):
        until = line.starts[index + 1] if index + 1 < hi else end
        lacking.append(Span(until - gaps[index - lo], until))
    found = [span for span in within(lacking, counted) if span.days > 0]
    return Walked(lane=Lane(name=LINE, supplies=supplies, gaps=found), counted=counted)


def _as_used(one: Given, used: Span, counted: Span) -> Supply:
    counts = used.first < counted.until and used.until > counted.first
    return Supply(drug=one.drug, filled=one.day, days=one.days, used=used, counted=counts)


def _used(line: Line, lo: int, hi: int, carried: Sequence[float]) -> list[Span]:
    """When the supply of each fill is used, given what is carried into each.

    What lasts beyond the next fill shrinks, grows or ends there when that is another dose or drug.
    """
    used: list[Span] = []
    for index in range(lo, hi):
        day, carry = line.starts[index], carried[index - lo]
        pending = used[-1].until - day if used else 0.0
        ratio = carry / pending if pending > 0 else 1.0
        if ratio != 1:
            used = [_stretched(span, day, ratio) for span in used]
        used.append(Span(day + carry, day + carry + line.lengths[index]))
    return used


def _stretched(span: Span, day: float, ratio: float) -> Span:
    first, until = (
        edge if edge <= day else day + (edge - day) * ratio for edge in attrs.astuple(span)
    )
    return Span(first, until)
