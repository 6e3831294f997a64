"""What a visit draws of which unit: the one table that says so.

Source: decision 0054.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from carecoord.model.appointment import Appointment
from carecoord.rules.concepts.amounts import Amount, UnitType

ONE_VISIT = Amount(Decimal(1), UnitType.VISITS)
ONE_DAY = Amount(Decimal(1), UnitType.DAYS)
NOTHING_MORE = Amount(Decimal(0), UnitType.DAYS)
"""What the second visit of a day draws: the day is used already."""


def countable(unit: UnitType | None) -> bool:
    """Whether visits say by themselves how much of a unit they draw.

    How many months a visit is, or how many units as such, is for the payer or the site to say.
    """
    return unit is not None and (unit in {UnitType.VISITS, UnitType.DAYS} or bool(unit.minutes))


def drawn_by(visit: Appointment, unit: UnitType) -> Amount | None:
    """One visit, its day, or its planned minutes; None where the visit does not tell.

    All visits of one day share the day: who deals visits out counts it once.
    """
    if unit is UnitType.VISITS:
        return ONE_VISIT
    if unit is UnitType.DAYS:
        return ONE_DAY
    minutes = minutes_of(visit) if unit.minutes else None
    return None if minutes is None else Amount(Decimal(minutes), UnitType.MINUTES)


def minutes_of(visit: Appointment) -> int | None:
    """How many minutes a visit is planned for; None when nothing says so."""
    minutes = visit.minutes_duration
    if minutes is not None:
        return minutes if minutes >= 0 else None
    start, end = visit.start, visit.end
    if isinstance(start, datetime) and isinstance(end, datetime) and start <= end:
        return (end - start) // timedelta(minutes=1)
    return None
