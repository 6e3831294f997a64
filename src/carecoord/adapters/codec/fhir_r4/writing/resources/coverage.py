"""Coverage."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import required
from carecoord.adapters.codec.fhir_r4.writing.absence import ABSENT, known, primitive
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import Code
from carecoord.model.coverage import Coverage, CoverageClass, PatientCost
from carecoord.model.quantity import Quantity

_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-coverage"

_OF_OURS = {"verification": "verification"}

_CLASSES = tuple(
    Code("http://terminology.hl7.org/CodeSystem/coverage-class", one) for one in ("group", "plan")
)


def coverage(fact: Coverage, names: Names) -> e.Json:
    """Write a Coverage, without what every resource has: id, identifiers, labels."""
    payors = [one for one in map(names.actor, fact.payors) if one is not None]
    required.homeless(names, fact, _OF_OURS, "a plan")
    return e.element(
        resourceType="Coverage",
        meta={"profile": [_US_CORE]} if _is_us_core(fact, payors) else None,
        status=required.demanded(names, fact, "status"),
        type=e.concept(fact.type),
        policyHolder=names.actor(fact.policy_holder),
        subscriber=names.actor(fact.subscriber),
        subscriberId=fact.subscriber_id,
        beneficiary=names.subject(),
        dependent=fact.dependent,
        relationship=e.concept(fact.relationship),
        period=e.period(fact.period),
        payor=payors or [ABSENT],
        class_=[_class(one) for one in fact.classes],
        order=_positive(fact.order, names),
        network=fact.network,
        costToBeneficiary=[_cost(one, names) for one in fact.costs],
    )


def _is_us_core(fact: Coverage, payors: list[e.Json]) -> bool:
    """Whether it has what the profile demands: a relationship, one payer, a member's number."""
    member = fact.subscriber_id or any(one.type == "MB" and one.value for one in fact.identifiers)
    once = all(
        sum(one.type is not None and code in one.type.coding for one in fact.classes) <= 1
        for code in _CLASSES
    )
    numbers = sum(one.type == "MB" for one in fact.identifiers)
    related = bool(e.concept(fact.relationship))
    return related and len(payors) == 1 and bool(member) and once and numbers <= 1


def _positive(order: int | None, names: Names) -> int | None:
    if order is None or order > 0:
        return order
    names.lost("order", "not a positive number")
    return None


def _class(value: CoverageClass) -> e.Json:
    return e.element(
        type=known(e.concept(value.type)), **primitive("value", value.value), name=value.name
    )


def _cost(value: PatientCost, names: Names) -> e.Json:
    amount = value.value
    if amount is None:
        names.lacking("costToBeneficiary.value", "FHIR demands an amount")
    return e.element(
        type=e.concept(value.type),
        **(
            {"valueQuantity": e.quantity(amount)}
            if isinstance(amount, Quantity)
            else {"valueMoney": e.money(amount)}
        ),
        exception=[
            e.element(type=known(e.concept(one.type)), period=e.period(one.period))
            for one in value.exceptions
        ],
    )
