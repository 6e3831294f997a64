"""The words that FHIR R4 allows where a status, an outcome, an intent or a priority stands.

Each of these fields is bound to its value set as *required*: no other word can stand there.
Source: the value sets of FHIR R4 (4.0.1), https://hl7.org/fhir/R4/terminologies-valuesets.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

__all__ = ["words_of"]

_EVENT = "preparation in-progress not-done on-hold stopped completed entered-in-error unknown"
_REQUEST = "draft active on-hold revoked completed entered-in-error unknown"
_FINANCIAL = "active cancelled draft entered-in-error"
_PRIORITY = "routine urgent asap stat"
_INTENT = "proposal plan directive order original-order reflex-order filler-order instance-order"

_WORDS: Mapping[tuple[str, str], str] = {
    ("AllergyIntolerance", "clinical_status"): "active inactive resolved",
    ("AllergyIntolerance", "criticality"): "low high unable-to-assess",
    ("AllergyIntolerance", "type"): "allergy intolerance",
    ("AllergyIntolerance", "verification_status"): (
        "unconfirmed confirmed refuted entered-in-error"
    ),
    ("Answers", "status"): "in-progress completed amended entered-in-error stopped",
    ("Appointment", "status"): (
        "proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in"
        " waitlist"
    ),
    ("Authorization", "outcome"): "queued complete error partial",
    ("Authorization", "status"): _FINANCIAL,
    ("CarePlan", "intent"): "proposal plan order option",
    ("CarePlan", "status"): _REQUEST,
    ("CareTeam", "status"): "proposed active suspended inactive entered-in-error",
    ("Communication", "status"): _EVENT,
    ("Condition", "clinical_status"): "active recurrence relapse inactive remission resolved",
    ("Condition", "verification_status"): (
        "unconfirmed provisional differential confirmed refuted entered-in-error"
    ),
    ("Consent", "status"): "draft proposed active rejected inactive entered-in-error",
    ("Coverage", "status"): _FINANCIAL,
    ("CoverageEligibilityResponse", "outcome"): "queued complete error partial",
    ("CoverageEligibilityResponse", "status"): _FINANCIAL,
    ("Device", "status"): "active inactive entered-in-error unknown",
    ("DocumentReference", "doc_status"): "preliminary final amended entered-in-error",
    ("DocumentReference", "status"): "current superseded entered-in-error",
    ("Encounter", "status"): (
        "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown"
    ),
    ("FamilyHistory", "status"): "partial completed entered-in-error health-unknown",
    ("Fill", "status"): (
        "preparation in-progress cancelled on-hold completed entered-in-error stopped declined"
        " unknown"
    ),
    ("Goal", "lifecycle_status"): (
        "proposed planned accepted active on-hold completed cancelled entered-in-error rejected"
    ),
    ("Immunization", "status"): "completed entered-in-error not-done",
    ("MedicationAdministration", "status"): (
        "in-progress not-done on-hold completed entered-in-error stopped unknown"
    ),
    ("MedicationStatement", "status"): (
        "active completed entered-in-error intended stopped on-hold unknown not-taken"
    ),
    ("Observation", "status"): (
        "registered preliminary final amended corrected cancelled entered-in-error unknown"
    ),
    ("Order", "intent"): f"{_INTENT} option",
    ("Order", "priority"): _PRIORITY,
    ("Order", "status"): _REQUEST,
    ("Prescription", "intent"): f"{_INTENT.replace(' directive', '')} option",
    ("Prescription", "priority"): _PRIORITY,
    ("Prescription", "status"): (
        "active on-hold cancelled completed entered-in-error stopped draft unknown"
    ),
    ("Procedure", "status"): _EVENT,
    ("Program", "status"): "planned waitlist active onhold finished cancelled entered-in-error",
    ("Task", "intent"): f"unknown {_INTENT.replace(' directive', '')} option",
    ("Task", "priority"): _PRIORITY,
    ("Task", "status"): (
        "draft requested received accepted rejected ready cancelled in-progress on-hold failed"
        " completed entered-in-error"
    ),
}


def words_of(kind: type, field: str) -> frozenset[str] | None:
    """The words that a field of a type of fact may hold; None where any may stand.

    ``words_of(Encounter, "status")`` are the nine of EncounterStatus.
    """
    for one in kind.__mro__:
        held = _WORDS.get((one.__name__, field))
        if held is not None and one.__module__.startswith("carecoord.model."):
            return _split(held)
    return None


@lru_cache(maxsize=128)
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())
