"""Teaching."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import SNOMED
from carecoord.model.education import Education

_PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-procedure"
_EDUCATION = {"coding": [{"system": SNOMED, "code": "409073007"}]}
_UNDERSTOOD = {True: "385669000", False: "385671000"}
"""Successful and unsuccessful, of R4's value set of outcomes of procedures."""


def education(fact: Education, names: Names) -> e.Json:
    """Write a Procedure of the category education; the teach-back is its outcome.

    R4 (Procedure, boundaries) calls training and counseling a procedure where comprehension is
    verified, and a Communication where information is only disclosed. A Procedure has no place for
    the language, nor for a learner who is not the patient. It is read back as a Procedure: to take
    it for teaching would hide it from measures that count procedures.
    """
    if fact.learner is not None and fact.learner.kind != "Patient":
        names.lost("learner", "a procedure has no place for whom it taught beside the patient")
    if fact.language is not None:
        names.lost("language", "a procedure has no place for the language that was spoken")
    topic, teacher = e.concept(fact.topic), names.actor(fact.teacher)
    understood = None if fact.teach_back is None else _UNDERSTOOD[fact.teach_back]
    return e.element(
        resourceType="Procedure",
        meta={"profile": [_PROFILE]} if topic and fact.given_on is not None else None,
        status="completed",
        category=_EDUCATION,
        code=topic,
        subject=names.subject(),
        performedDateTime=e.moment(fact.given_on),
        performer=[{"actor": teacher}] if teacher else None,
        outcome=e.bound(understood, SNOMED),
    )
