"""What the durations of supply are computed from and what they are: days are whole numbers."""

from __future__ import annotations

from math import inf
from typing import Literal

import attrs

Handling = Literal["continue", "discard", "carryover"]
"""What becomes of supply in hand: it is used on, thrown away, or kept for afterwards."""
UNPRESCRIBED = "not prescribed"
BEFORE = "dispensed before the first prescription"
AFTER = "dispensed after the last prescription had ended"
BETWEEN = "dispensed while treatment was interrupted"


@attrs.frozen(kw_only=True)
class Prescribed:
    """A prescription: its day, the visit at which it was written, for how many days, what dose.

    ``days`` is None where no end was set.
    """

    day: int
    visit: int
    daily_dose: float
    days: float | None = None


@attrs.frozen
class Dispensed:
    """What a pharmacy handed out: the day, and the amount in the unit of the daily dose."""

    day: int
    amount: float


@attrs.frozen
class Stay:
    """A time when supply may be used otherwise, such as days in hospital.

    The day of discharge is the first day after it.
    """

    admitted: int
    discharged: int
    handling: Handling = "continue"


@attrs.frozen
class Episode:
    """A time of one prescribed daily dose; ``end`` is the first day after it, None if open."""

    start: int
    end: int | None
    daily_dose: float

    @property
    def until(self) -> float:
        """The end, infinite if open."""
        return inf if self.end is None else self.end


@attrs.frozen(kw_only=True)
class Supply:
    """A part of what was dispensed, used without a break and at one dose.

    ``dispensed`` is the place of the dispensing among those handed in, ``piece`` counts its parts
    from 1. ``start`` and ``days`` are None where the supply cannot be dated. ``stay_days`` are days
    of it in stays through which supply is used on, ``carried_days`` the days after it over which
    the rest is kept; None where nothing of the kind was in the way. ``why`` says why there is no
    supply.
    """

    dispensed: int
    piece: int | None = 1
    start: float | None
    days: float | None
    daily_dose: float | None = None
    episode: Episode | None = None
    stay_days: float | None = 0.0
    carried_days: float | None = None
    why: str | None = None
