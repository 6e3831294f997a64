"""Shares along the width of a drawing, from nothing to a round percentage."""

from __future__ import annotations

import attrs

from carecoord.adapters.pictures.axis import Tick

_STEPS = {5: 1, 10: 2, 20: 5, 30: 5, 40: 10, 50: 10, 60: 10, 80: 20, 100: 20}
"""How far ticks are apart on axes that end at so many hundredths."""


@attrs.frozen
class Shares:
    """From 0 at ``left`` to so many hundredths at ``right``."""

    hundredths: int
    left: float
    right: float

    @classmethod
    def holding(cls, most: float, left: float, right: float) -> Shares:
        """The shortest that holds a share."""
        return cls(next((end for end in _STEPS if most <= end / 100), 100), left, right)

    def x(self, share: float, /) -> float:
        """Where a share stands; more than there is room for, at the edge."""
        part = min(max(share * 100 / self.hundredths, 0.0), 1.0)
        return round(self.left + part * (self.right - self.left), 2)

    def ticks(self) -> list[Tick]:
        """Round percentages."""
        shares = range(0, self.hundredths + 1, _STEPS[self.hundredths])
        return [Tick(share / 100, f"{share} %") for share in shares]
