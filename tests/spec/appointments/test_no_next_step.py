"""A follow-up visit ordered at the visit of Monday 2 March 2026."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import Appointment, Encounter, Order, PartialDate
from carecoord.model.code import concept, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.appointments import RULES as ALL

title = "No follow-up booked that was ordered at a visit"

RULES = tuple(rule for rule in ALL if rule.id == "appointments.no-next-step")
AS_OF = date(2026, 3, 3)
VISIT = Appointment(id="a", status="fulfilled", start=datetime(2026, 3, 2, 9, tzinfo=UTC))
HELD = Encounter(id="e", status="finished", appointments=["a"])
ORDER = Order(
    id="o",
    status="active",
    intent="order",
    code=concept(snomed("390906007")),
    authored_on=date(2026, 3, 2),
    encounter="e",
)


def ask(told, *, visit=VISIT, order=ORDER, held=HELD, booked=(), as_of=AS_OF):
    return told(RULES, as_of, appointments=[visit, *booked], orders=[order], encounters=[held])


def test_an_order_that_nobody_booked_is_told(told):
    finding = ask(told)

    assert finding.outcome is Outcome.MET
    assert finding.reason == "ordered at the visit on 2026-03-02, no follow-up visit is booked"
    assert finding.action.due == finding.action.overdue_after == date(2026, 3, 4)
    assert finding.action.licences == (Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT)


@pytest.mark.parametrize(
    ("status", "based_on", "outcome"),
    [
        ("booked", ["o"], Outcome.NOT_MET),
        ("pending", ["o"], Outcome.NOT_MET),
        ("cancelled", ["o"], Outcome.MET),
        ("booked", ["another"], Outcome.MET),
    ],
)
def test_a_visit_booked_for_the_order_closes_it(told, status, based_on, outcome):
    start = datetime(2026, 4, 1, 9, tzinfo=UTC)
    booked = Appointment(id="b", status=status, start=start, based_on=based_on)

    assert ask(told, booked=[booked]).outcome is outcome


def test_what_was_booked_at_check_out_closes_it(told):
    assert ask(told, visit=attrs.evolve(VISIT, next_step="b")).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    "change",
    [
        {"order": attrs.evolve(ORDER, encounter=None)},
        {"order": attrs.evolve(ORDER, status="revoked")},
        {"order": attrs.evolve(ORDER, do_not_perform=True)},
        {"order": attrs.evolve(ORDER, code=concept(snomed("3457005")))},
        {"order": attrs.evolve(ORDER, intent="proposal")},
        {"held": attrs.evolve(HELD, appointments=())},
        {"held": attrs.evolve(HELD, status="cancelled")},
        {"visit": attrs.evolve(VISIT, status="booked")},
    ],
    ids=["no encounter", "revoked", "forbidden", "a referral", "a wish", "no visit", "off", "due"],
)
def test_without_an_order_at_a_visit_nothing_is_asked(told, change):
    assert ask(told, **change).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 8, 29), Outcome.MET), (date(2026, 8, 30), Outcome.NOT_APPLICABLE)],
)
def test_it_is_told_for_180_days(told, as_of, outcome):
    """2 March and 180 days is 29 August: 29 + 30 + 31 + 30 + 31 days to 31 July, and 29."""
    assert ask(told, as_of=as_of).outcome is outcome


def test_the_day_of_the_visit_has_to_be_known(told):
    visit = attrs.evolve(VISIT, start=PartialDate(2026, 2))

    assert ask(told, visit=visit).missing == ("the day of a visit",)


@pytest.mark.parametrize(
    ("lists", "missing"),
    [
        ({}, ("appointments (never asked for)",)),
        ({"appointments": [VISIT]}, ("orders (never asked for)",)),
        ({"appointments": [VISIT], "orders": [ORDER]}, ("encounters (never asked for)",)),
    ],
)
def test_lists_that_nobody_asked_for_are_missing(told, lists, missing):
    finding = told(RULES, AS_OF, **lists)

    assert (finding.outcome, finding.missing) == (Outcome.INSUFFICIENT_DATA, missing)


def test_no_visit_that_took_place_asks_for_no_orders(told):
    assert told(RULES, AS_OF, appointments=[]).outcome is Outcome.NOT_APPLICABLE
