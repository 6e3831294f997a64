"""Review of a stay while it goes on: days asked for, granted and used, and the next review.

A day of a stay is one on whose midnight the patient was there: the day of admission counts, that
of discharge does not, unless it is the same. Until the patient is stable, emergency care needs no
permission before it; what a contract says of giving notice is the caller's data.

Source: emergency care without prior permission: 42 USC 1396u-2(b)(2)(A) (Medicaid managed care,
read word for word), 42 USC 1395w-22(d)(1)(E) (Medicare Advantage, read word for word; its rule, 42
CFR 422.113(b) and (c), only as far as (b)(1): the rest UNVERIFIED), the No Surprises Act (employers
and commercial plans, restated).
Departures: which days count, and that granted days are used from the first on: decision 0054.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.authorization import Authorization
from carecoord.model.calendar_rules import IsBusinessDay, add_business_days, add_days
from carecoord.model.encounter import Encounter
from carecoord.model.instants import real_time_later
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.permission_case import ConcurrentReview, ReviewKind
from carecoord.model.shown import shown
from carecoord.rules.concepts.amounts import UnitType, unit_type
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.lasting import inside

CONTRACT = Citation(
    text="the contract with the payer",
    locator="notice of emergency admissions",
    status=Status.CONVENTION,
)


@attrs.frozen(kw_only=True)
class StayReview:
    """How a stay stands on a day; None is not known, and ``missing`` says why.

    ``not_covered`` are the days of the stay, up to that day, for which no granted day is left or
    that lie outside the permission. ``before_stable`` are those on which the patient was not yet
    stable in an emergency: they needed no permission before, and use none of the granted days.
    """

    __repr__ = shown

    asked: int | None = None
    granted: int | None = None
    used: int | None = None
    next_on: ClinicalTime | None = None
    not_covered: tuple[date, ...] | None = None
    before_stable: tuple[date, ...] = ()
    retrospective: bool = False
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class NoticeTerms:
    """What a payer's contract gives for notice of an emergency admission: hours or working days.

    A caller who knows only the custom (24 hours, or the next working day) says so in ``source``.
    """

    __repr__ = shown

    hours: int | None = None
    business_days: int | None = None
    source: Citation = CONTRACT

    def __attrs_post_init__(self) -> None:
        """Refuse terms that say nothing, or two things."""
        if (self.hours is None) is (self.business_days is None):
            raise AuthoringError(
                asked="terms of notice",
                found="neither hours nor working days, or both",
                remedy="Give the one that the contract says",
            )


def stay_review(
    authorization: Authorization, stay: Encounter, on: date, stable_on: date | None = None
) -> StayReview:
    """Tell how a stay stands at the end of a day; ``stable_on`` is the first day of being stable.

    An emergency without ``stable_on`` leaves it unknown which days needed permission.
    """
    case = authorization.case
    reviews = case.reviews if case else ()
    emergency = case is not None and case.emergency
    days = _days(stay, on)
    granted = _granted(authorization, reviews)
    missing = (
        *(("the day of admission or of discharge",) if days is None else ()),
        *(("the days granted",) if granted is None else ()),
        *(("when the patient was stable",) if emergency and stable_on is None else ()),
    )
    before = tuple(d for d in days or () if emergency and stable_on is not None and d < stable_on)
    needing = None if days is None else days[len(before) :]
    told = StayReview(
        asked=_asked(authorization, reviews),
        granted=granted,
        used=None if needing is None else len(needing),
        next_on=_next(reviews),
        before_stable=before,
        retrospective=case is not None and case.review is ReviewKind.RETROSPECTIVE,
        missing=missing,
    )
    if missing or needing is None or granted is None:
        return attrs.evolve(told, used=None) if emergency and stable_on is None else told
    held = [(day, _held(authorization, day)) for day in needing]
    if any(one is None for _, one in held):
        return attrs.evolve(told, missing=("the dates of the permission",))
    covered = {*[day for day, one in held if one][:granted]}
    return attrs.evolve(told, not_covered=tuple(day for day in needing if day not in covered))


def notice_due(
    admitted: datetime, terms: NoticeTerms, is_business_day: IsBusinessDay | None = None
) -> datetime | date:
    """When notice of an emergency admission is due: an instant of hours, else the last day.

    Raises:
        AuthoringError: working days without a calendar.
        NotInForce: the calendar does not cover the days.
    """
    if terms.hours is not None:
        return real_time_later(admitted, timedelta(hours=terms.hours))
    if is_business_day is None:
        raise AuthoringError(
            asked="notice by working days",
            found="no calendar",
            remedy="Hand in the payer's calendar of working days",
        )
    return add_business_days(admitted.date(), terms.business_days or 0, is_business_day)


def _days(stay: Encounter, on: date) -> tuple[date, ...] | None:
    """The days of a stay up to a day; None when its edges are not known to the day."""
    first, end = _day(stay.admitted), stay.period.ended if stay.period else None
    if first is None or stay.never_was or isinstance(end, PartialDate):
        return None
    last = on
    left = _day(end)
    if left is not None:
        last = min(on, max(first, add_days(left, -1)))
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def _held(authorization: Authorization, day: date) -> bool | None:
    """Whether a day lies inside the permission, or inside an item that has days of its own."""
    found = [inside(authorization, day, item) for item in authorization.granted or (None,)]
    if True in found:
        return True
    return None if None in found else False


def _day(time: ClinicalTime | None) -> date | None:
    if isinstance(time, datetime):
        return time.date()
    return None if isinstance(time, PartialDate) else time


def _granted(authorization: Authorization, reviews: Sequence[ConcurrentReview]) -> int | None:
    """The days of all reviews; where none tells any, those of the items."""
    told = [one.days_granted for one in reviews if one.days_granted is not None]
    if told:
        return sum(told)
    units = [
        item.units
        for item in authorization.granted
        if item.unit and unit_type(item.unit) is UnitType.DAYS
    ]
    known = [int(one) for one in units if one is not None]
    return sum(known) if known and len(known) == len(units) else None


def _asked(authorization: Authorization, reviews: Sequence[ConcurrentReview]) -> int | None:
    told = [one.days_asked for one in reviews if one.days_asked is not None]
    if not told:
        told = [
            int(item.requested)
            for item in authorization.items
            if item.requested is not None
            and unit_type(item.requested_unit or item.unit or "UN") is UnitType.DAYS
        ]
    return sum(told) if told else None


def _next(reviews: Sequence[ConcurrentReview]) -> ClinicalTime | None:
    """The next review that the last entry names."""
    return next((one.next_on for one in reversed(reviews) if one.next_on is not None), None)
