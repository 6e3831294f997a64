"""Kinds of details: what each takes and what it does not, and that no detail is without one."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from carecoord.model import Actor, Authorization, PartialDate, Period
from carecoord.model.code import CodeableConcept
from carecoord.model.task import TaskParameter
from carecoord.rules.moves import detail_kinds as kinds
from carecoord.rules.moves.machines import MACHINES

DAY, ACTOR = date(2026, 3, 10), Actor(id="a")
FITTING = [
    (kinds.TIME, [DAY, datetime(2026, 3, 10, 8, tzinfo=UTC), PartialDate(2026, 3)]),
    (kinds.TEXT, ["a", " a "]),
    (kinds.TEXTS, [(), ("a", "b")]),
    (kinds.COUNT, [0, 5]),
    (kinds.UNITS, [Decimal(0), Decimal("1.5")]),
    (kinds.WEEKDAY, [0, 6]),
    (kinds.PERIOD, [Period(DAY, None)]),
    (kinds.CONCEPT, [CodeableConcept((), "unwell")]),
    (kinds.ACTOR, [ACTOR]),
    (kinds.ACTORS, [(), (ACTOR, ACTOR)]),
    (kinds.ANSWER, [Authorization(id="p")]),
    (kinds.OUTPUTS, [(), (TaskParameter(),)]),
]
NAIVE = datetime(2026, 3, 10, 8)  # noqa: DTZ001
OTHER = [
    (kinds.TIME, [NAIVE, time(8), "2026-03-10", 5, float("nan"), (DAY,)]),
    (kinds.TEXT, ["", " ", 5, b"a", ("a",)]),
    (kinds.TEXTS, ["ab", ["a"], ("a", 5), ("",)]),
    (kinds.COUNT, [-1, True, 1.0, Decimal(1), "1"]),
    (kinds.UNITS, [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), 1, 1.0, "1", True]),
    (kinds.WEEKDAY, [-1, 7, True, "MO", 1.5]),
    (kinds.PERIOD, ["May", (DAY, DAY)]),
    (kinds.CONCEPT, ["unwell", 5]),
    (kinds.ACTOR, ["a", (ACTOR,)]),
    (kinds.ACTORS, [ACTOR, [ACTOR], (ACTOR, "a")]),
    (kinds.ANSWER, ["A1", ()]),
    (kinds.OUTPUTS, [5, ("done",)]),
]
SEEN_TO_BY_MOVES = {
    "appointment": {"start", "end"},
    "authorization": {"units", "on"},
}
"""Times of a meeting, and what a visit draws: those moves say themselves what is wrong with it."""


@pytest.mark.parametrize(("kind", "one"), [(kind, one) for kind, many in FITTING for one in many])
def test_what_a_kind_takes(kind, one):
    assert kinds.other_kind({"told": kind}, {"told": one}) is None


@pytest.mark.parametrize(("kind", "one"), [(kind, one) for kind, many in OTHER for one in many])
def test_what_a_kind_does_not_take(kind, one):
    assert kinds.other_kind({"told": kind}, {"told": one}) == ("told", kind)


def test_nothing_is_of_no_kind_and_a_name_without_a_kind_takes_all():
    assert kinds.other_kind({"told": kinds.TEXT}, {"told": None, "else": 5}) is None


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_detail_of_a_table_has_its_kind(machine):
    names = {one for row in machine.moves for one in (*row.details, *row.optional)}
    without = {one for one in (*names, *machine.correcting) if one not in machine.kinds}

    assert without == SEEN_TO_BY_MOVES.get(machine.name, set())
