"""Coverage and eligibility: what is written is valid, and reads as it was written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import msgspec
import pytest

from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.resources.coverage import coverage
from carecoord.adapters.codec.fhir_r4.writing.resources.eligibility_response import (
    eligibility_response,
)
from carecoord.model import (
    Actor,
    Benefit,
    CostException,
    Coverage,
    CoverageClass,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
    Identifier,
    Money,
    PatientCost,
    Period,
    Quantity,
    Verification,
)
from carecoord.model.code import concept

_ENCODER = msgspec.json.Encoder(decimal_format="number")
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
PLAN = Coverage(
    id="f",
    status="active",
    type=concept(text="HMO"),
    policy_holder=Actor(display="Employer"),
    subscriber=Actor(display="Parent"),
    subscriber_id="S1",
    dependent="1",
    relationship=concept(text="child"),
    period=YEAR,
    payors=[Actor(display="Payer")],
    classes=[CoverageClass(type=concept(text="group"), value="G", name="Group"), CoverageClass()],
    order=1,
    network="5",
    costs=[
        PatientCost(
            type=concept(text="visit"),
            value=Money(Decimal("20.00"), "USD"),
            exceptions=[CostException(type=concept(text="retired"), period=YEAR)],
        ),
        PatientCost(value=Quantity(Decimal(20), "%")),
    ],
)
ANSWER = CoverageEligibilityResponse(
    id="f",
    status="active",
    purposes=["benefits", "validation"],
    serviced=date(2026, 3, 1),
    created_on=datetime(2026, 2, 1, 8, tzinfo=UTC),
    requestor=Actor(display="Clinic"),
    insurer=Actor(display="Payer"),
    outcome="complete",
    disposition="in force",
    number="N",
    form=concept(text="form"),
    errors=[concept(text="e")],
    insurance=[
        EligibilityInsurance(
            in_force=False,
            period=YEAR,
            items=[
                EligibilityItem(
                    code=concept(text="97110"),
                    modifiers=[concept(text="GP")],
                    provider=Actor(display="Clinic"),
                    excluded=False,
                    name="n",
                    description="d",
                    network=concept(text="in"),
                    unit=concept(text="individual"),
                    term=concept(text="annual"),
                    benefits=[
                        Benefit(type=concept(text="visits"), allowed=20, used=0),
                        Benefit(allowed=Money(Decimal(5), "USD"), used="some"),
                    ],
                    authorization_required=True,
                    authorization_supporting=[concept(text="order")],
                    authorization_url="https://payer.example/pa",
                )
            ],
        )
    ],
)


@pytest.fixture
def again(fhir, names, valid):
    """Write a fact, validate what is written, and read it back."""

    def read(fact):
        written = AUTHORS[type(fact)](fact, names)
        valid(written)
        entries = [{"resource": one} for one in (fhir.patient(), written)]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        found = fhir.read(_ENCODER.encode(bundle)).fact(fact.listed_under)
        return attrs.evolve(found, id=fact.id, source=None)

    return read


@pytest.mark.parametrize("fact", [PLAN, ANSWER], ids=["coverage", "eligibility"])
def test_it_reads_as_it_was_written(again, names, fact):
    assert again(fact) == fact
    assert (names.losses, names.lacks) == ([], [])


def test_unknown_parts_are_said_to_be_unknown(again, names):
    again(Coverage(id="f", status="active"))
    again(
        CoverageEligibilityResponse(
            id="f",
            status="active",
            outcome="error",
            purposes=["discovery"],
            insurance=[EligibilityInsurance(items=[EligibilityItem(benefits=[Benefit()])])],
        )
    )

    assert names.lacks == []


@pytest.mark.parametrize(
    ("plan", "is_profiled"),
    [
        (PLAN, True),
        (attrs.evolve(PLAN, subscriber_id=None), False),
        (
            attrs.evolve(PLAN, subscriber_id=None, identifiers=[Identifier("m", "1", "MB")]),
            True,
        ),
        (attrs.evolve(PLAN, relationship=None), False),
        (attrs.evolve(PLAN, payors=[]), False),
    ],
)
def test_us_core_is_claimed_where_it_is_met(names, plan, is_profiled):
    assert ("meta" in coverage(plan, names)) is is_profiled


@pytest.mark.parametrize(
    ("plan", "lost", "lacking"),
    [
        (attrs.evolve(PLAN, order=0), ["order"], []),
        (attrs.evolve(PLAN, status=None), [], ["status"]),
        (attrs.evolve(PLAN, costs=[PatientCost()]), [], ["costToBeneficiary.value"]),
    ],
)
def test_what_cannot_be_written_is_noted(names, plan, lost, lacking):
    coverage(plan, names)

    assert (names.losses, names.lacks) == (lost, lacking)


@pytest.mark.parametrize("purposes", [(), ("curiosity",)])
def test_an_answer_says_what_was_asked(names, purposes):
    eligibility_response(attrs.evolve(ANSWER, purposes=purposes), names)

    assert names.lacks == ["purpose"]


def test_that_a_plan_was_asked_about_has_no_place_and_is_told(names):
    coverage(attrs.evolve(PLAN, verification=Verification(status="verified")), names)

    assert names.losses == ["verification"]
