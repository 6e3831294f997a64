"""Moves of referrals. Source: FHIR R4 ServiceRequest (status, replaces), decision 0051."""

from datetime import UTC, date, datetime

import attrs
import pytest
from legal_moves import drawn, tried

from carecoord.errors import MoveRefused
from carecoord.model import Actor, Identifier, Referral
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import correct, move, replay
from carecoord.rules.moves.referral import REFERRAL, again
from carecoord.rules.moves.referral_changes import renewed
from carecoord.rules.moves.referral_stages import state_of

DAY = [datetime(2026, 3, day, 8, tzinfo=UTC) for day in range(1, 11)]
DOCTOR = Actor(kind="Practitioner", id="dr")
HEART = Actor(kind="Practitioner", id="heart")
LUNG = Actor(kind="Practitioner", id="lung")
PRESCRIBER = Performer(licence=Licence.PRESCRIBER, actor=DOCTOR)
DRAFT = Referral(id="r", status="draft")


def referral(status="active", **fields):
    return Referral(id="r", status=status, **fields)


SENT = {"sent_on": DAY[1]}
HANDED = {"handed_off_on": DAY[2]}
ACCEPTED = {**SENT, "accepted_on": DAY[3]}
SCHEDULED = {**ACCEPTED, "appointment": "v", "scheduled_on": DAY[4]}
SEEN = {**SCHEDULED, "seen_on": DAY[5]}
REPORTED = {**SEEN, "report": "doc", "reported_on": DAY[6]}
READ = {**REPORTED, "read_on": DAY[7], "read_by": DOCTOR}
REJECTED = {**SENT, "rejected_on": DAY[3], "rejected_because": "no beds"}

IN_STATE = {
    "draft": DRAFT,
    "ordered": referral(),
    "sent": referral(**SENT),
    "handed-off": referral(**HANDED),
    "accepted": referral(**ACCEPTED),
    "scheduled": referral(**SCHEDULED),
    "seen": referral(**SEEN),
    "reported": referral(**REPORTED),
    "on-hold": referral("on-hold", **SENT),
    "closed": referral("completed", **READ),
    "rejected": referral(**REJECTED),
    "cancelled": referral("revoked", **SENT),
    "entered-in-error": referral("entered-in-error", **REJECTED),
    "unknown": referral("unknown", **SENT),
}


def refusal(call, *arguments, **told):
    with pytest.raises(MoveRefused) as refused:
        call(REFERRAL, *arguments, **told)
    return str(refused.value)


# -- the state ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", IN_STATE)
def test_status_and_dates_tell_the_state(state):
    assert state_of(IN_STATE[state]) == state


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (Referral(id="r"), "unknown"),
        (referral("a word of theirs"), "unknown"),
        (referral("completed"), "seen"),
        (referral("completed", **ACCEPTED), "seen"),
        (referral("completed", report="doc"), "reported"),
        (referral("completed", read_on=DAY[7]), "closed"),
        (referral("revoked", **REJECTED), "rejected"),
        (referral(appointment="v"), "scheduled"),
        (referral(accepted_on=DAY[3], **HANDED), "accepted"),
    ],
)
def test_the_state_of_what_was_imported(value, state):
    assert state_of(value) == state


# -- the table ------------------------------------------------------------------------------------

LEGAL = """
draft: order > ordered, cancel > cancelled, retract > entered-in-error
ordered: send > sent, hand-off > handed-off, schedule > scheduled, hold > on-hold, cancel > cancelled, retract > entered-in-error
sent: hand-off > handed-off, accept > accepted, reject > rejected, schedule > scheduled, report > reported, hold > on-hold, cancel > cancelled, retract > entered-in-error
handed-off: accept > accepted, reject > rejected, hold > on-hold, cancel > cancelled, retract > entered-in-error
accepted: reject > rejected, schedule > scheduled, see > seen, report > reported, hold > on-hold, cancel > cancelled, retract > entered-in-error
scheduled: reschedule > scheduled, see > seen, report > reported, hold > on-hold, cancel > cancelled, retract > entered-in-error
seen: report > reported, hold > on-hold, cancel > cancelled, retract > entered-in-error
reported: read > closed, hold > on-hold, cancel > cancelled, retract > entered-in-error
on-hold: resume > sent, cancel > cancelled, retract > entered-in-error
closed:
rejected:
cancelled:
entered-in-error:
unknown:
"""  # noqa: E501  a state is a line
DETAILS = {
    "again": {"performers": (LUNG,)},
    "hand-off": {"to": HEART},
    "schedule": {"appointment": "v2"},
    "reschedule": {"appointment": "v2"},
    "report": {"report": "doc"},
}


def call_of(name):
    return {"at": DAY[8], "by": PRESCRIBER, "reason": "so", **DETAILS.get(name, {})}


def test_each_state_has_the_moves_of_its_line_and_no_others():
    drafts = IN_STATE | {"draft": DRAFT}
    table = drawn(LEGAL)
    table["draft"] = {"order": "ordered", "again": "ordered"} | table["draft"]
    drafts["draft"] = attrs.evolve(DRAFT, replaces=("old",))

    assert table == tried(REFERRAL, drafts, call_of)


@pytest.mark.parametrize("name", ["reject", "hold", "cancel", "retract"])
def test_what_stops_a_referral_needs_a_reason(name):
    told = f"referral: {name}: without a reason. Give what the move needs"

    assert refusal(move, IN_STATE["sent"], name, at=DAY[8]) == told


# -- the whole way --------------------------------------------------------------------------------


def test_a_referral_goes_from_the_order_to_the_report_that_was_read():
    steps = [
        ("order", {}),
        ("send", {}),
        ("accept", {}),
        ("schedule", {"appointment": "v0"}),
        ("reschedule", {"appointment": "v"}),
        ("see", {}),
        ("report", {"report": "doc"}),
        ("read", {}),
    ]
    value, events = DRAFT, []

    for day, (name, details) in zip(DAY, steps, strict=False):
        made = move(REFERRAL, value, name, at=day, by=PRESCRIBER, **details)
        value = made.value
        events.append(made.event)

    assert value == Referral(
        id="r",
        status="completed",
        authored_on=DAY[0],
        requester=DOCTOR,
        sent_on=DAY[1],
        accepted_on=DAY[2],
        appointment="v",
        scheduled_on=DAY[4],
        seen_on=DAY[5],
        report="doc",
        reported_on=DAY[6],
        read_on=DAY[7],
        read_by=DOCTOR,
    )
    assert replay(REFERRAL, DRAFT, events) == value


def test_an_order_keeps_when_and_by_whom_it_was_written():
    written = attrs.evolve(DRAFT, authored_on=date(2026, 2, 1), requester=HEART)

    made = move(REFERRAL, written, "order", at=DAY[0], by=PRESCRIBER)

    assert made.value == attrs.evolve(written, status="active")


def test_an_order_is_somebodys():
    told = "referral: order: without who does it. Give what the move needs"

    assert refusal(move, DRAFT, "order", at=DAY[0]) == told


def test_a_warm_hand_off_is_open_until_the_other_side_accepted():
    handed = move(REFERRAL, referral(), "hand-off", at=DAY[2], by=PRESCRIBER, to=HEART).value
    told = "referral: schedule: it is handed-off. Legal now: accept, reject, hold, cancel, retract"

    assert handed == referral(handed_off_on=DAY[2], performers=(HEART,))
    assert refusal(move, handed, "schedule", at=DAY[3], appointment="v") == told
    assert state_of(move(REFERRAL, handed, "accept", at=DAY[3]).value) == "accepted"


def test_who_was_asked_already_is_not_named_twice():
    asked = referral(performers=(HEART,))

    made = move(REFERRAL, asked, "hand-off", at=DAY[2], by=PRESCRIBER, to=HEART)

    assert made.value.performers == (HEART,)


def test_a_warm_hand_off_needs_both_people():
    told = "referral: hand-off: without to, who does it. Give what the move needs"

    assert refusal(move, referral(), "hand-off", at=DAY[2]) == told


def test_a_rejection_keeps_its_reason_and_the_order_stays_active():
    made = move(REFERRAL, IN_STATE["sent"], "reject", at=DAY[3], reason="no beds")

    assert made.value == referral(**REJECTED)


@pytest.mark.parametrize("licence", [Licence.PRESCRIBER, Licence.RN])
def test_a_prescriber_or_a_nurse_reads_the_report(licence):
    by = Performer(licence=licence, actor=DOCTOR)

    made = move(REFERRAL, IN_STATE["reported"], "read", at=DAY[7], by=by)

    assert made.value == referral("completed", **READ)


@pytest.mark.parametrize("licence", [Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT, Licence.LPN])
def test_nobody_else_reads_it(licence):
    told = f"referral: read: by a {licence.value}. It is done by: prescriber, registered nurse"
    by = Performer(licence=licence, actor=Actor(id="p"))

    assert refusal(move, IN_STATE["reported"], "read", at=DAY[7], by=by) == told


def test_what_was_held_goes_on_where_it_stood():
    held = move(REFERRAL, IN_STATE["scheduled"], "hold", at=DAY[5], reason="in hospital").value

    assert held == referral("on-hold", **SCHEDULED)
    assert move(REFERRAL, held, "resume", at=DAY[6]).value == IN_STATE["scheduled"]


# -- again ----------------------------------------------------------------------------------------

OLD = referral(
    **REJECTED,
    identifiers=(Identifier(system="urn:us", value="1"),),
    authored_on=DAY[0],
    requester=HEART,
    performers=(HEART,),
    priority="urgent",
)
NEW = Referral(
    id="r2",
    status="active",
    authored_on=DAY[5],
    requester=DOCTOR,
    performers=(LUNG,),
    priority="urgent",
    replaces=("r",),
)


def test_what_was_rejected_goes_to_somebody_else_as_a_referral_of_its_own():
    made = again(OLD, "r2", at=DAY[5], by=PRESCRIBER, performers=[LUNG])

    assert made.value == NEW
    assert (made.event.fact, made.event.move, made.event.before, made.event.after) == (
        "r2",
        "again",
        "draft",
        "ordered",
    )


def test_its_event_makes_it_again():
    made = again(OLD, "r2", at=DAY[5], by=PRESCRIBER, performers=[LUNG])

    assert replay(REFERRAL, renewed(OLD, "r2"), [made.event]) == NEW


def test_a_referral_again_goes_to_somebody():
    with pytest.raises(MoveRefused, match="it replaces none, or is to nobody"):
        again(OLD, "r2", at=DAY[5], by=PRESCRIBER, performers=[])


def test_a_draft_that_replaces_none_is_not_a_referral_again():
    told = refusal(move, DRAFT, "again", at=DAY[5], by=PRESCRIBER, performers=(LUNG,))

    assert told.startswith("referral: again: it replaces none, or is to nobody.")


@pytest.mark.parametrize("old", [IN_STATE["sent"], IN_STATE["cancelled"]])
def test_only_what_was_rejected_is_referred_again(old):
    with pytest.raises(MoveRefused, match=r"referral: again: it was not rejected\."):
        again(old, "r2", at=DAY[5], by=PRESCRIBER, performers=[LUNG])


@pytest.mark.parametrize("new_id", ["r", "", " ", None, 5])
def test_what_is_referred_again_has_an_id_of_its_own(new_id):
    with pytest.raises(MoveRefused, match="referral: again: no id of its own for the new one"):
        again(OLD, new_id, at=DAY[5], by=PRESCRIBER, performers=[LUNG])


@pytest.mark.parametrize(
    ("state", "name", "details", "wrong"),
    [
        ("ordered", "hand-off", {"to": "heart"}, "to"),
        ("accepted", "schedule", {"appointment": 5}, "appointment"),
        ("seen", "report", {"report": ""}, "report"),
        ("draft", "again", {"performers": (LUNG, "heart")}, "performers"),
        ("draft", "again", {"performers": "heart"}, "performers"),
    ],
)
def test_a_detail_of_another_kind_is_refused_by_its_name(state, name, details, wrong):
    told = refusal(move, IN_STATE[state], name, at=DAY[8], by=PRESCRIBER, **details)

    assert told.startswith(f"referral: {name}: {wrong} is of another kind. Give ")


def test_no_report_is_read_before_it_came():
    told = "referral: read: a report read before it came. Correct one of the days"

    assert told == refusal(move, IN_STATE["reported"], "read", at=DAY[5], by=PRESCRIBER)


# -- corrections ----------------------------------------------------------------------------------

FIX = {"at": DAY[9], "by": PRESCRIBER, "reason": "another patient's report"}


@pytest.mark.parametrize("to", ["ordered", "sent", "accepted", "scheduled", "seen", "reported"])
def test_a_correction_takes_away_what_tells_of_later_stages(to):
    assert correct(REFERRAL, IN_STATE["closed"], to, **FIX).value == IN_STATE[to]


def test_a_correction_to_a_draft_takes_away_all():
    assert correct(REFERRAL, IN_STATE["closed"], "draft", **FIX).value == DRAFT


def test_what_was_closed_may_be_on_hold_instead():
    made = correct(REFERRAL, IN_STATE["closed"], "on-hold", **FIX)

    assert made.value == referral("on-hold", **REPORTED)
    assert move(REFERRAL, made.value, "resume", at=DAY[9]).event.after == "reported"


def test_what_was_rejected_by_mistake_is_accepted_on_the_day_that_is_told():
    made = correct(REFERRAL, IN_STATE["rejected"], "accepted", **FIX, accepted_on=DAY[3])

    assert made.value == IN_STATE["accepted"]


def test_a_stage_without_its_date_is_refused():
    told = "referral: correct: the value would be sent. Give what the state needs"

    assert refusal(correct, IN_STATE["rejected"], "accepted", **FIX) == told


def test_what_was_cancelled_may_have_been_rejected():
    made = correct(
        REFERRAL,
        IN_STATE["cancelled"],
        "rejected",
        **FIX,
        rejected_on=DAY[3],
        rejected_because="no beds",
    )

    assert made.value == IN_STATE["rejected"]


def test_a_rejection_without_its_date_is_refused():
    told = "referral: correct: no rejected_on. Say when it was rejected"

    assert refusal(correct, IN_STATE["cancelled"], "rejected", **FIX) == told


def test_a_report_keyed_late_closes_with_who_read_it():
    told = {"report": "doc", "reported_on": DAY[6], "read_on": DAY[7], "read_by": DOCTOR}
    stopped = referral("revoked", **SEEN)

    assert correct(REFERRAL, stopped, "closed", **FIX, **told).value == IN_STATE["closed"]


def test_without_a_report_nothing_was_read():
    told = {"read_on": DAY[7], "read_by": DOCTOR}
    words = "referral: correct: no report, or no reported_on. Say what came, or when"

    assert refusal(correct, IN_STATE["seen"], "closed", **FIX, **told) == words


@pytest.mark.parametrize("came", [{"report": "doc"}, {"reported_on": DAY[6]}])
def test_a_report_that_came_may_have_been_read(came):
    told = {"read_on": DAY[7], "read_by": DOCTOR}

    assert correct(REFERRAL, IN_STATE["seen"], "closed", **FIX, **told, **came).value == referral(
        "completed", **SEEN, **told, **came
    )


def test_what_is_corrected_to_closed_was_read_once_the_report_came():
    told = {"read_on": DAY[5], "read_by": DOCTOR}
    words = "referral: correct: a report read before it came. Correct one of the days"

    assert refusal(correct, IN_STATE["reported"], "closed", **FIX, **told) == words


@pytest.mark.parametrize(
    ("to", "told", "ahead"),
    [
        ("closed", {"read_on": date(2050, 1, 1), "read_by": DOCTOR}, "read_on"),
        ("sent", {"sent_on": date(2026, 3, 11)}, "sent_on"),
        ("accepted", {"accepted_on": datetime(2026, 3, 10, 9, tzinfo=UTC)}, "accepted_on"),
        ("rejected", {"rejected_on": date(2026, 3, 11)}, "rejected_on"),
    ],
)
def test_a_correction_tells_nothing_that_is_yet_to_come(to, told, ahead):
    words = f"referral: correct: {ahead} is yet to come. Say when it was"

    assert refusal(correct, IN_STATE["reported"], to, **FIX, **told) == words


def test_a_day_ahead_that_goes_with_a_later_stage_is_no_matter():
    odd = referral("completed", **READ | {"read_on": date(2050, 1, 1)})

    assert correct(REFERRAL, odd, "reported", **FIX).value == IN_STATE["reported"]


@pytest.mark.parametrize("told", [{"read_on": DAY[7]}, {"read_by": DOCTOR}])
def test_a_report_that_nobody_read_on_no_day_closes_nothing(told):
    words = "referral: correct: no read_on, or no read_by. Say who read it, and when"

    assert refusal(correct, IN_STATE["reported"], "closed", **FIX, **told) == words


def test_what_never_was_keeps_what_it_said():
    made = correct(REFERRAL, IN_STATE["closed"], "entered-in-error", **FIX)

    assert made.value == referral("entered-in-error", **READ)
