"""What the caller knows of sources beyond what they say.

Which lists they are complete for: absent then means none, not unknown.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

import attrs

from carecoord.errors import InputError
from carecoord.model.chart import LISTS

_LIST_OF_TYPE = {
    "AllergyIntolerance": "allergies",
    "Appointment": "appointments",
    "CarePlan": "care_plans",
    "CareTeam": "care_teams",
    "Claim": "authorizations",
    "ClaimResponse": "authorizations",
    "Communication": "communications",
    "CommunicationRequest": "communication_requests",
    "Condition": "conditions",
    "Consent": "consents",
    "Coverage": "coverages",
    "CoverageEligibilityResponse": "eligibility_responses",
    "Device": "devices",
    "DeviceRequest": "orders",
    "Encounter": "encounters",
    "DocumentReference": "documents",
    "EpisodeOfCare": "programs",
    "FamilyMemberHistory": "family_history",
    "Goal": "goals",
    "Immunization": "immunizations",
    "MedicationAdministration": "medication_administrations",
    "MedicationDispense": "fills",
    "MedicationRequest": "prescriptions",
    "MedicationStatement": "medication_statements",
    "Observation": "observations",
    "Procedure": "procedures",
    "QuestionnaireResponse": "answers",
    "RelatedPerson": "related_persons",
    "ServiceRequest": "orders",
    "Task": "tasks",
}


@attrs.frozen
class Known:
    """What is known: the lists that sources are complete for, and whether each is one record.

    A source that is one record holds nothing about anybody but its one patient.
    """

    lists: frozenset[str] = frozenset()
    one_record: bool = False


def lists(complete_for: Collection[str]) -> frozenset[str]:
    """The chart's lists that are named, by their own name or by a FHIR type.

    Raises:
        InputError: a name is neither.
    """
    return frozenset(_list(name) for name in complete_for)


def _list(name: str) -> str:
    found = _LIST_OF_TYPE.get(name, name)
    if found in LISTS:
        return found
    near = get_close_matches(name, (*LISTS, *_LIST_OF_TYPE), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise InputError(
        asked=f"complete_for={name!r}",
        found=f"no list of a chart and no FHIR type that is read{hint}",
        remedy="Name lists of a chart (conditions) or FHIR types (Condition)",
    )
