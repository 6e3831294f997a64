"""CoverageEligibilityResponse."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import moments, required
from carecoord.adapters.codec.fhir_r4.writing.absence import ABSENT, known, primitive
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.eligibility_response import (
    Benefit,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
)
from carecoord.model.money import Money

_PURPOSES = frozenset({"auth-requirements", "benefits", "discovery", "validation"})


def eligibility_response(fact: CoverageEligibilityResponse, names: Names) -> e.Json:
    """Write an eligibility response, without what every resource has: id, identifiers, labels."""
    if not fact.purposes or not _PURPOSES.issuperset(fact.purposes):
        names.lacking("purpose", "FHIR demands what was asked, in its own words")
    return e.element(
        resourceType="CoverageEligibilityResponse",
        status=required.demanded(names, fact, "status"),
        purpose=list(fact.purposes),
        patient=names.subject(),
        **moments.day_or_period(names, "serviced", "serviced", fact.serviced),
        **primitive("created", e.moment(fact.created_on)),
        requestor=names.actor(fact.requestor),
        # The model does not hold the question.
        request=ABSENT,
        outcome=required.demanded(names, fact, "outcome"),
        disposition=fact.disposition,
        insurer=known(names.actor(fact.insurer)),
        insurance=[_insurance(one, names) for one in fact.insurance],
        preAuthRef=fact.number,
        form=e.concept(fact.form),
        error=[{"code": known(e.concept(one))} for one in fact.errors],
    )


def _insurance(value: EligibilityInsurance, names: Names) -> e.Json:
    return e.element(
        coverage=known(names.fact(value.coverage)),
        inforce=value.in_force,
        benefitPeriod=e.period(value.period),
        item=[said for one in value.items if (said := _item(one, names))],
    )


def _item(value: EligibilityItem, names: Names) -> e.Json:
    """A kind of service: a category or a code, one of the two (ces-1)."""
    category, code = e.concept(value.category), e.concept(value.code)
    if category and code:
        names.lost("insurance.item.category", "FHIR has a category or a code, not both")
        category = None
    said = e.element(
        category=category,
        productOrService=code,
        modifier=e.concepts(value.modifiers),
        provider=names.actor(value.provider),
        excluded=value.excluded,
        name=value.name,
        description=value.description,
        network=e.concept(value.network),
        unit=e.concept(value.unit),
        term=e.concept(value.term),
        benefit=[_benefit(one) for one in value.benefits],
        authorizationRequired=value.authorization_required,
        authorizationSupporting=e.concepts(value.authorization_supporting),
        authorizationUrl=value.authorization_url,
    )
    if said and not category and not code:
        said["category"] = ABSENT
    return said


def _benefit(value: Benefit) -> e.Json:
    return e.element(
        type=known(e.concept(value.type)),
        **_amount("allowed", value.allowed),
        **_amount("used", value.used),
    )


def _amount(name: str, value: int | str | Money | None) -> e.Json:
    if isinstance(value, Money):
        return {f"{name}Money": e.money(value)}
    return e.element(**{f"{name}{'String' if isinstance(value, str) else 'UnsignedInt'}": value})
