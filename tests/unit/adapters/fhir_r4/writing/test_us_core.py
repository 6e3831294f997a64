"""What keeps a resource from claiming a profile, and the forms that constraints of R4 ask for."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.adapters.codec.fhir_r4.writing import us_core
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.model import (
    Activity,
    CarePlan,
    Condition,
    EligibilityInsurance,
    Fill,
    Identifier,
    Observation,
    Order,
    Ratio,
    Timing,
)
from carecoord.model.code import LOINC, Code, CodeableConcept, concept, loinc
from carecoord.model.condition import Stage
from carecoord.model.eligibility_response import CoverageEligibilityResponse, EligibilityItem
from carecoord.model.observation import Component
from carecoord.model.quantity import Quantity

NPI = "http://hl7.org/fhir/sid/us-npi"
CLIA, NAIC = "urn:oid:2.16.840.1.113883.4.7", "urn:oid:2.16.840.1.113883.6.300"
VITAL = [concept(Code("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs"))]
DAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("system", "value", "well"),
    [
        # The example of the check digit in CMS's specification of the NPI.
        (NPI, "1234567893", True),
        (NPI, "1234567890", False),
        (NPI, "123456789", False),
        (NPI, None, False),
        (CLIA, "11D0987654", True),
        (CLIA, "1100987654", False),
        (NAIC, "12345", True),
        (NAIC, "1234", False),
        ("https://clinic.example/ids", "anything", True),
    ],
)
def test_national_numbers_are_of_their_form(system, value, well):
    assert us_core.well_formed((Identifier(system, value),)) is well


def written(fact, names):
    found = AUTHORS[type(fact)](fact, names)
    return found[0] if isinstance(found, list) else found


def plan(timing):
    return CarePlan(
        id="c",
        status="active",
        intent="plan",
        activities=[Activity(status="unknown", timing=timing)],
    )


@pytest.mark.parametrize(
    ("fact", "lost"),
    [
        (Condition(id="x", stages=[Stage(type=concept(text="TNM"))]), "stage"),
        (
            Order(id="x", status="active", intent="order", order_detail=[concept(text="left")]),
            "orderDetail",
        ),
        (plan(Timing(duration=Decimal(5))), "scheduledTiming.repeat.duration"),
        (plan(Timing(period=Decimal(1))), "scheduledTiming.repeat.period"),
        (plan(Timing(period=Decimal(-1), period_unit="d")), "scheduledTiming.repeat.period"),
        (plan(Timing(count_max=2)), "scheduledTiming.repeat.countMax"),
        (plan(Timing(offset=5)), "scheduledTiming.repeat.offset"),
        (plan(Timing(offset=5, when=["CM"])), "scheduledTiming.repeat.offset"),
        (
            plan(Timing(when=["HS"], times_of_day=[datetime(2026, 1, 1, 8, tzinfo=UTC).time()])),
            "scheduledTiming.repeat.when",
        ),
        (
            Fill(id="x", status="on-hold", prepared_on=date(2026, 5, 7), handed_over_on=DAY),
            "whenPrepared",
        ),
        (
            Condition(id="x", verification_status="entered-in-error", abatement=DAY),
            "abatement",
        ),
    ],
)
def test_what_a_constraint_forbids_is_told_and_not_written(fact, lost, names, valid):
    resource = written(fact, names)

    valid(resource)
    assert names.losses == [lost]
    assert f"'{lost.rpartition('.')[2]}'" not in str(resource)


def test_a_fill_prepared_on_the_day_of_its_handing_over_keeps_both(names):
    fill = Fill(id="x", status="on-hold", prepared_on=DAY, handed_over_on=DAY)

    assert written(fill, names)["whenPrepared"] == "2026-05-06"
    assert names.losses == []


def test_a_ratio_has_both_sides_or_says_that_one_is_not_known(names):
    ratio = Ratio(numerator=Quantity(Decimal(2), "mg"))
    order = written(Order(id="x", status="active", intent="order", quantity_ratio=ratio), names)

    assert order["quantityRatio"].keys() == {"numerator", "denominator"}
    assert "extension" in order["quantityRatio"]["denominator"]


@pytest.mark.parametrize(
    ("item", "there"),
    [
        (EligibilityItem(category=concept(text="a"), code=concept(text="b")), {"productOrService"}),
        (EligibilityItem(category=concept(text="a")), {"category"}),
        (EligibilityItem(excluded=True), {"category", "excluded"}),
    ],
)
def test_an_item_of_a_plan_has_a_category_or_a_code(item, there, names):
    answer = CoverageEligibilityResponse(
        id="x",
        status="active",
        outcome="complete",
        purposes=["benefits"],
        insurance=[EligibilityInsurance(items=[item])],
    )

    assert written(answer, names)["insurance"][0]["item"][0].keys() == there


@pytest.mark.parametrize(
    ("changes", "profile"),
    [
        ({}, "us-core-vital-signs"),
        ({"category": VITAL * 2}, None),
        (
            {
                "components": [
                    Component(code=concept(loinc("8480-6")), value=Quantity(Decimal(1), "L"))
                ]
            },
            None,
        ),
        (
            {
                "components": [
                    Component(code=concept(loinc("8480-6")), value=Quantity(Decimal(1), "%"))
                ]
            },
            "us-core-vital-signs",
        ),
        ({"value": Quantity(Decimal(70), "/min")}, "us-core-heart-rate"),
    ],
)
def test_a_vital_sign_claims_what_its_parts_keep(changes, profile, names, valid):
    pulse = Observation(
        id="x",
        status="final",
        code=CodeableConcept([Code(LOINC, "8867-4")]),
        category=VITAL,
        effective=DAY,
        value=concept(text="fast"),
    )
    resource = written(attrs.evolve(pulse, **changes), names)
    claimed = [one.rpartition("/")[2] for one in resource.get("meta", {}).get("profile", ())]

    valid(resource)
    assert claimed == ([] if profile is None else [profile])
