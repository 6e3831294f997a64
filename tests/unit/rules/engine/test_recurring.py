"""Something due again and again: an invented test, counted from the last one."""

from datetime import date

import pytest

from carecoord import review
from carecoord.model import Chart, Condition, Observation, Patient
from carecoord.rules import Citation, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import Exists, Facts
from carecoord.rules.engine.citation import Status
from carecoord.rules.shapes import Interval, Recurring, Rule, Way, business_days, months

REASON = Facts(Condition)
LAST = Observation(id="o1", effective=date(2026, 4, 30))


def finding(every, *, calendar=None, tests=(LAST,)):
    rule = Rule(
        id="invented.test",
        edition="only",
        title="Tests",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody with a condition",
        shape=Recurring(
            applies=Exists(REASON),
            reason_name="condition",
            begins=REASON,
            ways=(Way("test", Facts(Observation), (Interval(every),)),),
            title="Test",
            closes="a test",
        ),
    )
    chart = Chart(
        key="p1",
        patient=Patient(),
        conditions=[Condition(id="c1", onset=date(2026, 1, 1), clinical_status="active")],
        observations=tests,
    )
    (one,) = review(chart, Catalogue.of(rule, calendar=calendar), date(2026, 5, 4)).findings
    return one


def weekday(day):
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("every", "due"),
    [(months(1), date(2026, 5, 30)), (business_days(2), date(2026, 5, 4))],
)
def test_it_is_due_so_long_after_the_last_one_whatever_that_showed(every, due):
    """30 April 2026 is a Thursday: the second working day after it is Monday, 4 May."""
    found = finding(every, calendar=weekday)

    assert (found.outcome, found.action.due) == (Outcome.NOT_MET, due)


@pytest.mark.parametrize("calendar", [None, lambda _: None], ids=["none", "one too short"])
def test_without_a_calendar_for_working_days_it_says_so(calendar):
    found = finding(business_days(2), calendar=calendar)

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert found.missing == ("a calendar that covers the interval",)
    assert [ref.id for line in found.evidence for ref in line.facts] == ["c1", "o1"]
