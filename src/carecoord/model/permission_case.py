"""How a request for permission is being handled: whose clock runs, what was used, what follows.

None of this is in FHIR: it is what the requester's own people know and do.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

import attrs

from carecoord.model.actor import Actor
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.quantity import finite
from carecoord.model.shown import shown


class PayerKind(Enum):
    """Which law binds a payer: the clocks differ by it."""

    MEDICARE = "Original Medicare"
    MEDICARE_ADVANTAGE = "Medicare Advantage"
    PART_D = "Medicare Part D"
    MEDICAID = "Medicaid fee for service"
    MEDICAID_MANAGED_CARE = "Medicaid managed care"
    CHIP = "CHIP fee for service"
    CHIP_MANAGED_CARE = "CHIP managed care"
    MARKETPLACE = "plan on a federally facilitated exchange"
    EMPLOYER = "employer plan under ERISA"
    COMMERCIAL = "other commercial plan"


class RequestUrgency(Enum):
    """How fast an answer is asked for."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


class ServiceKind(Enum):
    """What is asked for, as far as clocks tell it apart."""

    SERVICE = "item or service that needs permission"
    OTHER_SERVICE = "item or service that does not need permission"
    PART_B_DRUG = "Part B drug"
    DRUG = "outpatient drug"
    PAYMENT = "payment for what was given already"


class ReviewKind(Enum):
    """When the payer looks at a service: before, while or after it is given."""

    PROSPECTIVE = "prospective"
    CONCURRENT = "concurrent"
    RETROSPECTIVE = "retrospective"


@attrs.frozen(kw_only=True)
class ClockExtension:
    """More time that a payer took; ``to`` is the new end, ``noticed_on`` when it said so."""

    __repr__ = shown

    to: ClinicalTime = attrs.field(validator=aware("extended to"))
    reason: str | None = None
    noticed_on: ClinicalTime | None = attrs.field(default=None, validator=aware("noticed on"))


@attrs.frozen(kw_only=True)
class PeerToPeer:
    """A talk of the requesting clinician with the payer's; it can be had until ``until``.

    ``outcome``: ``overturned``, ``upheld``, ``not-held``; None while it is to come.
    """

    __repr__ = shown

    until: ClinicalTime | None = attrs.field(default=None, validator=aware("until"))
    held_at: ClinicalTime | None = attrs.field(default=None, validator=aware("held at"))
    by: Actor | None = None
    outcome: str | None = None


@attrs.frozen(kw_only=True)
class ConcurrentReview:
    """One look at a stay or a course that goes on: days asked for, granted, and the next review."""

    __repr__ = shown

    on: ClinicalTime | None = attrs.field(default=None, validator=aware("reviewed on"))
    days_asked: int | None = None
    days_granted: int | None = None
    next_on: ClinicalTime | None = attrs.field(default=None, validator=aware("next review on"))


@attrs.frozen(kw_only=True)
class Draw:
    """Units that a fulfilled visit used: ``appointment`` is its fact id, ``item`` a sequence."""

    __repr__ = shown

    appointment: str
    on: ClinicalTime = attrs.field(validator=aware("drawn on"))
    units: Decimal = attrs.field(validator=finite("units drawn"))
    unit: str
    item: int | None = None


@attrs.frozen(kw_only=True)
class PermissionCase:
    """How a request is handled beside what request and answer say.

    ``received_at`` is when the payer had the request: its clock starts there, not when the request
    was made. ``due`` is when it has to decide: an instant where hours count, else the last day.
    ``overdue_since`` is set when that passed without a decision; late is never approved.
    ``jurisdiction`` is the state whose own clocks hold.
    """

    __repr__ = shown

    payer_kind: PayerKind | None = None
    jurisdiction: str | None = None
    urgency: RequestUrgency = RequestUrgency.STANDARD
    service_kind: ServiceKind | None = None
    review: ReviewKind = ReviewKind.PROSPECTIVE
    emergency: bool = False
    received_at: ClinicalTime | None = attrs.field(default=None, validator=aware("received"))
    due: ClinicalTime | None = attrs.field(default=None, validator=aware("decision due"))
    extension: ClockExtension | None = None
    overdue_since: ClinicalTime | None = attrs.field(default=None, validator=aware("overdue since"))
    information_due: ClinicalTime | None = attrs.field(
        default=None, validator=aware("information due")
    )
    criteria: str | None = None
    criteria_version: str | None = None
    """Against which edition of which criteria it was decided: the edition of that day stays."""
    exempt_because: str | None = None
    notice_on: ClinicalTime | None = attrs.field(default=None, validator=aware("notice"))
    """The date on the notice of the decision: clocks of appeals run from it."""
    appeal_until: ClinicalTime | None = attrs.field(default=None, validator=aware("appeal until"))
    peer_to_peer: PeerToPeer | None = None
    reviews: tuple[ConcurrentReview, ...] = attrs.field(default=(), converter=as_tuple)
    draws: tuple[Draw, ...] = attrs.field(default=(), converter=as_tuple)
    ended_on: ClinicalTime | None = attrs.field(default=None, validator=aware("ended on"))
    """The last day on which the permission was good, once it is past."""
