"""What counts as done, ordered, verified: the status gates that all measures share.

Source: QI-Core CQL libraries Status and QICoreCommon, version 1.0.000 (cqframework,
dqm-content-qicore-2025, CC0).
"""

from __future__ import annotations

from carecoord.model.code import ACT_CODE, Code
from carecoord.model.communication import Communication
from carecoord.model.condition import Condition
from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.model.order import Order
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts, Selection, SetRef
from carecoord.rules.engine.timing import when_issued, when_recorded

Sets = SetRef | ValueSet

ENCOUNTER_DIAGNOSIS = Code(
    "http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis"
)

PROBLEM = Code("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item")
HEALTH_CONCERN = Code("http://hl7.org/fhir/us/core/CodeSystem/condition-category", "health-concern")
VIRTUAL = Code(ACT_CODE, "VR")
OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
IMAGING = Code(OBSERVATION_CATEGORY, "imaging")
EXAM = Code(OBSERVATION_CATEGORY, "exam")

ORDER_INTENTS = ("order", "original-order", "reflex-order", "filler-order", "instance-order")
_RESULT = ("final", "amended", "corrected")
IN_ERROR = "entered-in-error"
"""The status of a record that should never have existed: none to any measure (decision 0050)."""
_NOT_VERIFIED = ("refuted", IN_ERROR)


def encounters(*sets: Sets) -> Selection:
    """Encounters that took place."""
    return Facts(Encounter, *sets).where(Encounter.status, "finished")


def procedures(*sets: Sets) -> Selection:
    """Procedures and interventions that were performed."""
    return Facts(Procedure, *sets).where(Procedure.status, "completed")


def results(*sets: Sets) -> Selection:
    """Results, assessments and vital signs that stand."""
    return Facts(Observation, *sets).where(Observation.status, *_RESULT)


def imaging_studies(*sets: Sets) -> Selection:
    """Diagnostic studies: results that the source puts among imaging."""
    return results(*sets).where(Observation.category, IMAGING)


def physical_exams(*sets: Sets) -> Selection:
    """Findings that the source puts among physical examinations."""
    return results(*sets).where(Observation.category, EXAM)


def symptoms(*sets: Sets) -> Selection:
    """Symptoms that were observed; preliminary ones count."""
    return Facts(Observation, *sets).where(Observation.status, "preliminary", *_RESULT)


def orders(*sets: Sets) -> Selection:
    """Orders for services or equipment; an order not to do something is none."""
    return (
        Facts(Order, *sets)
        .where(Order.status, "active", "completed")
        .where(Order.intent, *ORDER_INTENTS)
        .where(Order.do_not_perform, False)
    )


def medication_orders(*sets: Sets) -> Selection:
    """Orders for medicines, still running or completed."""
    return (
        Facts(Prescription, *sets)
        .where(Prescription.status, "active", "completed")
        .where(Prescription.intent, *ORDER_INTENTS)
        .where(Prescription.do_not_perform, False)
    )


def active_medications(*sets: Sets) -> Selection:
    """Orders for medicines that are running."""
    return medication_orders(*sets).where(Prescription.status, "active")


def verified(*sets: Sets) -> Selection:
    """Conditions that were not refuted or entered in error."""
    return Facts(Condition, *sets).where_not(Condition.verification_status, *_NOT_VERIFIED)


def recorded(*sets: Sets) -> Selection:
    """Conditions on record, for texts that ask for no verification: a refuted one counts."""
    return Facts(Condition, *sets).where_not(Condition.verification_status, IN_ERROR)


def encounter_diagnoses(*sets: Sets) -> Selection:
    """Verified conditions that were diagnosed at a visit; the problem list does not count."""
    return verified(*sets).where(Condition.category, ENCOUNTER_DIAGNOSIS)


def problems(*sets: Sets) -> Selection:
    """Conditions of the problem list and health concerns; no diagnoses of visits."""
    return recorded(*sets).where(Condition.category, PROBLEM, HEALTH_CONCERN)


def verified_problems(*sets: Sets) -> Selection:
    """Of these, the ones that were not refuted or entered in error."""
    return problems(*sets).where_not(Condition.verification_status, *_NOT_VERIFIED)


def in_person(*sets: Sets) -> Selection:
    """Encounters that took place and were not virtual."""
    return encounters(*sets).where_not(Encounter.encounter_class, VIRTUAL)


def not_requested(*sets: Sets) -> Selection:
    """What somebody decided not to order."""
    return Facts(Order, *sets).where(Order.do_not_perform, True)


def medications_not_requested(*sets: Sets) -> Selection:
    """Medicines that somebody decided not to order."""
    return Facts(Prescription, *sets).where(Prescription.do_not_perform, True)


def not_made(*sets: Sets) -> Selection:
    """Observations that were not made, each on the day on which it should have been."""
    return Facts(Observation, *sets).where(Observation.status, "cancelled")


def not_observed(*sets: Sets) -> Selection:
    """Observations that were not made, each on the day on which that was issued."""
    return not_made(*sets).timed(when_issued)


def not_told(*sets: Sets) -> Selection:
    """Messages that were not sent, each on the day on which that was recorded."""
    silent = Facts(Communication).where(Communication.category, *sets)
    return silent.where(Communication.status, "not-done").timed(when_recorded)
