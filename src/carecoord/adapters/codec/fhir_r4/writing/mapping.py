"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import (
    allergy_intolerance,
    condition,
    document_reference,
    family_history,
    immunization,
    medication_administration,
    medication_dispense,
    medication_request,
    medication_statement,
    observation,
    procedure,
)
from carecoord.model.allergy_intolerance import AllergyIntolerance
from carecoord.model.condition import Condition
from carecoord.model.document_reference import DocumentReference
from carecoord.model.family_history import FamilyHistory
from carecoord.model.fill import Fill
from carecoord.model.immunization import Immunization
from carecoord.model.medication_administration import MedicationAdministration
from carecoord.model.medication_statement import MedicationStatement
from carecoord.model.observation import Observation
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.model.social_history import SocialHistory

Author = Callable[[Any, Names], Json]
"""Says a fact of one type as a resource."""

AUTHORS: dict[type, Author] = {
    AllergyIntolerance: allergy_intolerance.allergy,
    Condition: condition.condition,
    DocumentReference: document_reference.document,
    FamilyHistory: family_history.family_history,
    Fill: medication_dispense.fill,
    Immunization: immunization.immunization,
    MedicationAdministration: medication_administration.administration,
    MedicationStatement: medication_statement.statement,
    Observation: observation.observation,
    Prescription: medication_request.prescription,
    Procedure: procedure.procedure,
    SocialHistory: observation.social_history,
}
"""By type of the model: what writes it."""
