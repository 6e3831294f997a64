"""ServiceRequest and DeviceRequest."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import (
    Draft,
    Participant,
    participant,
    pointing,
)
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, proportion, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import do_not_perform, find
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.elements.timings import WholeTiming, span, timing
from carecoord.adapters.codec.fhir_r4.elements.values import Valued, value
from carecoord.adapters.codec.fhir_r4.resources.coverage_information import coverage_information
from carecoord.adapters.codec.fhir_r4.resources.device import DeviceResource
from carecoord.model.code import SNOMED, Code, CodeableConcept
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Component
from carecoord.model.order import Order, Referral
from carecoord.model.period import Period

PATIENT_REFERRAL = Code(SNOMED, "3457005")
"""The category of an order that is a referral to another practitioner (SNOMED CT)."""


class RequestResource(structs.WithSubject):
    """What service and device requests have in common."""

    status: str | None = None
    intent: str | None = None
    priority: str | None = None
    do_not_perform: bool | None = None
    do_not_perform_beside: structs.Presence | None = field(default=None, name="_doNotPerform")
    authored_on: str | None = None
    occurrence_date_time: str | None = None
    occurrence_period: structs.Span | None = None
    occurrence_timing: WholeTiming | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    requester: structs.Reference | None = None
    performer_type: structs.Concept | None = None
    insurance: tuple[structs.Reference, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    supporting_info: tuple[structs.Reference, ...] = ()
    relevant_history: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()
    instantiates_canonical: tuple[str, ...] = ()
    instantiates_uri: tuple[str, ...] = ()


class ServiceRequestResource(RequestResource):
    """FHIR ServiceRequest."""

    code: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    order_detail: tuple[structs.Concept, ...] = ()
    quantity_quantity: structs.Amount | None = None
    quantity_ratio: structs.Proportion | None = None
    quantity_range: structs.Bounds | None = None
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: structs.Concept | None = None
    performer: tuple[structs.Reference, ...] = ()
    location_code: tuple[structs.Concept, ...] = ()
    location_reference: tuple[structs.Reference, ...] = ()
    body_site: tuple[structs.Concept, ...] = ()
    replaces: tuple[structs.Reference, ...] = ()
    requisition: structs.Identifier | None = None
    patient_instruction: str | None = None


class ParameterElement(Valued):
    """DeviceRequest.parameter."""

    code: structs.Concept | None = None


class DeviceRequestResource(RequestResource):
    """FHIR DeviceRequest."""

    code_codeable_concept: structs.Concept | None = None
    code_reference: structs.Reference | None = None
    parameter: tuple[ParameterElement, ...] = ()
    performer: structs.Reference | None = None
    prior_request: tuple[structs.Reference, ...] = ()
    group_identifier: structs.Identifier | None = None


def service_order(r: ServiceRequestResource, at: Entry) -> Draft:
    """Read a ServiceRequest; one whose category says so is a referral."""
    category = concepts(at, r.category)
    return Draft(
        Referral if any(PATIENT_REFERRAL in one.coding for one in category) else Order,
        _common(at, r)
        | {
            "kind": "service",
            "code": concept(at, r.code),
            "category": category,
            "order_detail": concepts(at, r.order_detail),
            "quantity": quantity(at, r.quantity_quantity, "quantityQuantity"),
            "quantity_ratio": proportion(at, r.quantity_ratio, "quantityRatio")
            if r.quantity_ratio
            else None,
            "quantity_range": bounds(at, r.quantity_range, "quantityRange")
            if r.quantity_range
            else None,
            "as_needed": concept(at, r.as_needed_codeable_concept) or r.as_needed_boolean,
            "location_codes": concepts(at, r.location_code),
            "body_site": concepts(at, r.body_site),
            "requisition": identifier(r.requisition) if r.requisition else None,
            "patient_instruction": r.patient_instruction,
        },
        _links(r) | {"replaces": r.replaces},
        _parts(at, r)
        | {
            "performers": tuple([Participant(one) for one in r.performer]),
            "locations": tuple([Participant(one) for one in r.location_reference]),
        },
    )


def device_order(r: DeviceRequestResource, at: Entry) -> Draft:
    """Read a DeviceRequest."""
    performer = participant(r.performer)
    return Draft(
        Order,
        _common(at, r)
        | {
            "kind": "device",
            "code": _device_code(at, r),
            "requisition": identifier(r.group_identifier) if r.group_identifier else None,
            "parameters": tuple(
                [
                    Component(
                        code=concept(at, one.code),
                        value=value(at, one, f"parameter[{place}].value"),
                    )
                    for place, one in enumerate(r.parameter)
                ]
            ),
        },
        _links(r) | {"replaces": r.prior_request, "device": pointing(r.code_reference)},
        _parts(at, r) | {"performers": () if performer is None else (performer,)},
    )


def _common(at: Entry, r: RequestResource) -> dict[str, object]:
    refused = find(r.extension, "donotperformreason") if r.extension else None
    return {
        "status": r.status,
        "intent": r.intent,
        "priority": r.priority,
        "do_not_perform": do_not_perform(r, r.do_not_perform),
        "authored_on": moment(at, r.authored_on, "authoredOn"),
        "occurrence": _occurrence(at, r),
        "timing": timing(at, r.occurrence_timing, "occurrenceTiming"),
        "reason": concepts(at, r.reason_code),
        "reason_refused": concept(at, refused.value_codeable_concept) if refused else None,
        "performer_type": concept(at, r.performer_type),
        "note": note(r.note),
        "instantiates": r.instantiates_canonical,
        "instantiates_uri": r.instantiates_uri,
    }


def _links(
    r: RequestResource,
) -> dict[str, structs.Reference | tuple[structs.Reference, ...] | None]:
    return {
        "reason_facts": r.reason_reference,
        "coverages": r.insurance,
        "based_on": r.based_on,
        "encounter": r.encounter,
        "supporting_info": r.supporting_info,
        "relevant_history": r.relevant_history,
    }


def _parts(
    at: Entry, r: RequestResource
) -> dict[str, tuple[Draft, ...] | tuple[Participant, ...] | Participant | None]:
    found = coverage_information(at, r.extension) if r.extension else ()
    return {"requester": participant(r.requester), "coverage_information": found}


def _occurrence(at: Entry, r: RequestResource) -> ClinicalTime | Period | None:
    """When it is planned; of a repeating plan the span that it fills."""
    if r.occurrence_timing is not None:
        return span(at, r.occurrence_timing, "occurrenceTiming")
    return moment_or_period(at, r.occurrence_date_time, r.occurrence_period, "occurrence")


def _device_code(at: Entry, r: DeviceRequestResource) -> CodeableConcept | None:
    """What is asked for: coded here, or the type of the device referred to, or displayed."""
    if r.code_codeable_concept is not None or r.code_reference is None:
        return concept(at, r.code_codeable_concept)
    found = at.directory.find(r.code_reference, at)
    device = found.resource if found is not None else None
    if isinstance(device, DeviceResource) and device.type is not None:
        return concept(at, device.type)
    display = r.code_reference.display
    return CodeableConcept((), display) if display else None
