"""Lipids after atorvastatin was started on 1 April 2026."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL

title = "Lipids after a new statin"

RULES = tuple(one for one in ALL if one.id == "monitoring.lipids-after-statin")
STARTED = "code | on\nrxnorm:83367 | 2026-04-01"
NAME = "Prescription:83367:2026-04-01:1:lipids"


def result(on, code="18262-6"):
    return f"code | on | value | unit\n{code} | {on} | 81 | mg/dL"


def step(ask, tests="", as_of="2026-06-24", orders=STARTED):
    lists = {"prescriptions": orders, "observations": tests}
    return ask(RULES, as_of, lists, occurrence=NAME)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-04-28", Outcome.NOT_MET),
        ("2026-04-29", Outcome.MET),
        ("2026-06-24", Outcome.MET),
    ],
)
def test_from_four_to_twelve_weeks_after_it(ask, on, outcome):
    assert step(ask, result(on)).outcome is outcome


def test_its_days(ask):
    found = step(ask)

    assert found.action.earliest == date(2026, 4, 29)
    assert found.action.due == found.action.overdue_after == date(2026, 6, 24)


def test_after_twelve_weeks_it_is_done_late(ask):
    assert step(ask, result("2026-06-25"), "2026-06-25").reason == "done late on 2026-06-25"


@pytest.mark.parametrize("code", ["13457-7", "2089-1", "2093-3", "24331-1", "57698-3"])
def test_which_results_close_it(ask, code):
    assert step(ask, result("2026-05-10", code)).outcome is Outcome.MET


def test_another_statin_is_no_start(ask):
    orders = "code | on\nrxnorm:36567 | 2025-12-01\nrxnorm:83367 | 2026-04-01"
    found = ask(RULES, "2026-06-24", {"prescriptions": orders, "observations": ""}, every=True)

    assert [one.key for one in found if "2026-04-01" in one.key] == []


def test_a_start_before_the_guideline_is_not_followed(ask):
    orders = "code | on\nrxnorm:83367 | 2026-03-12"
    found = ask(RULES, "2026-04-24", {"prescriptions": orders, "observations": ""})

    assert found.reason == "no edition before 2026-03-13"


def test_prescriptions_that_nobody_asked_for(ask):
    assert ask(RULES, "2026-06-24", {"observations": ""}).missing == (
        "prescriptions (never asked for)",
    )
