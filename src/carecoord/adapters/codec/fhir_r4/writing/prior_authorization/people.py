"""Who and what a payer is told of: no more than a request for permission needs.

Source: PAS 2.0.1 and 2.2.1, profiles Beneficiary, Insurer, Requestor, Practitioner,
PractitionerRole, ServiceRequest, DeviceRequest; 45 CFR 164.502(b), the minimum necessary.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import people, required, us_core
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import GUIDE, is_whole_day
from carecoord.model.contact import Name
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
        ("names", _is_named(patient.names)),
        ("gender", patient.gender),
        ("birth_date", patient.birth_date is None or is_whole_day(patient.birth_date)),
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


def _is_named(names: Iterable[Name]) -> bool:
    """Whether there is a name, and each has a family or a given name (us-core-6)."""
    held = [bool(one.family or any(one.given)) for one in names]
    return bool(held) and all(held)


def organization(body: Organization, names: Names, profile: str | None) -> e.Json:
    """Write a payer, or who asks for permission.

    One whose national number is not well-formed is written, and claims no profile: whether the
    number is right is for the payer to say.
    """
    kept = us_core.well_formed(body.identifiers)
    if not body.name:
        names.lacking("name", "the guide demands it of an organization")
    if body.active is False:
        names.lacking("active", "the guide takes none that is out of use")
    return e.element(
        resourceType="Organization",
        meta={"profile": [f"{GUIDE}{profile}"]} if profile and kept else None,
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
        ("names", person.names and all(one.family for one in person.names)),
    ):
        if not held:
            names.lacking(element, "the guide demands it of a practitioner")
    return e.element(
        resourceType="Practitioner",
        meta={"profile": [f"{GUIDE}profile-practitioner"]}
        if us_core.well_formed(person.identifiers)
        else None,
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
    if fact.intent != "order":
        names.lacking("intent", "the guide takes an order only")
    code = e.concept(fact.code)
    device = fact.kind == "device"
    shared = e.element(
        status=required.demanded(names, fact, "status"),
        intent=required.demanded(names, fact, "intent"),
        priority=fact.priority,
        subject=names.subject(),
        **_occurrence(fact, names),
        authoredOn=e.moment(fact.authored_on),
        requester=names.actor(fact.requester),
        reasonCode=e.concepts(fact.reason),
    )
    if device:
        return {"resourceType": "DeviceRequest", "codeCodeableConcept": code, **shared}
    asked = e.number(fact.quantity.value, fact.quantity.unit) if fact.quantity else None
    return e.element(resourceType="ServiceRequest", code=code, quantityQuantity=asked, **shared)


def _occurrence(fact: Order, names: Names) -> e.Json:
    """When it is to be: the guide takes a Timing, and of its bounds only durations."""
    if isinstance(fact.occurrence, Period):
        names.lost("occurrence", "the guide takes no period here; the item says it")
        return {}
    return {"occurrenceTiming": {"event": [e.moment(fact.occurrence)]}} if fact.occurrence else {}
