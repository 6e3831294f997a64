"""Until ``valid_until`` nothing changes, for every schedule in a chart that it has to work on.

Each is walked day by day, past its windows and beyond: a day before ``valid_until`` has to find
what the review before it found.
"""

from __future__ import annotations

import pytest
from scenes import BY_HAND, DAY, DAY_0, RULES, alone, course_of, doing, scene_of, story_of

from carecoord import review
from carecoord.rules.engine.cycle import Cycle
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.recurring import Recurring

DAYS = 150
BEFORE = 40
"""How many days of the walk lie before the day on which the story begins."""


def charts(rule):
    """A chart of the rule, as it is and with the first thing done, and the day it begins."""
    shape = rule.shape
    if isinstance(shape, Cycle):
        yield course_of(rule).chart, DAY_0
    elif isinstance(shape, Recurring):
        scene, since = scene_of(rule)
        yield scene.chart, since
        yield scene.having(doing(rule, shape.ways[0], since)).chart, since
    else:
        first = next(step for step in shape.steps if f"{rule.id}:{step.name}" not in BY_HAND)
        story, window = story_of(rule, first)
        yield story.scene.chart, story.start
        done = story.closer(first, max(window.earliest, story.start))
        yield story.scene.having(done).chart, story.start


def schedules():
    return [
        pytest.param(rule, id=f"{rule.id}-{rule.edition}")
        for rule in RULES
        if isinstance(rule.shape, FollowUp | Recurring | Cycle)
    ]


def wrong_days(chart, rule, first, days):
    """The days on which something else was found than promised."""
    held = review(chart, alone(rule), first)
    for number in range(1, days):
        day = first + number * DAY
        found = review(chart, alone(rule), day)
        due = held.valid_until is not None and held.valid_until <= day
        if not due and (found.findings, found.holds) != (held.findings, held.holds):
            yield day
        if due:
            held = found


@pytest.mark.parametrize("rule", schedules())
def test_findings_hold_on_every_day_until_valid_until(rule):
    for chart, since in charts(rule):
        assert list(wrong_days(chart, rule, since - BEFORE * DAY, DAYS)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("rule", schedules())
def test_findings_hold_for_four_years(rule):
    for chart, since in charts(rule):
        assert list(wrong_days(chart, rule, since - BEFORE * DAY, 1_461)) == []
