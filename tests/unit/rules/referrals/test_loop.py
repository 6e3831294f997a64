"""Loops that are closed, and the board of those that are not; days counted by hand."""

from datetime import UTC, date

import attrs
import pytest

from carecoord.model.actor import Actor
from carecoord.model.appointment import Appointment
from carecoord.model.chart import Chart
from carecoord.model.code import concept, snomed
from carecoord.model.contact import Name
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.label import Label
from carecoord.model.moment import PartialDate
from carecoord.model.order import Order, Referral
from carecoord.model.patient import Patient
from carecoord.model.task import Task
from carecoord.rules.referrals.loop import (
    LoopState,
    NextStep,
    Party,
    board,
    closed,
    is_referral,
    state,
)
from carecoord.rules.referrals.stages import Parts, Stage

NOTHING = Parts()


def day(number, month=3):
    return date(2026, month, number)


REFERRAL = Referral(
    id="ref",
    status="active",
    intent="order",
    authored_on=day(2),
    requester=Actor(kind="Practitioner", id="asks", display="Dr Secret"),
    performers=(Actor(display="Somebody"), Actor(kind="Practitioner", id="treats")),
)


def with_dates(**fields):
    return attrs.evolve(REFERRAL, **fields)


def chart(*orders, key="k", **fields):
    return Chart(key=key, **{"patient": Patient(), **fields}, orders=orders)


def rows(*orders, on=31, **fields):
    return board([chart(*orders, **fields)], day(on))


@pytest.mark.parametrize(
    ("fields", "on", "expected"),
    [
        ({"reported_on": day(25)}, None, False),
        ({"reported_on": day(25), "read_on": day(26)}, None, True),
        ({"reported_on": day(25), "read_on": day(26)}, 25, False),
        ({"reported_on": day(25), "read_on": day(26)}, 26, True),
        ({"read_on": day(26)}, 25, False),
        ({"read_on": day(26)}, 26, True),
        ({"status": "draft"}, None, False),
    ],
)
def test_a_loop_is_closed_when_the_report_was_read(fields, on, expected):
    at = None if on is None else day(on)

    assert closed(with_dates(**fields), NOTHING, UTC, on=at) is expected


ANEW = Referral(id="new", status="active", replaces=("ref",), authored_on=day(9))


@pytest.mark.parametrize(
    ("fields", "orders", "expected"),
    [
        ({}, (), LoopState.OPEN),
        ({"status": "draft"}, (), LoopState.NOT_ORDERED),
        ({"status": "revoked"}, (), LoopState.WITHDRAWN),
        ({"status": "entered-in-error"}, (), LoopState.WITHDRAWN),
        ({"rejected_on": day(6)}, (), LoopState.NEEDS_REREFERRAL),
        ({"rejected_on": day(6)}, (ANEW,), LoopState.REREFERRED),
        ({}, (ANEW,), LoopState.OPEN),
        ({"read_on": day(26)}, (), LoopState.CLOSED),
        ({"read_on": day(26), "status": "revoked"}, (), LoopState.CLOSED),
    ],
)
def test_what_becomes_of_a_referral(fields, orders, expected):
    assert expected is state(with_dates(**fields), NOTHING, UTC, orders=orders)


@pytest.mark.parametrize(
    ("on", "expected"), [(8, LoopState.NEEDS_REREFERRAL), (9, LoopState.REREFERRED)]
)
def test_a_new_referral_counts_from_its_day(on, expected):
    rejected = with_dates(rejected_on=day(6))

    assert expected is state(rejected, NOTHING, UTC, orders=(ANEW,), on=day(on))


SENDS = concept(snomed("103696004"))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (REFERRAL, True),
        (Order(id="o", code=SENDS, intent="order"), True),
        (Order(id="o", code=SENDS), True),
        (Order(id="o", code=concept(snomed("73761001"))), False),
        (Order(id="o"), False),
        (with_dates(do_not_perform=True), False),
        (with_dates(intent="proposal"), False),
        (with_dates(intent="plan"), False),
        (with_dates(intent="option"), False),
        (with_dates(intent="original-order"), True),
    ],
)
def test_referrals_are_orders_to_another_practitioner(order, expected):
    assert is_referral(order) is expected


@pytest.mark.parametrize(
    ("fields", "stage", "days", "move"),
    [
        ({}, Stage.ORDERED, 29, (NextStep.SEND, Party.REFERRER, "asks")),
        ({"sent_on": day(3)}, Stage.SENT, 28, (NextStep.ACCEPT, Party.RECEIVER, "treats")),
        (
            {"handed_off_on": day(4)},
            Stage.HANDED_OFF,
            27,
            (NextStep.ACCEPT_HAND_OFF, Party.RECEIVER, "treats"),
        ),
        ({"accepted_on": day(5)}, Stage.ACCEPTED, 26, (NextStep.BOOK, Party.RECEIVER, "treats")),
        ({"scheduled_on": day(6)}, Stage.SCHEDULED, 25, (NextStep.SEE, Party.PATIENT, None)),
        ({"seen_on": day(20)}, Stage.SEEN, 11, (NextStep.REPORT, Party.RECEIVER, "treats")),
        ({"reported_on": day(31)}, Stage.REPORTED, 0, (NextStep.READ, Party.REFERRER, "asks")),
        (
            {"sent_on": day(3), "rejected_on": day(6)},
            None,
            25,
            (NextStep.REFER_ANEW, Party.REFERRER, "asks"),
        ),
    ],
)
def test_a_row_says_since_when_what_is_next_and_whose_move_it_is(fields, stage, days, move):
    (row,) = rows(with_dates(**fields))

    assert (row.patient, row.referral) == ("k", "ref")
    assert (stage, days, move) == (row.stage, row.days, (row.next_step, row.who, row.actor))


@pytest.mark.parametrize(
    ("fields", "became", "words"),
    [
        ({"sent_on": day(3)}, LoopState.OPEN, "sent"),
        (
            {"sent_on": day(3), "rejected_on": day(6)},
            LoopState.NEEDS_REREFERRAL,
            "rejected",
        ),
        ({"rejected_on": day(6), "sent_on": day(9)}, LoopState.OPEN, "sent"),
    ],
)
def test_a_rejected_referral_stands_at_no_stage(fields, became, words):
    (row,) = rows(with_dates(**fields))

    assert (row.state, row.stands) == (became, words)
    assert (row.stage is None) is (became is LoopState.NEEDS_REREFERRAL)


@pytest.mark.parametrize(
    "order",
    [
        with_dates(read_on=day(26)),
        with_dates(status="revoked"),
        with_dates(status="draft"),
        with_dates(intent="plan"),
        with_dates(authored_on=day(1, 4)),
        Order(id="o", status="active", code=concept(snomed("73761001"))),
    ],
)
def test_what_is_not_open_is_not_on_the_board(order):
    assert rows(order) == ()


def test_a_referral_made_anew_stands_on_the_board_in_place_of_the_rejected_one():
    found = rows(with_dates(rejected_on=day(6)), ANEW)

    assert [row.referral for row in found] == ["new"]


def test_those_that_waited_longest_come_first():
    charts = [
        chart(with_dates(authored_on=day(20)), key="c"),
        chart(with_dates(authored_on=day(3)), with_dates(id="also", authored_on=day(3)), key="b"),
        chart(with_dates(authored_on=day(3)), key="a"),
        chart(with_dates(authored_on=None), key="z"),
    ]
    found = [(row.patient, row.referral, row.days) for row in board(charts, day(31))]

    assert found == [
        ("z", "ref", None),
        ("a", "ref", 28),
        ("b", "also", 28),
        ("b", "ref", 28),
        ("c", "ref", 11),
    ]


def test_a_month_gives_no_number_of_days():
    (row,) = rows(with_dates(sent_on=PartialDate(2026, 3)))

    assert (PartialDate(2026, 3), None) == (row.since, row.days)


def test_the_owner_of_an_open_task_has_it_before_who_was_named():
    held = (
        Task(
            id="old",
            status="rejected",
            based_on=("ref",),
            owner=Actor(id="refused"),
            authored_on=day(3),
        ),
        Task(
            id="now",
            status="requested",
            based_on=("ref",),
            owner=Actor(id="asked"),
            authored_on=day(4),
        ),
        Task(id="nobody", status="requested", based_on=("ref",), authored_on=day(4)),
    )
    (row,) = rows(REFERRAL, tasks=held)

    assert row.actor == "asked"


@pytest.mark.parametrize(
    "order",
    [
        attrs.evolve(REFERRAL, requester=None),
        attrs.evolve(REFERRAL, sent_on=day(3), performers=(Actor(display="Somebody"),)),
        attrs.evolve(REFERRAL, sent_on=day(3), performers=()),
    ],
)
def test_nobody_is_named_where_the_record_does_not_say(order):
    assert [row.actor for row in rows(order)] == [None]


def test_a_row_holds_no_name():
    patient = Patient(names=(Name(family="Secret"),))
    (row,) = rows(REFERRAL, patient=patient)

    assert "Secret" not in repr(row)


def test_a_row_carries_the_labels_of_all_that_belongs_to_it():
    visit = Appointment(
        id="visit", status="booked", based_on=("ref",), labels=frozenset({Label.HIV})
    )
    other = Appointment(id="else", status="booked", labels=frozenset({Label.GENETIC}))
    referral = with_dates(labels=frozenset({Label.PART_2}))
    (row,) = rows(referral, appointments=(visit, other))

    assert {Label.PART_2, Label.HIV} == row.labels


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        ({}, False),
        ({"patient": Patient(deceased=True)}, True),
        ({"patient": Patient(deceased=False)}, False),
        ({"patient": Patient(deceased=day(31))}, True),
        ({"patient": Patient(deceased=day(1, 4))}, False),
        ({"holds": (Hold(id="h", kind=HoldKind.HOSPICE, since=day(31)),)}, True),
        ({"holds": (Hold(id="h", kind=HoldKind.HOSPICE, since=day(1, 4)),)}, False),
        ({"holds": (Hold(id="h", kind=HoldKind.HOSPICE),)}, True),
    ],
)
def test_a_row_says_that_everything_is_stopped(fields, held):
    assert [held] == [row.held for row in rows(REFERRAL, **fields)]


def test_a_chart_without_orders_has_no_rows():
    assert board([Chart(key="k", patient=Patient())], day(31)) == ()
