"""Condition."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Parts, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, quantity
from carecoord.adapters.codec.fhir_r4.elements.bound import bound_code
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.model.condition import Condition, Stage
from carecoord.model.moment import ClinicalTime

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Evidence(structs.Backbone):
    """What supports the condition."""

    code: tuple[structs.Concept, ...] = ()
    detail: tuple[structs.Reference, ...] = ()


class StageElement(structs.Backbone):
    """Condition.stage."""

    summary: structs.Concept | None = None
    assessment: tuple[structs.Reference, ...] = ()
    type: structs.Concept | None = None


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
    onset_range: structs.Bounds | None = None
    onset_string: str | None = None
    abatement_date_time: str | None = None
    abatement_period: structs.Span | None = None
    abatement_age: structs.Amount | None = None
    abatement_range: structs.Bounds | None = None
    abatement_string: str | None = None
    recorded_date: str | None = None
    recorder: structs.Reference | None = None
    asserter: structs.Reference | None = None
    stage: tuple[StageElement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: tuple[structs.Note, ...] = ()


def condition(r: ConditionResource, at: Entry) -> Draft:
    """Read a Condition."""
    asserted = _asserted(at, r) if r.extension else None
    return Draft(
        Condition,
        {
            "code": concept(at, r.code),
            "clinical_status": bound_code(at, r.clinical_status, Condition, "clinical_status"),
            "verification_status": bound_code(
                at, r.verification_status, Condition, "verification_status"
            ),
            "category": concepts(at, r.category),
            "severity": concept(at, r.severity),
            "body_site": concepts(at, r.body_site),
            "onset": moment_or_period(at, r.onset_date_time, r.onset_period, "onset"),
            "abatement": moment_or_period(
                at, r.abatement_date_time, r.abatement_period, "abatement"
            ),
            "recorded_on": (
                asserted if r.recorded_date is None else moment(at, r.recorded_date, "recordedDate")
            ),
            "asserted_on": asserted,
            "note": note(r.note),
            **_ages(at, r),
            **(_signs(at, r) if r.evidence else {}),
        },
        {
            "encounter": r.encounter,
            "evidence": tuple([one for piece in r.evidence for one in piece.detail]),
        },
        _parts(at, r) if r.recorder or r.asserter or r.stage else {},
    )


def _ages(at: Entry, r: ConditionResource) -> Mapping[str, object]:
    """When it began and ended, where no date says it."""
    onset = r.onset_age or r.onset_range or r.onset_string
    if not (onset or r.abatement_age or r.abatement_range or r.abatement_string):
        return _NOTHING
    return {
        "onset_age": quantity(at, r.onset_age, "onsetAge"),
        "onset_range": bounds(at, r.onset_range, "onsetRange"),
        "onset_text": r.onset_string,
        "abatement_age": quantity(at, r.abatement_age, "abatementAge"),
        "abatement_range": bounds(at, r.abatement_range, "abatementRange"),
        "abatement_text": r.abatement_string,
    }


def _signs(at: Entry, r: ConditionResource) -> Mapping[str, object]:
    """The signs that support it."""
    codes = tuple([code for one in r.evidence for code in one.code])
    return {"evidence_codes": concepts(at, codes)}


def _parts(at: Entry, r: ConditionResource) -> Parts:
    """Who told of it, and how far it has come."""
    return {
        "recorder": participant(r.recorder),
        "asserter": participant(r.asserter),
        "stages": tuple(
            Draft(
                Stage,
                {"summary": concept(at, one.summary), "type": concept(at, one.type)},
                {"assessment": one.assessment},
            )
            for one in r.stage
        ),
    }


def _asserted(at: Entry, r: ConditionResource) -> ClinicalTime | None:
    """When somebody said so: an extension of FHIR's own."""
    found = find(r.extension, "condition-asserteddate")
    return moment(at, found.value_date_time, "extension") if found else None
