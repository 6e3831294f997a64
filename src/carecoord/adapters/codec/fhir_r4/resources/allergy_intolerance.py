"""AllergyIntolerance."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts, first_code
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.model.allergy_intolerance import AllergyIntolerance, Reaction
from carecoord.model.moment import ClinicalTime


class ReactionElement(structs.Backbone):
    """AllergyIntolerance.reaction."""

    manifestation: tuple[structs.Concept, ...] = ()
    substance: structs.Concept | None = None
    severity: str | None = None
    onset: str | None = None


class AllergyResource(structs.WithPatient):
    """FHIR AllergyIntolerance."""

    code: structs.Concept | None = None
    type: str | None = None
    category: tuple[str, ...] = ()
    criticality: str | None = None
    clinical_status: structs.Concept | None = None
    verification_status: structs.Concept | None = None
    onset_date_time: str | None = None
    onset_period: structs.Span | None = None
    recorded_date: str | None = None
    reaction: tuple[ReactionElement, ...] = ()
    note: tuple[structs.Note, ...] = ()


def allergy(r: AllergyResource, at: Entry) -> Draft:
    """Read an AllergyIntolerance."""
    return Draft(
        AllergyIntolerance,
        {
            "code": concept(at, r.code),
            "type": r.type,
            "category": r.category,
            "criticality": r.criticality,
            "clinical_status": first_code(r.clinical_status),
            "verification_status": first_code(r.verification_status),
            "onset": _onset(at, r),
            "recorded_on": moment(at, r.recorded_date, "recordedDate"),
            "reactions": _reactions(at, r.reaction),
            "note": note(r.note),
        },
    )


def _onset(at: Entry, r: AllergyResource) -> ClinicalTime | None:
    """When it began; of a period the start."""
    if r.onset_date_time is not None:
        return moment(at, r.onset_date_time, "onsetDateTime")
    span = period(at, r.onset_period, "onsetPeriod")
    return None if span is None else span.start


def _reactions(at: Entry, reactions: tuple[ReactionElement, ...]) -> tuple[Reaction, ...]:
    return tuple(
        Reaction(
            manifestation=concepts(at, one.manifestation),
            substance=concept(at, one.substance),
            severity=one.severity,
            onset=moment(at, one.onset, f"reaction[{place}].onset"),
        )
        for place, one in enumerate(reactions)
    )
