"""Everybody is asked about social needs once in a calendar year."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.screening import RULES as ALL

title = "Screening for social needs"

RULES = tuple(one for one in ALL if one.id == "screening.social-needs")


def asked(on, code="96777-8"):
    return f"code | on\n{code} | {on}"


def said(ask, screens="", as_of="2026-06-01", procedures="", **person):
    return ask(RULES, as_of, {"observations": screens, "procedures": procedures}, **person)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2025-01-01", date(2026, 12, 1)),
        ("2025-12-31", date(2026, 12, 1)),
        ("2026-01-01", date(2027, 12, 1)),
    ],
)
def test_the_next_is_due_by_the_first_of_december_of_the_next_year(ask, on, due):
    assert said(ask, asked(on), "2026-01-01").window.due == due


def test_it_says_by_which_day(ask):
    finding = said(ask, asked("2026-01-01"), "2026-01-01")

    assert finding.reason == (
        "last seen 2026-01-01, next by 1 December of the next calendar year; due 2027-12-01"
    )


@pytest.mark.parametrize(("as_of", "open_now"), [("2025-12-31", False), ("2026-01-01", True)])
def test_it_opens_with_the_year(ask, as_of, open_now):
    assert (said(ask, asked("2025-03-01"), as_of).action is not None) is open_now


def test_never_asked_it_is_due_since_the_edition(ask):
    assert said(ask).action.due == date(2023, 1, 1)


def test_a_child_is_asked_from_birth(ask):
    assert said(ask, born="2026-05-20").action.due == date(2026, 5, 20)


@pytest.mark.parametrize("code", ["97023-6", "93025-5", "88122-7", "88123-5", "88124-3", "71802-3"])
def test_which_instruments(ask, code):
    assert said(ask, asked("2026-02-01", code)).outcome is Outcome.MET


def test_the_service_itself(ask):
    assert said(ask, procedures="code | on\nG0136 | 2026-02-01").outcome is Outcome.MET


def test_before_the_edition(ask):
    assert said(ask, as_of="2022-12-31").reason == "no edition before 2023-01-01"


@pytest.mark.parametrize("missing", ["observations", "procedures"])
def test_a_list_that_nobody_asked_for(ask, missing):
    lists = {"observations": "", "procedures": ""}
    del lists[missing]

    assert ask(RULES, "2026-06-01", lists).missing == (f"{missing} (never asked for)",)
