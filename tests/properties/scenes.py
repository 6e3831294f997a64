"""Every schedule with a chart of which it has something to say, made from the schedule itself."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import attrs
import pytest
from backgrounds import BORN, HISTORIES, read_as_routine

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.engine.cycle import Cycle
from carecoord.testing.invented.value_sets import value_sets
from carecoord.testing.witness import Scene, witness
from carecoord.testing.witness.conditions import setting
from carecoord.testing.witness.stories import told

SETS, CALENDAR = value_sets(), us()
RULES = standard().rules
DAY_0 = date(2026, 3, 3)
DAY = timedelta(days=1)


@cache
def alone(rule):
    """A catalogue of one rule, so that a review asks nothing else."""
    return Catalogue.of((rule,), value_sets=SETS, calendar=CALENDAR)


BY_HAND = {"followup.diabetes-after-hospital:visit-14"}
"""Asked for by the reason of the stay itself, which no witness adds: tests/spec/followup."""


def parts(shape, of):
    return [
        pytest.param(rule, part, id=f"{rule.id}-{rule.edition}-{part.name}")
        for rule in RULES
        if isinstance(rule.shape, shape)
        for part in of(rule.shape)
        if f"{rule.id}:{part.name}" not in BY_HAND
    ]


@cache
def story_of(rule, step):
    """The story up to the step, and its window there."""
    story = told(rule, alone(rule), DAY_0, HISTORIES.get(rule.id, ())).asked_for(step)
    if step.after is not None:
        before = story.finding(step.after, story.start).window
        story = story.having(*story.closer(step.after, before.due, "before"))
        return story, story.finding(step, before.due).window
    return story, story.finding(step, story.start).window


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


def cycles():
    return [
        pytest.param(rule, id=f"{rule.id}-{rule.edition}")
        for rule in RULES
        if isinstance(rule.shape, Cycle)
    ]


@cache
def course_of(rule):
    """A patient whose course of certified periods began on day 0 and goes on."""
    course = witness(rule.shape.begins, DAY_0, catalogue=alone(rule), name="course", ends=False)
    return Scene(facts=course)
