"""Units that carry their type: visits are not days, and four quarter-hours are an hour.

Source: Da Vinci PAS 2.2.1, profile-quantity, binds the code of a quantity to X12 673 as HSD01 of
the 278 uses it, not to X12 355, which counts service lines (SV1, SV2) and periods (HSD03). Read
word for word: the binding; VS, DA, MO in X12's answer to RFI 439; MJ, UN and F2 in a payer's
rejection of SV103; FL, DY, HS, MN in HL7 v2 table 0560. X12's own tables are not public.
Departures: which words and UCUM units mean the same, decision 0054.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from functools import reduce

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.quantity import finite
from carecoord.model.shown import shown


class UnitType(Enum):
    """What is counted. Minutes, quarter-hours and hours are time; no other two are alike."""

    VISITS = "visits"
    DAYS = "days"
    MONTHS = "months"
    MINUTES = "minutes"
    QUARTER_HOURS = "15 minutes"
    HOURS = "hours"
    UNITS = "units"

    @property
    def minutes(self) -> int | None:
        """How many minutes one of them is; None of what is no time."""
        return _MINUTES.get(self)

    def like(self, other: UnitType) -> bool:
        """Whether amounts of the two can be added up."""
        return self is other or (self.minutes is not None and other.minutes is not None)


_MINUTES = {UnitType.MINUTES: 1, UnitType.QUARTER_HOURS: 15, UnitType.HOURS: 60}
_CODES = {
    "": UnitType.VISITS,
    "1": UnitType.VISITS,
    "VS": UnitType.VISITS,
    "DY": UnitType.DAYS,
    "DA": UnitType.DAYS,
    "d": UnitType.DAYS,
    "MN": UnitType.MONTHS,
    "MO": UnitType.MONTHS,
    "mo": UnitType.MONTHS,
    "MJ": UnitType.MINUTES,
    "15.min": UnitType.QUARTER_HOURS,
    "HS": UnitType.HOURS,
    "h": UnitType.HOURS,
    "FL": UnitType.UNITS,
    "UN": UnitType.UNITS,
}
"""X12's codes and UCUM's, as they are written: ``MN`` is a month, ``min`` a minute."""
_WORDS = {
    "visit": UnitType.VISITS,
    "visits": UnitType.VISITS,
    "day": UnitType.DAYS,
    "days": UnitType.DAYS,
    "month": UnitType.MONTHS,
    "months": UnitType.MONTHS,
    "min": UnitType.MINUTES,
    "minute": UnitType.MINUTES,
    "minutes": UnitType.MINUTES,
    "15 min": UnitType.QUARTER_HOURS,
    "15 minutes": UnitType.QUARTER_HOURS,
    "15-minute": UnitType.QUARTER_HOURS,
    "15 minute units": UnitType.QUARTER_HOURS,
    "15-minute units": UnitType.QUARTER_HOURS,
    "quarter-hour": UnitType.QUARTER_HOURS,
    "quarter-hours": UnitType.QUARTER_HOURS,
    "hour": UnitType.HOURS,
    "hours": UnitType.HOURS,
    "unit": UnitType.UNITS,
    "units": UnitType.UNITS,
}


def unit_type(unit: str | None) -> UnitType | None:
    """Read the unit of an item; None when it is none of those that are known.

    No unit, or UCUM's ``1``, counts visits, as decision 0005 has it. A unit as such (``UN``) is
    what the payer says it is for the service: it is never made into minutes or visits.

    >>> unit_type("VS"), unit_type("{15 min}"), unit_type("mg")
    (<UnitType.VISITS: 'visits'>, <UnitType.QUARTER_HOURS: '15 minutes'>, None)
    """
    text = (unit or "").strip()
    code = _CODES.get(text)
    if code is not None:
        return code
    return _WORDS.get(text.removeprefix("{").removesuffix("}").strip().casefold())


def _not_below_zero(_: object, __: object, value: Decimal) -> None:
    if value < 0:
        raise RecordRejected(
            asked="amount",
            found="a number below zero",
            remedy="Give what there is; what is taken away is taken with `less`",
        )


@attrs.frozen
class Amount:
    """So much of one type of unit; never below zero."""

    __repr__ = shown

    value: Decimal = attrs.field(validator=[finite("amount"), _not_below_zero])
    unit: UnitType

    def __add__(self, other: Amount) -> Amount:
        """Both together, in the smaller unit of the two.

        Raises:
            RecordRejected: the units are not of one kind.
        """
        mine, theirs, unit = self._alike(other)
        return Amount(mine + theirs, unit)

    def less(self, other: Amount) -> Amount:
        """What is left when ``other`` is taken away; nothing is left of what is overdrawn.

        Raises:
            RecordRejected: the units are not of one kind.
        """
        mine, theirs, unit = self._alike(other)
        return Amount(max(mine - theirs, Decimal(0)), unit)

    def covers(self, other: Amount) -> bool:
        """Whether it is as much as ``other``, or more.

        Raises:
            RecordRejected: the units are not of one kind.
        """
        mine, theirs, _ = self._alike(other)
        return mine >= theirs

    def to(self, unit: UnitType) -> Decimal:
        """The number in another unit of the same kind: an hour is four quarter-hours.

        Raises:
            RecordRejected: the units are not of one kind.
        """
        if self.unit is unit:
            return self.value
        ours, theirs = self.unit.minutes, unit.minutes
        if ours is None or theirs is None:
            raise _not_alike(self.unit, unit)
        return self.value * ours / theirs

    def _alike(self, other: Amount) -> tuple[Decimal, Decimal, UnitType]:
        small = min(self.unit, other.unit, key=lambda unit: unit.minutes or 0)
        return self.to(small), other.to(small), small


def _not_alike(one: UnitType, other: UnitType) -> RecordRejected:
    return RecordRejected(
        asked="amount",
        found=f"{one.value} and {other.value}, which are not of one kind",
        remedy="Count both in one kind of unit: only minutes, quarter-hours and hours convert",
    )


def total(amounts: Iterable[Amount | None]) -> Amount | None:
    """All together; None of nothing, of one that is not known, and of several kinds."""
    found = list(amounts)
    known = [one for one in found if one is not None]
    if not found or len(known) < len(found):
        return None
    if not all(known[0].unit.like(one.unit) for one in known):
        return None
    return reduce(Amount.__add__, known)


def granted(value: Decimal | None, unit: str | None) -> Amount | None:
    """What an item grants; None without a number or a known unit, nothing of one below zero."""
    found = unit_type(unit)
    return None if value is None or found is None else Amount(max(value, Decimal(0)), found)


def amount(value: Decimal, unit: str | None) -> Amount:
    """Make an amount of a number and a unit as an item or a draw holds them.

    Raises:
        RecordRejected: the unit is not known, or the number is below zero.
    """
    found = unit_type(unit)
    if found is None:
        raise RecordRejected(
            asked="unit",
            found="none of the units that are known",
            remedy="Give VS, DY, HS, MN, FL, MJ, UN, a UCUM unit of time, or the word",
        )
    return Amount(value, found)
