"""Referral to a nephrologist after a filtration rate of 27 on 10 March 2026."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL
from carecoord.rules.shapes import days

title = "Referral to a nephrologist"

RULES = tuple(one for one in ALL if one.id == "monitoring.nephrology-referral")
NAME = "Observation:33914-3:2026-03-10:1:referral"


def rate(value="27", unit="mL/min/{1.73_m2}"):
    """A rate, after a healthy one: so that no order has the id of the result."""
    before = "33914-3 | 2024-01-10 | 80 | mL/min/{1.73_m2}"
    return f"code | on | value | unit\n{before}\n33914-3 | 2026-03-10 | {value} | {unit}"


def order(on="2026-03-20", specialty="207RN0300X", because="", status="active"):
    head = "code | on | specialty | because | status"
    return f"{head}\n3457005 | {on} | {specialty} | {because} | {status}"


def lists(tests=None, orders="", conditions=""):
    observations = rate() if tests is None else tests
    return {"observations": observations, "orders": orders, "conditions": conditions}


def step(ask, orders="", as_of="2026-04-09", **more):
    return ask(RULES, as_of, lists(orders=orders), occurrence=NAME, **more)


@pytest.mark.parametrize(
    ("value", "outcome"), [("29.9", Outcome.NOT_MET), ("30", Outcome.NOT_APPLICABLE)]
)
def test_below_30(ask, value, outcome):
    assert ask(RULES, "2026-04-09", lists(rate(value))).outcome is outcome


def test_its_days(ask):
    found = step(ask)

    assert found.action.earliest == date(2025, 3, 10)
    assert found.action.due == found.action.overdue_after == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2025-03-09", Outcome.NOT_MET),
        ("2025-03-10", Outcome.MET),
        ("2026-04-09", Outcome.MET),
    ],
)
def test_a_referral_of_the_year_before_or_the_thirty_days_after(ask, on, outcome):
    """Decision 0026."""
    assert step(ask, order(on)).outcome is outcome


def test_after_thirty_days_it_is_done_late(ask):
    assert step(ask, order("2026-04-10"), "2026-04-10").reason == "done late on 2026-04-10"


@pytest.mark.parametrize(
    ("specialty", "because", "status", "outcome"),
    [
        ("207RN0300X", "", "active", Outcome.MET),
        ("207RN0300X", "", "revoked", Outcome.NOT_MET),
        ("207RC0000X", "", "active", Outcome.NOT_MET),
        ("207RC0000X", "o2", "active", Outcome.MET),
        ("", "", "active", Outcome.NOT_MET),
    ],
)
def test_to_a_nephrologist_or_because_of_the_result(ask, specialty, because, status, outcome):
    made = order(specialty=specialty, because=because, status=status)

    assert step(ask, made).outcome is outcome


@pytest.mark.parametrize("code", ["N18.6", "Z99.2", "Z94.0", "46177005"])
def test_not_with_dialysis_or_a_transplant(ask, code):
    having = lists(conditions=f"code | onset\n{code} | 2024-01-01")

    assert ask(RULES, "2026-04-09", having).outcome is Outcome.NOT_APPLICABLE


def test_low_rates_within_a_year_ask_once(ask):
    again = f"{rate()}\n33914-3 | 2026-06-10 | 25 | mL/min/{{1.73_m2}}"

    assert len(ask(RULES, "2026-07-01", lists(again), every=True)) == 1


def test_a_site_sets_fourteen_days(ask):
    found = step(ask, parameters={"monitoring.nephrology-referral.within": days(14)})

    assert found.action.due == date(2026, 3, 24)


def test_a_rate_in_another_unit_leaves_it_open(ask):
    assert ask(RULES, "2026-04-09", lists(rate(unit="%"))).outcome is Outcome.INSUFFICIENT_DATA


@pytest.mark.parametrize("missing", ["observations", "orders", "conditions"])
def test_a_list_that_nobody_asked_for(ask, missing):
    drawn = lists()
    del drawn[missing]

    assert ask(RULES, "2026-04-09", drawn).missing == (f"{missing} (never asked for)",)
