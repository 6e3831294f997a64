"""RelatedPerson."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.people import addresses, names, telecom
from carecoord.adapters.codec.fhir_r4.elements.times import day, period
from carecoord.model.related_person import RelatedPerson


class Communication(structs.Backbone):
    """A language of the person."""

    language: structs.Concept | None = None
    preferred: bool | None = None


class RelatedPersonResource(structs.WithPatient):
    """FHIR RelatedPerson."""

    relationship: tuple[structs.Concept, ...] = ()
    active: bool | None = None
    name: tuple[structs.Person, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    address: tuple[structs.Place, ...] = ()
    gender: str | None = None
    birth_date: str | None = None
    communication: tuple[Communication, ...] = ()
    period: structs.Span | None = None


def related_person(r: RelatedPersonResource, at: Entry) -> Draft:
    """Read a RelatedPerson."""
    spoken = tuple((one, concept(at, one.language)) for one in r.communication)
    return Draft(
        RelatedPerson,
        {
            "relationship": concepts(at, r.relationship),
            "active": r.active,
            "names": names(at, r.name),
            "telecom": telecom(at, r.telecom),
            "addresses": addresses(at, r.address),
            "gender": r.gender,
            "birth_date": day(at, r.birth_date, "birthDate"),
            "languages": tuple(language for _, language in spoken if language is not None),
            "preferred_language": next((one for said, one in spoken if said.preferred), None),
            "period": period(at, r.period, "period"),
        },
    )
