"""What is wrong with spans and with filters over time, as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.rules.criteria.combined import Timed
from carecoord.rules.criteria.covered import Covered
from carecoord.rules.criteria.dates import Day, Span
from carecoord.rules.criteria.windows import During, Ending, Starting, Windowed
from carecoord.rules.engine.distances import distance
from carecoord.rules.engine.fault import NEVER

_EDGES: dict[type, frozenset[str]] = {
    Starting: frozenset({"start"}),
    Ending: frozenset({"end"}),
    During: frozenset({"start", "end"}),
}
"""Which edges of a fact a filter puts into its span."""


def span_faults(part: Span) -> Iterator[str]:
    """That it ends before it starts."""
    if _before(part.last, part.first):
        yield f"{NEVER}: {part} ends before it starts"


def covered_faults(part: Covered) -> Iterator[str]:
    """More days than there are, or none."""
    if part.at_least < 1:
        yield f"it is always true: at least {part.at_least} days"
    if part.span.first is None or part.span.last is None:
        return
    between = distance(part.span.first, part.span.last)
    if between is not None and between[1] + 1 < part.at_least:
        yield f"{NEVER}: {part.at_least} days of {between[1] + 1}"


def window_faults(part: Windowed) -> Iterator[str]:
    """That an earlier filter keeps the same edge of a fact within a span that shares no day."""
    source, edges = part.narrows(), _EDGES[type(part)]
    # With other days, what started in one span may well start in another.
    while source is not None and not isinstance(source, Timed):
        if isinstance(source, Windowed) and edges & _EDGES.get(type(source), frozenset()):
            ours, theirs = part.span, source.span
            if _before(ours.last, theirs.first) or _before(theirs.last, ours.first):
                yield f"{NEVER}: {source.clause}, and {part.clause}"
                return
        source = source.narrows()


def _before(one: Day | None, other: Day | None) -> bool:
    """Whether one day certainly comes before another."""
    if one is None or other is None:
        return False
    between = distance(one, other)
    return between is not None and between[0] > 0
