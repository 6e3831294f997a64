"""From a prescription to the first dispensing on its day or later."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def first_dispensed(prescribed: int, dispensed: Sequence[int]) -> int | None:
    """The first of the dispensing days, which rise, that is not before the prescription."""
    place = bisect_left(dispensed, prescribed)
    return dispensed[place] if place < len(dispensed) else None
