"""Benefits as a payer tells them: figures by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from plans import day, kind, plan, span

from carecoord.model.appointment import Appointment
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.coverage import CostException, PatientCost
from carecoord.model.eligibility_response import (
    Benefit,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
)
from carecoord.model.moment import PartialDate
from carecoord.model.money import Money
from carecoord.rules.coverage.benefits import benefits, patient_pays, patient_shares
from carecoord.rules.coverage.visits_left import visits_left, visits_of

TYPES = "http://terminology.hl7.org/CodeSystem/benefit-type"
SERVICES = "https://x12.org/codes/service-type-codes"
PHYSIO = kind(SERVICES, "PT")
IN, OUT = kind("urn:network", "in"), kind("urn:network", "out")
VISITS, COPAY = kind(TYPES, "visit"), kind(TYPES, "copay")
GOLD = plan("gold")
ON = day("2026-03-15")


def money(text, currency="USD"):
    return Money(Decimal(text), currency)


def item(*held, **fields):
    return EligibilityItem(**{"category": PHYSIO, "network": IN, **fields}, benefits=held)


def visits(allowed, used):
    return Benefit(type=VISITS, allowed=allowed, used=used)


def answer(name, *items, told="2026-02-20", term="2026-01-01/2026-12-31", **fields):
    of = fields.pop("coverage", "gold")
    held = {"status": "active", "outcome": "complete", **fields}
    insurance = EligibilityInsurance(
        coverage=of, period=None if term is None else span(term), items=items
    )
    created = day(told) if isinstance(told, str) else told
    return CoverageEligibilityResponse(id=name, created_on=created, insurance=(insurance,), **held)


def told(*responses, on=ON):
    return [
        (one.response, one.benefit.allowed, one.benefit.used, one.left)
        for one in benefits(GOLD, responses, on)
    ]


@pytest.mark.parametrize(
    ("benefit", "left", "overdrawn"),
    [
        (visits(20, 14), 6, False),
        (visits(20, 20), 0, False),
        (visits(20, 21), -1, True),
        (visits(20, None), None, False),
        (visits("as needed", None), None, False),
        (Benefit(allowed=money("500.00"), used=money("120.50")), money("379.50"), False),
        (Benefit(allowed=money("500"), used=money("500.01")), money("-0.01"), True),
        (Benefit(allowed=money("500"), used=money("1", "EUR")), None, False),
    ],
)
def test_what_is_left_is_allowed_less_used_and_may_be_below_zero(benefit, left, overdrawn):
    (line,) = benefits(GOLD, (answer("one", item(benefit)),), ON)

    assert (left, overdrawn) == (line.left, line.overdrawn)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2025-12-31", False),
        ("2026-01-01", True),
        ("2026-12-31", True),
        ("2027-01-01", False),
    ],
)
def test_a_benefit_counts_in_its_benefit_period(on, found):
    held = told(answer("one", item(visits(20, 14)), serviced=day("2025-06-01")), on=day(on))

    assert held == ([("one", 20, 14, 6)] if found else [])


@pytest.mark.parametrize(
    ("serviced", "found"),
    [
        (ON, True),
        (day("2026-03-14"), False),
        (span("2026-03-01/2026-03-15"), True),
        (span("2026-03-01/2026-03-14"), False),
        (PartialDate(2026, 3), False),
    ],
)
def test_without_a_benefit_period_it_counts_for_the_dates_asked_about(serviced, found):
    held = told(answer("one", item(visits(20, 14)), term=None, serviced=serviced))

    assert bool(held) is found


@pytest.mark.parametrize(
    ("created", "found"), [("2026-03-16", False), ("2026-03-15", True), (None, True)]
)
def test_without_dates_it_counts_from_the_day_it_was_told(created, found):
    held = told(answer("one", item(visits(20, 14)), term=None, told=created))

    assert bool(held) is found


def test_the_last_answer_wins_benefit_by_benefit():
    copay = Benefit(type=COPAY, allowed=money("30"))
    first = answer("first", item(visits(20, 10), copay), told="2026-02-01")
    last = answer("last", item(visits(20, 14)), told="2026-03-01")
    found = told(last, first)

    assert {("last", 20, 14, 6), ("first", money("30"), None, None)} == set(found)


def test_an_instant_of_the_same_day_is_later_than_the_day():
    first = answer("first", item(visits(20, 10)), told="2026-03-01")
    last = answer("last", item(visits(20, 14)), told=datetime(2026, 3, 1, 9, tzinfo=UTC))

    assert told(last, first) == [("last", 20, 14, 6)]


def test_an_answer_without_a_day_is_older_than_all_others():
    dated = answer("dated", item(visits(20, 14)), told="1990-01-01")

    assert told(answer("no day", item(visits(20, 1)), told=None), dated) == [("dated", 20, 14, 6)]


def test_networks_terms_and_services_are_told_apart():
    annual, lifetime = kind("urn:term", "annual"), kind("urn:term", "lifetime")
    found = told(
        answer(
            "one",
            item(visits(20, 1)),
            item(visits(20, 2), network=OUT),
            item(visits(20, 3), term=annual),
            item(visits(20, 4), term=lifetime),
            item(visits(20, 5), category=kind(SERVICES, "98")),
        )
    )

    assert [left for *_, left in found] == [19, 18, 17, 16, 15]


def test_two_things_told_at_once_are_both_told():
    found = benefits(
        GOLD,
        (
            answer("one", item(visits(20, 14))),
            answer("other", item(visits(20, 15))),
        ),
        ON,
    )

    assert [(one.left, one.contradicted) for one in found] == [(6, True), (5, True)]


def test_the_same_told_twice_is_told_once():
    (line,) = benefits(
        GOLD, (answer("one", item(visits(20, 14))), answer("other", item(visits(20, 14)))), ON
    )

    assert (line.response, line.contradicted) == ("other", False)


@pytest.mark.parametrize(
    "fields",
    [
        {"coverage": "silver"},
        {"outcome": "error"},
        {"outcome": "queued"},
        {"status": "cancelled"},
        {"status": "entered-in-error"},
        {"status": "draft"},
    ],
)
def test_what_is_no_answer_about_the_coverage_tells_nothing(fields):
    assert told(answer("one", item(visits(20, 14)), **fields)) == []


@pytest.mark.parametrize(
    ("type_", "pays"),
    [
        (COPAY, True),
        (kind(TYPES, "copay-percent"), True),
        (kind(TYPES, "copay-maximum"), True),
        (kind(TYPES, "deductible"), True),
        (kind(TYPES, "Deductible"), True),
        (kind(TYPES, "benefit"), False),
        (VISITS, False),
        (None, False),
    ],
)
def test_what_the_patient_pays_is_told_by_the_type(type_, pays):
    assert patient_pays(Benefit(type=type_)) is pays


CARD = plan(
    "gold",
    costs=(
        PatientCost(type=COPAY, value=money("20")),
        PatientCost(
            type=kind(TYPES, "retired"),
            value=money("0"),
            exceptions=(CostException(period=span("2026-03-01/2026-03-31")),),
        ),
    ),
)


def test_the_card_and_the_payer_are_both_told_and_nothing_is_added_up():
    """20 on the card, 30 and 20 percent from the payer: three lines, no sum and no product."""
    said = answer(
        "one",
        item(
            Benefit(type=COPAY, allowed=money("30")),
            Benefit(type=kind(TYPES, "copay-percent"), allowed=20),
            visits(20, 14),
        ),
    )
    found = [(one.source, one.told_on, one.amount) for one in patient_shares(CARD, (said,), ON)]

    assert [
        ("gold", None, money("20")),
        ("one", day("2026-02-20"), money("30")),
        ("one", day("2026-02-20"), 20),
    ] == found


@pytest.mark.parametrize(
    ("on", "amounts"),
    [("2026-03-31", [money("20")]), ("2026-04-01", [money("20"), money("0")])],
)
def test_a_cost_of_the_card_with_an_exception_on_the_day_is_left_out(on, amounts):
    assert amounts == [one.amount for one in patient_shares(CARD, (), day(on))]


def test_an_exception_without_dates_holds_always():
    card = plan("gold", costs=(PatientCost(value=money("5"), exceptions=(CostException(),)),))

    assert patient_shares(card, (), ON) == ()


def test_every_amount_is_one_that_was_told_whatever_the_networks_and_answers():
    first = answer("first", item(Benefit(type=COPAY, allowed=money("30"))))
    last = answer("last", item(Benefit(type=COPAY, allowed=money("50")), network=OUT))
    found = [one.amount for one in patient_shares(CARD, (first, last), ON)]

    assert [money("20"), money("30"), money("50")] == found


def line(allowed=20, used=18, **fields):
    (found,) = benefits(GOLD, (answer("one", item(visits(allowed, used)), **fields),), ON)
    return found


def visit(name, on, status="booked", *types):
    return Appointment(
        id=name, status=status, start=None if on is None else day(on), service_type=types
    )


BOOKED = (
    visit("before", "2026-02-19", "fulfilled"),
    visit("told", "2026-02-20", "fulfilled"),
    visit("missed", "2026-02-25", "noshow"),
    visit("off", "2026-02-26", "cancelled"),
    visit("third", "2026-12-31"),
    visit("second", "2026-03-20"),
    visit("next year", "2027-01-01"),
    visit("some day", None, "pending"),
)


@pytest.mark.parametrize(
    ("allowed", "used", "left", "within", "beyond"),
    [
        (20, 18, 2, ("told", "second"), ("third",)),
        (20, 17, 3, ("told", "second", "third"), ()),
        (20, 20, 0, (), ("told", "second", "third")),
        (20, 22, -2, (), ("told", "second", "third")),
        (20, None, None, ("told", "second", "third"), ()),
    ],
)
def test_visits_beyond_those_left_are_told(allowed, used, left, within, beyond):
    found = visits_left(line(allowed, used), BOOKED, UTC)

    assert (left, within, beyond) == (found.left, found.within, found.beyond)
    assert found.undated == ("some day",)


def test_money_left_is_no_number_of_visits():
    held = answer("one", item(Benefit(allowed=money("500"), used=money("100"))))
    (found,) = benefits(GOLD, (held,), ON)

    assert visits_left(found, BOOKED, UTC).left is None


def test_without_days_of_the_benefit_all_visits_count():
    found = visits_left(line(term=None, told=None), BOOKED, UTC)

    assert (found.within, found.beyond) == (("before", "told"), ("second", "third", "next year"))


def test_visits_share_a_code_with_the_benefit():
    eyes = CodeableConcept((Code(SERVICES, "AL"),), None)
    both = CodeableConcept((Code(SERVICES, "AL"), Code(SERVICES, "PT")), None)
    held = (visit("a", None, "booked", both), visit("b", None, "booked", eyes), visit("c", None))

    assert [one.id for one in visits_of(line(), held)] == ["a"]


def test_visits_share_the_code_of_the_service_too():
    (found,) = benefits(GOLD, (answer("one", item(visits(20, 1), category=None, code=PHYSIO)),), ON)
    held = Appointment(id="a", service_category=(PHYSIO,))

    assert (held,) == visits_of(found, (held,))
