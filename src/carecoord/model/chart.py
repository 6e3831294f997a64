"""Everything known about one patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.patient import Patient
from carecoord.model.shown import shown

# A chart names its lists, not their types: loading every type would double the time of an import.
if TYPE_CHECKING:
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
    from carecoord.model.order import Order
    from carecoord.model.organization import Organization
    from carecoord.model.practitioner import Practitioner
    from carecoord.model.prescription import Prescription
    from carecoord.model.procedure import Procedure
    from carecoord.model.program import Program
    from carecoord.model.record import Record
    from carecoord.model.related_person import RelatedPerson
    from carecoord.model.social_history import SocialHistory
    from carecoord.model.task import Task


def _listed(facts: Iterable[Fact] | None) -> tuple[Fact, ...] | None:
    return None if facts is None else tuple(facts)


_LISTED = attrs.Converter(_listed)


def _refuse_strangers(name: str, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        home = getattr(fact, "listed_under", "")
        if home != name:
            raise RecordRejected(
                asked=f"the chart's list {name}",
                found=f"a {type(fact).__name__}",
                remedy=f"Put it into {home}" if home else "Put only facts into it",
            )


def _list() -> Any:  # noqa: ANN401  attrs.field is typed by the attribute it declares
    return cast("Any", attrs.field(default=None, converter=_LISTED, repr=False))


@attrs.frozen(kw_only=True)
class Chart:
    """Everything known about one patient: an immutable value.

    A list that is None was never asked for; an empty one was asked for and is empty. ``key`` names
    the patient in findings, stores and reports without telling who it is.
    """

    __repr__ = shown

    key: str
    patient: Patient
    related_persons: tuple[RelatedPerson, ...] | None = _list()
    care_teams: tuple[CareTeam, ...] | None = _list()
    conditions: tuple[Condition, ...] | None = _list()
    allergies: tuple[AllergyIntolerance, ...] | None = _list()
    prescriptions: tuple[Prescription, ...] | None = _list()
    fills: tuple[Fill, ...] | None = _list()
    medication_statements: tuple[MedicationStatement, ...] | None = _list()
    medication_administrations: tuple[MedicationAdministration, ...] | None = _list()
    procedures: tuple[Procedure, ...] | None = _list()
    observations: tuple[Observation, ...] | None = _list()
    immunizations: tuple[Immunization, ...] | None = _list()
    encounters: tuple[Encounter, ...] | None = _list()
    orders: tuple[Order, ...] | None = _list()
    devices: tuple[Device, ...] | None = _list()
    family_history: tuple[FamilyHistory, ...] | None = _list()
    social_history: tuple[SocialHistory, ...] | None = _list()
    answers: tuple[Answers, ...] | None = _list()
    documents: tuple[DocumentReference, ...] | None = _list()
    programs: tuple[Program, ...] | None = _list()
    care_plans: tuple[CarePlan, ...] | None = _list()
    goals: tuple[Goal, ...] | None = _list()
    tasks: tuple[Task, ...] | None = _list()
    coverages: tuple[Coverage, ...] | None = _list()
    eligibility_responses: tuple[CoverageEligibilityResponse, ...] | None = _list()
    authorizations: tuple[Authorization, ...] | None = _list()
    appeals: tuple[Appeal, ...] | None = _list()
    appointments: tuple[Appointment, ...] | None = _list()
    communications: tuple[Communication, ...] | None = _list()
    communication_requests: tuple[CommunicationRequest, ...] | None = _list()
    education: tuple[Education, ...] | None = _list()
    experiences: tuple[Experience, ...] | None = _list()
    consents: tuple[Consent, ...] | None = _list()
    directives: tuple[Directive, ...] | None = _list()
    holds: tuple[Hold, ...] | None = _list()
    practitioners: tuple[Practitioner, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False
    )
    organizations: tuple[Organization, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False
    )
    records: tuple[Record, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    """What was read with the facts and is kept as it is, for when the chart is written."""

    def __attrs_post_init__(self) -> None:
        for name, facts in zip(LISTS, _all_lists(self), strict=True):
            if facts:
                _refuse_strangers(name, facts)

    def facts_of(self, fact_type: type[Fact]) -> tuple[Fact, ...] | None:
        """The list for a type of fact, None when it was never asked for."""
        facts: tuple[Fact, ...] | None = getattr(self, fact_type.listed_under)
        return facts

    def facts(self) -> Iterator[Fact]:
        """Every fact of the chart, list by list."""
        return chain.from_iterable(filter(None, _all_lists(self)))

    def practitioner(self, practitioner_id: str | None) -> Practitioner | None:
        """The practitioner under an id of this chart."""
        return next((p for p in self.practitioners if p.id == practitioner_id), None)


LISTS: tuple[str, ...] = (
    "related_persons",
    "care_teams",
    "conditions",
    "allergies",
    "prescriptions",
    "fills",
    "medication_statements",
    "medication_administrations",
    "procedures",
    "observations",
    "immunizations",
    "encounters",
    "orders",
    "devices",
    "family_history",
    "social_history",
    "answers",
    "documents",
    "programs",
    "care_plans",
    "goals",
    "tasks",
    "coverages",
    "eligibility_responses",
    "authorizations",
    "appeals",
    "appointments",
    "communications",
    "communication_requests",
    "education",
    "experiences",
    "consents",
    "directives",
    "holds",
)
"""The names of a chart's lists of facts, in order."""
_all_lists = attrgetter(*LISTS)
