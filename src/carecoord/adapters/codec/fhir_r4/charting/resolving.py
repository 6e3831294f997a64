"""What the references of a chart's facts mean."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Who
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.practice import Practice, is_person
from carecoord.adapters.codec.fhir_r4.charting.references import (
    Directory,
    identifier_of,
    is_missed,
    is_only_named,
    named_type,
)
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.structs import Reference
from carecoord.adapters.codec.fhir_r4.reasons import ABSENT, ABSENT_NAMED, ELSEWHERE, ONLY_NAMED
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS, SHAPES

_ELEMENTS = {
    "activities": "activity",
    "actors": "actor",
    "authors": "author",
    "devices": "device",
    "dispense_by": "dispenseRequest.performer",
    "document": "target",
    "encounters": "context.encounter",
    "information_source": "informationSource",
    "relates_to": "relatesTo",
    "stages": "stage",
    "Immunization.observation": "detail",
    "Observation.device": "device",
    "Immunization.reactions": "reaction",
    "appointments": "appointment",
    "attached_facts": "payload.contentReference",
    "based_on": "basedOn",
    "authorization": "claim",
    "care_manager": "careManager",
    "care_team": "careTeam",
    "care_teams": "careTeam",
    "communication_requests": "communicationRequest",
    "conditions": "diagnosis.condition",
    "contacts": "contact",
    "contributors": "contributor",
    "coverage_information": "extension",
    "coverages": "insurance",
    "answered_by": "source",
    "answers": "item.answer",
    "derived_from": "derivedFrom",
    "device": "codeReference",
    "diagnoses": "diagnosis",
    "documents": "sourceReference",
    "evidence": "evidence.detail",
    "expressed_by": "expressedBy",
    "general_practitioners": "generalPractitioner",
    "goals": "goal",
    "has_member": "hasMember",
    "in_response_to": "inResponseTo",
    "inputs": "input",
    "items": "item",
    "items.orders": "item.extension",
    "items.providers": "item.extension",
    "links": "link",
    "locations": "locationReference",
    "managing_organization": "managingOrganization",
    "managing_organizations": "managingOrganization",
    "orders": "request",
    "origin_author": "extension",
    "organizations": "organization",
    "outcomes": "outcomeReference",
    "outputs": "output",
    "part_of": "partOf",
    "participants": "participant",
    "payors": "payor",
    "performers": "performer",
    "policy_holder": "policyHolder",
    "positions": "role",
    "prescription": "authorizingPrescription",
    "prior": "priorPrescription",
    "programs": "episodeOfCare",
    "providers": "provider",
    "provisions": "provision",
    "reason_fact": "reasonReference",
    "reason_facts": "reasonReference",
    "reported_by": "reportedReference",
    "reports": "report",
    "receivers": "receiver",
    "recipients": "recipient",
    "referrals": "referralRequest",
    "service_provider": "serviceProvider",
    "supporting": "supportingInfo",
    "supporting.reference": "supportingInfo.valueReference",
    "answers.reference": "item.answer.valueReference",
    "inputs.reference": "input.valueReference",
    "outputs.reference": "output.valueReference",
    "supporting_facts": "supportingInformation",
    "relevant_history": "relevantHistory",
    "restricted_to": "restriction.recipient",
    "supporting_info": "supportingInfo",
    "verified_with": "verification.verifiedWith",
    "CarePlan.activities.goals": "activity.detail.goal",
    "CarePlan.activities.locations": "activity.detail.location",
    "CarePlan.activities.location": "activity.detail.location",
    "CarePlan.activities.performers": "activity.detail.performer",
    "CarePlan.activities.reason_facts": "activity.detail.reasonReference",
    "Claim.diagnoses.condition": "diagnosis.diagnosisReference",
    "Claim.orders": "prescription",
    "Claim.requestor": "provider",
    "DeviceRequest.replaces": "priorRequest",
    "Encounter.destination": "hospitalization.destination",
    "Encounter.origin": "hospitalization.origin",
    "EpisodeOfCare.care_teams": "team",
    "MedicationAdministration.encounter": "context",
    "MedicationAdministration.prescription": "request",
    "MedicationDispense.encounter": "context",
    "MedicationStatement.encounter": "context",
}
"""FHIR's names of our fields, where they differ; some only in some types."""


_POSITIONS = "positions."
"""Of a practitioner, but other resources say them."""


class ChartResolver:
    """Resolves references for one chart, and remembers whom the chart has to list."""

    __slots__ = ("_chart", "_directory", "_people", "_practice", "entry", "listed")

    def __init__(self, chart: int, directory: Directory, practice: Practice, entry: Entry) -> None:
        self._chart = chart
        self._directory = directory
        self._practice = practice
        self.entry = entry
        """The entry whose references are being resolved."""
        self.listed: list[Entry] = []
        """Practitioners and organizations referred to, in order."""
        self._people: set[str] = set()

    def fact(self, reference: Reference, field: str) -> str | None:
        """The id of what a reference means, or None with the reason counted."""
        found = self._directory.find(reference, self.entry)
        if found is None:
            if is_missed(reference, SHAPES):
                self._count(field, ABSENT)
            elif is_only_named(reference):
                self._count(field, ONLY_NAMED)
            return None
        if is_person(found):
            return self._person(found)
        found = found.answer or found
        if found.chart is None:
            return None
        if found.chart != self._chart and found.type != "Patient":
            self._count(field, ELSEWHERE)
            return None
        return found.id

    def actor(self, reference: Reference, field: str) -> Who:
        """Who is meant."""
        found = self._directory.find(reference, self.entry)
        if found is None:
            if is_missed(reference, SHAPES):
                self._count(field, ABSENT_NAMED)
            kind = named_type(reference)
            named = identifier_of(reference)
            return (
                "Practitioner" if kind == "PractitionerRole" else kind,
                None,
                None if named is None else identifier(named),
            )
        if is_person(found):
            kind = "Organization" if found.type == "Organization" else "Practitioner"
            return kind, self._person(found), None
        if found.chart not in {None, self._chart}:
            self._count(field, ELSEWHERE)
            return None, None, None
        return found.type, found.id if found.type in FACTS else None, None

    def asked(self) -> ChartResolver:
        """The same for what stands in the request that the entry answers."""
        asked = self.entry.asked
        if asked is None:
            return self
        other = ChartResolver(self._chart, self._directory, self._practice, asked)
        other.listed, other._people = self.listed, self._people
        return other

    def _person(self, found: Entry) -> str | None:
        person = self._practice.person(found)
        name = person.id
        if name is not None and name not in self._people:
            self._people.add(name)
            self.listed.append(person)
        return name

    def _count(self, field: str, reason: str) -> None:
        kind = self.entry.type
        if field.startswith(_POSITIONS):
            kind, field = "PractitionerRole", field.removeprefix(_POSITIONS)
        path = _ELEMENTS.get(f"{kind}.{field}") or _ELEMENTS.get(field)
        if path is None:
            path = ".".join(
                _ELEMENTS.get(f"{kind}.{name}") or _ELEMENTS.get(name, name)
                for name in field.split(".")
            )
        self.entry.count(path, reason)
