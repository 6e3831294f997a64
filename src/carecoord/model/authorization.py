"""Permissions of payers."""

from __future__ import annotations

from datetime import UTC, date

import attrs

from carecoord.model.actor import Actor
from carecoord.model.authorization_decision import (
    CANCEL,
    DENIED,
    LESS,
    TOTAL,
    Decision,
    deciding,
    granting,
    rolled_up,
)
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.authorization_request import (
    RelatedRequest,
    RequestDiagnosis,
    RequestError,
    RequestMember,
    SupportingInformation,
)
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.identifier import Identifier
from carecoord.model.less_granted import less_granted
from carecoord.model.moment import ClinicalTime, aware, first_day
from carecoord.model.money import Money
from carecoord.model.period import Period
from carecoord.model.permission_case import PermissionCase

__all__ = ["Authorization", "AuthorizationItem"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Authorization(Fact):
    """A request for permission and the payer's answer (FHIR Claim, ClaimResponse).

    ``outcome`` is that of the answer, None while there is none; ``complete`` does not mean
    approved: what was granted stands in the items, and ``decision`` rolls it up. ``orders`` are
    the fact ids of the orders that permission was asked for. The last day is inside.

    ``identifiers`` are the answer's, and ``request_identifiers`` those of the request; a request
    without an answer has its own as ``identifiers``.
    """

    listed_under = "authorizations"

    status: str | None = None
    type: CodeableConcept | None = None
    outcome: str | None = None
    disposition: str | None = None
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("created"))
    """When the payer answered; of a request without an answer, when it was made."""
    number: str | None = attrs.field(default=None, repr=False)
    period: Period | None = None
    items: tuple[AuthorizationItem, ...] = attrs.field(default=(), converter=as_tuple)
    orders: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    coverages: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    errors: tuple[RequestError, ...] = attrs.field(default=(), converter=as_tuple)
    insurer: Actor | None = None
    requestor: Actor | None = None
    administration_reference: str | None = attrs.field(default=None, repr=False)
    """The number under which the payer tracks what is pended or was refused (REF-NT)."""
    communication_requests: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """Fact ids of the payer's questions."""
    information_requested: bool = False
    """Whether the payer asks for more, whatever of its questions was read."""
    human_reviewed: bool | None = None
    request_identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    requested_on: ClinicalTime | None = attrs.field(default=None, validator=aware("requested on"))
    """When an answered request was made."""
    priority: CodeableConcept | None = None
    certification_type: CodeableConcept | None = None
    """X12 1322; ``3`` takes an earlier request back."""
    level_of_service: CodeableConcept | None = None
    """X12 1338."""
    prior_numbers: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    """Permissions that the request refers to (Claim.insurance.preAuthRef)."""
    related: tuple[RelatedRequest, ...] = attrs.field(default=(), converter=as_tuple)
    diagnoses: tuple[RequestDiagnosis, ...] = attrs.field(default=(), converter=as_tuple)
    care_team: tuple[RequestMember, ...] = attrs.field(default=(), converter=as_tuple)
    supporting: tuple[SupportingInformation, ...] = attrs.field(default=(), converter=as_tuple)
    accident_on: ClinicalTime | None = attrs.field(default=None, validator=aware("accident on"))
    accident_type: CodeableConcept | None = None
    total: Money | None = None
    case: PermissionCase | None = None
    """How the request is handled: clocks, units used, talks, reviews."""

    @property
    def decision(self) -> Decision | None:
        """What the payer decided on the whole; None while it has not, or it cannot be told."""
        if self.certification_type is not None and self.cancels:
            return Decision.CANCELLED
        if self.outcome == "error":
            return Decision.ACTION_NEEDED
        found = rolled_up(self.items)
        return Decision.PENDED if found is None and self.outcome == "queued" else found

    @property
    def adverse(self) -> bool:
        """Whether less was granted than was asked for: an appeal can be filed.

        Also where a payer says "certified in total" of fewer units or days than were asked for.
        """
        decision = self.decision
        if decision is Decision.APPROVED:
            return bool(self.granted_less)
        return decision is not None and decision.adverse

    @property
    def granted_less(self) -> tuple[AuthorizationItem, ...]:
        """The items of which a payer refused something, by its word or by what it granted.

        Of an item certified in total, in whose place another was put, nothing was refused.
        """
        held = [one for one in self.granted if one.review_action == TOTAL and not one.added]
        less = [one for one in held if less_granted(one, self.period)]
        return tuple(
            one
            for one in deciding(self.items)
            if one.review_action in LESS or one.review_action == DENIED or one in less
        )

    @property
    def cancels(self) -> bool:
        """Whether the request takes an earlier one back as a whole."""
        held = self.certification_type
        return held is not None and any(code.code == CANCEL for code in held.coding)

    @property
    def granted(self) -> tuple[AuthorizationItem, ...]:
        """The items that hold what was granted; nothing once the request was taken back."""
        return () if self.cancels else granting(self.items)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """The services of its items."""
        return tuple(item.code for item in self.items if item.code is not None)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When created, but no later than its period began: what is in force has been granted."""
        start = self.period.start if self.period else None
        if start is None or self.created_on is None:
            return self.created_on if start is None else start
        return min(self.created_on, start, key=_day)


def _day(time: ClinicalTime) -> date:
    return first_day(time, UTC)
