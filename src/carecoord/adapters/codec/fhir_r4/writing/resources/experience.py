"""What patients say about their care."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.experience import Experience

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"


def experience(fact: Experience, names: Names) -> e.Json:
    """Write an Observation of the category survey, made by the patient.

    A QuestionnaireResponse needs the questions, which nobody kept, and a Communication has no place
    for a rating. It is read back as an Observation: nothing in it tells that it is about care.
    """
    return e.element(
        resourceType="Observation",
        status="final",
        category=[e.bound("survey", _CATEGORIES)],
        code=absence.known(e.concept(fact.kind)),
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        effectiveDateTime=e.moment(fact.reported_on),
        performer=[names.subject()],
        **e.choice("value", fact.rating),
        note=e.note(fact.text),
    )
