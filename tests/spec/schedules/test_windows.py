"""Every schedule at the edges of its windows, with charts made from the schedule itself.

What the days must be is counted here, by dateutil and a loop over working days, not by the rules.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from dateutil.relativedelta import relativedelta

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.rules.catalogue import standard
from carecoord.rules.criteria.birth import Birth
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.offset import Unit
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Recurring
from carecoord.rules.engine.review import view_of
from carecoord.rules.engine.window import Standing
from carecoord.testing.invented.value_sets import value_sets
from carecoord.testing.witness import NoWitness, Scene, witness
from carecoord.testing.witness.conditions import needed, setting
from carecoord.testing.witness.find import Wanted

CALENDAR = us()
CATALOGUE = standard(value_sets=value_sets(), calendar=CALENDAR)
DAY = timedelta(days=1)
DAY_0 = date(2026, 3, 3)
BORN = (date(1960, 1, 1), date(2017, 1, 1), date(2026, 2, 20))
"""An adult, a child of nine, a newborn: one of them each schedule speaks of."""

_READ = "its result has to say something: tests/spec/screening"
BY_HAND = {
    "followup.diabetes-after-hospital:visit-14": "asked for by the reason of the stay itself: "
    "tests/spec/followup",
    "followup.joint-replacement-episode:referral": "ordered before the day on which its clock "
    "starts: tests/spec/followup",
    "followup.substance-use-episode:initiation": "a visit before day 0 brings the diagnosis with "
    "it: tests/spec/followup",
    "screening.raised-albumin:confirmation": "needs two of three tests: tests/spec/screening",
    "screening.suspicious-lung-scan:next": _READ,
    "monitoring.kidney-disease-labs:filtration rate": "tests/spec/monitoring",
    "monitoring.vitamin-b12:vitamin B12": "needs years of prescriptions: tests/spec/monitoring",
    "screening.cervical:cervical cytology": _READ,
    "screening.cervical:HPV test at 30 or older": _READ,
    "screening.cervical-hrsa:cervical cytology": _READ,
    "screening.cervical-hrsa:HPV test at 30 or older": _READ,
    "screening.colorectal:stool blood test": _READ,
    "screening.colorectal:stool DNA test with FIT": _READ,
    "screening.lung:low-dose CT": "needs a history of smoking: tests/spec/screening",
    "screening.prediabetes:glucose test": "needs a body mass index: tests/spec/screening",
}
"""What the generated charts cannot draw, and where it is tried out."""


def after(day, span):
    """The day that lies so far after another."""
    span = span.default if isinstance(span, Parameter) else span
    more = timedelta(days=span.and_days)
    if span.unit is Unit.DAYS:
        return day + timedelta(days=span.count) + more
    if span.unit is Unit.MONTHS:
        return day + relativedelta(months=span.count) + more
    if span.unit is Unit.YEAR_ENDS:
        return date(day.year, 12, 31)
    if span.unit is Unit.FULL_MONTHS:
        return day.replace(day=1) + relativedelta(months=span.count + 1)
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


@attrs.frozen
class Story:
    """A trigger on day 0, in a chart to which more can be added."""

    rule: object
    scene: Scene
    row: object
    start: date

    def finding(self, step, as_of, *facts):
        """What the rule says of a step, once facts were added."""
        chart = self.scene.having(facts).chart
        found = review(chart, CATALOGUE, as_of).findings
        return next(
            (f for f in found if f.rule == self.rule.id and f.key.endswith(f":{step.name}")), None
        )

    def closer(self, step, day, name="closer"):
        """What closes a step on a day."""
        return witness(
            step.closed_by,
            day,
            catalogue=CATALOGUE,
            scene=self.scene,
            by=step.by,
            name=name,
            each=self.row,
        )


def told(rule):
    """A story in which the rule is triggered: with the first birth date and length that serve."""
    since = rule.in_force_from or date.min
    day_0 = max(DAY_0, since)
    for born in BORN:
        if isinstance(rule.shape.trigger, Birth):
            scene = Scene(born=day_0)
            row = Frame(view_of(scene.chart, CATALOGUE, day_0)).rows(rule.shape.trigger).sure[0]
            return Story(rule, scene, row, day_0)
        for length in (0, 2):
            try:
                facts = witness(
                    rule.shape.trigger,
                    day_0,
                    day_0 + length * DAY,
                    catalogue=CATALOGUE,
                    scene=Scene(born=born),
                    name="trigger",
                )
            except NoWitness:
                continue
            scene = Scene(born=born, facts=facts)
            frame = Frame(view_of(scene.chart, CATALOGUE, day_0 + length * DAY))
            (row,) = [r for r in frame.rows(rule.shape.trigger).sure if r.fact.id == facts[0].id]
            return Story(rule, scene, row, date.fromordinal(row.end_high))
    pytest.fail("nothing triggers it: it cannot be reached")


def wanted_at(story):
    """What is to be made for a condition on a trigger: something of the trigger's day."""
    day = story.start
    return Wanted(first=day, last=day, ends=True, by=frozenset(), name="if", each=story.row)


def prepared(rule, step):
    """The story with the step before it closed and its condition met, and the day 0 of the step."""
    story = told(rule)
    start = story.start
    for asked in (rule.shape.only_if, step.only_if):
        if asked is not None:
            facts = needed(asked, wanted_at(story), CATALOGUE)
            story = attrs.evolve(story, scene=story.scene.having(facts))
    if step.after is not None:
        start = after(start, step.after.due)
        closing = story.closer(step.after, start, "before")
        story = attrs.evolve(story, scene=story.scene.having(closing))
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


@pytest.mark.parametrize(("rule", "step"), list(follow_ups()))
def test_what_closes_a_step_at_the_edges_of_its_window(rule, step):
    story, start = prepared(rule, step)
    first = after(start, step.earliest) + (step.times - 1) * DAY
    in_time = after(start, step.last_in_time)
    closes = closes_after(story, step, start)

    assert outcome_of(story, step, start, first) is Outcome.MET
    assert outcome_of(story, step, start, in_time) is Outcome.MET
    assert outcome_of(story, step, start, first - DAY) is not Outcome.MET
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
