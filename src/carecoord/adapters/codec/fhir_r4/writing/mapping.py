"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import (
    answers,
    appeal,
    appointment,
    care_plan,
    care_team,
    communication,
    communication_request,
    condition,
    consent,
    device,
    directive,
    education,
    encounter,
    experience,
    goal,
    hold,
    order,
    organization,
    patient,
    practitioner_role,
    program,
    related_person,
    task,
)
from carecoord.model.answers import Answers
from carecoord.model.appeal import Appeal
from carecoord.model.appointment import Appointment
from carecoord.model.care_plan import CarePlan
from carecoord.model.care_team import CareTeam
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest
from carecoord.model.condition import Condition
from carecoord.model.consent import Consent
from carecoord.model.device import Device
from carecoord.model.directive import Directive
from carecoord.model.education import Education
from carecoord.model.encounter import Encounter
from carecoord.model.experience import Experience
from carecoord.model.goal import Goal
from carecoord.model.hold import Hold
from carecoord.model.order import Order, Referral
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.program import Program
from carecoord.model.related_person import RelatedPerson
from carecoord.model.task import Task

Author = Callable[[Any, Names], Json | list[Json]]
"""Says a fact of one type as a resource, or as several, the first being the fact itself."""

AUTHORS: dict[type, Author] = {
    Answers: answers.answers,
    Appeal: appeal.appeal,
    Appointment: appointment.appointment,
    CarePlan: care_plan.care_plan,
    CareTeam: care_team.care_team,
    Communication: communication.communication,
    CommunicationRequest: communication_request.communication_request,
    Condition: condition.condition,
    Consent: consent.consent,
    Device: device.device,
    Directive: directive.directive,
    Education: education.education,
    Encounter: encounter.encounter,
    Experience: experience.experience,
    Goal: goal.goal,
    Hold: hold.hold,
    Order: order.order,
    Organization: organization.organization,
    Patient: patient.patient,
    Practitioner: practitioner_role.with_roles,
    Program: program.program,
    Referral: order.referral,
    RelatedPerson: related_person.related_person,
    Task: task.task,
}
"""By type of the model: what writes it."""
