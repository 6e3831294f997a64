"""Moves of appointments. Source: FHIR R4 Appointment (status, app-2 to app-4), decision 0051."""

from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest
from legal_moves import drawn, tried

from carecoord.adapters.codec import events
from carecoord.errors import MoveRefused
from carecoord.model import Actor, Appointment, ChecklistItem, PartialDate
from carecoord.model.code import Code, CodeableConcept
from carecoord.rules.appointments.checklist import ready
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.appointment import APPOINTMENT
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import correct, move, replay

START = datetime(2026, 4, 1, 9, tzinfo=UTC)
END = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
BEFORE = datetime(2026, 3, 20, 12, tzinfo=UTC)
AFTER = datetime(2026, 4, 1, 9, 5, tzinfo=UTC)
DESK = Performer(licence=Licence.COORDINATOR, actor=Actor(kind="Practitioner", id="desk"))
BOTH = ("demographics", "coverage")
PATIENT = Actor(kind="Patient", status="needs-action", required="required")
SURGEON = Actor(kind="Practitioner", id="dr", status="needs-action", required="required")
NURSE = Actor(kind="Practitioner", id="rn", status="needs-action", required="optional")
CODE = CodeableConcept((Code("http://hl7.org/cancel", "pat"),), None)


def visit(status="booked", **fields):
    return Appointment(id="v", status=status, **{"start": START, "end": END, **fields})


def refusal(call, *arguments, **told):
    with pytest.raises(MoveRefused) as refused:
        call(APPOINTMENT, *arguments, **told)
    return str(refused.value)


# -- the table ------------------------------------------------------------------------------------

LEGAL = """
proposed: await > pending, answer > pending, book > booked, wait > waitlist, cancel > cancelled, retract > entered-in-error
pending: answer > pending, book > booked, wait > waitlist, reschedule > booked, cancel > cancelled, miss > noshow, retract > entered-in-error
waitlist: await > pending, book > booked, cancel > cancelled, retract > entered-in-error
booked: answer > pending, reschedule > booked, arrive > arrived, check-in > checked-in, cancel > cancelled, miss > noshow, retract > entered-in-error
arrived: check-in > checked-in, fulfil > fulfilled, cancel > cancelled, retract > entered-in-error
checked-in: fulfil > fulfilled, cancel > cancelled, retract > entered-in-error
fulfilled:
cancelled:
noshow:
entered-in-error:
unknown:
"""  # noqa: E501  a state is a line


def call_of(name):
    told = {
        "answer": {"participant": "Patient", "answer": "declined"},
        "reschedule": {"start": START, "end": END, "reason": "the room is closed"},
        "check-in": {"confirmed": BOTH},
        "cancel": {"reason": "better"},
        "retract": {"reason": "wrong chart"},
    }
    return {"at": AFTER, "by": DESK, **told.get(name, {})}


def test_each_state_has_the_moves_of_its_line_and_no_others():
    agreed = attrs.evolve(PATIENT, status="accepted")
    values = {
        state: visit(None if state == "unknown" else state, participants=[agreed])
        for state in APPOINTMENT.states
    }

    assert drawn(LEGAL) == tried(APPOINTMENT, values, call_of)


# -- times ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["proposed", "waitlist"])
@pytest.mark.parametrize("name", ["await", "book"])
def test_what_has_no_times_is_given_both(status, name):
    wish = visit(status, start=None, end=None)

    made = move(APPOINTMENT, wish, name, at=BEFORE, start=START, end=END)

    assert made.value == visit("pending" if name == "await" else "booked")


@pytest.mark.parametrize("edges", [{}, {"start": START}, {"end": END}])
@pytest.mark.parametrize("name", ["await", "book"])
def test_one_edge_or_none_is_refused(name, edges):
    wish = visit("proposed", start=None, end=None)
    told = "appointment: times: start or end is missing. Give both (app-2, app-3)"

    assert refusal(move, wish, name, at=BEFORE, **edges) == told


def test_one_edge_given_beside_two_held_is_refused():
    assert "start or end is missing" in refusal(
        move, visit("proposed"), "book", at=BEFORE, start=START
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 4, 1), END),
        (START, date(2026, 4, 1)),
        (PartialDate(2026, 4), PartialDate(2026, 4)),
        (datetime(2026, 4, 1, 9), END),  # noqa: DTZ001
        ("2026-04-01T09:00:00Z", END),
    ],
    ids=["a day", "a day as end", "a month", "no offset", "a text"],
)
def test_what_is_no_instant_with_its_offset_is_no_time_of_a_meeting(start, end):
    told = refusal(move, visit("proposed"), "book", at=BEFORE, start=start, end=end)

    assert told.startswith("appointment: times: start or end is no instant with its offset.")


def test_an_imported_day_is_no_time_to_book():
    wish = visit("proposed", start=date(2026, 4, 1), end=date(2026, 4, 1))

    assert "no instant with its offset" in refusal(move, wish, "book", at=BEFORE)


def test_an_end_before_the_start_is_refused():
    told = "appointment: times: the end precedes the start. Correct one of them"

    assert refusal(move, visit("proposed"), "book", at=BEFORE, start=END, end=START) == told


def test_edges_are_compared_as_instants_not_as_clocks():
    ahead = END.astimezone(timezone(timedelta(hours=-5)))  # 04:30 there, after 09:00 UTC

    made = move(APPOINTMENT, visit("proposed"), "book", at=BEFORE, start=START, end=ahead)

    assert made.value == visit("booked", end=ahead)


def test_a_meeting_may_end_when_it_starts():
    made = move(APPOINTMENT, visit("proposed"), "book", at=BEFORE, start=START, end=START)

    assert made.value == visit("booked", end=START)


def test_a_meeting_that_is_moved_has_the_new_times():
    later = {"start": START + timedelta(days=7), "end": END + timedelta(days=7)}

    made = move(APPOINTMENT, visit(), "reschedule", at=BEFORE, reason="snow", **later)

    assert made.value == visit(**later)


def test_a_meeting_is_not_moved_without_a_reason():
    told = "appointment: reschedule: without a reason. Give what the move needs"

    assert refusal(move, visit(), "reschedule", at=BEFORE, start=START, end=END) == told


# -- who has to agree -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("required", "status"),
    [
        ("required", "needs-action"),
        ("required", "tentative"),
        ("required", "declined"),
        ("required", None),
        (None, "needs-action"),
        (None, "declined"),
    ],
)
def test_a_meeting_is_not_booked_before_those_who_have_to_come_accepted(required, status):
    person = attrs.evolve(SURGEON, required=required, status=status)
    told = (
        "appointment: booked: 1 required participant(s) have not accepted. "
        "Make the move answer for each of them, or await"
    )

    assert refusal(move, visit("pending", participants=[person]), "book", at=BEFORE) == told


@pytest.mark.parametrize(
    ("required", "status"),
    [
        ("required", "accepted"),
        (None, "accepted"),
        (None, None),
        ("optional", "declined"),
        ("information-only", "needs-action"),
    ],
)
def test_nobody_else_is_waited_for(required, status):
    person = attrs.evolve(SURGEON, required=required, status=status)

    made = move(APPOINTMENT, visit("pending", participants=[person]), "book", at=BEFORE)

    assert made.event.after == "booked"


def answer(value, participant, told):
    call = {"at": BEFORE, "participant": participant, "answer": told}
    return move(APPOINTMENT, value, "answer", **call).value


def test_the_last_who_accepts_books_the_meeting():
    asked = visit("proposed", participants=[PATIENT, SURGEON, NURSE])

    first = answer(asked, "Patient", "accepted")
    last = answer(first, "dr", "accepted")

    assert (first.status, last.status) == ("pending", "booked")
    assert [one.status for one in last.participants] == ["accepted", "accepted", "needs-action"]


def test_a_tentative_answer_leaves_a_proposal_one():
    asked = visit("proposed", participants=[PATIENT])

    assert answer(asked, "Patient", "tentative").status == "proposed"


def test_a_proposal_without_times_stays_one_whoever_accepts():
    asked = visit("proposed", start=None, end=None, participants=[PATIENT])

    assert answer(asked, "Patient", "accepted").status == "proposed"


def test_who_declines_what_is_booked_makes_it_pending():
    agreed = [attrs.evolve(one, status="accepted") for one in (PATIENT, SURGEON)]

    assert answer(visit(participants=agreed), "dr", "declined").status == "pending"


def test_a_pending_meeting_that_is_moved_waits_on():
    asked = visit("pending", participants=[PATIENT])

    made = move(APPOINTMENT, asked, "reschedule", at=BEFORE, reason="snow", start=START, end=END)

    assert made.event.after == "pending"


def test_an_answer_that_there_is_not_is_refused():
    asked = visit("pending", participants=[PATIENT])
    told = (
        "appointment: answer: no such answer. "
        "Give one of: accepted, declined, tentative, needs-action"
    )
    call = {"at": BEFORE, "participant": "Patient", "answer": "perhaps"}

    assert refusal(move, asked, "answer", **call) == told


@pytest.mark.parametrize(("who", "found"), [("nobody", 0), ("Patient", 2)])
def test_an_answer_of_nobody_or_of_two_is_refused(who, found):
    asked = visit("pending", participants=[PATIENT, PATIENT])
    call = {"at": BEFORE, "participant": who, "answer": "accepted"}

    assert f"{found} participants are called that" in refusal(move, asked, "answer", **call)


# -- the visit ------------------------------------------------------------------------------------


def test_who_arrives_is_there_from_that_moment():
    made = move(APPOINTMENT, visit(), "arrive", at=AFTER)

    assert made.value == visit("arrived", arrived_at=AFTER)


def test_a_check_in_keeps_what_was_confirmed_and_when_they_came():
    there = visit("arrived", arrived_at=START)

    made = move(APPOINTMENT, there, "check-in", at=AFTER, confirmed=[*BOTH, "telephone"])

    assert made.value == visit(
        "checked-in", arrived_at=START, confirmed=("demographics", "coverage", "telephone")
    )


def test_who_is_checked_in_has_arrived():
    made = move(APPOINTMENT, visit(), "check-in", at=AFTER, confirmed=BOTH)

    assert made.value.arrived_at == AFTER


@pytest.mark.parametrize(
    ("confirmed", "lacks"),
    [
        (("coverage",), "demographics"),
        (("demographics",), "coverage"),
        ((), "demographics and coverage"),
    ],
    ids=["coverage alone", "demographics alone", "nothing"],
)
def test_nobody_is_checked_in_without_both_confirmed(confirmed, lacks):
    told = refusal(move, visit(), "check-in", at=AFTER, confirmed=confirmed)

    assert told.startswith(f"appointment: check-in: without {lacks} confirmed.")


def test_who_leaves_has_the_next_step():
    made = move(APPOINTMENT, visit("arrived"), "fulfil", at=END, next_step="v2")

    assert made.value == visit("fulfilled", left_at=END, next_step="v2")


def test_a_visit_may_end_without_a_next_step():
    made = move(APPOINTMENT, visit("checked-in"), "fulfil", at=END)

    assert made.value == visit("fulfilled", left_at=END)


def test_a_cancellation_keeps_its_reason_and_moment():
    made = move(APPOINTMENT, visit(), "cancel", at=BEFORE, reason="feels better")

    assert made.value == visit(
        "cancelled", cancelled_on=BEFORE, cancellation_reason=CodeableConcept((), "feels better")
    )


def test_a_code_stands_beside_the_words_of_a_reason():
    made = move(APPOINTMENT, visit(), "cancel", at=BEFORE, reason="feels better", code=CODE)

    assert made.value.cancellation_reason == attrs.evolve(CODE, text="feels better")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, None),
        ({"reason": "no ride"}, CodeableConcept((), "no ride")),
        ({"code": CODE}, CODE),
    ],
    ids=["nothing", "words", "a code"],
)
def test_why_nobody_came_is_kept_where_it_is_told(told, reason):
    made = move(APPOINTMENT, visit(), "miss", at=AFTER, **told)

    assert made.value == visit("noshow", cancellation_reason=reason)


@pytest.mark.parametrize("at", [START, date(2026, 4, 1)], ids=["at the start", "on its day"])
def test_a_visit_is_missed_from_its_start_on(at):
    assert move(APPOINTMENT, visit(), "miss", at=at).event.after == "noshow"


@pytest.mark.parametrize(
    "at", [START - timedelta(seconds=1), date(2026, 3, 31)], ids=["just before", "the day before"]
)
def test_a_visit_is_not_missed_before_its_start(at):
    told = refusal(move, visit(), "miss", at=at)

    assert told.startswith("appointment: miss: its start has not come, or is not known.")


def test_a_visit_without_a_start_is_not_missed():
    imported = visit(start=None, end=None)

    assert "or is not known" in refusal(move, imported, "miss", at=AFTER)


def test_a_visit_of_a_month_is_missed_once_the_month_began():
    imported = visit(start=PartialDate(2026, 4), end=PartialDate(2026, 4))

    assert move(APPOINTMENT, imported, "miss", at=date(2026, 4, 1)).event.after == "noshow"
    assert "has not come" in refusal(move, imported, "miss", at=date(2026, 3, 31))


# -- corrections ----------------------------------------------------------------------------------

MISSED = visit(
    "noshow",
    cancellation_reason=CODE,
    comment="rang twice",
    participants=[attrs.evolve(PATIENT, status="accepted")],
)
FIX = {"at": AFTER, "by": DESK, "reason": "was in the waiting room"}


CAME = {
    "arrived": {"arrived_at": START},
    "checked-in": {"arrived_at": START, "confirmed": BOTH},
    "fulfilled": {"arrived_at": START},
}


@pytest.mark.parametrize("to", CAME)
def test_an_arrival_keyed_late_keeps_all_but_the_no_show(to):
    made = correct(APPOINTMENT, MISSED, to, **FIX, **CAME[to])

    assert made.value == attrs.evolve(MISSED, status=to, cancellation_reason=None, **CAME[to])
    assert (made.event.before, made.event.after) == ("noshow", to)


@pytest.mark.parametrize("to", CAME)
def test_an_arrival_keyed_late_has_its_moment(to):
    told = {**CAME[to], "arrived_at": None}

    assert (
        refusal(correct, MISSED, to, **FIX, **told)
        == "appointment: correct: no arrived_at. Say when they came"
    )


@pytest.mark.parametrize(
    ("told", "lacks"),
    [({}, "demographics and coverage"), ({"confirmed": ("coverage",)}, "demographics")],
)
def test_a_check_in_keyed_late_has_both_confirmed(told, lacks):
    words = refusal(correct, MISSED, "checked-in", **FIX, arrived_at=START, **told)

    assert words.startswith(f"appointment: correct: without {lacks} confirmed.")


@pytest.mark.parametrize("confirmed", ["abc", b"abc", 5, {"demographics": 1, "coverage": 1}])
@pytest.mark.parametrize("status", ["booked", "noshow"])
def test_what_was_confirmed_is_told_as_texts(status, confirmed):
    told = {**FIX, "confirmed": confirmed}
    words = (
        refusal(move, visit(), "check-in", at=AFTER, confirmed=confirmed)
        if status == "booked"
        else refusal(correct, MISSED, "checked-in", **told, arrived_at=START)
    )

    assert words.endswith("confirmed is of another kind. Give a tuple of texts")


def test_what_can_be_gone_through_once_stands_in_the_value_and_in_the_event():
    made = move(APPOINTMENT, visit(), "check-in", at=AFTER, confirmed=(one for one in BOTH))

    assert made.value.confirmed == BOTH
    assert made.event.details == (("confirmed", BOTH),)
    assert events.loads(events.dumps([made.event])) == (made.event,)


DAY_BEFORE = datetime(2026, 3, 31, 23, 59, tzinfo=UTC)
LATER_DAY = "appointment: visit: it starts on a later day."


@pytest.mark.parametrize("at", [DAY_BEFORE, date(2026, 3, 31)], ids=["an instant", "a day"])
@pytest.mark.parametrize(
    ("status", "name", "told"),
    [
        ("booked", "arrive", {}),
        ("booked", "check-in", {"confirmed": BOTH}),
        ("arrived", "fulfil", {}),
    ],
)
def test_nobody_is_there_on_an_earlier_day(status, name, told, at):
    assert refusal(move, visit(status), name, at=at, **told).startswith(LATER_DAY)


@pytest.mark.parametrize("to", CAME)
def test_nobody_was_there_on_an_earlier_day(to):
    told = FIX | {"at": DAY_BEFORE} | CAME[to] | {"arrived_at": BEFORE}

    assert refusal(correct, MISSED, to, **told).startswith(LATER_DAY)


def test_who_comes_early_on_the_day_has_arrived():
    at = datetime(2026, 4, 1, 0, 1, tzinfo=UTC)

    assert move(APPOINTMENT, visit(), "arrive", at=at).event.after == "arrived"


def test_the_day_of_a_visit_is_told_where_the_visit_is():
    east = timezone(timedelta(hours=2))
    early = visit(start=datetime(2026, 4, 1, 0, 30, tzinfo=east), end=END)

    assert move(APPOINTMENT, early, "arrive", at=datetime(2026, 3, 31, 22, 15, tzinfo=UTC))
    assert refusal(move, early, "arrive", at=datetime(2026, 3, 31, 21, 59, tzinfo=UTC)).startswith(
        LATER_DAY
    )


@pytest.mark.parametrize("start", [None, date(2026, 4, 1), PartialDate(2026, 4)])
def test_a_visit_of_unknown_hour_may_be_arrived_at_on_its_day(start):
    imported = visit(start=start, end=start)

    assert move(APPOINTMENT, imported, "arrive", at=date(2026, 4, 1)).event.after == "arrived"


@pytest.mark.parametrize(
    ("to", "told", "ahead"),
    [
        ("arrived", {"arrived_at": END}, "arrived_at"),
        ("fulfilled", {"arrived_at": START, "left_at": END}, "left_at"),
        ("cancelled", {"cancelled_on": date(2026, 4, 2)}, "cancelled_on"),
    ],
)
def test_a_correction_tells_nothing_that_is_yet_to_come(to, told, ahead):
    words = f"appointment: correct: {ahead} is yet to come. Say when it was"

    assert refusal(correct, MISSED, to, **FIX, **told) == words


def test_nobody_leaves_before_they_came():
    told = "left_at is before arrived_at"
    there = visit("arrived", arrived_at=END)

    assert told in refusal(move, there, "fulfil", at=AFTER)
    assert told in refusal(
        correct, MISSED, "fulfilled", **FIX | {"at": END}, arrived_at=END, left_at=START
    )


def test_an_arrival_keyed_late_may_say_when_and_what():
    told = {"arrived_at": START, "confirmed": BOTH, "left_at": END, "next_step": "v2"}

    made = correct(APPOINTMENT, MISSED, "fulfilled", **FIX | {"at": END}, **told)

    assert made.value == attrs.evolve(MISSED, status="fulfilled", cancellation_reason=None, **told)
    assert replay(APPOINTMENT, MISSED, [made.event]) == made.value


def test_who_was_never_there_neither_arrived_nor_left():
    held = visit("fulfilled", arrived_at=START, confirmed=BOTH, left_at=END, next_step="v2")

    assert correct(APPOINTMENT, held, "noshow", **FIX).value == visit("noshow")


def test_who_only_arrived_was_not_checked_in():
    held = visit("fulfilled", arrived_at=START, confirmed=BOTH, left_at=END, next_step="v2")

    assert correct(APPOINTMENT, held, "arrived", **FIX).value == visit("arrived", arrived_at=START)


def test_what_was_not_cancelled_says_nothing_of_it():
    off = visit("cancelled", cancelled_on=BEFORE, cancellation_reason=CODE)

    assert correct(APPOINTMENT, off, "booked", **FIX).value == visit()


def test_a_cancellation_keyed_late_says_when_it_was_made():
    made = correct(
        APPOINTMENT, MISSED, "cancelled", **FIX, cancelled_on=BEFORE, cancellation_reason=CODE
    )

    assert made.value == attrs.evolve(MISSED, status="cancelled", cancelled_on=BEFORE)


def test_a_cancellation_keyed_late_without_its_moment_is_refused():
    told = "appointment: correct: no cancelled_on. Say when it was cancelled"

    assert refusal(correct, MISSED, "cancelled", **FIX) == told


def test_what_is_corrected_to_booked_needs_those_who_have_to_come():
    off = visit("cancelled", cancelled_on=BEFORE, participants=[PATIENT])

    assert "1 required participant(s)" in refusal(correct, off, "booked", **FIX)


def test_what_is_corrected_to_noshow_has_begun():
    off = visit("cancelled", cancelled_on=BEFORE)

    assert "its start has not come" in refusal(correct, off, "noshow", **FIX | {"at": BEFORE})


@pytest.mark.parametrize(("start", "end"), [(None, END), (START, None)])
def test_what_has_no_times_is_corrected_to_no_state_that_needs_them(start, end):
    off = visit("cancelled", cancelled_on=BEFORE, start=start, end=end)
    told = refusal(correct, off, "arrived", **FIX, arrived_at=START)

    assert told.startswith("appointment: times: start or end is missing, and it would be arrived.")


def test_what_has_no_times_may_be_a_proposal_again():
    off = visit("cancelled", cancelled_on=BEFORE, start=None, end=None)

    assert correct(APPOINTMENT, off, "proposed", **FIX).value == visit(
        "proposed", start=None, end=None
    )


def test_what_never_was_keeps_what_it_said():
    made = correct(APPOINTMENT, MISSED, "entered-in-error", **FIX)

    assert made.value == attrs.evolve(MISSED, status="entered-in-error")


def test_what_was_seen_to_before_a_visit_is_asked_again_at_another_time():
    day, other = datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 6, 10, 9, tzinfo=UTC)
    own = ChecklistItem(name="films", text="Films brought?", answer="yes", ticked_at=day)
    kept = ChecklistItem(name="fasting", answer="kept", ticked_at=day)
    ride = ChecklistItem(name="transport", answer="arranged", ticked_at=day)
    visit = Appointment(
        id="v",
        status="booked",
        start=day,
        end=day + timedelta(hours=1),
        checklist=[own, kept, ride],
    )

    def at(start):
        times = {"start": start, "end": start + timedelta(hours=1)}
        return move(APPOINTMENT, visit, "reschedule", at=day, reason="asked for", **times).value

    assert at(day).checklist == visit.checklist
    assert [(one.answer, one.ticked_at) for one in at(other).checklist] == [(None, None)] * 3
    assert set(ready(at(other)).open) == {"films", "fasting", "transport"}
    assert "films" in ready(at(other)).blocking
