"""Requests for services and equipment, referrals among them."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.fact import Fact
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.observation import Component, Range, Ratio
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.timing import Timing


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Order(Fact):
    """A request for a service or for equipment (FHIR ServiceRequest, DeviceRequest).

    ``kind`` is ``service`` or ``device``. ``do_not_perform`` turns the meaning around.
    ``occurrence`` is when it is planned; of an order that repeats, the span that it fills, and
    ``timing`` how. ``quantity`` is how many units are asked for.
    """

    listed_under = "orders"

    kind: str = "service"
    code: CodeableConcept | None = None
    status: str | None = None
    intent: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    priority: str | None = None
    do_not_perform: bool = False
    authored_on: ClinicalTime | None = attrs.field(default=None, validator=aware("authored on"))
    occurrence: ClinicalTime | Period | None = attrs.field(
        default=None, validator=aware("occurrence")
    )
    quantity: Quantity | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    reason_refused: CodeableConcept | None = None
    requester: Actor | None = None
    performer_type: CodeableConcept | None = None
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    body_site: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    coverages: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    replaces: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    requisition: Identifier | None = None
    encounter: str | None = None
    patient_instruction: str | None = attrs.field(default=None, repr=False)
    timing: Timing | None = None
    quantity_ratio: Ratio | None = None
    quantity_range: Range | None = None
    """FHIR quantityRatio (so many in so long) and quantityRange, in the place of ``quantity``."""
    order_detail: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    as_needed: bool | CodeableConcept | None = None
    location_codes: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    locations: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    """Where it is to be done: kinds of places, and places."""
    supporting_info: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)
    relevant_history: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    instantiates: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR instantiatesCanonical: the protocols that it follows."""
    instantiates_uri: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    coverage_information: tuple[CoverageInformation, ...] = attrs.field(
        default=(), converter=as_tuple
    )
    """What payers said about it before it was carried out."""
    device: str | None = None
    """FHIR codeReference: the fact id of a device that the chart knows."""
    parameters: tuple[Component, ...] = attrs.field(default=(), converter=as_tuple)
    """Of a device: how it is to be set or made."""

    @property
    def known_on(self) -> ClinicalTime | None:
        """When written."""
        return self.authored_on


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Referral(Order):
    """An order to another practitioner, whose answer closes the loop.

    ``accepted_on`` is when the other side took it, ``report`` the fact id of what came back. The
    loop is closed when the referrer has read the report. ``appointment`` is the fact id of the
    visit. A warm hand-off, ``handed_off_on``, is open until the other side accepted.
    """

    listed_under = "orders"

    accepted_on: ClinicalTime | None = attrs.field(default=None, validator=aware("accepted on"))
    report: str | None = None
    sent_on: ClinicalTime | None = attrs.field(default=None, validator=aware("sent on"))
    handed_off_on: ClinicalTime | None = attrs.field(default=None, validator=aware("handed off"))
    rejected_on: ClinicalTime | None = attrs.field(default=None, validator=aware("rejected on"))
    rejected_because: str | None = attrs.field(default=None, repr=False)
    appointment: str | None = None
    scheduled_on: ClinicalTime | None = attrs.field(default=None, validator=aware("scheduled on"))
    """When the visit was booked, not when it is to be."""
    seen_on: ClinicalTime | None = attrs.field(default=None, validator=aware("seen on"))
    reported_on: ClinicalTime | None = attrs.field(default=None, validator=aware("reported on"))
    read_on: ClinicalTime | None = attrs.field(default=None, validator=aware("report read on"))
    read_by: Actor | None = None

    @property
    def known_on(self) -> ClinicalTime | None:
        """When written, else the first that happened: sent, handed off, accepted and so on."""
        happened = (
            self.authored_on,
            self.sent_on,
            self.handed_off_on,
            self.accepted_on,
            self.rejected_on,
            self.scheduled_on,
            self.seen_on,
            self.reported_on,
            self.read_on,
        )
        return next((time for time in happened if time is not None), None)
