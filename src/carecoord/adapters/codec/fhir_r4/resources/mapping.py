"""Which resource types are read, as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.resources import (
    allergy_intolerance,
    answers,
    appointment,
    authorization,
    care_plan,
    care_team,
    claim,
    communication,
    communication_request,
    condition,
    consent,
    consent_elements,
    coverage,
    device,
    document_reference,
    eligibility_response,
    encounter,
    family_history,
    goal,
    immunization,
    location,
    medication,
    medication_administration,
    medication_dispense,
    medication_request,
    medication_statement,
    observation,
    order,
    organization,
    patient,
    practitioner,
    practitioner_role,
    procedure,
    program,
    related_person,
    task,
)

Build = Callable[[Any, Entry], Draft]
"""Make a draft from a decoded resource of one type."""

FACTS: dict[str, tuple[type[structs.Resource], Build]] = {
    "AllergyIntolerance": (allergy_intolerance.AllergyResource, allergy_intolerance.allergy),
    "Appointment": (appointment.AppointmentResource, appointment.appointment),
    "CarePlan": (care_plan.CarePlanResource, care_plan.care_plan),
    "CareTeam": (care_team.CareTeamResource, care_team.care_team),
    "Claim": (claim.ClaimResource, claim.request),
    "ClaimResponse": (authorization.ResponseResource, authorization.authorization),
    "Communication": (communication.CommunicationResource, communication.communication),
    "CommunicationRequest": (
        communication_request.CommunicationRequestResource,
        communication_request.communication_request,
    ),
    "Condition": (condition.ConditionResource, condition.condition),
    "Consent": (consent_elements.ConsentResource, consent.consent),
    "Coverage": (coverage.CoverageResource, coverage.coverage),
    "CoverageEligibilityResponse": (
        eligibility_response.EligibilityResource,
        eligibility_response.eligibility_response,
    ),
    "Device": (device.DeviceResource, device.device),
    "DeviceRequest": (order.DeviceRequestResource, order.device_order),
    "DocumentReference": (document_reference.DocumentResource, document_reference.document),
    "Encounter": (encounter.EncounterResource, encounter.encounter),
    "EpisodeOfCare": (program.ProgramResource, program.program),
    "FamilyMemberHistory": (family_history.FamilyResource, family_history.family_history),
    "Goal": (goal.GoalResource, goal.goal),
    "Immunization": (immunization.ImmunizationResource, immunization.immunization),
    "MedicationAdministration": (
        medication_administration.AdministrationResource,
        medication_administration.administration,
    ),
    "MedicationDispense": (medication_dispense.DispenseResource, medication_dispense.fill),
    "MedicationRequest": (medication_request.RequestResource, medication_request.prescription),
    "MedicationStatement": (
        medication_statement.StatementResource,
        medication_statement.statement,
    ),
    "Observation": (observation.ObservationResource, observation.observation),
    "Procedure": (procedure.ProcedureResource, procedure.procedure),
    "QuestionnaireResponse": (answers.AnswersResource, answers.answers),
    "RelatedPerson": (related_person.RelatedPersonResource, related_person.related_person),
    "ServiceRequest": (order.ServiceRequestResource, order.service_order),
    "Task": (task.TaskResource, task.task),
}
"""Types that become facts of a chart; a Claim does where no answer in its source is about it."""

PEOPLE: dict[str, tuple[type[structs.Resource], Build]] = {
    "Organization": (organization.OrganizationResource, organization.organization),
    "Practitioner": (practitioner.PractitionerResource, practitioner.practitioner),
}
"""Types that enter a chart when one of its facts refers to them."""

LENT: dict[str, type[structs.Resource]] = {
    "Location": location.LocationResource,
    "Medication": medication.MedicationResource,
    "PractitionerRole": practitioner_role.RoleResource,
    "Substance": medication.SubstanceResource,
}
"""Types that lend what they say to the facts that refer to them."""

SHAPES: dict[str, type[structs.Resource]] = {
    "Patient": patient.PatientResource,
    **{name: shape for name, (shape, _) in FACTS.items()},
    **{name: shape for name, (shape, _) in PEOPLE.items()},
    **LENT,
}
"""Every type that is read, with the shape that it is decoded into."""

DECODERS = {name: msgspec.json.Decoder(shape) for name, shape in SHAPES.items()}
