"""FamilyMemberHistory."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import day, moment, period
from carecoord.adapters.codec.fhir_r4.elements.values import Uncarried
from carecoord.adapters.codec.fhir_r4.reasons import NOT_AGE_OR_DATE
from carecoord.model.family_history import FamilyCondition, FamilyHistory
from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period

_UNCARRIED = ("age_range", "age_string", "deceased_range", "deceased_string")


class ConditionElement(structs.Backbone):
    """FamilyMemberHistory.condition."""

    code: structs.Concept | None = None
    outcome: structs.Concept | None = None
    onset_age: structs.Amount | None = None
    onset_range: structs.Bounds | None = None
    onset_period: structs.Span | None = None
    onset_string: str | None = None
    contributed_to_death: bool | None = None
    note: tuple[structs.Note, ...] = ()


class FamilyResource(structs.WithPatient):
    """FHIR FamilyMemberHistory."""

    status: str | None = None
    data_absent_reason: structs.Concept | None = None
    relationship: structs.Concept | None = None
    sex: structs.Concept | None = None
    date: str | None = None
    born_date: str | None = None
    born_period: structs.Span | None = None
    born_string: str | None = None
    age_age: structs.Amount | None = None
    age_range: Uncarried | None = None
    age_string: str | None = None
    condition: tuple[ConditionElement, ...] = ()
    deceased_boolean: bool | None = None
    deceased_age: structs.Amount | None = None
    deceased_date: str | None = None
    deceased_range: Uncarried | None = None
    deceased_string: str | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()


def family_history(r: FamilyResource, at: Entry) -> Draft:
    """Read a FamilyMemberHistory."""
    for name in _UNCARRIED:
        if getattr(r, name) is not None:
            field, _, kind = name.partition("_")
            at.problem(f"{field}{kind.capitalize()}", NOT_AGE_OR_DATE)
    return Draft(
        FamilyHistory,
        {
            "status": r.status,
            "data_absent_reason": concept(at, r.data_absent_reason),
            "relationship": concept(at, r.relationship),
            "sex": concept(at, r.sex),
            "recorded_on": moment(at, r.date, "date"),
            "conditions": tuple(
                _condition(at, one, f"condition[{place}]") for place, one in enumerate(r.condition)
            ),
            "born": _born(at, r),
            "born_text": r.born_string,
            "age": quantity(at, r.age_age, "ageAge"),
            "deceased": _deceased(at, r),
            "deceased_age": quantity(at, r.deceased_age, "deceasedAge"),
            "reason": concepts(at, r.reason_code),
            "note": note(r.note),
        },
        {"reason_facts": r.reason_reference},
    )


def _born(at: Entry, r: FamilyResource) -> ClinicalTime | Period | None:
    """The relative's birth date, else a span in which it lies."""
    if r.born_date is not None:
        return day(at, r.born_date, "bornDate")
    return period(at, r.born_period, "bornPeriod")


def _deceased(at: Entry, r: FamilyResource) -> bool | ClinicalTime | None:
    """When the relative died, else whether."""
    if r.deceased_date is not None:
        return day(at, r.deceased_date, "deceasedDate")
    return r.deceased_boolean


def _condition(at: Entry, element: ConditionElement, field: str) -> FamilyCondition:
    return FamilyCondition(
        code=concept(at, element.code),
        outcome=concept(at, element.outcome),
        onset_age=quantity(at, element.onset_age, f"{field}.onsetAge"),
        onset_range=bounds(at, element.onset_range, f"{field}.onsetRange"),
        onset_period=period(at, element.onset_period, f"{field}.onsetPeriod"),
        onset_text=element.onset_string,
        contributed_to_death=element.contributed_to_death,
        note=note(element.note),
    )
