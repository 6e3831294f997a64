"""A night: every value comes to rest, and one that cannot be advanced costs the others nothing."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import AuthoringError, RecordRejected
from carecoord.model import Consent, Device, Period
from carecoord.model.appeal import Appeal
from carecoord.model.consent import Provision
from carecoord.rules.moves.advancing import advance_all
from carecoord.rules.moves.appeal import APPEAL
from carecoord.rules.moves.consent import CONSENT
from carecoord.rules.moves.moving import advance, replay
from carecoord.rules.moves.statuses import row, status_of, with_status
from carecoord.rules.moves.table import Machine

AT = date(2026, 6, 1)
NAIVE = datetime(2026, 6, 1, 8)  # noqa: DTZ001  what is to be refused
NEXT = {"green": "turn-amber", "amber": "turn-red"}
LIGHTS = {
    "name": "traffic light",
    "kind": Device,
    "states": ("green", "amber", "red"),
    "terminal": ("red",),
    "state_of": status_of,
    "moves": (
        row("turn-amber", "turned amber", ["green"], "amber"),
        row("turn-red", "turned red", ["amber"], "red"),
    ),
    "corrected": with_status,
    "passing": lambda _, state, __: NEXT[state],
    "source": "none: a traffic light",
}
LIGHT = Machine(**LIGHTS)
GREEN, AMBER, RED = (Device(id=one, status=one) for one in ("green", "amber", "red"))


def appeal(name, due):
    return Appeal(id=name, authorization="pt", filed_on=date(2026, 5, 1), decision_due=due)


def consent(name, last, status="active"):
    return Consent(
        id=name, status=status, provision=Provision(period=Period.through(date(2026, 1, 1), last))
    )


def test_every_value_is_advanced_until_it_is_at_rest():
    night = advance_all(LIGHT, [RED, GREEN, AMBER], AT)

    assert night.values == (
        RED,
        attrs.evolve(GREEN, status="red"),
        attrs.evolve(AMBER, status="red"),
    )
    assert [(one.fact, one.before, one.after, one.by) for one in night.events] == [
        ("green", "green", "amber", None),
        ("green", "amber", "red", None),
        ("amber", "amber", "red", None),
    ]
    assert night.failed == ()


def test_no_values_are_no_night():
    night = advance_all(LIGHT, iter(()), AT)

    assert (night.values, night.events, night.failed) == ((), (), ())


def test_it_makes_the_moves_that_advance_makes_and_they_can_be_made_again():
    over = consent("over", date(2026, 5, 31))
    goes_on = consent("goes-on", AT)
    night = advance_all(CONSENT, (over, goes_on), AT)

    moved = advance(CONSENT, over, AT)
    assert night.values == (moved.value, goes_on)
    assert night.events == (moved.event,)
    assert replay(CONSENT, over, night.events) == night.values[0]


def test_a_move_that_leaves_the_state_is_made_once():
    late = appeal("a", date(2026, 5, 31))
    night = advance_all(APPEAL, [late], AT)

    assert [one.move for one in night.events] == ["overdue"]
    assert night.values == (attrs.evolve(late, overdue_since=AT),)


def test_a_value_that_cannot_be_advanced_is_told_and_costs_the_others_nothing():
    strange = Device(id="strange", status="blue")
    night = advance_all(LIGHT, [AMBER, strange, None, GREEN], AT)

    assert night.values[1:3] == (strange, None)
    assert [one.status for one in (night.values[0], night.values[3])] == ["red", "red"]
    assert [(one.place, type(one.because)) for one in night.failed] == [
        (1, KeyError),
        (2, AttributeError),
    ]


def test_what_fails_on_its_way_stays_as_it_was_and_has_no_events():
    broken = Machine(**LIGHTS | {"passing": lambda _, state, __: {"green": "turn-amber"}[state]})
    night = advance_all(broken, [GREEN, RED], AT)

    assert (night.values, night.events) == ((GREEN, RED), ())
    assert [one.place for one in night.failed] == [0]


def test_what_was_raised_is_not_shown():
    night = advance_all(LIGHT, [Device(id="x", status="Mrs. Byron")], AT)

    assert repr(night.failed) == "(NotAdvanced(place=0),)"


def test_a_table_by_which_time_never_rests_is_told():
    turning = Machine(
        **LIGHTS
        | {
            "moves": (row("turn", "turned", ["green"], "green"),),
            "passing": lambda *_: "turn",
        }
    )
    night = advance_all(turning, [GREEN], AT)

    assert night.values == (GREEN,)
    assert isinstance(night.failed[0].because, AuthoringError)
    assert "makes the move turn again and again" in str(night.failed[0].because)


@pytest.mark.parametrize("values", [[], [RED]], ids=["without values", "of one"])
def test_a_moment_without_its_offset_is_refused_for_all(values):
    with pytest.raises(RecordRejected, match="without an offset"):
        advance_all(LIGHT, values, NAIVE)


def test_a_moment_without_its_offset_is_refused_though_nothing_would_move():
    with pytest.raises(RecordRejected, match="without an offset"):
        advance(LIGHT, RED, NAIVE)


def test_instants_and_days_stand_beside_each_other():
    at = datetime(2026, 6, 1, 12, tzinfo=UTC)
    instant, day = appeal("i", datetime(2026, 6, 1, 11, tzinfo=UTC)), appeal("d", AT)
    night = advance_all(APPEAL, [instant, day], at)

    assert [one.fact for one in night.events] == ["i"]
    assert night.failed == ()
