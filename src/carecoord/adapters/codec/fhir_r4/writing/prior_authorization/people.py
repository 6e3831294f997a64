"""Who and what a payer is told of: no more than a request for permission needs.

Source: PAS 2.0.1 and 2.2.1, profiles Beneficiary, Insurer, Requestor, Practitioner,
PractitionerRole, ServiceRequest, DeviceRequest; 45 CFR 164.502(b), the minimum necessary.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import people, required
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import GUIDE
from carecoord.model.identifier import Identifier
from carecoord.model.order import Order
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.period import Period
from carecoord.model.practitioner import Practitioner


def named(values: Iterable[Identifier]) -> list[e.Json]:
    """Identifiers as the guide takes them: with system and value."""
    return e.identifiers(one for one in values if one.system and one.value)


def beneficiary(patient: Patient, names: Names) -> e.Json:
    """Write the patient."""
    numbers = named(patient.identifiers)
    for element, held in (
        ("identifiers", numbers),
        ("names", patient.names),
        ("gender", patient.gender),
    ):
        if not held:
            names.lacking(element, "the guide demands it of a patient")
    return e.element(
        resourceType="Patient",
        meta={"profile": [f"{GUIDE}profile-beneficiary"]},
        identifier=numbers,
        name=people.full_names(names, "name", patient.names),
        telecom=people.telecom(names, patient.telecom),
        gender=patient.gender,
        birthDate=e.moment(patient.birth_date),
        address=people.addresses(names, patient.addresses),
    )


def organization(body: Organization, names: Names, profile: str | None) -> e.Json:
    """Write a payer, or who asks for permission."""
    if not body.name:
        names.lacking("name", "the guide demands it of an organization")
    if body.active is False:
        names.lacking("active", "the guide takes none that is out of use")
    return e.element(
        resourceType="Organization",
        meta={"profile": [f"{GUIDE}{profile}"]} if profile else None,
        identifier=named(body.identifiers),
        active=True,
        type=e.concepts(body.type),
        name=body.name,
        telecom=people.telecom(names, body.telecom),
        address=people.addresses(names, body.addresses),
    )


def practitioner(person: Practitioner, names: Names) -> e.Json:
    """Write a clinician."""
    numbers = named(person.identifiers)
    for element, held in (
        ("identifiers", numbers),
        ("names", person.names),
    ):
        if not held:
            names.lacking(element, "the guide demands it of a practitioner")
    return e.element(
        resourceType="Practitioner",
        meta={"profile": [f"{GUIDE}profile-practitioner"]},
        identifier=numbers,
        name=people.full_names(names, "name", person.names),
        telecom=people.telecom(names, person.telecom),
    )


def role(person: Practitioner, names: Names) -> e.Json:
    """Write what a clinician does for whom: the guide asks for roles, not for people."""
    bodies = names.facts(person.organizations[:1])
    telecom = people.telecom(names, person.telecom)
    return e.element(
        resourceType="PractitionerRole",
        meta={"profile": [f"{GUIDE}profile-practitionerrole"]} if telecom else None,
        practitioner=names.fact(person.id),
        organization=bodies[0] if bodies else None,
        code=e.concepts(person.roles),
        specialty=e.concepts(person.specialties),
        telecom=telecom,
    )


def order(fact: Order, names: Names) -> e.Json:
    """Write what was ordered."""
    if fact.do_not_perform:
        names.lacking("do_not_perform", "an order not to do it asks for nothing")
    if fact.code is None:
        names.lacking("code", "the guide demands what was ordered")
    code = e.concept(fact.code)
    device = fact.kind == "device"
    shared = e.element(
        status=required.demanded(names, fact, "status"),
        intent=required.demanded(names, fact, "intent"),
        priority=fact.priority,
        subject=names.subject(),
        **_occurrence(fact),
        authoredOn=e.moment(fact.authored_on),
        requester=names.actor(fact.requester),
        reasonCode=e.concepts(fact.reason),
    )
    if device:
        return {"resourceType": "DeviceRequest", "codeCodeableConcept": code, **shared}
    asked = e.number(fact.quantity.value, fact.quantity.unit) if fact.quantity else None
    return e.element(resourceType="ServiceRequest", code=code, quantityQuantity=asked, **shared)


def _occurrence(fact: Order) -> e.Json:
    if isinstance(fact.occurrence, Period):
        return e.element(occurrencePeriod=e.period(fact.occurrence))
    return e.element(occurrenceDateTime=e.moment(fact.occurrence))
