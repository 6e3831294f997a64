"""FamilyMemberHistory."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.model.family_history import FamilyCondition, FamilyHistory


class ConditionElement(structs.Backbone):
    """FamilyMemberHistory.condition."""

    code: structs.Concept | None = None
    onset_age: structs.Amount | None = None
    contributed_to_death: bool | None = None


class FamilyResource(structs.WithPatient):
    """FHIR FamilyMemberHistory."""

    status: str | None = None
    relationship: structs.Concept | None = None
    sex: structs.Concept | None = None
    date: str | None = None
    condition: tuple[ConditionElement, ...] = ()
    deceased_age: structs.Amount | None = None


def family_history(r: FamilyResource, at: Entry) -> Draft:
    """Read a FamilyMemberHistory."""
    return Draft(
        FamilyHistory,
        {
            "status": r.status,
            "relationship": concept(at, r.relationship),
            "sex": concept(at, r.sex),
            "recorded_on": moment(at, r.date, "date"),
            "conditions": tuple(
                FamilyCondition(
                    code=concept(at, one.code),
                    onset_age=quantity(at, one.onset_age, f"condition[{place}].onsetAge"),
                    contributed_to_death=one.contributed_to_death,
                )
                for place, one in enumerate(r.condition)
            ),
            "deceased_age": quantity(at, r.deceased_age, "deceasedAge"),
        },
    )
