"""A patient handed off on Monday 2 March 2026."""

from datetime import date

import attrs
import pytest

from carecoord.model import Order, PartialDate, Referral
from carecoord.model.code import concept, snomed
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.engine.offset import days
from carecoord.rules.referrals import RULES as ALL

title = "Warm hand-off not accepted"

RULES = tuple(rule for rule in ALL if rule.id == "referrals.hand-off-open")
AS_OF = date(2026, 3, 10)
HANDED = Referral(
    id="o",
    status="active",
    intent="order",
    authored_on=date(2026, 3, 1),
    handed_off_on=date(2026, 3, 2),
)


def ask(told, referral=HANDED, as_of=AS_OF, **more):
    return told(RULES, as_of, orders=[referral], **more)


def test_it_is_open_until_the_other_side_accepts(told):
    finding = ask(told)

    assert finding.outcome is Outcome.MET
    assert finding.reason == "handed off on 2026-03-02, not accepted"
    assert (finding.action.earliest, finding.action.due) == (date(2026, 3, 2), date(2026, 3, 3))
    assert finding.action.overdue_after == date(2026, 3, 3)
    assert finding.action.urgency is Urgency.URGENT
    assert Licence.MENTAL_HEALTH in finding.action.licences


def test_a_site_sets_the_days(told):
    parameters = {"referrals.hand-off-open.within": days(3)}

    assert ask(told, parameters=parameters).action.due == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"accepted_on": date(2026, 3, 9)}, Outcome.NOT_MET),
        ({"accepted_on": date(2026, 3, 10)}, Outcome.NOT_MET),
        ({"accepted_on": date(2026, 3, 11)}, Outcome.MET),
        ({"seen_on": date(2026, 3, 9)}, Outcome.NOT_MET),
        ({"sent_on": date(2026, 3, 2)}, Outcome.MET),
        ({"rejected_on": date(2026, 3, 9)}, Outcome.NOT_APPLICABLE),
        ({"status": "revoked"}, Outcome.NOT_APPLICABLE),
        ({"handed_off_on": None}, Outcome.NOT_APPLICABLE),
        ({"handed_off_on": date(2026, 3, 11)}, Outcome.NOT_APPLICABLE),
        ({"handed_off_on": date(2024, 3, 2)}, Outcome.NOT_APPLICABLE),
    ],
)
def test_what_closes_it(told, change, outcome):
    assert ask(told, attrs.evolve(HANDED, **change)).outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 3, 1), Outcome.NOT_APPLICABLE),
        (date(2026, 3, 2), Outcome.MET),
        (date(2028, 3, 1), Outcome.MET),
        (date(2028, 3, 2), Outcome.NOT_APPLICABLE),
    ],
)
def test_it_is_told_from_its_day_for_730_days(told, as_of, outcome):
    assert ask(told, as_of=as_of).outcome is outcome


def test_of_some_day_of_a_month_the_last_counts(told):
    """31 March and a day."""
    referral = attrs.evolve(HANDED, handed_off_on=PartialDate(2026, 3))

    assert ask(told, referral).action.due == date(2026, 4, 1)


def test_an_order_that_is_no_referral_of_ours_knows_no_hand_off(told):
    order = Order(id="o", status="active", intent="order", code=concept(snomed("306206005")))

    assert ask(told, order).outcome is Outcome.NOT_APPLICABLE


def test_orders_that_nobody_asked_for_are_missing(told):
    assert told(RULES, AS_OF).missing == ("orders (never asked for)",)
