"""CoverageEligibilityResponse."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import money
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period, period
from carecoord.model.eligibility_response import (
    Benefit,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
)
from carecoord.model.money import Money


class BenefitElement(structs.Backbone):
    """CoverageEligibilityResponse.insurance.item.benefit."""

    type: structs.Concept | None = None
    allowed_unsigned_int: int | None = None
    allowed_string: str | None = None
    allowed_money: structs.Price | None = None
    used_unsigned_int: int | None = None
    used_string: str | None = None
    used_money: structs.Price | None = None


class ItemElement(structs.Backbone):
    """CoverageEligibilityResponse.insurance.item."""

    category: structs.Concept | None = None
    product_or_service: structs.Concept | None = None
    modifier: tuple[structs.Concept, ...] = ()
    provider: structs.Reference | None = None
    excluded: bool | None = None
    name: str | None = None
    description: str | None = None
    network: structs.Concept | None = None
    unit: structs.Concept | None = None
    term: structs.Concept | None = None
    benefit: tuple[BenefitElement, ...] = ()
    authorization_required: bool | None = None
    authorization_supporting: tuple[structs.Concept, ...] = ()
    authorization_url: str | None = None


class InsuranceElement(structs.Backbone):
    """CoverageEligibilityResponse.insurance."""

    coverage: structs.Reference | None = None
    inforce: bool | None = None
    benefit_period: structs.Span | None = None
    item: tuple[ItemElement, ...] = ()


class ErrorElement(structs.Backbone):
    """CoverageEligibilityResponse.error."""

    code: structs.Concept | None = None


class EligibilityResource(structs.WithPatient):
    """FHIR CoverageEligibilityResponse."""

    status: str | None = None
    purpose: tuple[str, ...] = ()
    serviced_date: str | None = None
    serviced_period: structs.Span | None = None
    created: str | None = None
    requestor: structs.Reference | None = None
    outcome: str | None = None
    disposition: str | None = None
    insurer: structs.Reference | None = None
    insurance: tuple[InsuranceElement, ...] = ()
    pre_auth_ref: str | None = None
    form: structs.Concept | None = None
    error: tuple[ErrorElement, ...] = ()


def eligibility_response(r: EligibilityResource, at: Entry) -> Draft:
    """Read a CoverageEligibilityResponse."""
    errors = (concept(at, one.code) for one in r.error)
    return Draft(
        CoverageEligibilityResponse,
        {
            "status": r.status,
            "purposes": r.purpose,
            "serviced": moment_or_period(at, r.serviced_date, r.serviced_period, "serviced"),
            "created_on": moment(at, r.created, "created"),
            "outcome": r.outcome,
            "disposition": r.disposition,
            "number": r.pre_auth_ref,
            "form": concept(at, r.form),
            "errors": tuple(one for one in errors if one is not None),
        },
        parts={
            "requestor": participant(r.requestor),
            "insurer": participant(r.insurer),
            "insurance": tuple(
                _insurance(at, one, f"insurance[{place}]") for place, one in enumerate(r.insurance)
            ),
        },
    )


def _insurance(at: Entry, element: InsuranceElement, where: str) -> Draft:
    return Draft(
        EligibilityInsurance,
        {
            "in_force": element.inforce,
            "period": period(at, element.benefit_period, f"{where}.benefitPeriod"),
        },
        {"coverage": element.coverage},
        {
            "items": tuple(
                _item(at, one, f"{where}.item[{place}]") for place, one in enumerate(element.item)
            )
        },
    )


def _item(at: Entry, element: ItemElement, where: str) -> Draft:
    return Draft(
        EligibilityItem,
        {
            "category": concept(at, element.category),
            "code": concept(at, element.product_or_service),
            "modifiers": concepts(at, element.modifier),
            "excluded": element.excluded,
            "name": element.name,
            "description": element.description,
            "network": concept(at, element.network),
            "unit": concept(at, element.unit),
            "term": concept(at, element.term),
            "benefits": tuple(
                _benefit(at, one, f"{where}.benefit[{place}]")
                for place, one in enumerate(element.benefit)
            ),
            "authorization_required": element.authorization_required,
            "authorization_supporting": concepts(at, element.authorization_supporting),
            "authorization_url": element.authorization_url,
        },
        parts={"provider": participant(element.provider)},
    )


def _benefit(at: Entry, element: BenefitElement, where: str) -> Benefit:
    allowed = money(at, element.allowed_money, f"{where}.allowedMoney")
    used = money(at, element.used_money, f"{where}.usedMoney")
    return Benefit(
        type=concept(at, element.type),
        allowed=_first(element.allowed_unsigned_int, allowed, element.allowed_string),
        used=_first(element.used_unsigned_int, used, element.used_string),
    )


def _first(number: int | None, amount: Money | None, text: str | None) -> int | str | Money | None:
    """The first that is there; a number may be zero."""
    if number is not None:
        return number
    return text if amount is None else amount
