"""Schedules that count plain days find the same, so many days later, of a record so much later."""

from __future__ import annotations

from datetime import timedelta
from functools import cache, partial

import attrs
import pytest
from backgrounds import HISTORIES
from drawn_charts import AROUND, some_charts, some_days
from hypothesis import given, settings
from hypothesis import strategies as st
from moved import exact, findings_moved, moved

from carecoord import review
from carecoord.model import ValueSet
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.criteria.ages import Age, AgeAt
from carecoord.rules.criteria.birth import Birth
from carecoord.rules.engine.cycle import Cycle
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.intervals import AtAge
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.parameters import Dated
from carecoord.rules.engine.recurring import Recurring
from carecoord.testing.invented.value_sets import value_sets
from carecoord.testing.witness import NoWitness, Scene, witness
from carecoord.testing.witness.stories import told

SETS = value_sets()
NEEDS_A_CALENDAR = (Age, AgeAt, AtAge, Birth, Dated)


def parts(node):
    """A shape and everything it is made of."""
    seen, waiting = set(), [node]
    while waiting:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, ValueSet):
            continue
        seen.add(id(part))
        yield part
        if isinstance(part, tuple | frozenset):
            waiting += part
        elif attrs.has(type(part)):
            waiting += [getattr(part, field.name) for field in attrs.fields(type(part))]


def counts_by_the_calendar(part):
    """Whether a part of a rule says another thing of other days: months, ages, working days."""
    if isinstance(part, Offset):
        return part.unit is not Unit.DAYS
    return isinstance(part, NEEDS_A_CALENDAR) or bool(getattr(part, "months", 0))


def plain_rules():
    """Schedules that count nothing but days, each as if it had always been in force."""
    return {
        rule.id: attrs.evolve(rule, in_force_from=None)
        for rule in standard().rules
        if isinstance(rule.shape, FollowUp | Recurring | Cycle)
        and not any(counts_by_the_calendar(part) for part in parts(rule.shape))
    }


PLAIN = plain_rules()
CATALOGUE = Catalogue.of(tuple(PLAIN.values()), value_sets=SETS)
few = settings(max_examples=settings.default.max_examples // 2)
any_days = st.integers(-4_000, 4_000)


def found(chart, catalogue, as_of):
    return review(chart, catalogue, as_of).findings


def later_findings(chart, catalogue, as_of, days):
    """The findings of the chart moved by so many days, told as if it had not been."""
    late = found(moved(chart, days), catalogue, as_of + timedelta(days=days))
    return findings_moved(late, -days)


@given(some_charts, some_days, any_days)
def test_what_is_found_moves_with_the_record(chart, as_of, days):
    chart = exact(chart)

    assert found(chart, CATALOGUE, as_of) == later_findings(chart, CATALOGUE, as_of, days)


def test_enough_schedules_count_plain_days():
    assert len(PLAIN) >= 14
    assert {type(rule.shape) for rule in PLAIN.values()} == {FollowUp, Recurring, Cycle}


@cache
def told_of(rule):
    """A catalogue of the rule alone, a chart of which it has something to say, and what closes."""
    alone, shape = Catalogue.of((rule,), value_sets=SETS), rule.shape
    if isinstance(shape, FollowUp):
        story = told(rule, alone, AROUND, HISTORIES.get(rule.id, ()))
        return alone, story.scene, [partial(story.closer, step) for step in shape.steps]
    begins = shape.begins if isinstance(shape, Cycle) else shape.first
    course = HISTORIES.get(rule.id) or witness(
        begins, AROUND, catalogue=alone, name="course", ends=False
    )
    selections = (
        [shape.certified_by] if isinstance(shape, Cycle) else [way.done for way in shape.ways]
    )
    scene = Scene(facts=course)
    draw = partial(witness, catalogue=alone, scene=scene, name="closer")
    return alone, scene, [partial(draw, one) for one in selections]


@pytest.mark.parametrize("rule", PLAIN.values(), ids=PLAIN)
def test_what_a_schedule_finds_moves_with_the_record(rule):
    alone, scene, closers = told_of(rule)

    @few
    @given(st.integers(0, 200), st.integers(0, 200), st.sampled_from(closers), any_days)
    def moves(passed, until_done, closer, days):
        try:
            done = closer(AROUND + timedelta(days=until_done))
        except NoWitness:
            done = ()
        chart, as_of = scene.having(done).chart, AROUND + timedelta(days=passed)

        assert found(chart, alone, as_of) == later_findings(chart, alone, as_of, days)

    moves()


def test_a_month_is_not_so_many_days():
    """What counts by months does not move with the record: this file would see it."""
    rule = next(r for r in standard().rules if r.id == "followup.diabetes-after-hospital")
    alone = Catalogue.of((attrs.evolve(rule, in_force_from=None),), value_sets=SETS)
    chart = told(rule, alone, AROUND).scene.chart

    assert found(chart, alone, AROUND) != later_findings(chart, alone, AROUND, 31)
