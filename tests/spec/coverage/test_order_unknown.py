"""Two plans on the day of a visit, Tuesday 10 March 2026."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import Appointment, Coverage, Period
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.coverage import RULES as ALL

title = "Which plan pays first is not known"

RULES = tuple(rule for rule in ALL if rule.id == "coverage.order-unknown")
AS_OF = date(2026, 3, 1)
VISIT = Appointment(id="a", status="booked", start=datetime(2026, 3, 10, 9, tzinfo=UTC))
YEAR = Period.through(date(2026, 1, 1), date(2026, 12, 31))
ONE = Coverage(id="c", status="active", period=YEAR)
OTHER = attrs.evolve(ONE, id="d")


def ask(told, *plans, visits=(VISIT,), as_of=AS_OF):
    return told(RULES, as_of, appointments=visits, coverages=plans, eligibility_responses=[])


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (None, None, Outcome.MET),
        (1, 1, Outcome.MET),
        (1, 2, Outcome.NOT_MET),
        (2, 1, Outcome.NOT_MET),
        (2, 5, Outcome.NOT_MET),
    ],
)
def test_an_order_is_two_different_places(told, first, second, outcome):
    """FHIR: there may be gaps in the numbering."""
    plans = attrs.evolve(ONE, order=first), attrs.evolve(OTHER, order=second)

    assert ask(told, *plans).outcome is outcome


def test_it_is_asked_by_the_day_before(told):
    finding = ask(told, ONE, OTHER)

    assert finding.reason == "which plan pays first on 2026-03-10 is not known"
    assert finding.action.due == finding.action.overdue_after == date(2026, 3, 9)
    assert finding.action.urgency is Urgency.ROUTINE
    assert finding.action.licences == (Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT)
    assert [ref.id for ref in finding.evidence[1].facts] == ["c", "d"]


@pytest.mark.parametrize(
    ("period", "outcome"),
    [
        (Period.through(date(2026, 3, 10), None), Outcome.MET),
        (Period.through(date(2026, 3, 11), None), Outcome.NOT_APPLICABLE),
        (Period.through(date(2026, 1, 1), date(2026, 3, 10)), Outcome.MET),
        (Period.through(date(2026, 1, 1), date(2026, 3, 9)), Outcome.NOT_APPLICABLE),
        (None, Outcome.INSUFFICIENT_DATA),
    ],
)
def test_both_are_in_force_on_the_day(told, period, outcome):
    assert ask(told, ONE, attrs.evolve(OTHER, period=period)).outcome is outcome


def test_plans_that_may_be_in_force_with_an_order_are_no_question(told):
    plans = attrs.evolve(ONE, order=1), attrs.evolve(OTHER, order=2, period=None)

    assert ask(told, *plans).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 10), Outcome.MET), (date(2026, 3, 11), Outcome.NOT_MET)],
)
def test_it_is_told_until_the_visit_is_past(told, as_of, outcome):
    assert ask(told, ONE, OTHER, as_of=as_of).outcome is outcome


def test_what_may_be_is_asked_until_then_too(told):
    unsure = attrs.evolve(OTHER, period=None)

    assert ask(told, ONE, unsure, as_of=date(2026, 3, 11)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("lists", [{}, {"appointments": [VISIT]}])
def test_lists_that_nobody_asked_for_are_missing(told, lists):
    assert told(RULES, AS_OF, **lists).outcome is Outcome.INSUFFICIENT_DATA


def test_one_plan_needs_no_order(told):
    assert ask(told, ONE).outcome is Outcome.NOT_APPLICABLE
