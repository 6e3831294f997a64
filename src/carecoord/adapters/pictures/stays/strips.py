"""Which days of a history are drawn: one strip, or several of one length where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from carecoord.adapters.pictures.sheet import BESIDE_DAYS, with_room
from carecoord.adapters.pictures.spans import Span

LENGTHS = (400, 800, 1600, 4000, 8000, 16_000)
"""How many days a strip may have: the fewest that leave few strips."""
MOST_STRIPS = 6


def strips(spans: Sequence[Span]) -> list[Span]:
    """Strips in which everything lies, with room around; where nothing lies there are none."""
    whole = Span(min(one.first for one in spans), max(one.until for one in spans))
    for length in LENGTHS:
        found = _of_length(spans, whole, length)
        if len(found) <= MOST_STRIPS:
            return found
    return [with_room(whole)]


def _of_length(spans: Sequence[Span], whole: Span, length: float) -> list[Span]:
    """Strips as long as ``length`` at most; what crosses the end of one goes on in the next."""
    if whole.days <= length:
        return [with_room(whole)]
    room = length * BESIDE_DAYS
    found: list[Span] = []
    free = float("-inf")
    for span in sorted(spans, key=lambda one: one.first):
        while span.until > free:
            first = max(span.first - room, free)
            free = first + length
            found.append(Span(first, free))
    return found
