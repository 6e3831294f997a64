"""A referral of 1 March 2026 that the other side rejected on 5 March."""

from datetime import date

import attrs
import pytest

from carecoord.model import Order, PartialDate, Referral, Task
from carecoord.model.code import concept, snomed
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.engine.offset import days
from carecoord.rules.referrals import RULES as ALL

title = "Rejected referral without another"

RULES = tuple(rule for rule in ALL if rule.id == "referrals.rejected")
AS_OF = date(2026, 3, 20)
CARDIOLOGY = concept(snomed("183519002"))
REJECTED = Referral(
    id="o",
    status="active",
    intent="order",
    code=CARDIOLOGY,
    authored_on=date(2026, 3, 1),
    sent_on=date(2026, 3, 2),
    rejected_on=date(2026, 3, 5),
)
AGAIN = Referral(
    id="n", status="active", intent="order", code=CARDIOLOGY, authored_on=date(2026, 3, 6)
)


def ask(told, *others, referral=REJECTED, as_of=AS_OF, parameters=None, tasks=()):
    orders = [referral, *others]
    return told(RULES, as_of, parameters=parameters, orders=orders, tasks=tasks)


def test_without_another_referral_it_is_told(told):
    finding = ask(told)

    assert finding.outcome is Outcome.MET
    assert finding.reason == "rejected on 2026-03-05, no other referral seen"
    assert (finding.action.earliest, finding.action.due) == (date(2026, 3, 5), date(2026, 3, 12))
    assert finding.action.overdue_after == date(2026, 3, 12)
    assert finding.action.urgency is Urgency.URGENT
    assert finding.action.licences == (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)


def test_a_site_sets_the_days(told):
    assert ask(told, parameters={"referrals.rejected.within": days(2)}).action.due == date(
        2026, 3, 7
    )


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, Outcome.NOT_MET),
        ({"authored_on": date(2026, 3, 5)}, Outcome.NOT_MET),
        ({"authored_on": date(2026, 3, 4)}, Outcome.MET),
        ({"code": concept(snomed("306206005"))}, Outcome.MET),
        ({"code": None}, Outcome.MET),
        ({"code": None, "replaces": ["o"]}, Outcome.NOT_MET),
        ({"code": None, "based_on": ["o"]}, Outcome.NOT_MET),
        ({"status": "revoked"}, Outcome.MET),
        ({"intent": "plan"}, Outcome.MET),
    ],
)
def test_another_is_for_the_same_and_later_or_says_what_it_replaces(told, change, outcome):
    assert ask(told, attrs.evolve(AGAIN, **change)).outcome is outcome


@pytest.mark.parametrize(
    "change",
    [
        {"accepted_on": date(2026, 3, 6)},
        {"sent_on": date(2026, 3, 6)},
        {"seen_on": date(2026, 3, 10)},
        {"status": "revoked"},
        {"rejected_on": None},
        {"rejected_on": date(2026, 3, 21)},
        {"rejected_on": date(2024, 3, 5), "sent_on": None},
    ],
    ids=["taken", "sent again", "seen", "revoked", "not rejected", "to come", "lapsed"],
)
def test_what_is_not_rejected_by_now_is_not_told(told, change):
    assert ask(told, referral=attrs.evolve(REJECTED, **change)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 4), Outcome.NOT_APPLICABLE), (date(2026, 3, 5), Outcome.MET)],
)
def test_it_is_told_from_the_day_of_the_rejection(told, as_of, outcome):
    assert ask(told, as_of=as_of).outcome is outcome


def test_a_task_that_was_rejected_says_so_too_and_may_not_say_when(told):
    """Of an order that is no Referral of ours the task alone tells."""
    order = Order(
        id="o",
        status="active",
        intent="order",
        code=concept(snomed("306206005")),
        authored_on=date(2026, 3, 1),
    )
    undated = Task(id="t", status="rejected", focus="o", authored_on=date(2026, 3, 2))
    dated = attrs.evolve(undated, modified_at=date(2026, 3, 5))

    assert ask(told, referral=order, tasks=[dated]).reason == (
        "rejected on 2026-03-05, no other referral seen"
    )
    assert ask(told, referral=order, tasks=[undated]).missing == (
        "the day on which it was rejected",
    )


def test_of_a_rejection_in_some_month_the_days_run_from_its_end(told):
    """31 March and 7 days."""
    referral = attrs.evolve(REJECTED, rejected_on=PartialDate(2026, 3))

    assert ask(told, referral=referral).action.due == date(2026, 4, 7)


def test_orders_that_nobody_asked_for_are_missing(told):
    assert told(RULES, AS_OF).missing == ("orders (never asked for)",)
