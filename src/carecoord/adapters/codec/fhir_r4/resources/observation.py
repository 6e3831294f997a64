"""Observation."""

from __future__ import annotations

from collections.abc import Mapping

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Links, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find, not_done
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.elements.values import Uncarried, Valued, value
from carecoord.adapters.codec.fhir_r4.reasons import NOT_DATE_OR_PERIOD
from carecoord.model.code import CodeableConcept
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Component, Observation, ReferenceRange
from carecoord.model.period import Period


class RangeElement(structs.Backbone):
    """Observation.referenceRange."""

    low: structs.Amount | None = None
    high: structs.Amount | None = None
    type: structs.Concept | None = None
    applies_to: tuple[structs.Concept, ...] = ()
    age: structs.Bounds | None = None
    text: str | None = None


class ComponentElement(Valued):
    """Observation.component."""

    code: structs.Concept | None = None
    data_absent_reason: structs.Concept | None = None
    interpretation: tuple[structs.Concept, ...] = ()
    reference_range: tuple[RangeElement, ...] = ()


class ObservationResource(structs.WithSubject):
    """FHIR Observation."""

    code: structs.Concept | None = None
    status: str | None = None
    category: tuple[structs.Concept, ...] = ()
    effective_date_time: str | None = None
    effective_period: structs.Span | None = None
    effective_instant: str | None = None
    effective_timing: Uncarried | None = None
    issued: str | None = None
    value_quantity: structs.Amount | None = None
    value_codeable_concept: structs.Concept | None = None
    value_string: str | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_date_time: str | None = None
    value_period: structs.Span | None = None
    value_range: structs.Bounds | None = None
    value_ratio: structs.Proportion | None = None
    value_time: str | None = None
    value_sampled_data: Uncarried | None = None
    value_attachment: Uncarried | None = None
    component: tuple[ComponentElement, ...] = ()
    data_absent_reason: structs.Concept | None = None
    interpretation: tuple[structs.Concept, ...] = ()
    reference_range: tuple[RangeElement, ...] = ()
    performer: tuple[structs.Reference, ...] = ()
    body_site: structs.Concept | None = None
    method: structs.Concept | None = None
    device: structs.Reference | None = None
    note: tuple[structs.Note, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    has_member: tuple[structs.Reference, ...] = ()
    derived_from: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    focus: tuple[structs.Reference, ...] = ()


def observation(r: ObservationResource, at: Entry) -> Draft:
    """Read an Observation."""
    return Draft(
        Observation,
        {
            "code": concept(at, r.code),
            "status": _status(r),
            "category": concepts(at, r.category),
            "effective": _effective(at, r),
            "issued_at": moment(at, r.issued, "issued"),
            "value": value(at, r, "value"),
            "components": _components(at, r.component) if r.component else (),
            "data_absent_reason": concept(at, r.data_absent_reason),
            "cancelled_because": _cancelled_because(at, r) if r.extension else None,
            "interpretation": concepts(at, r.interpretation),
            **(_rare(at, r) if r.reference_range or r.body_site or r.method or r.note else {}),
        },
        _links(r),
        {"performers": tuple([Participant(one) for one in r.performer])} if r.performer else {},
    )


def _rare(at: Entry, r: ObservationResource) -> Mapping[str, object]:
    """What few observations say."""
    return {
        "reference_ranges": _ranges(at, r.reference_range, ""),
        "body_site": concept(at, r.body_site),
        "method": concept(at, r.method),
        "note": note(r.note),
    }


def _links(r: ObservationResource) -> Links:
    """What it refers to: most observations to their visit only."""
    if not (r.based_on or r.has_member or r.derived_from or r.device or r.part_of or r.focus):
        return {"encounter": r.encounter}
    return {
        "encounter": r.encounter,
        "based_on": r.based_on,
        "has_member": r.has_member,
        "derived_from": r.derived_from,
        "device": r.device,
        "part_of": r.part_of,
        "focus": r.focus,
    }


def _status(r: ObservationResource) -> str | None:
    """The status, turned around by a modifier that says the observation was not made."""
    if r.modifier_extension and r.status != "entered-in-error" and not_done(r):
        return "cancelled"
    return r.status


def _effective(at: Entry, r: ObservationResource) -> ClinicalTime | Period | None:
    if r.effective_date_time is not None:
        return moment(at, r.effective_date_time, "effectiveDateTime")
    if r.effective_instant is not None:
        return moment(at, r.effective_instant, "effectiveInstant")
    if r.effective_timing is not None:
        at.problem("effectiveTiming", NOT_DATE_OR_PERIOD)
    return moment_or_period(at, None, r.effective_period, "effective")


def _components(at: Entry, elements: tuple[ComponentElement, ...]) -> tuple[Component, ...]:
    return tuple(
        Component(
            code=concept(at, one.code),
            value=value(at, one, f"component[{place}].value"),
            data_absent_reason=concept(at, one.data_absent_reason),
            interpretation=concepts(at, one.interpretation),
            reference_ranges=(
                _ranges(at, one.reference_range, f"component[{place}].")
                if one.reference_range
                else ()
            ),
        )
        for place, one in enumerate(elements)
    )


def _ranges(
    at: Entry, elements: tuple[RangeElement, ...], where: str
) -> tuple[ReferenceRange, ...]:
    fields = (f"{where}referenceRange[{place}]" for place in range(len(elements)))
    return tuple(
        ReferenceRange(
            low=quantity(at, one.low, f"{field}.low"),
            high=quantity(at, one.high, f"{field}.high"),
            type=concept(at, one.type),
            applies_to=concepts(at, one.applies_to),
            age=bounds(at, one.age, f"{field}.age"),
            text=one.text,
        )
        for field, one in zip(fields, elements, strict=True)
    )


def _cancelled_because(at: Entry, r: ObservationResource) -> CodeableConcept | None:
    """Why it was not made: an extension of QI-Core and the US quality profiles."""
    reason = find(r.extension, "notdonereason")
    return concept(at, reason.value_codeable_concept) if reason else None
