"""Whether a payer has said that a plan is in force on a day of service.

An answer holds for the dates of service that it is about, the last day inside; without dates it
holds for the day on which it was given alone. What was never asked, or asked about other dates, is
not known: neither covered nor not covered. "Verified" is what the payer said, not that it will pay.

Source: FHIR R4 Coverage (status, period) and CoverageEligibilityResponse (outcome, inforce,
servicedDate, servicedPeriod, benefitPeriod); decision 0056.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from carecoord.model.coverage import Coverage
from carecoord.model.moment import PartialDate, own_day
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.model.verification import Verification
from carecoord.rules.coverage.eligibility import from_response

__all__ = [
    "Answer",
    "Because",
    "answered",
    "from_response",
    "needs_verification",
    "ruled_out",
    "verified_for",
]


class Because(Enum):
    """Why an answer is what it is."""

    VERIFIED = "the payer said that it is in force on the day"
    NOT_IN_FORCE = "the payer said that it is not in force on the day"
    DRAFT = "the coverage is a draft"
    CANCELLED = "the coverage was cancelled"
    IN_ERROR = "the coverage was entered in error"
    OUTSIDE_PERIOD = "the day is outside the period of the coverage"
    NEVER_ASKED = "the payer was not asked"
    WAITING = "the payer has not answered yet"
    UNABLE = "no answer could be had"
    OTHER_DATES = "the answer is about other dates of service"
    STALE = "the answer is older than it is good for"
    NOT_EXACT = "the dates of the answer are not exact enough"


@attrs.frozen
class Answer:
    """Whether a plan is verified for a day; None: not known."""

    __repr__ = shown

    holds: bool | None
    because: Because


_NEVER = {
    "draft": Because.DRAFT,
    "cancelled": Because.CANCELLED,
    "entered-in-error": Because.IN_ERROR,
}
_NO_ANSWER = {
    "needed": Because.NEVER_ASKED,
    "asked": Because.WAITING,
}
_ANSWERED = frozenset({"verified", "not-in-force"})


def ruled_out(coverage: Coverage, day: date) -> Because | None:
    """Why a coverage cannot hold on a day whatever was answered; None when it can."""
    never = _NEVER.get(coverage.status or "")
    if never is None and coverage.period is not None and coverage.period.holds(day) is False:
        return Because.OUTSIDE_PERIOD
    return never


def answered(asked: Verification) -> bool:
    """Whether the payer has said that a plan is in force, or that it is not."""
    return asked.status in _ANSWERED


def verified_for(coverage: Coverage, day: date, *, valid_for: int | None = None) -> Answer:
    """Tell whether the payer said that a coverage is in force on a day of service.

    ``valid_for`` is for how many days after it was given an answer is good, the last one inside;
    without it an answer does not grow old.
    """
    never = ruled_out(coverage, day)
    if never is not None:
        return Answer(False, never)
    asked = coverage.verification or Verification()
    if not answered(asked):
        return Answer(None, _NO_ANSWER.get(asked.status, Because.UNABLE))
    about = _about(asked, day)
    if about is not True:
        return Answer(None, Because.NOT_EXACT if about is None else Because.OTHER_DATES)
    if valid_for is not None and _stale(asked, day, valid_for):
        return Answer(None, Because.STALE)
    if asked.status == "not-in-force":
        return Answer(False, Because.NOT_IN_FORCE)
    return Answer(True, Because.VERIFIED)


def needs_verification(coverage: Coverage, day: date, *, valid_for: int) -> bool:
    """Whether the payer still has to be asked, or asked again, before a day of service.

    Not of a coverage that cannot hold on that day, nor of one that the payer said is not in force:
    then another coverage is wanted.
    """
    return verified_for(coverage, day, valid_for=valid_for).holds is None


def _about(asked: Verification, day: date) -> bool | None:
    """Whether an answer is about a day."""
    if asked.period is not None:
        return asked.period.holds(day)
    on = asked.verified_on
    if on is None:
        return False
    if isinstance(on, PartialDate):
        return Period(on, on).holds(day)
    return own_day(on) == day


def _stale(asked: Verification, day: date, valid_for: int) -> bool:
    """Whether an answer is too old on a day; one whose day is not known is."""
    if asked.verified_on is None:
        return True
    return (day - own_day(asked.verified_on)).days > valid_for
