"""Coverage."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import money, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.model.coverage import CostException, Coverage, CoverageClass, PatientCost


class ClassElement(structs.Backbone):
    """Coverage.class."""

    type: structs.Concept | None = None
    value: str | None = None
    name: str | None = None


class ExceptionElement(structs.Backbone):
    """Coverage.costToBeneficiary.exception."""

    type: structs.Concept | None = None
    period: structs.Span | None = None


class CostElement(structs.Backbone):
    """Coverage.costToBeneficiary."""

    type: structs.Concept | None = None
    value_quantity: structs.Amount | None = None
    value_money: structs.Price | None = None
    exceptions: tuple[ExceptionElement, ...] = field(default=(), name="exception")


class CoverageResource(structs.Resource):
    """FHIR Coverage."""

    subject: structs.Reference | None = field(default=None, name="beneficiary")
    status: str | None = None
    type: structs.Concept | None = None
    policy_holder: structs.Reference | None = None
    subscriber: structs.Reference | None = None
    subscriber_id: str | None = None
    dependent: str | None = None
    relationship: structs.Concept | None = None
    period: structs.Span | None = None
    payor: tuple[structs.Reference, ...] = ()
    classes: tuple[ClassElement, ...] = field(default=(), name="class")
    order: int | None = None
    network: str | None = None
    cost_to_beneficiary: tuple[CostElement, ...] = ()


def coverage(r: CoverageResource, at: Entry) -> Draft:
    """Read a Coverage."""
    return Draft(
        Coverage,
        {
            "status": r.status,
            "type": concept(at, r.type),
            "subscriber_id": r.subscriber_id,
            "dependent": r.dependent,
            "relationship": concept(at, r.relationship),
            "period": period(at, r.period, "period"),
            "classes": tuple(
                CoverageClass(type=concept(at, one.type), value=one.value, name=one.name)
                for one in r.classes
            ),
            "order": r.order,
            "network": r.network,
            "costs": tuple(
                _cost(at, one, f"costToBeneficiary[{place}]")
                for place, one in enumerate(r.cost_to_beneficiary)
            ),
        },
        parts={
            "payors": tuple(Participant(one) for one in r.payor),
            "policy_holder": participant(r.policy_holder),
            "subscriber": participant(r.subscriber),
        },
    )


def _cost(at: Entry, element: CostElement, where: str) -> PatientCost:
    return PatientCost(
        type=concept(at, element.type),
        value=money(at, element.value_money, f"{where}.valueMoney")
        or quantity(at, element.value_quantity, f"{where}.valueQuantity"),
        exceptions=tuple(
            CostException(
                type=concept(at, one.type),
                period=period(at, one.period, f"{where}.exception[{place}].period"),
            )
            for place, one in enumerate(element.exceptions)
        ),
    )
