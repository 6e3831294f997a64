"""CarePlan.activity."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.adapters.codec.fhir_r4.elements.timings import WholeTiming, span, timing
from carecoord.adapters.codec.fhir_r4.reasons import ABSENT_NAMED
from carecoord.adapters.codec.fhir_r4.resources.medication import MedicationResource
from carecoord.model.activity import Activity
from carecoord.model.code import CodeableConcept
from carecoord.model.period import Period


class Detail(structs.Backbone):
    """CarePlan.activity.detail."""

    kind: str | None = None
    code: structs.Concept | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    do_not_perform: bool | None = None
    do_not_perform_beside: structs.Presence | None = field(default=None, name="_doNotPerform")
    scheduled_timing: WholeTiming | None = None
    scheduled_period: structs.Span | None = None
    scheduled_string: str | None = None
    performer: tuple[structs.Reference, ...] = ()
    description: str | None = None
    goal: tuple[structs.Reference, ...] = ()
    location: structs.Reference | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    instantiates_canonical: tuple[str, ...] = ()
    instantiates_uri: tuple[str, ...] = ()
    product_codeable_concept: structs.Concept | None = None
    product_reference: structs.Reference | None = None
    daily_amount: structs.Amount | None = None
    quantity: structs.Amount | None = None


class ActivityElement(structs.Backbone):
    """CarePlan.activity."""

    outcome_codeable_concept: tuple[structs.Concept, ...] = ()
    outcome_reference: tuple[structs.Reference, ...] = ()
    progress: tuple[structs.Note, ...] = ()
    reference: structs.Reference | None = None
    detail: Detail | None = None


_NOT_DESCRIBED = Detail()


def activity(at: Entry, element: ActivityElement, where: str) -> Draft:
    """Read a step: it refers to another resource, or is described in place."""
    detail = element.detail or _NOT_DESCRIBED
    values = {
        "outcome_codes": concepts(at, element.outcome_codeable_concept),
        "progress": tuple([one.text for one in element.progress if one.text]),
    }
    links = {"reference": element.reference, "outcomes": element.outcome_reference}
    if element.detail is None:
        return Draft(Activity, values, links)
    return Draft(
        Activity,
        values | _described(at, detail, f"{where}.detail"),
        links | {"goals": detail.goal, "reason_facts": detail.reason_reference},
        {
            "performers": tuple([Participant(one) for one in detail.performer]),
            "location": participant(detail.location),
        },
    )


def _described(at: Entry, detail: Detail, where: str) -> dict[str, object]:
    return {
        "kind": detail.kind,
        "code": concept(at, detail.code),
        "status": detail.status,
        "status_reason": concept(at, detail.status_reason),
        "scheduled": _scheduled(at, detail, where),
        "timing": timing(at, detail.scheduled_timing, f"{where}.scheduledTiming"),
        "do_not_perform": bool(
            detail.do_not_perform
            or (detail.do_not_perform is None and detail.do_not_perform_beside)
        ),
        "description": detail.description,
        "reason": concepts(at, detail.reason_code),
        "instantiates": detail.instantiates_canonical,
        "instantiates_uri": detail.instantiates_uri,
        "product": _product(at, detail),
        "daily_amount": quantity(at, detail.daily_amount, f"{where}.dailyAmount"),
        "quantity": quantity(at, detail.quantity, f"{where}.quantity"),
    }


def _scheduled(at: Entry, detail: Detail, where: str) -> Period | str | None:
    """When: a period, a text; of a repeating plan the span that it fills."""
    if detail.scheduled_timing is not None:
        return span(at, detail.scheduled_timing, f"{where}.scheduledTiming")
    if detail.scheduled_period is not None:
        return period(at, detail.scheduled_period, f"{where}.scheduledPeriod")
    return detail.scheduled_string


def _product(at: Entry, detail: Detail) -> CodeableConcept | None:
    """What is to be used: coded here, or the code of the medicine referred to, or displayed."""
    reference = detail.product_reference
    if detail.product_codeable_concept is not None or reference is None:
        return concept(at, detail.product_codeable_concept)
    found = at.directory.find(reference, at)
    if found is None and (reference.reference or reference.identifier):
        at.count("activity.detail.productReference", ABSENT_NAMED)
    medicine = found.resource if found is not None else None
    if isinstance(medicine, MedicationResource) and medicine.code is not None:
        return concept(at, medicine.code)
    return CodeableConcept((), reference.display) if reference.display else None
