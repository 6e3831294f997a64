"""How far a referral has come: by hand, a referral ordered on Monday 2 March 2026."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.model.appointment import Appointment
from carecoord.model.chart import Chart
from carecoord.model.code import concept, loinc
from carecoord.model.document_reference import DocumentReference
from carecoord.model.encounter import Encounter
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Observation
from carecoord.model.order import Order, Referral
from carecoord.model.patient import Patient
from carecoord.model.period import Period
from carecoord.model.task import Task
from carecoord.rules.referrals.stages import (
    Parts,
    Stage,
    age,
    current,
    rejected,
    rereferred_by,
    stages,
)

CHICAGO = ZoneInfo("America/Chicago")
NOTE = concept(loinc("11488-4"))
NOTHING = Parts()


def day(number, month=3):
    return date(2026, month, number)


REFERRAL = Referral(id="ref", status="active", intent="order", authored_on=day(2))
BARE = Order(id="ref", status="active", intent="order", authored_on=day(2))


def with_dates(**fields):
    return attrs.evolve(REFERRAL, **fields)


def task(status, name="task", **fields):
    return Task(id=name, status=status, based_on=("ref",), **fields)


def visit(status, **fields):
    return Appointment(id="visit", status=status, based_on=("ref",), **fields)


def stands(referral, zone=UTC, on=None, **parts):
    """The stage at which a referral stands, since when, and what shows it."""
    found = current(stages(referral, Parts(**parts), zone, on=on))
    return None if found is None else (found.stage, found.open_since, found.facts)


def words(referral, **parts):
    """For each stage ``reached``, ``passed`` or ``open``."""
    return " ".join(
        "reached" if one.reached else "passed" if one.passed else "open"
        for one in stages(referral, Parts(**parts), UTC)
    )


@pytest.mark.parametrize(
    ("fields", "stage", "since"),
    [
        ({}, Stage.ORDERED, day(2)),
        ({"sent_on": day(3)}, Stage.SENT, day(3)),
        ({"sent_on": day(3), "handed_off_on": day(4)}, Stage.HANDED_OFF, day(4)),
        ({"handed_off_on": day(4), "accepted_on": day(5)}, Stage.ACCEPTED, day(5)),
        ({"accepted_on": day(5), "scheduled_on": day(6)}, Stage.SCHEDULED, day(6)),
        ({"scheduled_on": day(6), "seen_on": day(20)}, Stage.SEEN, day(20)),
        ({"seen_on": day(20), "reported_on": day(25)}, Stage.REPORTED, day(25)),
        ({"reported_on": day(25), "read_on": day(26)}, Stage.READ, day(26)),
    ],
)
def test_a_referral_stands_at_the_last_stage_that_it_reached(fields, stage, since):
    assert (stage, since, ("ref",)) == stands(with_dates(**fields))


def test_what_was_skipped_is_passed():
    assert words(with_dates(seen_on=day(20))) == (
        "reached passed passed passed passed reached open open"
    )


def test_a_hand_off_is_open_until_accepted():
    handed = with_dates(sent_on=day(3), handed_off_on=day(4))

    assert words(handed) == "reached reached reached open open open open open"
    assert words(attrs.evolve(handed, accepted_on=day(5))) == (
        "reached reached reached reached open open open open"
    )


@pytest.mark.parametrize("status", ["draft", "entered-in-error"])
def test_what_was_not_ordered_stands_nowhere(status):
    assert stands(with_dates(status=status)) is None


def test_without_a_date_of_the_order_nothing_tells_since_when():
    assert stands(with_dates(authored_on=None)) == (Stage.ORDERED, None, ("ref",))


@pytest.mark.parametrize(
    ("held", "stage", "since"),
    [
        (task("draft", authored_on=day(3)), Stage.ORDERED, day(2)),
        (task("cancelled", authored_on=day(3)), Stage.ORDERED, day(2)),
        (task("requested", authored_on=day(3)), Stage.SENT, day(3)),
        (task("received", authored_on=day(3), modified_at=day(4)), Stage.SENT, day(3)),
        (task("rejected", authored_on=day(3), modified_at=day(4)), Stage.SENT, day(3)),
        (task("accepted", authored_on=day(3), modified_at=day(4)), Stage.ACCEPTED, day(4)),
        (task("ready", authored_on=day(3), modified_at=day(4)), Stage.ACCEPTED, day(4)),
        (
            task("in-progress", modified_at=day(9), execution=Period(day(5), None)),
            Stage.ACCEPTED,
            day(5),
        ),
        (task("on-hold", modified_at=day(9)), Stage.ACCEPTED, None),
        (
            task("completed", execution=Period.through(day(5), day(20))),
            Stage.READ,
            day(20),
        ),
        (task("completed", modified_at=day(21)), Stage.READ, day(21)),
        (task("completed"), Stage.READ, None),
        # A task that ended before the referral was written is not its report.
        (task("completed", execution=Period.through(None, day(1))), Stage.ACCEPTED, None),
        (task("entered-in-error", authored_on=day(3)), Stage.ORDERED, day(2)),
    ],
)
@pytest.mark.parametrize("referral", [REFERRAL, BARE], ids=["referral", "order"])
def test_tasks_show_what_the_referral_does_not_say(referral, held, stage, since):
    assert (stage, since) == stands(referral, tasks=(held,))[:2]


def test_a_task_may_name_the_referral_as_its_focus():
    held = (
        Task(id="task", status="requested", focus="ref", authored_on=day(3)),
        Task(id="other", status="accepted", focus="else", modified_at=day(3)),
    )

    assert (Stage.SENT, day(3), ("task",)) == stands(REFERRAL, tasks=held)


def test_of_several_tasks_the_first_dates_the_stage_and_all_show_it():
    held = (
        task("requested", "b", authored_on=day(5)),
        task("requested", "a", authored_on=datetime(2026, 3, 4, 9, tzinfo=UTC)),
        task("requested", "c"),
    )

    assert (Stage.SENT, datetime(2026, 3, 4, 9, tzinfo=UTC), ("b", "a", "c")) == stands(
        REFERRAL, tasks=held
    )


def test_its_own_date_counts_before_any_task():
    held = (task("requested", authored_on=day(9)),)

    assert (Stage.SENT, day(3), ("ref",)) == stands(with_dates(sent_on=day(3)), tasks=held)


@pytest.mark.parametrize(
    ("held", "stage", "since"),
    [
        (visit("proposed", created_on=day(6)), Stage.ORDERED, day(2)),
        (visit("pending", created_on=day(6)), Stage.ORDERED, day(2)),
        (visit("waitlist", created_on=day(6)), Stage.ORDERED, day(2)),
        (visit("cancelled", created_on=day(6)), Stage.ORDERED, day(2)),
        (visit("noshow", created_on=day(6)), Stage.ORDERED, day(2)),
        (visit("entered-in-error", created_on=day(6)), Stage.ORDERED, day(2)),
        (visit("booked", created_on=day(6), start=day(20)), Stage.SCHEDULED, day(6)),
        (visit("checked-in", created_on=day(6), start=day(20)), Stage.SCHEDULED, day(6)),
        (visit("fulfilled", created_on=day(6), start=day(20)), Stage.SEEN, day(20)),
    ],
)
def test_a_visit_for_the_referral_shows_booking_and_being_seen(held, stage, since):
    assert (stage, since) == stands(REFERRAL, appointments=(held,))[:2]


@pytest.mark.parametrize(
    ("status", "stage"),
    [("booked", Stage.SCHEDULED), ("cancelled", Stage.ACCEPTED), ("noshow", Stage.ACCEPTED)],
)
def test_a_visit_that_fell_through_has_to_be_booked_anew(status, stage):
    referral = with_dates(accepted_on=day(5), scheduled_on=day(6), appointment="visit")
    held = Appointment(id="visit", status=status, created_on=day(6))

    assert stage is stands(referral, appointments=(held,))[0]


def test_a_visit_that_is_not_at_hand_was_booked_all_the_same():
    referral = with_dates(scheduled_on=day(6), appointment="visit")

    assert (Stage.SCHEDULED, day(6), ("ref",)) == stands(referral)


def encounter(status, **fields):
    return Encounter(id="enc", status=status, **fields)


@pytest.mark.parametrize(
    ("held", "stage", "since"),
    [
        (encounter("finished", based_on=("ref",), period=Period(day(20), day(21))), "SEEN", 20),
        (encounter("in-progress", based_on=("ref",), period=Period(day(20))), "SEEN", 20),
        (encounter("finished", based_on=("ref",)), "SEEN", None),
        (encounter("finished", appointments=("visit",), period=Period(day(20))), "SEEN", 20),
        (encounter("arrived", based_on=("ref",), period=Period(day(20))), "SCHEDULED", 6),
        (encounter("planned", based_on=("ref",), period=Period(day(20))), "SCHEDULED", 6),
        (encounter("finished", period=Period(day(20))), "SCHEDULED", 6),
    ],
)
def test_an_encounter_shows_that_the_patient_was_seen(held, stage, since):
    booked = visit("booked", created_on=day(6), start=day(20))
    found = stands(REFERRAL, appointments=(booked,), encounters=(held,))

    assert (Stage[stage], None if since is None else day(since)) == found[:2]


SEEN = encounter("finished", based_on=("ref",), period=Period(day(20), day(21)))


def note(**fields):
    held = {"id": "doc", "status": "current", "code": NOTE, "encounters": ("enc",), **fields}
    return DocumentReference(date=day(25), **held)


@pytest.mark.parametrize(
    ("held", "stage"),
    [
        (note(), Stage.REPORTED),
        (note(doc_status="final"), Stage.REPORTED),
        (note(doc_status="preliminary"), Stage.SEEN),
        (note(doc_status="entered-in-error"), Stage.SEEN),
        (note(status="entered-in-error"), Stage.SEEN),
        (note(code=concept(loinc("34117-2"))), Stage.SEEN),
        (note(code=None), Stage.SEEN),
        (note(encounters=("else",)), Stage.SEEN),
    ],
)
def test_a_consultation_note_of_the_visit_is_its_report(held, stage):
    assert stage is stands(REFERRAL, encounters=(SEEN,), documents=(held,))[0]


def test_a_report_that_nobody_read_is_not_read():
    found = stands(REFERRAL, encounters=(SEEN,), documents=(note(),))

    assert (Stage.REPORTED, day(25), ("doc",)) == found


def test_the_report_that_the_referral_names_dates_it():
    found = Observation(id="report", effective=day(24), issued_at=day(25))
    chart = Chart(key="k", patient=Patient(), observations=(found,), orders=())
    named = with_dates(report="report")
    standing = current(stages(named, chart, UTC))

    assert (Stage.REPORTED, day(25), ("report",)) == (
        standing.stage,
        standing.on,
        standing.facts,
    )


def test_a_named_report_that_is_not_at_hand_has_no_day():
    assert stands(with_dates(report="report")) == (Stage.REPORTED, None, ("report",))


@pytest.mark.parametrize("fields", [{"report": "doc"}, {"reported_on": day(25)}])
def test_where_the_referral_keeps_its_report_a_finished_task_does_not_say_it_was_read(fields):
    done = task("completed", execution=Period.through(day(5), day(26)))

    assert Stage.REPORTED is stands(with_dates(**fields), tasks=(done,))[0]


def test_a_task_may_end_in_the_minute_after_the_referral_but_not_before():
    at_nine = attrs.evolve(BARE, authored_on=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    before, after = (
        task("completed", execution=Period(None, datetime(2026, 3, 2, *at, tzinfo=UTC)))
        for at in ((8, 59), (9, 0))
    )

    assert Stage.ACCEPTED is stands(at_nine, tasks=(before,))[0]
    assert Stage.READ is stands(at_nine, tasks=(after,))[0]


@pytest.mark.parametrize(
    ("on", "stage"),
    [(1, None), (2, Stage.ORDERED), (4, Stage.ORDERED), (5, Stage.ACCEPTED), (31, Stage.SEEN)],
)
def test_what_came_later_does_not_count_on_a_day(on, stage):
    referral = with_dates(accepted_on=day(5), seen_on=day(31))
    found = stands(referral, on=day(on))

    assert stage is (None if found is None else found[0])


# 2026 has 28 days in February, 2028 has 29.
@pytest.mark.parametrize(
    ("sent", "on", "days"),
    [
        (day(3), day(3), 0),
        (day(3), day(31), 28),
        (date(2026, 2, 28), day(1), 1),
        (date(2028, 2, 28), date(2028, 3, 1), 2),
        (date(2025, 12, 31), day(1, 1), 1),
        (PartialDate(2026, 3), day(31), None),
    ],
)
def test_the_age_is_counted_in_days(sent, on, days):
    assert days == age(Referral(id="ref", sent_on=sent), NOTHING, UTC, on=on)


def test_the_age_is_that_of_the_stage_of_the_day():
    referral = with_dates(accepted_on=day(5), seen_on=day(20))

    found = [age(referral, NOTHING, UTC, on=day(on)) for on in (4, 5, 19, 20, 25)]

    assert found == [2, 0, 14, 0, 5]


def test_before_the_order_there_is_no_age():
    assert age(REFERRAL, NOTHING, UTC, on=day(1)) is None


def test_the_age_is_counted_in_the_days_of_the_zone():
    late = Referral(id="ref", authored_on=datetime(2026, 3, 3, 5, 30, tzinfo=UTC))

    assert age(late, NOTHING, CHICAGO, on=day(3)) == 1
    assert age(late, NOTHING, UTC, on=day(3)) == 0


def turned_down(referral=REFERRAL, on=None, **parts):
    found = rejected(referral, Parts(**parts), UTC, on=on)
    return None if found is None else (found.on, found.facts)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"rejected_on": day(6)}, (day(6), ("ref",))),
        ({"sent_on": day(3), "rejected_on": day(6)}, (day(6), ("ref",))),
        ({"accepted_on": day(5), "rejected_on": day(6)}, (day(6), ("ref",))),
        ({"rejected_on": day(6), "sent_on": day(6)}, (day(6), ("ref",))),
        ({"rejected_on": day(6), "sent_on": day(7)}, None),
        ({"rejected_on": day(6), "handed_off_on": day(7)}, None),
        ({"rejected_on": day(6), "accepted_on": day(7)}, None),
        ({"rejected_on": day(6), "seen_on": day(20)}, None),
    ],
)
def test_a_rejected_referral_is_to_be_made_anew_unless_it_was_tried_again(fields, expected):
    assert expected == turned_down(with_dates(**fields))


@pytest.mark.parametrize(("on", "told"), [(5, False), (6, True)])
def test_a_rejection_counts_from_its_day(on, told):
    found = turned_down(with_dates(rejected_on=day(6)), on=day(on))

    assert told is (found is not None)


@pytest.mark.parametrize(("on", "told"), [(8, True), (9, False)])
def test_another_try_counts_from_its_day(on, told):
    again = with_dates(rejected_on=day(6), sent_on=day(9))
    held = (
        task("rejected", "a", authored_on=day(3), modified_at=day(6)),
        task("requested", "b", authored_on=day(9)),
    )

    assert told is (turned_down(again, on=day(on)) is not None)
    assert told is (turned_down(on=day(on), tasks=held) is not None)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((task("rejected", modified_at=day(6)),), (day(6), ("task",))),
        ((task("rejected"),), (None, ("task",))),
        (
            (task("rejected", "a", modified_at=day(9)), task("rejected", "b", modified_at=day(6))),
            (day(6), ("a", "b")),
        ),
        (
            (task("rejected", "a", modified_at=day(6)), task("cancelled", "b")),
            (day(6), ("a",)),
        ),
        ((task("rejected", "a", modified_at=day(6)), task("requested", "b")), None),
        ((task("rejected", "a", modified_at=day(6)), task("completed", "b")), None),
        ((task("requested"),), None),
    ],
)
@pytest.mark.parametrize("referral", [REFERRAL, BARE], ids=["referral", "order"])
def test_a_rejected_task_rejects_the_referral_unless_another_goes_on(referral, held, expected):
    assert expected == turned_down(referral, tasks=held)


def test_a_draft_that_was_rejected_is_told_too():
    assert (day(6), ("ref",)) == turned_down(with_dates(status="draft", rejected_on=day(6)))


def successor(name, written, **fields):
    held = {"status": "active", "replaces": ("ref",), **fields}
    return Referral(id=name, authored_on=written, **held)


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ((), None),
        ((successor("new", day(9)),), "new"),
        ((successor("new", day(9), replaces=("else",)),), None),
        ((successor("new", day(9), status="draft"),), None),
        ((successor("new", day(9), status="revoked"),), None),
        ((successor("new", day(9), status="entered-in-error"),), None),
        ((successor("new", day(9), do_not_perform=True),), None),
        ((successor("b", day(9)), successor("a", day(10))), "a"),
        ((successor("b", day(9)), successor("a", day(9))), "b"),
        ((successor("b", None), successor("a", day(9))), "a"),
    ],
)
def test_a_new_referral_that_replaces_it_is_found(orders, expected):
    found = rereferred_by(REFERRAL, orders)

    assert expected == (None if found is None else found.id)
