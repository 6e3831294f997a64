"""Condition."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts, first_code
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.elements.values import Uncarried
from carecoord.model.condition import Condition
from carecoord.model.moment import ClinicalTime

_UNCARRIED = ("onset_range", "onset_string", "abatement_age", "abatement_range", "abatement_string")


class Evidence(structs.Backbone):
    """What supports the condition."""

    detail: tuple[structs.Reference, ...] = ()


class ConditionResource(structs.WithSubject):
    """FHIR Condition."""

    code: structs.Concept | None = None
    clinical_status: structs.Concept | None = None
    verification_status: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    severity: structs.Concept | None = None
    body_site: tuple[structs.Concept, ...] = ()
    onset_date_time: str | None = None
    onset_period: structs.Span | None = None
    onset_age: structs.Amount | None = None
    onset_range: Uncarried | None = None
    onset_string: str | None = None
    abatement_date_time: str | None = None
    abatement_period: structs.Span | None = None
    abatement_age: Uncarried | None = None
    abatement_range: Uncarried | None = None
    abatement_string: str | None = None
    recorded_date: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: tuple[structs.Note, ...] = ()


def condition(r: ConditionResource, at: Entry) -> Draft:
    """Read a Condition."""
    for name in _UNCARRIED:
        if getattr(r, name) is not None:
            field, _, kind = name.partition("_")
            at.problem(f"{field}{kind.capitalize()}", "not a date or period; left out")
    return Draft(
        Condition,
        {
            "code": concept(at, r.code),
            "clinical_status": first_code(r.clinical_status),
            "verification_status": first_code(r.verification_status),
            "category": concepts(at, r.category),
            "severity": concept(at, r.severity),
            "body_site": concepts(at, r.body_site),
            "onset": moment_or_period(at, r.onset_date_time, r.onset_period, "onset"),
            "onset_age": quantity(at, r.onset_age, "onsetAge"),
            "abatement": moment_or_period(
                at, r.abatement_date_time, r.abatement_period, "abatement"
            ),
            "recorded_on": _recorded(at, r),
            "note": note(r.note),
        },
        {
            "encounter": r.encounter,
            "evidence": tuple(one for piece in r.evidence for one in piece.detail),
        },
    )


def _recorded(at: Entry, r: ConditionResource) -> ClinicalTime | None:
    """When recorded, else when asserted (an extension of FHIR's own)."""
    if r.recorded_date is not None:
        return moment(at, r.recorded_date, "recordedDate")
    asserted = find(r.extension, "condition-asserteddate") if r.extension else None
    return moment(at, asserted.value_date_time, "extension") if asserted else None
