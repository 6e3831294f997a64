"""The nouns: people, facts, time, codes. Immutable, without input or output, without a clock."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carecoord.model.activity import Activity as Activity
    from carecoord.model.actor import Actor as Actor
    from carecoord.model.allergy_intolerance import AllergyIntolerance as AllergyIntolerance
    from carecoord.model.allergy_intolerance import Reaction as Reaction
    from carecoord.model.answers import Answer as Answer
    from carecoord.model.answers import Answers as Answers
    from carecoord.model.appeal import Appeal as Appeal
    from carecoord.model.appointment import Appointment as Appointment
    from carecoord.model.attachment import Attachment as Attachment
    from carecoord.model.authorization import Authorization as Authorization
    from carecoord.model.authorization_decision import Decision as Decision
    from carecoord.model.authorization_item import AuthorizationItem as AuthorizationItem
    from carecoord.model.authorization_item import CapPeriod as CapPeriod
    from carecoord.model.authorization_request import RelatedRequest as RelatedRequest
    from carecoord.model.authorization_request import RequestDiagnosis as RequestDiagnosis
    from carecoord.model.authorization_request import RequestError as RequestError
    from carecoord.model.authorization_request import RequestMember as RequestMember
    from carecoord.model.authorization_request import SupportingInformation as SupportingInformation
    from carecoord.model.care_plan import CarePlan as CarePlan
    from carecoord.model.care_team import CareTeam as CareTeam
    from carecoord.model.chart import Chart as Chart
    from carecoord.model.code import Code as Code
    from carecoord.model.code import CodeableConcept as CodeableConcept
    from carecoord.model.communication import Communication as Communication
    from carecoord.model.communication_request import CommunicationRequest as CommunicationRequest
    from carecoord.model.condition import Condition as Condition
    from carecoord.model.condition import Stage as Stage
    from carecoord.model.consent import Consent as Consent
    from carecoord.model.consent import Provision as Provision
    from carecoord.model.consent import ProvisionData as ProvisionData
    from carecoord.model.contact import Address as Address
    from carecoord.model.contact import ContactPoint as ContactPoint
    from carecoord.model.contact import Name as Name
    from carecoord.model.coverage import CostException as CostException
    from carecoord.model.coverage import Coverage as Coverage
    from carecoord.model.coverage import CoverageClass as CoverageClass
    from carecoord.model.coverage import PatientCost as PatientCost
    from carecoord.model.coverage_information import CoverageInformation as CoverageInformation
    from carecoord.model.device import Device as Device
    from carecoord.model.directive import Directive as Directive
    from carecoord.model.document_reference import DocumentContent as DocumentContent
    from carecoord.model.document_reference import DocumentReference as DocumentReference
    from carecoord.model.document_reference import DocumentRelation as DocumentRelation
    from carecoord.model.dosage import Dosage as Dosage
    from carecoord.model.education import Education as Education
    from carecoord.model.eligibility_response import Benefit as Benefit
    from carecoord.model.eligibility_response import (
        CoverageEligibilityResponse as CoverageEligibilityResponse,
    )
    from carecoord.model.eligibility_response import EligibilityInsurance as EligibilityInsurance
    from carecoord.model.eligibility_response import EligibilityItem as EligibilityItem
    from carecoord.model.encounter import Encounter as Encounter
    from carecoord.model.encounter import EncounterDiagnosis as EncounterDiagnosis
    from carecoord.model.experience import Experience as Experience
    from carecoord.model.fact import Fact as Fact
    from carecoord.model.family_history import FamilyCondition as FamilyCondition
    from carecoord.model.family_history import FamilyHistory as FamilyHistory
    from carecoord.model.fill import Fill as Fill
    from carecoord.model.goal import Goal as Goal
    from carecoord.model.goal import Target as Target
    from carecoord.model.hold import Hold as Hold
    from carecoord.model.hold import HoldKind as HoldKind
    from carecoord.model.identifier import Identifier as Identifier
    from carecoord.model.immunization import Immunization as Immunization
    from carecoord.model.immunization import VaccineReaction as VaccineReaction
    from carecoord.model.label import Label as Label
    from carecoord.model.location import Location as Location
    from carecoord.model.medication_administration import (
        MedicationAdministration as MedicationAdministration,
    )
    from carecoord.model.medication_statement import MedicationStatement as MedicationStatement
    from carecoord.model.moment import ClinicalTime as ClinicalTime
    from carecoord.model.moment import PartialDate as PartialDate
    from carecoord.model.money import Money as Money
    from carecoord.model.observation import Component as Component
    from carecoord.model.observation import Observation as Observation
    from carecoord.model.observation import Range as Range
    from carecoord.model.observation import Ratio as Ratio
    from carecoord.model.observation import ReferenceRange as ReferenceRange
    from carecoord.model.order import Order as Order
    from carecoord.model.order import Referral as Referral
    from carecoord.model.organization import Organization as Organization
    from carecoord.model.organization import OrganizationContact as OrganizationContact
    from carecoord.model.patient import Language as Language
    from carecoord.model.patient import Patient as Patient
    from carecoord.model.patient import PatientContact as PatientContact
    from carecoord.model.patient import PatientLink as PatientLink
    from carecoord.model.period import Period as Period
    from carecoord.model.permission_case import ClockExtension as ClockExtension
    from carecoord.model.permission_case import ConcurrentReview as ConcurrentReview
    from carecoord.model.permission_case import Draw as Draw
    from carecoord.model.permission_case import PayerKind as PayerKind
    from carecoord.model.permission_case import PeerToPeer as PeerToPeer
    from carecoord.model.permission_case import PermissionCase as PermissionCase
    from carecoord.model.permission_case import RequestUrgency as RequestUrgency
    from carecoord.model.permission_case import ReviewKind as ReviewKind
    from carecoord.model.permission_case import ServiceKind as ServiceKind
    from carecoord.model.practitioner import AvailableTime as AvailableTime
    from carecoord.model.practitioner import NotAvailable as NotAvailable
    from carecoord.model.practitioner import Practitioner as Practitioner
    from carecoord.model.practitioner import PractitionerRole as PractitionerRole
    from carecoord.model.prescription import Prescription as Prescription
    from carecoord.model.procedure import Procedure as Procedure
    from carecoord.model.program import Program as Program
    from carecoord.model.quantity import Quantity as Quantity
    from carecoord.model.readiness import ChecklistItem as ChecklistItem
    from carecoord.model.record import Record as Record
    from carecoord.model.related_person import RelatedPerson as RelatedPerson
    from carecoord.model.social_history import SocialHistory as SocialHistory
    from carecoord.model.source import Source as Source
    from carecoord.model.task import Task as Task
    from carecoord.model.task import TaskParameter as TaskParameter
    from carecoord.model.timing import Timing as Timing
    from carecoord.model.value_set import ValueSet as ValueSet
    from carecoord.model.verification import Verification as Verification

_HOMES = {
    "activity": ("Activity",),
    "actor": ("Actor",),
    "allergy_intolerance": ("AllergyIntolerance", "Reaction"),
    "answers": ("Answer", "Answers"),
    "appeal": ("Appeal",),
    "appointment": ("Appointment",),
    "attachment": ("Attachment",),
    "authorization": ("Authorization",),
    "authorization_decision": ("Decision",),
    "authorization_item": ("AuthorizationItem", "CapPeriod"),
    "authorization_request": (
        "RelatedRequest",
        "RequestDiagnosis",
        "RequestError",
        "RequestMember",
        "SupportingInformation",
    ),
    "care_plan": ("CarePlan",),
    "care_team": ("CareTeam",),
    "chart": ("Chart",),
    "code": ("Code", "CodeableConcept"),
    "communication": ("Communication",),
    "communication_request": ("CommunicationRequest",),
    "condition": ("Condition", "Stage"),
    "consent": ("Consent", "Provision", "ProvisionData"),
    "contact": ("Address", "ContactPoint", "Name"),
    "coverage": ("CostException", "Coverage", "CoverageClass", "PatientCost"),
    "coverage_information": ("CoverageInformation",),
    "device": ("Device",),
    "directive": ("Directive",),
    "document_reference": ("DocumentContent", "DocumentReference", "DocumentRelation"),
    "dosage": ("Dosage",),
    "education": ("Education",),
    "eligibility_response": (
        "Benefit",
        "CoverageEligibilityResponse",
        "EligibilityInsurance",
        "EligibilityItem",
    ),
    "encounter": ("Encounter", "EncounterDiagnosis"),
    "experience": ("Experience",),
    "fact": ("Fact",),
    "family_history": ("FamilyCondition", "FamilyHistory"),
    "fill": ("Fill",),
    "goal": ("Goal", "Target"),
    "hold": ("Hold", "HoldKind"),
    "identifier": ("Identifier",),
    "immunization": ("Immunization", "VaccineReaction"),
    "label": ("Label",),
    "location": ("Location",),
    "medication_administration": ("MedicationAdministration",),
    "medication_statement": ("MedicationStatement",),
    "moment": ("ClinicalTime", "PartialDate"),
    "money": ("Money",),
    "observation": ("Component", "Observation", "Range", "Ratio", "ReferenceRange"),
    "order": ("Order", "Referral"),
    "organization": ("Organization", "OrganizationContact"),
    "patient": ("Language", "Patient", "PatientContact", "PatientLink"),
    "period": ("Period",),
    "permission_case": (
        "ClockExtension",
        "ConcurrentReview",
        "Draw",
        "PayerKind",
        "PeerToPeer",
        "PermissionCase",
        "RequestUrgency",
        "ReviewKind",
        "ServiceKind",
    ),
    "practitioner": ("AvailableTime", "NotAvailable", "Practitioner", "PractitionerRole"),
    "prescription": ("Prescription",),
    "procedure": ("Procedure",),
    "program": ("Program",),
    "quantity": ("Quantity",),
    "readiness": ("ChecklistItem",),
    "record": ("Record",),
    "related_person": ("RelatedPerson",),
    "social_history": ("SocialHistory",),
    "source": ("Source",),
    "task": ("Task", "TaskParameter"),
    "timing": ("Timing",),
    "value_set": ("ValueSet",),
    "verification": ("Verification",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load a type when it is first asked for (PEP 562)."""
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME_OF)
