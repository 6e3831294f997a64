"""Twelve of sixteen visits were granted, 1 April to 31 May 2026, and fourteen are booked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from permission_facts import item, request, visit, waiting

from carecoord import review
from carecoord.model import Chart, Patient
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.permissions import RULES

title = "Which rule tells of a permission"

FIRST, LAST, UNTIL = date(2026, 4, 1), date(2026, 5, 31), date(2026, 5, 25)
AS_OF = date(2026, 4, 1)
GRANTED = request(
    "z1",
    item("A2", units="12"),
    first=FIRST,
    last=LAST,
    created_on=date(2026, 3, 20),
    case={"appeal_until": UNTIL},
)
FOURTEEN = tuple(visit(f"v{n:02}", date(2026, 4, 6) + timedelta(days=3 * n)) for n in range(14))


ON_APPEALS = frozenset(
    f"permissions.{name}"
    for name in ("appeal-decision-overdue", "appeal-window-closing", "denied-without-next-step")
)


def on_appeals(authorizations, appeals):
    """What the rules about appeals say on 10 March of requests answered on 2 March 2026."""
    lists = ("appointments", "orders", "eligibility_responses", "tasks", "encounters")
    chart = Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 6, 1)),
        authorizations=authorizations,
        appeals=appeals,
        **dict.fromkeys(lists, ()),
    )
    rules = [rule for rule in RULES if rule.id in ON_APPEALS]
    return {f.outcome for f in review(chart, Catalogue.of(rules), date(2026, 3, 10)).findings}


@pytest.mark.parametrize("held", [(), (request("z1", item("A1")),), (waiting(),)])
def test_whom_nothing_was_denied_is_not_asked_about_appeals(held):
    """Of FHIR alone, which has no resource for them."""
    assert on_appeals(held, None) == {Outcome.NOT_APPLICABLE}


def test_of_a_denial_it_is_said_that_appeals_were_not_asked_for():
    assert on_appeals([request("z1", item("A3"))], None) == {Outcome.INSUFFICIENT_DATA}


def test_who_says_that_there_are_no_appeals_gets_the_work():
    denied = [request("z1", item("A3"), case={"appeal_until": date(2026, 3, 20)})]

    assert on_appeals(denied, ()) == {Outcome.MET, Outcome.NOT_APPLICABLE}


def told(appointments, as_of=AS_OF):
    """The work of each rule: the ids of the visits that its evidence names last."""
    lists = ("appeals", "orders", "eligibility_responses", "tasks", "encounters", "care_plans")
    chart = Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 6, 1)),
        authorizations=[GRANTED],
        appointments=appointments,
        **dict.fromkeys(lists, ()),
    )
    found = review(chart, Catalogue.of(RULES), as_of).findings
    return {
        f.rule.removeprefix("permissions."): [ref.id for ref in f.evidence[-1].facts]
        for f in found
        if f.outcome is Outcome.MET and f.action is not None
    }


def test_visits_13_and_14_are_told_of_once_and_the_decision_is_to_be_answered():
    assert told(FOURTEEN) == {"running-out": ["v12", "v13"], "denied-without-next-step": ["z1"]}


def test_a_visit_that_nobody_came_to_draws_nothing():
    kept = [visit("v00", date(2026, 4, 6), status="noshow"), *FOURTEEN[1:]]

    assert told(kept, date(2026, 4, 7))["running-out"] == ["v13"]


@pytest.mark.parametrize(
    ("day", "tells"),
    [
        (date(2026, 3, 31), "wrong-dates"),
        (date(2026, 4, 1), None),
        (date(2026, 5, 31), None),
        (date(2026, 6, 1), "running-out"),
    ],
)
def test_both_ends_are_inside(day, tells):
    work = told([visit("v00", day)], date(2026, 3, 25))
    work.pop("denied-without-next-step")

    assert work == ({} if tells is None else {tells: ["v00"]})
