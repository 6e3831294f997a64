"""RelatedPerson."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core, words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import addresses, full_names, telecom
from carecoord.model.related_person import RelatedPerson

_NO_PLACE = "FHIR has no place for what a proxy may do; a Consent grants it"


def related_person(fact: RelatedPerson, names: Names) -> e.Json:
    """Write a RelatedPerson, without what every resource has: id, identifiers, labels."""
    if fact.proxy_scope or fact.proxy_until is not None:
        names.lost("proxy_scope", _NO_PLACE)
    relationship = e.concepts(fact.relationship)
    written = full_names(names, "name", fact.names)
    return e.element(
        resourceType="RelatedPerson",
        meta=us_core.profiled(
            "us-core-relatedperson",
            fact.active is not None,
            written or relationship,
        ),
        active=fact.active,
        patient=names.subject(),
        relationship=relationship,
        name=written,
        telecom=telecom(names, fact.telecom),
        gender=words.word(names, "gender", fact.gender, words.GENDERS),
        birthDate=e.moment(fact.birth_date),
        address=addresses(names, fact.addresses),
        period=e.period(fact.period),
        communication=_languages(fact),
    )


def _languages(fact: RelatedPerson) -> list[e.Json]:
    spoken = list(fact.languages)
    if fact.preferred_language is not None and fact.preferred_language not in spoken:
        spoken.append(fact.preferred_language)
    return [
        e.element(language=language, preferred=(one == fact.preferred_language) or None)
        for one in spoken
        if (language := e.concept(one))
    ]
