"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import (
    appointment,
    care_team,
    communication,
    communication_request,
    condition,
    device,
    encounter,
    organization,
    patient,
    practitioner,
    practitioner_role,
    program,
    related_person,
)
from carecoord.model.appointment import Appointment
from carecoord.model.care_team import CareTeam
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest
from carecoord.model.condition import Condition
from carecoord.model.device import Device
from carecoord.model.encounter import Encounter
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.program import Program
from carecoord.model.related_person import RelatedPerson

Author = Callable[[Any, Names], Json]
"""Says a fact of one type as a resource."""

AUTHORS: dict[type, Author] = {
    Appointment: appointment.appointment,
    CareTeam: care_team.care_team,
    Communication: communication.communication,
    CommunicationRequest: communication_request.communication_request,
    Condition: condition.condition,
    Device: device.device,
    Encounter: encounter.encounter,
    Organization: organization.organization,
    Patient: patient.patient,
    Practitioner: practitioner.practitioner,
    Program: program.program,
    RelatedPerson: related_person.related_person,
}
"""By type of the model: what writes it."""

BESIDE: dict[type, Callable[[Any, Names], list[Json]]] = {
    Practitioner: practitioner_role.roles,
}
"""By type of the model: what writes the resources that belong beside its own."""
