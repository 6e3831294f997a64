"""Every schedule at the edges of its windows, with charts made from the schedule itself.

What the days must be is counted here, by dateutil and a loop over working days, not by the rules.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.model import Code, Condition, Coverage, Period, Prescription
from carecoord.model.code import concept, icd10cm, rxnorm
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.offset import Unit
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Recurring
from carecoord.rules.engine.window import Standing
from carecoord.testing.invented.value_sets import value_sets
from carecoord.testing.witness import NoWitness, witness
from carecoord.testing.witness.conditions import setting
from carecoord.testing.witness.stories import told

CALENDAR = us()
CATALOGUE = standard(value_sets=value_sets(), calendar=CALENDAR)
DAY = timedelta(days=1)
DAY_0 = date(2026, 3, 3)

_READ = "its result has to say something: tests/spec/screening"
BY_HAND = {
    "followup.diabetes-after-hospital:visit-14": "asked for by the reason of the stay itself: "
    "tests/spec/followup",
    "followup.joint-replacement-episode:referral": "ordered before the day on which its clock "
    "starts: tests/spec/followup",
    "followup.substance-use-episode:initiation": "a visit before day 0 brings the diagnosis with "
    "it: tests/spec/followup",
    "screening.raised-albumin:confirmation": "needs two of three tests: tests/spec/screening",
    "screening.raised-glucose:diagnosis": "asked for by a second test: tests/spec/screening",
    "monitoring.kidney-disease-labs:filtration rate": "tests/spec/monitoring",
    "monitoring.lipids-on-statin:lipids": "needs months of prescriptions: tests/spec/monitoring",
    "monitoring.vitamin-b12:vitamin B12": "needs years of prescriptions: tests/spec/monitoring",
    "screening.cervical:cervical cytology": _READ,
    "screening.cervical:HPV test at 30 or older": _READ,
    "screening.cervical-hrsa:cervical cytology": _READ,
    "screening.cervical-hrsa:HPV test at 30 or older": _READ,
    "screening.cervical-hrsa:cytology and HPV test together at 30 or older": _READ,
    "screening.colorectal:stool blood test": _READ,
    "screening.colorectal:stool DNA test with FIT": _READ,
    "screening.lung:low-dose CT": "needs a history of smoking: tests/spec/screening",
    "screening.prediabetes:glucose test": "needs a body mass index: tests/spec/screening",
    "wellness.prenatal-visits:prenatal visit": "needs a pregnancy: tests/spec/wellness",
}
"""What the generated charts cannot draw, and where it is tried out."""

_DIABETES = Condition(
    id="before",
    code=concept(icd10cm("E11.9")),
    onset=date(2015, 3, 10),
    clinical_status="active",
)
_MEDICARE = Coverage(
    id="before",
    status="active",
    type=concept(Code("https://nahdo.org/sopt", "1")),
    period=Period(date(2015, 3, 10)),
)
BEFORE = {
    "certification.notice-of-non-coverage": (_MEDICARE,),
    "wellness.eye-exam-in-pregnancy": (_DIABETES,),
    "wellness.eye-exam-after-birth": (_DIABETES,),
    "monitoring.inr-dose-change": (
        Prescription(
            id="before",
            status="active",
            code=concept(rxnorm("11289"), text="warfarin of another strength"),
            authored_on=date(2026, 2, 20),
        ),
    ),
}
"""What has to be there before something triggers a schedule."""


def after(day, span):
    """The day that lies so far after another."""
    span = span.default if isinstance(span, Parameter) else span
    more = timedelta(days=span.and_days)
    if span.unit is Unit.DAYS:
        return day + timedelta(days=span.count) + more
    if span.unit is Unit.MONTHS:
        return day + relativedelta(months=span.count) + more
    if span.unit is Unit.YEAR_ENDS:
        return date(day.year + span.count - 1, 12, 31) + more
    if span.unit is Unit.FULL_MONTHS:
        return day.replace(day=1) + relativedelta(months=span.count + 1) + more
    left = span.count
    while left:
        day += DAY
        left -= CALENDAR(day)
    return day


def follow_ups():
    for rule in CATALOGUE.rules:
        if isinstance(rule.shape, FollowUp):
            for step in rule.shape.steps:
                if f"{rule.id}:{step.name}" not in BY_HAND:
                    yield pytest.param(rule, step, id=f"{rule.id}-{rule.edition}-{step.name}")


def prepared(rule, step):
    """The story with the step before it closed and its condition met, and the day 0 of the step."""
    story = told(rule, CATALOGUE, DAY_0, BEFORE.get(rule.id, ())).asked_for(step)
    start = story.start
    if step.after is not None:
        start = after(start, step.after.due)
        story = story.having(*story.closer(step.after, start, "before"))
    return story, start


def closes_after(story, step, start):
    """The last day on which something can still close the step."""
    lapse = after(story.start, story.rule.shape.lapses_after)
    if not step.later_closes:
        return after(start, step.last_in_time)
    return lapse if step.until is None else after(start, step.until)


@pytest.mark.parametrize(("rule", "step"), list(follow_ups()))
def test_the_days_of_a_step(rule, step):
    story, start = prepared(rule, step)
    window = story.finding(step, max(start, story.start)).window

    if step.hours is None:
        assert window.due == after(start, step.due)
        assert window.overdue_after == after(start, step.last_in_time)
    assert window.earliest == min(after(start, step.earliest), window.due)


@pytest.mark.parametrize(("rule", "step"), list(follow_ups()))
def test_how_a_step_stands_by_dates_alone(rule, step):
    story, start = prepared(rule, step)
    window = story.finding(step, max(start, story.start)).window
    closes = closes_after(story, step, start)

    assert window.standing(window.earliest - DAY) is Standing.UPCOMING
    assert window.standing(window.earliest) is Standing.DUE
    assert window.standing(window.overdue_after) is Standing.DUE
    late = Standing.OVERDUE if closes > window.overdue_after else Standing.WINDOW_CLOSED
    assert window.standing(window.overdue_after + DAY) is late
    assert window.standing(closes + DAY) is Standing.WINDOW_CLOSED


def outcome_of(story, step, start, day):
    """How the step stands once it was done on a day, ``times`` days in a row up to it."""
    facts = []
    for number in range(step.times):
        facts += story.closer(step, day - number * DAY, f"closer-{number}")
    as_of = max(day, start, story.start)
    found = story.finding(step, as_of, *facts)
    return None if found is None else found.outcome


def too_early(story, step, start, day):
    """Whether nothing of a day closes the step: what is done, or that nothing of the day counts."""
    try:
        return outcome_of(story, step, start, day) is not Outcome.MET
    except NoWitness:
        return True


@pytest.mark.parametrize(("rule", "step"), list(follow_ups()))
def test_what_closes_a_step_at_the_edges_of_its_window(rule, step):
    story, start = prepared(rule, step)
    first = after(start, step.earliest) + (step.times - 1) * DAY
    in_time = after(start, step.last_in_time)
    closes = closes_after(story, step, start)

    assert outcome_of(story, step, start, first) is Outcome.MET
    assert outcome_of(story, step, start, in_time) is Outcome.MET
    assert too_early(story, step, start, first - DAY)
    if step.hours is None:
        late = outcome_of(story, step, start, in_time + DAY)
        assert (late is Outcome.MET) is (closes > in_time)


def rounds():
    for rule in CATALOGUE.rules:
        if isinstance(rule.shape, Recurring) and not rule.shape.once:
            for way in rule.shape.ways:
                if f"{rule.id}:{way.name}" not in BY_HAND:
                    yield pytest.param(rule, way, id=f"{rule.id}-{rule.edition}-{way.name}")


DONE_ON = date(2027, 2, 14)


def done_once(rule, way):
    """A chart to which the rule applies, with the thing done once, and what it says next day."""
    shape = rule.shape
    scene = setting(shape.applies, DONE_ON, CATALOGUE)
    if shape.first is not None:
        long_ago = date(2015, 3, 10)
        begun = witness(
            shape.first, long_ago, catalogue=CATALOGUE, scene=scene, name="since", ends=False
        )
        scene = scene.having(begun)
    done = witness(way.done, DONE_ON, catalogue=CATALOGUE, scene=scene, name="done")
    return scene.having(done).chart


def said(chart, rule, as_of):
    return next(f for f in review(chart, CATALOGUE, as_of).findings if f.rule == rule.id)


@pytest.mark.parametrize(("rule", "way"), list(rounds()))
def test_the_next_one_counts_from_the_day_on_which_it_was_done(rule, way):
    chart = done_once(rule, way)
    finding = said(chart, rule, DONE_ON)
    if finding.outcome is Outcome.NOT_APPLICABLE:
        pytest.skip("the generated result suppresses it, or another edition speaks")
    window = finding.window
    possible = {after(DONE_ON, interval.every) for interval in way.intervals}

    assert window is not None, finding.reason
    assert window.due in possible
    assert window.overdue_after == after(window.due, rule.shape.grace)


@pytest.mark.parametrize(("rule", "way"), list(rounds()))
def test_it_comes_onto_the_worklist_on_its_first_day(rule, way):
    chart = done_once(rule, way)
    finding = said(chart, rule, DONE_ON)
    if finding.window is None:
        pytest.skip("the generated result suppresses it, or another edition speaks")
    first = finding.window.earliest
    before, on = said(chart, rule, first - DAY), said(chart, rule, first)

    assert before.action is None
    assert on.outcome is Outcome.NOT_APPLICABLE or on.action is not None
    assert finding.window.standing(first - DAY) is Standing.UPCOMING
    assert finding.window.standing(first) is Standing.DUE
    assert finding.window.standing(finding.window.overdue_after) is Standing.DUE
    assert finding.window.standing(finding.window.overdue_after + DAY) is Standing.OVERDUE


def test_there_are_at_least_forty_schedules():
    shapes = (FollowUp, Recurring)
    assert len({rule.id for rule in CATALOGUE.rules if isinstance(rule.shape, shapes)}) >= 40


def test_everything_left_to_hand_exists():
    parts = {
        f"{rule.id}:{part.name}"
        for rule in CATALOGUE.rules
        if isinstance(rule.shape, FollowUp | Recurring)
        for part in (rule.shape.steps if isinstance(rule.shape, FollowUp) else rule.shape.ways)
    }

    assert set(BY_HAND) <= parts
