"""When the next round is due, once one is done on a day to come."""

from datetime import UTC, date, timedelta

from carecoord.model import Chart, Observation, Patient
from carecoord.model.code import concept, loinc
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import Exists, Facts, Itself, Span, coded
from carecoord.rules.criteria.dates import On
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.planning import plan

VISITS = Facts(Observation, coded("Visit", loinc("1-8")))
SPRING = Exists(Itself().starting(Span(On(date(2026, 3, 1)), None))).named("in spring")
RULE = Rule(
    id="test.visits",
    edition="2026",
    title="Visits",
    citation=Citation(text="none", locator="none", status=Status.CONVENTION),
    population="all",
    shape=Recurring(
        applies=Exists(VISITS),
        reason_name="visit",
        begins=VISITS,
        ways=(Way("visit", VISITS, (Interval(days(7), when=SPRING), Interval(days(28)))),),
        title="Visit",
        closes="a visit",
        opens_before=days(3),
    ),
)


def test_the_interval_is_that_of_the_day_on_which_it_will_be_done():
    """Every four weeks in winter, every week from March on."""
    seen = Observation(id="o", code=concept(loinc("1-8")), effective=date(2026, 1, 10))
    chart = Chart(key="p", patient=Patient(), observations=(seen,))
    catalogue = Catalogue.of((RULE,), zone=UTC)
    expected = ["2026-02-07", "2026-03-07", "2026-03-14", "2026-03-21"]

    found = plan(chart, catalogue, date(2026, 1, 10), date(2026, 1, 10) + timedelta(days=75))

    assert expected == [one.window.due.isoformat() for one in found]
