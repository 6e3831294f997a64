"""Permissions of payers."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, aware, first_day
from carecoord.model.period import Period
from carecoord.model.quantity import finite
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class AuthorizationItem:
    """One service of a permission.

    ``review_action`` is the X12 278 HCR01 code (A1 certified in total, A2 partial, A3 not
    certified, A4 pended, A6 modified). ``units`` are what was granted, in ``unit`` (visits, days,
    15 minutes).
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


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Authorization(Fact):
    """A payer's answer to a request for permission (FHIR ClaimResponse, use preauthorization).

    ``outcome`` ``complete`` does not mean approved: what was granted stands in the items.
    ``orders`` are the fact ids of the orders that permission was asked for. The last day is inside.
    """

    listed_under = "authorizations"

    status: str | None = None
    outcome: str | None = None
    disposition: str | None = None
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("created"))
    number: str | None = attrs.field(default=None, repr=False)
    period: Period | None = None
    items: tuple[AuthorizationItem, ...] = attrs.field(default=(), converter=as_tuple)
    orders: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    coverages: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)

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
