"""The engine, on a lamp: every refusal of a move and a correction, the passing of time, replay."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import AuthoringError, MoveRefused, RecordRejected
from carecoord.model import Actor, Authorization, Device, PartialDate
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.authorization_item import AUTHORIZATION_ITEM
from carecoord.rules.moves.detail_kinds import COUNT, TEXT
from carecoord.rules.moves.event import Event, Performer
from carecoord.rules.moves.moving import advance, correct, move, replay
from carecoord.rules.moves.statuses import row, status_of, told, with_status
from carecoord.rules.moves.table import Machine, Move, Need

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
NURSE = Performer(licence=Licence.RN, actor=Actor(kind="Practitioner", id="rn"))
AIDE = Performer(licence=Licence.COORDINATOR)
OFF = Device(id="lamp", status="off")


def lit(value, call):
    return attrs.evolve(value, status="on" if call.details["hand"] == "steady" else "off")


MOVES = (
    Move(name="light", event="lit", before=["off"], after=["on"], change=lit, details=("hand",)),
    row("dim", "dimmed", ["on"], "dim", optional=("by_how_much",)),
    row("break", "broken", ["off", "on", "dim"], "broken", Need.REASON, Need.PERFORMER),
    row("burn-out", "burnt out", ["dim"], "broken"),
    row("inspect", "inspected", ["on"], "on", licences=[Licence.RN, Licence.LPN]),
)
PARTS = {
    "name": "lamp",
    "kind": Device,
    "states": ("off", "on", "dim", "broken", "unknown"),
    "terminal": ("broken",),
    "state_of": status_of,
    "moves": MOVES,
    "corrected": lambda value, to, call: attrs.evolve(
        with_status(value, to, call), serial_number=told(value, call, "serial_number")
    ),
    "correcting": ("serial_number",),
    "passing": lambda _, state, at: "burn-out" if state == "dim" and at >= AT else None,
    "source": "none: a lamp",
}
LAMP = Machine(**PARTS)
ON = attrs.evolve(OFF, status="on")
DIM = attrs.evolve(OFF, status="dim")
BROKEN = attrs.evolve(OFF, status="broken")


def refusal(call, *arguments, **told_):
    with pytest.raises(MoveRefused) as refused:
        call(LAMP, *arguments, **told_)
    return str(refused.value)


# -- a move ---------------------------------------------------------------------------------------


def test_a_move_gives_the_value_as_it_is_then_and_what_happened():
    made = move(LAMP, OFF, "light", at=AT, by=NURSE, reason="dusk", hand="steady")

    assert made.value == ON
    assert (
        Event(
            machine="lamp",
            fact="lamp",
            move="light",
            before="off",
            after="on",
            at=AT,
            by=NURSE,
            reason="dusk",
            details=(("hand", "steady"),),
        )
        == made.event
    )
    assert OFF.status == "off"


@pytest.mark.parametrize(
    ("told_", "kept"),
    [
        ((one for one in (1, 2)), (1, 2)),
        (range(1, 3), (1, 2)),
        ({1: 2}.values(), (2,)),
        ({"a": 1}, {"a": 1}),
        (b"ab", b"ab"),
        (NURSE, NURSE),
    ],
    ids=["a generator", "a range", "a view", "a mapping", "bytes", "a value"],
)
def test_what_can_be_gone_through_stands_in_the_event_as_a_tuple(told_, kept):
    made = move(LAMP, ON, "dim", at=AT, by_how_much=told_)

    assert made.event.details == (("by_how_much", kept),)


def test_details_are_of_the_kinds_that_the_table_says():
    strict = Machine(**PARTS, kinds={"by_how_much": COUNT, "serial_number": TEXT})
    told_ = "by_how_much is of another kind. Give a whole number, not below zero"

    with pytest.raises(MoveRefused, match=f"lamp: dim: {told_}"):
        move(strict, ON, "dim", at=AT, by_how_much=-1)
    with pytest.raises(MoveRefused, match="lamp: correct: serial_number is of another kind"):
        correct(strict, BROKEN, "on", at=AT, by=NURSE, reason="x", serial_number=7)
    assert move(strict, ON, "dim", at=AT, by_how_much=None).value == DIM
    assert move(strict, OFF, "light", at=AT, hand="steady").value == ON


def test_details_stand_in_the_event_by_name_and_lists_as_tuples():
    machine = Machine(
        **PARTS | {"moves": (row("dim", "dimmed", ["on"], "dim", details=("b", "a")),)}
    )

    made = move(machine, ON, "dim", at=AT, b=[1, 2], a="x")

    assert made.event.details == (("a", "x"), ("b", (1, 2)))


def test_a_move_that_its_state_has_not_says_which_are_legal():
    assert refusal(move, OFF, "dim", at=AT) == "lamp: dim: it is off. Legal now: light, break"


@pytest.mark.parametrize("name", ["sing", "Mrs. Byron", "", ["dim"], None])
def test_a_move_that_no_table_has_is_not_repeated_and_says_which_are_legal(name):
    assert (
        refusal(move, ON, name, at=AT) == "lamp: a move that the table does not have: it is on. "
        "Legal now: dim, break, inspect"
    )


def test_out_of_a_final_state_leads_a_correction_only():
    told_ = "lamp: light: it is broken. Legal now: none but a correction: broken is final"

    assert told_ == refusal(move, BROKEN, "light", at=AT, hand="steady")


def test_what_says_no_state_is_not_called_final():
    told_ = "lamp: light: it is unknown. Legal now: none but a correction"

    assert told_ == refusal(move, Device(id="lamp"), "light", at=AT, hand="steady")


def test_a_word_that_is_no_state_is_not_repeated():
    odd = attrs.evolve(OFF, status="at Mrs. Byron's")

    assert (
        refusal(move, odd, "dim", at=AT)
        == "lamp: dim: the table has no such state. Legal now: none but a correction"
    )


@pytest.mark.parametrize("hand", [{}, {"hand": None}], ids=["left out", "None"])
def test_a_move_without_a_detail_is_refused(hand):
    assert (
        refusal(move, OFF, "light", at=AT, **hand)
        == "lamp: light: without hand. Give what the move needs"
    )


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_move_without_its_reason_is_refused(reason):
    assert (
        refusal(move, OFF, "break", at=AT, by=NURSE, reason=reason)
        == "lamp: break: without a reason. Give what the move needs"
    )


def test_a_move_without_anybody_who_does_it_is_refused():
    assert (
        refusal(move, OFF, "break", at=AT, reason="fell")
        == "lamp: break: without who does it. Give what the move needs"
    )


def test_all_that_a_move_lacks_is_told_at_once():
    assert "without a reason, who does it" in refusal(move, OFF, "break", at=AT)


def test_a_move_of_licences_needs_somebody():
    assert (
        refusal(move, ON, "inspect", at=AT)
        == "lamp: inspect: without who does it. Give what the move needs"
    )


def test_a_move_by_somebody_without_the_licence_says_who_may():
    told_ = (
        "lamp: inspect: by a care coordinator. "
        "It is done by: licensed practical nurse, registered nurse"
    )

    assert told_ == refusal(move, ON, "inspect", at=AT, by=AIDE)


def test_a_move_by_somebody_with_the_licence_is_made():
    assert move(LAMP, ON, "inspect", at=AT, by=NURSE).value == ON


@pytest.mark.parametrize(
    ("value", "name", "takes"),
    [(ON, "dim", "by_how_much"), (DIM, "burn-out", "nothing further")],
)
def test_arguments_that_a_move_does_not_take_are_refused(value, name, takes):
    told_ = f"lamp: {name}: arguments that it does not take. It takes: {takes}"

    assert told_ == refusal(move, value, name, at=AT, colour="red")


def test_an_optional_argument_may_be_given():
    assert move(LAMP, ON, "dim", at=AT, by_how_much=3).value == DIM


def test_a_move_that_leads_elsewhere_than_its_row_is_refused():
    assert (
        refusal(move, OFF, "light", at=AT, hand="shaking")
        == "lamp: light: it would leave the value off. Give what it needs"
    )


def test_a_moment_without_its_offset_is_refused():
    with pytest.raises(RecordRejected, match="without an offset"):
        move(LAMP, OFF, "light", at=datetime(2026, 3, 10, 8), hand="steady")  # noqa: DTZ001


# -- a correction ---------------------------------------------------------------------------------


def test_a_correction_leaves_a_final_state_and_keeps_the_trail():
    made = correct(LAMP, BROKEN, "on", at=AT, by=NURSE, reason="another lamp fell")

    assert made.value == ON
    assert (
        made.event.move,
        made.event.before,
        made.event.after,
        made.event.reason,
        made.event.by,
    ) == ("correct", "broken", "on", "another lamp fell", NURSE)


def test_a_correction_takes_what_the_state_needs():
    made = correct(LAMP, BROKEN, "on", at=AT, by=NURSE, reason="mixed up", serial_number="7")

    assert attrs.evolve(ON, serial_number="7") == made.value
    assert made.event.details == (("serial_number", "7"),)


@pytest.mark.parametrize("reason", ["", " "])
def test_a_correction_without_a_reason_is_refused(reason):
    assert (
        refusal(correct, BROKEN, "on", at=AT, by=NURSE, reason=reason)
        == "lamp: correct: no reason. Say what was wrong"
    )


@pytest.mark.parametrize(
    ("to", "named"),
    [
        ("broken", "broken"),
        ("unknown", "unknown"),
        ("Mrs. Byron", "what the table does not have"),
        (["on"], "what the table does not have"),
    ],
)
def test_a_correction_to_no_other_state_is_refused(to, named):
    told_ = f"lamp: correct: {named} is no other state of it. Name one of: off, on, dim"

    assert told_ == refusal(correct, BROKEN, to, at=AT, by=NURSE, reason="x")


def test_a_correction_with_arguments_that_it_does_not_take_is_refused():
    told_ = "lamp: correct: arguments that it does not take. It takes: serial_number"

    assert told_ == refusal(correct, BROKEN, "on", at=AT, by=NURSE, reason="x", colour="red")


def test_a_correction_that_does_not_lead_there_is_refused():
    stubborn = Machine(**PARTS | {"corrected": lambda value, _to, _call: value})

    with pytest.raises(MoveRefused, match=r"the value would be broken\. Give what the state needs"):
        correct(stubborn, BROKEN, "on", at=AT, by=NURSE, reason="x")


# -- time -----------------------------------------------------------------------------------------


def test_time_makes_the_move_that_is_due():
    made = advance(LAMP, DIM, AT)

    assert (made.value, made.event.move, made.event.by) == (BROKEN, "burn-out", None)


def test_time_makes_no_move_before_it_is_due():
    assert advance(LAMP, DIM, datetime(2026, 3, 10, 7, 59, tzinfo=UTC)) is None


def test_time_makes_no_move_of_a_table_that_names_none():
    still = Machine(**{key: part for key, part in PARTS.items() if key != "passing"})

    assert advance(still, DIM, AT) is None


def test_of_a_part_time_makes_no_move_and_the_whole_need_not_have_its_states():
    assert advance(AUTHORIZATION_ITEM, Authorization(id="whole"), AT) is None


# -- replay ---------------------------------------------------------------------------------------

LIT = move(LAMP, OFF, "light", at=AT, hand="steady")
FELL = move(LAMP, LIT.value, "break", at=AT, by=NURSE, reason="fell")
MENDED = correct(LAMP, FELL.value, "on", at=AT, by=NURSE, reason="another", serial_number="7")
EVENTS = (LIT.event, FELL.event, MENDED.event)


def test_events_made_again_give_the_same_value():
    assert attrs.evolve(ON, serial_number="7") == replay(LAMP, OFF, EVENTS)


def test_no_events_leave_the_value():
    assert replay(LAMP, OFF, ()) == OFF


@pytest.mark.parametrize(
    "other",
    [{"fact": "another"}, {"machine": "task"}],
    ids=["of another value", "of another table"],
)
def test_events_of_something_else_are_refused(other):
    told_ = "lamp: light: an event of something else. Give its own events"

    assert told_ == refusal(replay, OFF, [attrs.evolve(LIT.event, **other)])


def test_events_that_lack_one_before_are_refused():
    assert (
        refusal(replay, OFF, [FELL.event])
        == "lamp: break: it does not follow from what came before. Give all events"
    )


def test_a_correction_by_nobody_is_not_made_again():
    nobody = attrs.evolve(MENDED.event, by=None)

    assert refusal(replay, FELL.value, [nobody]).startswith("lamp: correct: ")


def test_a_correction_without_its_reason_is_not_made_again():
    silent = attrs.evolve(MENDED.event, reason=None)

    assert refusal(replay, FELL.value, [silent]) == "lamp: correct: no reason. Say what was wrong"


def test_an_event_of_a_move_that_no_table_has_is_not_repeated():
    odd = attrs.evolve(LIT.event, fact="another", move="Mrs. Byron")

    assert refusal(replay, OFF, [odd]).startswith("lamp: replay: an event of something else.")


@pytest.mark.parametrize(
    "details",
    [("hand",), (("hand",),), (("hand", "steady", 1),), ((1, "steady"),), (["hand", "steady"],)],
    ids=["a text", "one", "three", "no text", "a list"],
)
def test_an_event_with_details_that_are_no_pairs_is_refused(details):
    with pytest.raises(RecordRejected, match="details of an event: no pair of a name and a value"):
        attrs.evolve(LIT.event, details=details)


def test_an_event_with_two_details_of_one_name_is_refused():
    with pytest.raises(RecordRejected, match="or two of one name"):
        attrs.evolve(LIT.event, details=(("hand", "steady"), ("hand", "shaking")))


@pytest.mark.parametrize("at", [5, float("nan"), "2026-03-10", PartialDate(2026, 3), None])
def test_a_moment_is_a_day_or_an_instant(at):
    for make in (
        lambda: move(LAMP, ON, "dim", at=at),
        lambda: advance(LAMP, DIM, at),
        lambda: attrs.evolve(LIT.event, at=at),
    ):
        with pytest.raises(RecordRejected, match="moment of a move: no day and no instant"):
            make()


def test_who_makes_a_move_is_a_performer_and_its_reason_a_text():
    with pytest.raises(RecordRejected, match="who makes a move: no Performer"):
        move(LAMP, OFF, "break", at=AT, by="rn", reason="fell")
    with pytest.raises(RecordRejected, match="reason of a move: no text"):
        move(LAMP, OFF, "break", at=AT, by=NURSE, reason=5)


# -- a table --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        row("glow", "glowed", ["red"], "on"),
        row("glow", "glowed", ["on"], "red"),
        row("glow", "glowed", ["broken"], "on"),
    ],
    ids=["out of no state", "into no state", "out of a final state"],
)
def test_a_table_with_a_row_that_cannot_be_is_refused(wrong):
    with pytest.raises(AuthoringError, match="the table of lamp: glow uses a state"):
        Machine(**PARTS | {"moves": (*MOVES, wrong)})


def test_legal_moves_stand_in_the_order_of_the_table():
    assert LAMP.legal("on") == ("dim", "break", "inspect")


def test_a_row_may_set_another_word_than_its_state():
    made = row("sleep", "slept", ["on"], "off", status="inactive").change(ON, None)

    assert attrs.evolve(OFF, status="inactive") == made


def test_a_row_may_leave_the_status():
    kept = row("name", "named", ["on"], "on", status=None, serial_number=lambda _: "7")

    assert attrs.evolve(ON, serial_number="7") == kept.change(ON, None)


def test_an_event_may_be_of_a_day():
    assert date(2026, 3, 10) == move(LAMP, ON, "dim", at=date(2026, 3, 10)).event.at
