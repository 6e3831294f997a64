"""ServiceRequest and DeviceRequest, and a Task beside a referral that was taken."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.resources.order import PATIENT_REFERRAL
from carecoord.adapters.codec.fhir_r4.writing import absence, required
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources.coverage_information import (
    coverage_information,
)
from carecoord.adapters.codec.fhir_r4.writing.resources.referral_loop import began, loop
from carecoord.adapters.codec.fhir_r4.writing.timings import planned
from carecoord.model.order import Order, Referral

_PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest"
_FORBIDS = "http://hl7.org/fhir/5.0/StructureDefinition/extension-DeviceRequest.doNotPerform"
_WHY_NOT = "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-doNotPerformReason"
_OF_SERVICES = {
    "category": "category",
    "order_detail": "orderDetail",
    "quantity": "quantity",
    "quantity_ratio": "quantity",
    "quantity_range": "quantity",
    "as_needed": "asNeeded",
    "location_codes": "locationCode",
    "locations": "locationReference",
    "body_site": "bodySite",
    "patient_instruction": "patientInstruction",
}
_OF_DEVICES = {"device": "codeReference", "parameters": "parameter"}


def order(fact: Order, names: Names) -> e.Json:
    """Write a ServiceRequest, or a DeviceRequest for equipment."""
    return _device(fact, names) if fact.kind == "device" else _service(fact, names)


def referral(fact: Referral, names: Names) -> list[e.Json]:
    """Write a ServiceRequest; with a Task for what became of it, if anything did."""
    category = fact.category
    written = order(fact, names)
    if not any(PATIENT_REFERRAL in one.coding for one in category) and fact.kind != "device":
        written["category"] = [
            *written.get("category", ()),
            {"coding": [e.coding(PATIENT_REFERRAL)]},
        ]
    return [written, loop(fact, names)] if began(fact) else [written]


def _service(fact: Order, names: Names) -> e.Json:
    required.homeless(names, fact, _OF_DEVICES, "a request for a service")
    intent = required.required(names, fact, "intent", "intent")
    code = e.concept(fact.code)
    return e.element(
        resourceType="ServiceRequest",
        meta={"profile": [_PROFILE]} if code and "intent" in intent else None,
        extension=_extensions(fact, names),
        instantiatesCanonical=list(fact.instantiates),
        instantiatesUri=list(fact.instantiates_uri),
        basedOn=names.facts(fact.based_on),
        replaces=names.facts(fact.replaces),
        requisition=e.identifier(fact.requisition),
        **required.required(names, fact, "status", "status"),
        **intent,
        category=e.concepts(fact.category),
        **required.optional(names, fact, "priority", "priority"),
        doNotPerform=fact.do_not_perform or None,
        code=code,
        orderDetail=_details(fact, code, names),
        **_quantity(fact, names),
        **_as_needed(fact),
        **_common(fact, names),
        performer=[one for one in map(names.actor, fact.performers) if one],
        locationCode=e.concepts(fact.location_codes),
        locationReference=[one for one in map(names.actor, fact.locations) if one],
        bodySite=e.concepts(fact.body_site),
        patientInstruction=fact.patient_instruction,
    )


def _details(fact: Order, code: e.Json | None, names: Names) -> list[e.Json]:
    """Details of what is ordered: none where that is not said (prr-1)."""
    details = e.concepts(fact.order_detail)
    if code is None and details:
        names.lost("orderDetail", "FHIR knows no details of an order without its code")
        return []
    return details


def _device(fact: Order, names: Names) -> e.Json:
    required.homeless(names, fact, _OF_SERVICES, "a request for equipment")
    performers = [one for one in map(names.actor, fact.performers) if one]
    if len(performers) > 1:
        names.lost("performer", "a request for equipment has one performer; the first is written")
    device = names.fact(fact.device)
    forbids = {"url": _FORBIDS, "valueBoolean": True}
    return e.element(
        resourceType="DeviceRequest",
        extension=_extensions(fact, names),
        modifierExtension=[forbids] if fact.do_not_perform else None,
        instantiatesCanonical=list(fact.instantiates),
        instantiatesUri=list(fact.instantiates_uri),
        basedOn=names.facts(fact.based_on),
        priorRequest=names.facts(fact.replaces),
        groupIdentifier=e.identifier(fact.requisition),
        **required.required(names, fact, "status", "status"),
        **required.required(names, fact, "intent", "intent"),
        **required.optional(names, fact, "priority", "priority"),
        codeReference=device,
        codeCodeableConcept=absence.known(e.concept(fact.code)) if device is None else None,
        parameter=[
            e.element(code=e.concept(one.code), **e.choice("value", one.value))
            for one in fact.parameters
        ],
        **_common(fact, names),
        performer=performers[0] if performers else None,
    )


def _common(fact: Order, names: Names) -> e.Json:
    return e.element(
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        **planned(names, "occurrence", fact.occurrence, fact.timing),
        authoredOn=e.moment(fact.authored_on),
        requester=names.actor(fact.requester),
        performerType=e.concept(fact.performer_type),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        insurance=names.facts(fact.coverages),
        supportingInfo=names.facts(fact.supporting_info),
        note=e.note(fact.note),
        relevantHistory=names.facts(fact.relevant_history),
    )


def _extensions(fact: Order, names: Names) -> list[e.Json]:
    why_not = e.concept(fact.reason_refused)
    return [
        *([{"url": _WHY_NOT, "valueCodeableConcept": why_not}] if why_not else ()),
        *(
            said
            for one in fact.coverage_information
            if (said := coverage_information(one, names))["extension"]
        ),
    ]


def _quantity(fact: Order, names: Names) -> e.Json:
    """R4 has a place for one of the three."""
    kinds = e.element(
        quantityQuantity=e.quantity(fact.quantity),
        quantityRatio=None if fact.quantity_ratio is None else e.proportion(fact.quantity_ratio),
        quantityRange=None if fact.quantity_range is None else e.bounds(fact.quantity_range),
    )
    if len(kinds) > 1:
        names.lost("quantity", "a request has one quantity; the first is written")
    return dict(list(kinds.items())[:1])


def _as_needed(fact: Order) -> e.Json:
    if fact.as_needed is None or isinstance(fact.as_needed, bool):
        return e.element(asNeededBoolean=fact.as_needed)
    return e.element(asNeededCodeableConcept=e.concept(fact.as_needed))
