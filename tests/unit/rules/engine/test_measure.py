"""The gap of a measure: visits of which one is counted, and what is said of each."""

from datetime import date

import attrs
import pytest

from carecoord import review
from carecoord.model import Chart, Encounter, Observation, Patient, Period, Procedure
from carecoord.rules import Citation, Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import EACH, Exists, Facts
from carecoord.rules.engine.citation import Status
from carecoord.rules.shapes import Group, Measure, Rule

VISITS, TESTS, REASONS = Facts(Encounter), Facts(Observation), Facts(Procedure)
GROUP = Group(
    name="g",
    initial_population=Exists(VISITS).named("visit"),
    denominator=Exists(REASONS).named("reason"),
    numerator=Exists(TESTS).named("test"),
)
VISIT = Encounter(id="e1", period=Period.through(date(2026, 3, 1), date(2026, 3, 1)))
TEST = Observation(id="o1", effective=date(2026, 3, 1))
REASON = Procedure(id="p1", performed=date(2026, 3, 1))


def told(group, *facts, as_of=date(2026, 6, 1), unasked=()):
    rule = Rule(
        id="invented.measure",
        edition="2026",
        title="Tested",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody seen",
        licences=(Licence.RN,),
        shape=Measure(groups=(group,), years=(2026,), closes="a test"),
    )
    lists = {name: [] for name in ("encounters", "observations", "procedures")}
    for fact in facts:
        lists[fact.listed_under].append(fact)
    asked = {name: held for name, held in lists.items() if name not in unasked}
    chart = Chart(key="p", patient=Patient(), **asked)
    return review(chart, Catalogue.of(rule), as_of).findings


def gap(finding):
    return dict(finding.details).get("gap")


def named(finding):
    return [(line.clause, [ref.id for ref in line.facts]) for line in finding.evidence]


@pytest.mark.parametrize(
    ("facts", "as_of", "outcome", "stands"),
    [
        ((VISIT, REASON), date(2026, 12, 31), Outcome.NOT_MET, "open"),
        ((VISIT, REASON, TEST), date(2026, 12, 31), Outcome.MET, "closed"),
        ((VISIT,), date(2026, 12, 31), Outcome.NOT_APPLICABLE, "not applicable"),
        ((REASON, TEST), date(2026, 12, 31), Outcome.NOT_APPLICABLE, "not applicable"),
    ],
)
def test_how_the_gap_stands(facts, as_of, outcome, stands):
    (finding,) = told(GROUP, *facts, as_of=as_of)

    assert (finding.outcome, gap(finding)) == (outcome, stands)
    assert (finding.action is not None) is (stands == "open")


@pytest.mark.parametrize(
    ("day", "stands"),
    [(date(2026, 3, 31), "open"), (date(2026, 4, 1), "cannot close any more")],
)
def test_after_its_last_day_it_cannot_close_any_more(day, stands):
    march = attrs.evolve(GROUP, last_day=GROUP.last_day.minus(months=9))
    (finding,) = told(march, VISIT, REASON, as_of=day)

    assert gap(finding) == stands
    assert dict(finding.details)["last day"] == date(2026, 3, 31)


def test_all_that_it_rests_on_is_named():
    (finding,) = told(GROUP, VISIT, REASON, TEST)

    assert named(finding) == [("visit", ["e1"]), ("reason", ["p1"]), ("test", ["o1"])]


def test_whoever_is_excepted_has_no_gap():
    excepted = attrs.evolve(GROUP, denominator_exceptions=Exists(REASONS).named("excepted"))
    (finding,) = told(excepted, VISIT, REASON)

    assert (finding.reason, gap(finding)) == ("excepted", "not applicable")


def test_whether_somebody_is_excepted_may_not_be_known():
    group = attrs.evolve(GROUP, denominator=None, denominator_exceptions=Exists(REASONS))
    (finding,) = told(group, VISIT, unasked=("procedures",))

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("procedures (never asked for)",)


def test_of_what_is_counted_each_has_its_own_gap_and_is_named():
    group = attrs.evolve(
        GROUP, per=VISITS, denominator=None, numerator=Exists(TESTS.overlapping(EACH.span))
    )
    later = Encounter(id="e2", period=Period.through(date(2026, 4, 1), date(2026, 4, 1)))
    found = told(group, VISIT, later, TEST)

    assert [(gap(f), named(f)[0][1]) for f in found] == [("closed", ["e1"]), ("open", ["e2"])]
