"""AllergyIntolerance."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, quantity
from carecoord.adapters.codec.fhir_r4.elements.bound import bound_code
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.model.allergy_intolerance import AllergyIntolerance, Reaction


class ReactionElement(structs.Backbone):
    """AllergyIntolerance.reaction."""

    manifestation: tuple[structs.Concept, ...] = ()
    substance: structs.Concept | None = None
    severity: str | None = None
    onset: str | None = None
    exposure_route: structs.Concept | None = None
    description: str | None = None
    note: tuple[structs.Note, ...] = ()


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
    onset_age: structs.Amount | None = None
    onset_range: structs.Bounds | None = None
    onset_string: str | None = None
    last_occurrence: str | None = None
    recorded_date: str | None = None
    recorder: structs.Reference | None = None
    asserter: structs.Reference | None = None
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
            "clinical_status": bound_code(
                at, r.clinical_status, AllergyIntolerance, "clinical_status"
            ),
            "verification_status": bound_code(
                at, r.verification_status, AllergyIntolerance, "verification_status"
            ),
            "onset": moment_or_period(at, r.onset_date_time, r.onset_period, "onset"),
            "onset_age": quantity(at, r.onset_age, "onsetAge"),
            "onset_range": bounds(at, r.onset_range, "onsetRange"),
            "onset_text": r.onset_string,
            "last_occurrence": moment(at, r.last_occurrence, "lastOccurrence"),
            "recorded_on": moment(at, r.recorded_date, "recordedDate"),
            "reactions": _reactions(at, r.reaction),
            "note": note(r.note),
        },
        {"encounter": r.encounter},
        {"recorder": participant(r.recorder), "asserter": participant(r.asserter)},
    )


def _reactions(at: Entry, reactions: tuple[ReactionElement, ...]) -> tuple[Reaction, ...]:
    return tuple(
        Reaction(
            manifestation=concepts(at, one.manifestation),
            substance=concept(at, one.substance),
            severity=one.severity,
            onset=moment(at, one.onset, f"reaction[{place}].onset"),
            exposure_route=concept(at, one.exposure_route),
            description=one.description,
            note=note(one.note),
        )
        for place, one in enumerate(reactions)
    )
