"""A visit on Tuesday 10 March 2026, and whether any plan is in force then."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import Appointment, Coverage, PartialDate, Period, Verification
from carecoord.model.code import Code, concept
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.coverage import RULES as ALL
from carecoord.rules.engine.offset import days

title = "Visit on a day without coverage in force"

RULES = tuple(rule for rule in ALL if rule.id == "coverage.not-in-force")
AS_OF = date(2026, 3, 1)
VISIT = Appointment(id="a", status="booked", start=datetime(2026, 3, 10, 9, tzinfo=UTC))
PLAN = Coverage(id="c", status="active", period=Period.through(date(2026, 1, 1), date(2026, 3, 9)))
SELF_PAY = concept(Code("http://terminology.hl7.org/CodeSystem/coverage-selfpay", "pay"))


def ask(told, *plans, visits=(VISIT,), as_of=AS_OF, **more):
    return told(
        RULES, as_of, appointments=visits, coverages=plans, eligibility_responses=[], **more
    )


def lasting(first, last):
    return attrs.evolve(PLAN, period=Period.through(first, last))


@pytest.mark.parametrize(
    ("first", "last", "outcome"),
    [
        (date(2026, 1, 1), date(2026, 3, 9), Outcome.MET),
        (date(2026, 1, 1), date(2026, 3, 10), Outcome.NOT_MET),
        (date(2026, 3, 10), date(2026, 12, 31), Outcome.NOT_MET),
        (date(2026, 3, 11), date(2026, 12, 31), Outcome.MET),
        (date(2026, 1, 1), None, Outcome.NOT_MET),
        (date(2026, 1, 1), PartialDate(2026, 3), Outcome.INSUFFICIENT_DATA),
        (date(2026, 1, 1), PartialDate(2026, 2), Outcome.MET),
    ],
)
def test_the_last_day_of_a_plan_is_inside(told, first, last, outcome):
    assert ask(told, lasting(first, last)).outcome is outcome


def test_it_is_due_14_days_before_the_first_such_visit(told):
    later = attrs.evolve(VISIT, id="b", start=datetime(2026, 4, 2, 9, tzinfo=UTC))
    finding = ask(told, PLAN, visits=[later, VISIT])

    assert finding.reason == "no plan is in force on 2026-03-10, 2026-04-02"
    assert (finding.action.due, finding.action.overdue_after) == (
        date(2026, 2, 24),
        date(2026, 3, 9),
    )
    assert finding.action.urgency is Urgency.URGENT
    assert Licence.SOCIAL_WORKER in finding.action.licences
    assert [ref.id for ref in finding.evidence[0].facts] == ["a", "b"]
    assert [ref.id for ref in finding.evidence[1].facts] == ["c"]


def test_a_site_sets_the_days(told):
    parameters = {"coverage.not-in-force.ahead": days(3)}

    assert ask(told, PLAN, parameters=parameters).action.due == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("verified", Outcome.NOT_MET),
        ("not-in-force", Outcome.MET),
        ("asked", Outcome.NOT_MET),
    ],
)
def test_the_payer_knows_better_than_the_card(told, status, outcome):
    held = Verification(
        status=status,
        verified_on=date(2026, 2, 27),
        period=Period.through(date(2026, 3, 10), date(2026, 3, 10)),
    )
    plan = attrs.evolve(lasting(date(2026, 1, 1), date(2026, 12, 31)), verification=held)

    assert ask(told, plan).outcome is outcome


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"status": "cancelled", "period": None}, Outcome.MET),
        ({"status": "draft", "period": None}, Outcome.MET),
        ({"period": None}, Outcome.INSUFFICIENT_DATA),
        ({"period": None, "type": SELF_PAY}, Outcome.NOT_MET),
    ],
)
def test_a_plan_without_dates(told, change, outcome):
    assert ask(told, attrs.evolve(PLAN, **change)).outcome is outcome


def test_no_plan_on_record_is_no_plan(told):
    assert ask(told).outcome is Outcome.MET


def test_one_plan_in_force_is_enough(told):
    other = attrs.evolve(lasting(date(2026, 3, 10), None), id="d")

    assert ask(told, PLAN, other).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 10), Outcome.MET), (date(2026, 3, 11), Outcome.NOT_MET)],
)
def test_it_is_told_until_the_visit_is_past(told, as_of, outcome):
    assert ask(told, PLAN, as_of=as_of).outcome is outcome


def test_a_day_that_is_past_is_not_open_either(told):
    plan = lasting(date(2026, 1, 1), PartialDate(2026, 3))

    assert ask(told, plan, as_of=date(2026, 3, 11)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("start", "as_of", "outcome"),
    [
        (None, AS_OF, Outcome.INSUFFICIENT_DATA),
        (PartialDate(2026, 3), date(2026, 3, 31), Outcome.INSUFFICIENT_DATA),
        (PartialDate(2026, 3), date(2026, 4, 1), Outcome.NOT_MET),
    ],
)
def test_the_day_of_a_visit_has_to_be_known(told, start, as_of, outcome):
    finding = ask(told, PLAN, visits=[attrs.evolve(VISIT, start=start)], as_of=as_of)

    assert finding.outcome is outcome
    if outcome is Outcome.INSUFFICIENT_DATA:
        assert finding.missing == ("the day of a booked visit",)


@pytest.mark.parametrize(
    ("lists", "outcome"),
    [
        ({}, Outcome.INSUFFICIENT_DATA),
        ({"appointments": []}, Outcome.NOT_APPLICABLE),
        ({"appointments": [VISIT]}, Outcome.INSUFFICIENT_DATA),
    ],
)
def test_lists_that_nobody_asked_for_are_missing(told, lists, outcome):
    assert told(RULES, AS_OF, **lists).outcome is outcome


def test_before_the_first_day_of_the_calendar_nothing_is_due(told):
    finding = ask(told, visits=[attrs.evolve(VISIT, start=date.min)], as_of=date.min)

    assert finding.outcome is Outcome.MET
    assert finding.action.due == finding.action.overdue_after == date.min
