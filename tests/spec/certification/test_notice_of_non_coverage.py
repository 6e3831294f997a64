"""The notice that covered services end: home health care ends on 20 November 2026."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.certification import RULES as ALL

title = "Notice that covered services end (NOMNC) given"

RULES = tuple(one for one in ALL if one.id == "certification.notice-of-non-coverage")
MEDICARE = "type | from | to\nhttps://nahdo.org/sopt#1 | 2014-03-01 |"
HOSPICE = "urn:carecoord:program#hospice"
FACILITY = "urn:carecoord:program#skilled-nursing"


def care(code="60689008", until="2026-11-20", status="active"):
    return f"type | from | to | status\n{code} | 2026-10-01 | {until} | {status}"


def given(on, status="completed", form="CMS-10123"):
    return f"status | on | category\n{status} | {on} | urn:carecoord:cms-form#{form}"


def said(ask, notices="", as_of="2026-11-19", programs=None, coverages=MEDICARE):
    lists = {
        "programs": care() if programs is None else programs,
        "coverages": coverages,
        "communications": notices,
    }
    return ask(RULES, as_of, lists)


@pytest.mark.parametrize("as_of", ["2026-10-01", "2026-11-19"])
def test_it_is_due_two_days_before_the_end(ask, as_of):
    window = said(ask, as_of=as_of).window

    assert (window.earliest, window.due) == (date(2026, 10, 21), date(2026, 11, 18))


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2026-10-20", "none seen since 2026-11-20; due 2026-11-18"),
        ("2026-10-21", "done on 2026-10-21"),
        ("2026-11-18", "done on 2026-11-18"),
        ("2026-11-19", "done late on 2026-11-19"),
    ],
)
def test_when_it_was_given(ask, on, reason):
    assert said(ask, given(on)).reason == reason


@pytest.mark.parametrize("code", ["60689008", HOSPICE, FACILITY])
def test_which_services(ask, code):
    assert said(ask, programs=care(code)).outcome is Outcome.NOT_MET


def test_other_programmes_need_none(ask):
    found = said(ask, programs=care("urn:carecoord:program#waiver"))

    assert found.outcome is Outcome.NOT_APPLICABLE


def test_an_end_that_nobody_knows_asks_for_nothing(ask):
    assert said(ask, programs=care(until="")).outcome is Outcome.NOT_APPLICABLE


def test_without_medicare_nobody_needs_it(ask):
    assert said(ask, coverages="").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("status", "form"), [("not-done", "CMS-10123"), ("completed", "CMS-10065")]
)
def test_what_is_no_notice(ask, status, form):
    assert said(ask, given("2026-11-10", status, form)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2026-11-27", Outcome.NOT_MET), ("2026-11-28", Outcome.NOT_APPLICABLE)],
)
def test_it_lapses_a_week_after_the_end(ask, as_of, outcome):
    assert said(ask, as_of=as_of).outcome is outcome


@pytest.mark.parametrize("missing", ["programs", "coverages", "communications"])
def test_a_list_that_nobody_asked_for(ask, missing):
    lists = {"programs": care(), "coverages": MEDICARE, "communications": ""}
    del lists[missing]

    assert ask(RULES, "2026-11-10", lists).missing == (f"{missing} (never asked for)",)
