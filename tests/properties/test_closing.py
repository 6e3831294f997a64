"""What closes a schedule closes it: the finding is met, and nothing is left to be done."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import DAY, DAY_0, alone, course_of, cycles, doing, parts, said, scene_of, story_of

from carecoord import review
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.recurring import Recurring
from carecoord.testing.witness import witness

few = settings(max_examples=settings.default.max_examples // 5)
"""Each schedule has examples of its own."""


def day_within(window, place):
    """A day of a window: at 0 its first, at 1 its last."""
    return window.earliest + round(place * (window.overdue_after - window.earliest).days) * DAY


places = st.one_of(st.sampled_from((0, 1)), st.floats(0, 1))


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


@pytest.mark.parametrize(("rule", "way"), parts(Recurring, lambda shape: shape.ways))
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


@pytest.mark.parametrize("rule", cycles())
def test_a_period_is_certified_by_what_certifies_it(rule):
    scene = course_of(rule)

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
