"""What closes a schedule closes it: the finding is met, and nothing is left to be done."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import attrs
import pytest
from backgrounds import BORN, HISTORIES, read_as_routine
from hypothesis import given, settings
from hypothesis import strategies as st

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.engine.cycle import Cycle
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.recurring import Recurring
from carecoord.testing.invented.value_sets import value_sets
from carecoord.testing.witness import Scene, witness
from carecoord.testing.witness.conditions import setting
from carecoord.testing.witness.stories import told

SETS, CALENDAR = value_sets(), us()
RULES = standard().rules
DAY_0 = date(2026, 3, 3)
DAY = timedelta(days=1)

few = settings(max_examples=settings.default.max_examples // 5)
"""Each schedule has examples of its own."""


@cache
def alone(rule):
    """A catalogue of one rule, so that a review asks nothing else."""
    return Catalogue.of((rule,), value_sets=SETS, calendar=CALENDAR)


def parts(shape, of):
    return [
        pytest.param(rule, part, id=f"{rule.id}-{rule.edition}-{part.name}")
        for rule in RULES
        if isinstance(rule.shape, shape)
        for part in of(rule.shape)
    ]


def day_within(window, place):
    """A day of a window: at 0 its first, at 1 its last."""
    return window.earliest + round(place * (window.overdue_after - window.earliest).days) * DAY


places = st.one_of(st.sampled_from((0, 1)), st.floats(0, 1))


@cache
def story_of(rule, step):
    """The story up to the step, and its window there."""
    story = told(rule, alone(rule), DAY_0, HISTORIES.get(rule.id, ())).asked_for(step)
    if step.after is not None:
        before = story.finding(step.after, story.start).window
        story = story.having(*story.closer(step.after, before.due, "before"))
        return story, story.finding(step, before.due).window
    return story, story.finding(step, story.start).window


@pytest.mark.parametrize(("rule", "step"), parts(FollowUp, lambda shape: shape.steps))
def test_a_step_is_closed_by_what_closes_it(rule, step):
    story, window = story_of(rule, step)

    @few
    @given(places)
    def closes(place):
        last = max(day_within(window, place), window.earliest + (step.times - 1) * DAY)
        done = [
            fact
            for n in range(step.times)
            for fact in story.closer(step, last - n * DAY, f"closer-{n}")
        ]
        as_of = max(last, story.start)
        without, closed = story.finding(step, as_of), story.finding(step, as_of, *done)

        assert without.action is not None
        assert (closed.outcome, closed.action) == (Outcome.MET, None)

    closes()


def said(scene, rule, as_of, *facts):
    found = review(scene.having(facts).chart, alone(rule), as_of).findings
    return next(f for f in found if f.rule == rule.id)


@cache
def scene_of(rule):
    """A patient to whom a recurring rule applies, from long ago on."""
    since = max(DAY_0, rule.in_force_from or DAY_0)
    scene = setting(rule.shape.applies, since, alone(rule)).having(HISTORIES.get(rule.id, ()))
    if rule.id in BORN:
        scene = attrs.evolve(scene, born=BORN[rule.id])
    if rule.shape.first is None or rule.id in HISTORIES:
        return scene, since
    long_ago = date(since.year - 11, 3, 10)
    begun = witness(
        rule.shape.first, long_ago, catalogue=alone(rule), scene=scene, name="since", ends=False
    )
    return scene.having(begun), since


def doing(rule, way, on, name="done"):
    """What counts as having done it on a day, with a result that asks for nothing more."""
    scene, _ = scene_of(rule)
    facts = witness(way.done, on, catalogue=alone(rule), scene=scene, name=name)
    return read_as_routine(way, facts)


def ways_of(shape):
    return shape.ways


@pytest.mark.parametrize(("rule", "way"), parts(Recurring, ways_of))
def test_something_recurring_is_done_by_doing_it(rule, way):
    scene, since = scene_of(rule)

    @few
    @given(st.integers(0, 150))
    def closes(later):
        on = since + later * DAY
        before, after = said(scene, rule, on), said(scene, rule, on, *doing(rule, way, on))

        assert before.action is not None
        assert (after.outcome, after.action) == (Outcome.MET, None)

    closes()


@pytest.mark.parametrize(
    ("rule", "way"), parts(Recurring, lambda shape: () if shape.once else shape.ways)
)
def test_doing_it_in_the_window_of_the_next_round_closes_that_round(rule, way):
    scene, since = scene_of(rule)
    first = doing(rule, way, since)
    window = said(scene, rule, since, *first).window

    @few
    @given(places)
    def closes(place):
        on = day_within(window, place)
        before = said(scene, rule, on, *first)
        after = said(scene, rule, on, *first, *doing(rule, way, on, "again"))

        assert before.action is not None
        assert (after.outcome, after.action) == (Outcome.MET, None)
        assert after.window.due > window.due

    closes()


def cycles():
    return [
        pytest.param(rule, id=f"{rule.id}-{rule.edition}")
        for rule in RULES
        if isinstance(rule.shape, Cycle)
    ]


@pytest.mark.parametrize("rule", cycles())
def test_a_period_is_certified_by_what_certifies_it(rule):
    course = witness(rule.shape.begins, DAY_0, catalogue=alone(rule), name="course", ends=False)
    scene = Scene(facts=course)

    @few
    @given(st.integers(0, 1_500), places)
    def closes(later, place):
        found = review(scene.chart, alone(rule), DAY_0 + later * DAY).findings
        for finding in (one for one in found if one.window.done is None):
            on = day_within(finding.window, place)
            certified = witness(
                rule.shape.certified_by, on, catalogue=alone(rule), by=rule.shape.by, name="done"
            )
            chart, as_of = scene.having(certified).chart, max(on, DAY_0)
            closed = {f.key: f for f in review(chart, alone(rule), as_of).findings}[finding.key]

            assert (closed.outcome, closed.action) == (Outcome.MET, None)

    closes()
