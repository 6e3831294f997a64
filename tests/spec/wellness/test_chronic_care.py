"""Chronic care management, month by month: enrolled on 10 March 2026."""

from datetime import date

import pytest

from carecoord import review
from carecoord.model import (
    Chart,
    Code,
    Consent,
    Patient,
    Period,
    Program,
    Provision,
)
from carecoord.model.code import ACT_CODE, concept
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.concepts.courses import PROGRAM
from carecoord.rules.wellness import RULES as ALL

title = "Chronic care management of the month"

RULES = tuple(one for one in ALL if one.id == "wellness.chronic-care")
CODE = "urn:carecoord:program#chronic-care-management"
AGREED = f"category | on\n{CODE} | 2026-03-10"


def enrolled(since="2026-03-10", until=""):
    return f"type | from | to\n{CODE} | {since} | {until}"


def month(ask, *done, as_of="2026-03-31", programs=None, consents=AGREED, code="99490"):
    lists = {
        "programs": enrolled() if programs is None else programs,
        "consents": consents,
        "procedures": "\n".join(["code | on", *(f"{code} | {day}" for day in done)]),
    }
    return ask(RULES, as_of, lists)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-03-01", date(2026, 3, 31)),
        ("2026-03-31", date(2026, 3, 31)),
        ("2026-02-10", date(2026, 2, 28)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-12-31", date(2025, 12, 31)),
    ],
)
def test_the_first_is_due_by_the_end_of_the_month_of_enrolment(ask, since, due):
    assert month(ask, programs=enrolled(since)).window.due == due


@pytest.mark.parametrize(
    ("done", "due"),
    [
        ("2026-03-10", date(2026, 4, 30)),
        ("2026-03-31", date(2026, 4, 30)),
        ("2026-04-01", date(2026, 5, 31)),
        ("2026-12-15", date(2027, 1, 31)),
        ("2027-01-31", date(2027, 2, 28)),
    ],
)
def test_then_by_the_end_of_the_next_month(ask, done, due):
    assert month(ask, done, as_of=done).window.due == due


def test_it_says_so_as_a_person_would(ask):
    said = "last seen 2026-03-10, next by the end of the next month; due 2026-04-30"

    assert month(ask, "2026-03-10").reason == said


@pytest.mark.parametrize(("as_of", "open_now"), [("2026-04-02", False), ("2026-04-03", True)])
def test_it_opens_27_days_before_within_its_month(ask, as_of, open_now):
    assert (month(ask, "2026-03-20", as_of=as_of).action is not None) is open_now


@pytest.mark.parametrize("code", ["99490", "99487", "99491"])
def test_which_services(ask, code):
    assert month(ask, "2026-03-20", code=code).outcome is Outcome.MET


@pytest.mark.parametrize("code", ["99495", "99213"])
def test_other_services_close_nothing(ask, code):
    assert month(ask, "2026-03-20", code=code).outcome is Outcome.NOT_MET


def test_without_consent_nothing_is_asked(ask):
    assert month(ask, consents="").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2026-03-20", Outcome.NOT_MET), ("2026-03-21", Outcome.NOT_APPLICABLE)],
)
def test_it_ends_with_the_enrolment(ask, as_of, outcome):
    found = month(ask, as_of=as_of, programs=enrolled(until="2026-03-20"))

    assert found.outcome is outcome


@pytest.mark.parametrize("missing", ["programs", "consents", "procedures"])
def test_a_list_that_nobody_asked_for(ask, missing):
    lists = {"programs": enrolled(), "consents": AGREED, "procedures": ""}
    del lists[missing]

    assert ask(RULES, "2026-03-31", lists).missing == (f"{missing} (never asked for)",)


def test_an_enrolment_of_which_only_the_year_is_known(ask):
    assert month(ask, programs=enrolled("2025")).window.due == date(2025, 12, 31)


def test_an_enrolment_of_which_no_day_is_known(ask):
    found = month(ask, programs=enrolled(""))

    assert found.outcome is Outcome.INSUFFICIENT_DATA


def agreed(**elements):
    """A chart with an enrolment and a consent of these elements, as the rule sees it."""
    concepts = (concept(Code(PROGRAM, "chronic-care-management")),)
    since = date(2026, 3, 10)
    consent = Consent(id="c", status="active", category=concepts, given_on=since, **elements)
    program = Program(id="e", status="active", type=concepts, period=Period(since, None))
    chart = Chart(key="p", patient=Patient(), consents=[consent], programs=[program], procedures=[])
    (found,) = review(chart, Catalogue.of(RULES), date(2026, 3, 31)).findings
    return found.outcome


@pytest.mark.parametrize(
    ("elements", "outcome"),
    [
        ({}, Outcome.NOT_MET),
        ({"provision": Provision()}, Outcome.NOT_MET),
        ({"provision": Provision(type="permit")}, Outcome.NOT_MET),
        ({"provision": Provision(provisions=(Provision(type="deny"),))}, Outcome.NOT_MET),
        ({"provision": Provision(type="deny")}, Outcome.NOT_APPLICABLE),
        ({"policy_rule": concept(Code(ACT_CODE, "OPTIN"))}, Outcome.NOT_MET),
        ({"policy_rule": concept(Code(ACT_CODE, "OPTOUT"))}, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_consent_that_denies_is_no_agreement(elements, outcome):
    assert agreed(**elements) is outcome
