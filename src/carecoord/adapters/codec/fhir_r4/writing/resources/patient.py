"""Patient."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core, words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import (
    address,
    addresses,
    extension,
    full_name,
    full_names,
    telecom,
)
from carecoord.adapters.codec.fhir_r4.writing.resources.demographics import extensions
from carecoord.adapters.codec.fhir_r4.writing.words import word
from carecoord.model.patient import Patient, PatientContact, PatientLink

_BIRTH_TIME = "http://hl7.org/fhir/StructureDefinition/patient-birthTime"
_LINKS = frozenset({"replaced-by", "replaces", "refer", "seealso"})
_ELSEWHERE = {"display": "a record that is not in this chart"}


def patient(fact: Patient, names: Names) -> e.Json:
    """Write a Patient, without what every resource has: id, identifiers, labels.

    A link that takes this record out of use is written even where the other record is not known.
    """
    written = full_names(names, "name", fact.names)
    reach = telecom(names, fact.telecom)
    return e.element(
        resourceType="Patient",
        meta=us_core.profiled(
            "us-core-patient",
            us_core.named(fact.identifiers),
            written and all("family" in one or "given" in one for one in written),
            fact.gender in words.GENDERS,
            us_core.reachable(reach),
        ),
        extension=extensions(fact, names),
        active=fact.active,
        name=written,
        telecom=reach,
        gender=word(names, "gender", fact.gender, words.GENDERS),
        birthDate=e.moment(fact.birth_date),
        _birthDate=_birth_time(fact),
        **e.choice("deceased", fact.deceased),
        address=addresses(names, fact.addresses),
        maritalStatus=e.concept(fact.marital_status),
        contact=[one for each in fact.contacts if (one := _contact(each, names))],
        communication=[
            e.element(language=language, preferred=one.preferred or None)
            for one in fact.languages
            if (language := e.concept(one.language))
        ],
        generalPractitioner=names.facts(fact.general_practitioners),
        managingOrganization=names.fact(fact.managing_organization),
        link=[_link(one, names) for one in fact.links],
    )


def _birth_time(fact: Patient) -> e.Json | None:
    found = extension(_BIRTH_TIME, valueDateTime=e.moment(fact.birth_time))
    return {"extension": found} if found else None


def _contact(contact: PatientContact, names: Names) -> e.Json:
    """A contact; FHIR wants a name, a way to reach, an address or an organization."""
    details = e.element(
        name=full_name(names, "contact.name", contact.name),
        telecom=telecom(names, contact.telecom, "contact.telecom"),
        address=address(names, contact.address, "contact.address"),
        organization=names.fact(contact.organization),
    )
    if not details:
        names.lost("contact", "FHIR knows no contact without a name or a way to reach it")
        return {}
    return e.element(
        relationship=e.concepts(contact.relationship),
        **details,
        gender=word(names, "contact.gender", contact.gender, words.GENDERS),
        period=e.period(contact.period),
    )


def _link(link: PatientLink, names: Names) -> e.Json:
    other = names.fact(link.other) if link.other else None
    return e.element(
        other=other or _ELSEWHERE,
        type=words.demanded(names, "link.type", link.type, _LINKS),
    )
