"""Lipids while a statin is taken."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL
from carecoord.rules.shapes import months

title = "Lipids on a statin"

RULES = tuple(one for one in ALL if one.id == "monitoring.lipids-on-statin")


def statin(on="2024-01-10", status="active"):
    return f"code | on | status\nrxnorm:83367 | {on} | {status}"


MEASURED = "code | on | value | unit\n18262-6 | 2026-02-05 | 81 | mg/dL"


def said(ask, as_of="2026-06-01", orders=None, tests=MEASURED, **more):
    lists = {"prescriptions": statin() if orders is None else orders, "observations": tests}
    return ask(RULES, as_of, lists, **more)


def test_a_year_after_the_last(ask):
    assert said(ask).window.due == date(2027, 2, 5)


@pytest.mark.parametrize(("as_of", "open_now"), [("2027-01-05", False), ("2027-01-06", True)])
def test_it_opens_thirty_days_before(ask, as_of, open_now):
    assert (said(ask, as_of).action is not None) is open_now


def test_a_site_sets_six_months(ask):
    found = said(ask, parameters={"monitoring.lipids-on-statin.every": months(6)})

    assert found.window.due == date(2026, 8, 5)


@pytest.mark.parametrize(
    ("begun", "outcome"), [("2026-03-09", Outcome.NOT_MET), ("2026-03-10", Outcome.NOT_APPLICABLE)]
)
def test_not_in_the_first_twelve_weeks(ask, begun, outcome):
    """Those are the follow-up's: on 1 June 2026, 9 March lies 84 days back."""
    assert said(ask, orders=statin(begun), tests="").outcome is outcome


def test_a_statin_that_was_stopped_asks_for_nothing(ask):
    assert said(ask, orders=statin(status="stopped")).outcome is Outcome.NOT_APPLICABLE


def test_before_the_guideline(ask):
    assert said(ask, "2026-03-12").reason == "no edition before 2026-03-13"


@pytest.mark.parametrize("missing", ["prescriptions", "observations"])
def test_a_list_that_nobody_asked_for(ask, missing):
    lists = {"prescriptions": statin(), "observations": MEASURED}
    del lists[missing]

    assert ask(RULES, "2026-06-01", lists).missing == (f"{missing} (never asked for)",)
