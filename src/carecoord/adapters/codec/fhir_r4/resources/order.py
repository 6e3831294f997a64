"""ServiceRequest and DeviceRequest."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.references import NOT_HERE
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import do_not_perform, find
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period, period
from carecoord.adapters.codec.fhir_r4.elements.values import Uncarried
from carecoord.adapters.codec.fhir_r4.resources.device import DeviceResource
from carecoord.model.code import CodeableConcept
from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order
from carecoord.model.period import Period


class RequestResource(structs.WithSubject):
    """What service and device requests have in common."""

    status: str | None = None
    intent: str | None = None
    priority: str | None = None
    do_not_perform: bool | None = None
    authored_on: str | None = None
    occurrence_date_time: str | None = None
    occurrence_period: structs.Span | None = None
    occurrence_timing: structs.Timing | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    requester: structs.Reference | None = None
    performer_type: structs.Concept | None = None
    insurance: tuple[structs.Reference, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()


class ServiceRequestResource(RequestResource):
    """FHIR ServiceRequest."""

    code: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    quantity_quantity: structs.Amount | None = None
    quantity_ratio: Uncarried | None = None
    quantity_range: Uncarried | None = None
    performer: tuple[structs.Reference, ...] = ()
    body_site: tuple[structs.Concept, ...] = ()
    replaces: tuple[structs.Reference, ...] = ()
    requisition: structs.Identifier | None = None
    patient_instruction: str | None = None


class DeviceRequestResource(RequestResource):
    """FHIR DeviceRequest."""

    code_codeable_concept: structs.Concept | None = None
    code_reference: structs.Reference | None = None
    performer: structs.Reference | None = None
    prior_request: tuple[structs.Reference, ...] = ()
    group_identifier: structs.Identifier | None = None


def service_order(r: ServiceRequestResource, at: Entry) -> Draft:
    """Read a ServiceRequest."""
    if r.quantity_ratio is not None or r.quantity_range is not None:
        at.problem("quantity", "not a single quantity; left out")
    return Draft(
        Order,
        _common(at, r)
        | {
            "kind": "service",
            "code": concept(at, r.code),
            "category": concepts(at, r.category),
            "quantity": quantity(at, r.quantity_quantity, "quantityQuantity"),
            "body_site": concepts(at, r.body_site),
            "requisition": identifier(r.requisition) if r.requisition else None,
            "patient_instruction": r.patient_instruction,
        },
        _links(r) | {"replaces": r.replaces},
        {
            "requester": participant(r.requester),
            "performers": tuple(Participant(one) for one in r.performer),
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
        },
        _links(r) | {"replaces": r.prior_request},
        {
            "requester": participant(r.requester),
            "performers": () if performer is None else (performer,),
        },
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
        "reason": concepts(at, r.reason_code),
        "reason_refused": concept(at, refused.value_codeable_concept) if refused else None,
        "performer_type": concept(at, r.performer_type),
    }


def _links(
    r: RequestResource,
) -> dict[str, structs.Reference | tuple[structs.Reference, ...] | None]:
    return {
        "reason_facts": r.reason_reference,
        "coverages": r.insurance,
        "based_on": r.based_on,
        "encounter": r.encounter,
    }


def _occurrence(at: Entry, r: RequestResource) -> ClinicalTime | Period | None:
    """When it is planned; of a repeating plan the span that it fills."""
    if r.occurrence_timing is None:
        return moment_or_period(at, r.occurrence_date_time, r.occurrence_period, "occurrence")
    repeat = r.occurrence_timing.repeat
    at.problem("occurrenceTiming", "a repeating plan; only its bounds are kept")
    span = repeat.bounds_period if repeat else None
    return period(at, span, "occurrenceTiming.repeat.boundsPeriod")


def _device_code(at: Entry, r: DeviceRequestResource) -> CodeableConcept | None:
    """What is asked for: coded here, or the type of the device referred to, or displayed."""
    if r.code_codeable_concept is not None or r.code_reference is None:
        return concept(at, r.code_codeable_concept)
    found = at.directory.find(r.code_reference, at)
    device = found.resource if found is not None else None
    if isinstance(device, DeviceResource) and device.type is not None:
        return concept(at, device.type)
    if found is None and r.code_reference.reference:
        at.count("codeReference", NOT_HERE)
    display = r.code_reference.display
    return CodeableConcept((), display) if display else None
