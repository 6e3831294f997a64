"""Access to care, and what is said and allowed."""

from __future__ import annotations

from datetime import date

from hypothesis.strategies import SearchStrategy

from carecoord.model.appeal import Appeal
from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest
from carecoord.model.consent import Consent
from carecoord.model.coverage import Coverage
from carecoord.model.directive import Directive
from carecoord.model.education import Education
from carecoord.model.eligibility_response import CoverageEligibilityResponse
from carecoord.model.experience import Experience
from carecoord.model.hold import Hold
from carecoord.testing.strategies.coding import CodesFrom
from carecoord.testing.strategies.records import facts
from carecoord.testing.strategies.times import MAX_DAY, MIN_DAY


def coverages(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Coverage]:
    """Make insurance."""
    return facts(Coverage, min_day=min_day, max_day=max_day, codes_from=codes_from)


def eligibility_responses(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[CoverageEligibilityResponse]:
    """Make payers' answers about insurance."""
    return facts(
        CoverageEligibilityResponse, min_day=min_day, max_day=max_day, codes_from=codes_from
    )


def authorizations(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Authorization]:
    """Make permissions of payers."""
    return facts(Authorization, min_day=min_day, max_day=max_day, codes_from=codes_from)


def appeals(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Appeal]:
    """Make objections to a payer's decision."""
    return facts(Appeal, min_day=min_day, max_day=max_day, codes_from=codes_from)


def appointments(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Appointment]:
    """Make visits that are booked."""
    return facts(Appointment, min_day=min_day, max_day=max_day, codes_from=codes_from)


def communications(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Communication]:
    """Make messages and conversations."""
    return facts(Communication, min_day=min_day, max_day=max_day, codes_from=codes_from)


def communication_requests(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[CommunicationRequest]:
    """Make requests for messages."""
    return facts(CommunicationRequest, min_day=min_day, max_day=max_day, codes_from=codes_from)


def education(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Education]:
    """Make things taught."""
    return facts(Education, min_day=min_day, max_day=max_day, codes_from=codes_from)


def experiences(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Experience]:
    """Make what patients say about their care."""
    return facts(Experience, min_day=min_day, max_day=max_day, codes_from=codes_from)


def consents(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Consent]:
    """Make what patients allow."""
    return facts(Consent, min_day=min_day, max_day=max_day, codes_from=codes_from)


def directives(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Directive]:
    """Make wishes written down."""
    return facts(Directive, min_day=min_day, max_day=max_day, codes_from=codes_from)


def holds(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Hold]:
    """Make what stops everything."""
    return facts(Hold, min_day=min_day, max_day=max_day, codes_from=codes_from)
