"""Fills laid out as they are used: per drug end to end, or on one line of all drugs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from carecoord.adapters.pictures.spans import Span, joined, lacking
from carecoord.adapters.pictures.values import Supply
from carecoord.rules.kernels.covered_days import rolled_out

AHEAD = float("inf")


@attrs.frozen(kw_only=True)
class Given:
    """A fill before it is laid out: the drug, the day, the days of supply."""

    drug: str = attrs.field(repr=False)
    day: float
    days: float


def end_to_end(
    fills: Sequence[Given], *, free: float = -AHEAD, cut: float = AHEAD, counted: bool = True
) -> list[Supply]:
    """Fills in order of day, each used from the end of the one before it.

    ``free`` is the end of what is in hand before them; from ``cut`` on nothing of them is used.
    """
    starts = rolled_out([free, *(one.day for one in fills)], [0.0, *(one.days for one in fills)])
    return [
        Supply(
            drug=one.drug,
            filled=one.day,
            days=one.days,
            used=Span(min(start, cut), min(start + one.days, cut)),
            counted=counted,
        )
        for one, start in zip(fills, starts[1:], strict=True)
    ]


def as_dispensed(fills: Iterable[Given], *, counted: bool = True) -> list[Supply]:
    """Fills whose supply is used from the day of the fill, whatever is in hand."""
    return [
        Supply(
            drug=one.drug,
            filled=one.day,
            days=one.days,
            used=Span(one.day, one.day + one.days),
            counted=counted,
        )
        for one in fills
    ]


def around(
    counted: Sequence[Supply], early: Sequence[Given], late: Sequence[Given]
) -> list[Supply]:
    """What a measure looks at, and around it the fills of before and after, which do not count.

    Supply of before ends where that begins, supply of after begins where all else has ended.
    """
    begins = counted[0].used.first if counted else AHEAD
    before = end_to_end(early, cut=begins, counted=False)
    ends = max((one.used.until for one in (*before, *counted)), default=-AHEAD)
    return [*before, *counted, *end_to_end(late, free=ends, counted=False)]


def between(supplies: Iterable[Supply]) -> list[Span]:
    """The days between the first use and the end of the last on which nothing is in hand."""
    used = joined(one.used for one in supplies)
    return lacking(used, Span(used[0].first, used[-1].until)) if used else []


def per_drug(fills: Iterable[Given]) -> dict[str, list[Given]]:
    """Fills under their drugs, in the order in which these appear."""
    found: dict[str, list[Given]] = {}
    for one in fills:
        found.setdefault(one.drug, []).append(one)
    return found
