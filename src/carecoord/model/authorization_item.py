"""One service of a permission: what was asked for, and what the payer said of it."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.money import Money
from carecoord.model.period import Period
from carecoord.model.quantity import finite
from carecoord.model.shown import shown


class CapPeriod(Enum):
    """Over how long a payer's cap on units counts, before it begins anew."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@attrs.frozen(kw_only=True)
class AuthorizationItem:
    """One service of a permission.

    ``review_action`` is the X12 278 HCR01 code (A1 certified in total, A2 partial, A3 not
    certified, A4 pended, A6 modified), ``reasons`` are its X12 codes. ``units`` are what was
    granted, in ``unit`` (visits, days, 15 minutes), ``requested`` what was asked for.

    What was asked and is not what was granted stands in ``requested_code`` and
    ``requested_unit``. ``period`` is when the permission is good, ``serviced`` when the service was
    asked for. An item that was withdrawn is ``cancelled``, whatever the payer said of it; one that
    the payer put in the place of what was asked is ``added``; one that was asked for, and of which
    no answer says anything, is ``unanswered``.
    """

    __repr__ = shown

    sequence: int | None = None
    code: CodeableConcept | None = None
    review_action: str | None = None
    reasons: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    number: str | None = attrs.field(default=None, repr=False)
    period: Period | None = None
    requested: Decimal | None = attrs.field(default=None, validator=finite("units requested"))
    units: Decimal | None = attrs.field(default=None, validator=finite("units granted"))
    unit: str | None = None
    traces: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    """Trace numbers that requester and payer gave to the item."""
    cancelled: bool = False
    added: bool = False
    added_for: tuple[int, ...] = attrs.field(default=(), converter=as_tuple)
    """The sequences of the items in whose place this one was put."""
    unanswered: bool = False
    category: CodeableConcept | None = None
    """The type of service: Claim.item.category, X12 1365."""
    modifiers: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    requested_code: CodeableConcept | None = None
    requested_unit: str | None = None
    request_type: CodeableConcept | None = None
    """X12 1525."""
    certification_type: CodeableConcept | None = None
    """X12 1322."""
    changed: str | None = None
    """In an update of a request: ``added`` or ``changed``."""
    serviced: ClinicalTime | Period | None = attrs.field(default=None, validator=aware("serviced"))
    issued_on: ClinicalTime | None = attrs.field(default=None, validator=aware("issued on"))
    location: CodeableConcept | None = None
    requested_price: Money | None = None
    unit_price: Money | None = None
    """What was granted for a unit."""
    previous_number: str | None = attrs.field(default=None, repr=False)
    administration_reference: str | None = attrs.field(default=None, repr=False)
    """The number under which a payer tracks what is pended or was refused (REF-NT)."""
    second_opinion: bool | None = None
    providers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    """Who may give the service, where the payer says so."""
    orders: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """Fact ids of what was ordered."""
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    """The payer's notes about this item."""
    early_screening: bool | None = None
    """Whether the service is part of EPSDT, the screening of children under Medicaid."""
    nursing_home_status: CodeableConcept | None = None
    """X12 1345."""
    nursing_home_level: CodeableConcept | None = None
    """X12 1337."""
    rate_limit: Decimal | None = attrs.field(default=None, validator=finite("rate limit"))
    """The most that is to be paid for a unit of a service known by its revenue code."""
    diagnosis_sequences: tuple[int, ...] = attrs.field(default=(), converter=as_tuple)
    care_team_sequences: tuple[int, ...] = attrs.field(default=(), converter=as_tuple)
    information_sequences: tuple[int, ...] = attrs.field(default=(), converter=as_tuple)
    cap: Decimal | None = attrs.field(default=None, validator=finite("cap"))
    """The most of ``unit`` that may be used in a ``cap_period``, as X12 says "three visits a week"
    (HSD03 and HSD04). FHIR has no place for it."""
    cap_period: CapPeriod = CapPeriod.WEEK
