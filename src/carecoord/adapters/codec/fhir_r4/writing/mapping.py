"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import (
    allergy_intolerance,
    answers,
    appeal,
    appointment,
    authorization,
    care_plan,
    care_team,
    communication,
    communication_request,
    condition,
    consent,
    coverage,
    device,
    directive,
    document_reference,
    education,
    eligibility_response,
    encounter,
    experience,
    family_history,
    goal,
    hold,
    immunization,
    medication_administration,
    medication_dispense,
    medication_request,
    medication_statement,
    observation,
    order,
    organization,
    patient,
    practitioner_role,
    procedure,
    program,
    related_person,
    task,
)
from carecoord.model.allergy_intolerance import AllergyIntolerance
from carecoord.model.answers import Answers
from carecoord.model.appeal import Appeal
from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.model.care_plan import CarePlan
from carecoord.model.care_team import CareTeam
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest
from carecoord.model.condition import Condition
from carecoord.model.consent import Consent
from carecoord.model.coverage import Coverage
from carecoord.model.device import Device
from carecoord.model.directive import Directive
from carecoord.model.document_reference import DocumentReference
from carecoord.model.education import Education
from carecoord.model.eligibility_response import CoverageEligibilityResponse
from carecoord.model.encounter import Encounter
from carecoord.model.experience import Experience
from carecoord.model.family_history import FamilyHistory
from carecoord.model.fill import Fill
from carecoord.model.goal import Goal
from carecoord.model.hold import Hold
from carecoord.model.immunization import Immunization
from carecoord.model.medication_administration import MedicationAdministration
from carecoord.model.medication_statement import MedicationStatement
from carecoord.model.observation import Observation
from carecoord.model.order import Order, Referral
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.model.program import Program
from carecoord.model.related_person import RelatedPerson
from carecoord.model.social_history import SocialHistory
from carecoord.model.task import Task

Author = Callable[[Any, Names], Json | list[Json]]
"""Says a fact of one type as a resource, or as several, the first being the fact itself."""

AUTHORS: dict[type, Author] = {
    AllergyIntolerance: allergy_intolerance.allergy,
    Answers: answers.answers,
    Appeal: appeal.appeal,
    Appointment: appointment.appointment,
    Authorization: authorization.authorization,
    CarePlan: care_plan.care_plan,
    CareTeam: care_team.care_team,
    Communication: communication.communication,
    CommunicationRequest: communication_request.communication_request,
    Condition: condition.condition,
    Consent: consent.consent,
    Coverage: coverage.coverage,
    CoverageEligibilityResponse: eligibility_response.eligibility_response,
    Device: device.device,
    Directive: directive.directive,
    DocumentReference: document_reference.document,
    Education: education.education,
    Encounter: encounter.encounter,
    Experience: experience.experience,
    FamilyHistory: family_history.family_history,
    Fill: medication_dispense.fill,
    Goal: goal.goal,
    Hold: hold.hold,
    Immunization: immunization.immunization,
    MedicationAdministration: medication_administration.administration,
    MedicationStatement: medication_statement.statement,
    Observation: observation.observation,
    Order: order.order,
    Organization: organization.organization,
    Patient: patient.patient,
    Practitioner: practitioner_role.with_roles,
    Prescription: medication_request.prescription,
    Procedure: procedure.procedure,
    Program: program.program,
    Referral: order.referral,
    RelatedPerson: related_person.related_person,
    SocialHistory: observation.social_history,
    Task: task.task,
}
"""By type of the model: what writes it."""
