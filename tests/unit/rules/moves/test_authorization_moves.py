"""The table of a permission's moves, by hand: what is legal where, and what each move does."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import attrs
import pytest

from carecoord.errors import MoveRefused
from carecoord.model import Actor, Authorization, AuthorizationItem, Identifier, PartialDate, Period
from carecoord.model.appointment import Appointment
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.permission_case import (
    ClockExtension,
    ConcurrentReview,
    Draw,
    PayerKind,
    PeerToPeer,
    PermissionCase,
    ReviewKind,
)
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.drawn_visits import draw_visit
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import advance, correct, move, replay
from carecoord.rules.moves.permission_time import ends_on
from carecoord.rules.moves.pools import pools
from carecoord.rules.moves.renewing import renew

ASKED_ON, ANSWERED_ON = date(2026, 3, 2), date(2026, 3, 6)
FIRST, LAST = date(2026, 4, 1), date(2026, 5, 31)
CLERK = Performer(licence=Licence.COORDINATOR)
DOCTOR = Performer(licence=Licence.PRESCRIBER, actor=Actor(kind="Practitioner", id="ida"))
ASKED = AuthorizationItem(sequence=1, requested=Decimal(16), unit="visit")
EASTERN = timezone(timedelta(hours=-4))


def request(*items, status="active", **case):
    """A request of which the payer said nothing yet."""
    return Authorization(
        id="pt",
        status=status,
        created_on=None if status == "draft" else ASKED_ON,
        items=items or (ASKED,),
        case=PermissionCase(**case) if case else None,
    )


def says(action, *, sequence=1, **more):
    """What the payer says of an item."""
    return AuthorizationItem(sequence=sequence, review_action=action, **more)


def answer(*items, outcome="complete", on=ANSWERED_ON, **more):
    return Authorization(
        id="answer",
        status="active",
        outcome=outcome,
        created_on=on,
        period=Period.through(FIRST, LAST),
        items=items,
        **more,
    )


def answered(*items, **more):
    """The request with an answer on it."""
    return move(
        AUTHORIZATION, request(**more), "answer", at=ANSWERED_ON, answer=answer(*items)
    ).value


GRANTED = (says("A2", units=Decimal(12)),)
STATES = {
    "draft": request(status="draft"),
    "requested": request(),
    "pended": answered(says("A4")),
    "action-needed": answered(says("CT")),
    "unclear": answered(says("ZZ")),
    "approved": answered(says("A1", units=Decimal(16))),
    "modified": answered(*GRANTED),
    "partial": move(
        AUTHORIZATION,
        request(ASKED, AuthorizationItem(sequence=2)),
        "answer",
        at=ANSWERED_ON,
        answer=answer(says("A1"), says("A3", sequence=2)),
    ).value,
    "denied": answered(says("A3")),
    "cancelled": attrs.evolve(request(), status="cancelled"),
    "ended": attrs.evolve(answered(*GRANTED), case=PermissionCase(ended_on=LAST)),
    "entered-in-error": attrs.evolve(request(), status="entered-in-error"),
}
TALKS = "offer-peer-to-peer hold-peer-to-peer"
LEGAL = {
    "draft": "request cancel retract",
    "requested": "receive answer ask-information send-information extend review cancel retract "
    "overdue",
    "pended": f"answer ask-information send-information extend {TALKS} review undraw cancel "
    "retract overdue",
    "action-needed": "answer ask-information send-information review undraw cancel retract",
    "unclear": "answer ask-information send-information review undraw cancel retract",
    "approved": "answer review draw undraw cancel retract expire",
    "modified": f"answer {TALKS} review draw undraw cancel retract expire",
    "partial": f"answer {TALKS} review draw undraw cancel retract expire",
    "denied": f"answer {TALKS} undraw cancel retract",
    "cancelled": "",
    "ended": "",
    "entered-in-error": "",
}
MOVES = [one.name for one in AUTHORIZATION.moves]


@pytest.mark.parametrize("state", STATES)
def test_a_permission_is_in_the_state_that_request_answer_and_case_say(state):
    assert state == AUTHORIZATION.state_of(STATES[state])


@pytest.mark.parametrize("state", STATES)
def test_in_each_state_these_moves_are_legal_and_no_others(state):
    assert LEGAL[state].split() == list(AUTHORIZATION.legal(state))


@pytest.mark.parametrize(
    ("state", "name"),
    [(s, m) for s in STATES for m in MOVES if m not in LEGAL[s].split()],
)
def test_a_move_that_is_not_legal_is_refused_with_what_would_be(state, name):
    with pytest.raises(MoveRefused, match=f"it is {state}. Legal now: "):
        move(AUTHORIZATION, STATES[state], name, at=ANSWERED_ON, by=DOCTOR, reason="why")


def made(value, name, **more):
    return move(AUTHORIZATION, value, name, **{"at": ANSWERED_ON, **more}).value


def refuses(value, name, match, **more):
    with pytest.raises(MoveRefused, match=match):
        made(value, name, **more)


class TestAsking:
    def test_a_request_is_active_from_its_day(self):
        found = made(STATES["draft"], "request", at=ASKED_ON)

        assert (found.status, found.created_on, found.requested_on) == (
            "active",
            ASKED_ON,
            ASKED_ON,
        )
        assert found.case is None

    def test_a_request_may_say_when_it_was_received_and_when_the_decision_is_due(self):
        found = made(
            STATES["draft"], "request", at=ASKED_ON, received_at=ASKED_ON, due=date(2026, 3, 9)
        )

        assert found.case == PermissionCase(received_at=ASKED_ON, due=date(2026, 3, 9))

    def test_the_request_to_take_an_earlier_one_back_cancels(self):
        takes_back = attrs.evolve(
            STATES["draft"], certification_type=CodeableConcept((Code("x12", "3"),))
        )

        assert AUTHORIZATION.state_of(made(takes_back, "request")) == "cancelled"

    def test_receipt_is_at_the_moment_of_the_move_if_it_names_no_other(self):
        found = made(request(), "receive", at=date(2026, 3, 3))

        assert found.case.received_at == date(2026, 3, 3)

    def test_a_receipt_starts_the_clock_anew(self):
        late = request(due=date(2026, 3, 4), overdue_since=date(2026, 3, 5))
        found = made(late, "receive", received_at=date(2026, 3, 3), due=date(2026, 3, 10))

        assert found.case == PermissionCase(received_at=date(2026, 3, 3), due=date(2026, 3, 10))

    def test_a_receipt_before_the_request_is_refused(self):
        refuses(request(), "receive", "before the request", received_at=date(2026, 3, 1))

    def test_a_request_of_unknown_day_can_be_received(self):
        undated = attrs.evolve(request(), created_on=None)

        assert made(undated, "receive").case.received_at == ANSWERED_ON

    def test_a_decision_due_before_the_receipt_is_refused(self):
        refuses(request(), "receive", "before the receipt", due=date(2026, 3, 5))

    def test_information_is_asked_for_until_it_is_sent(self):
        asked = made(request(), "ask-information", due=date(2026, 3, 20))
        sent = made(asked, "send-information")

        assert (asked.information_requested, asked.case.information_due) == (
            True,
            date(2026, 3, 20),
        )
        assert (sent.information_requested, sent.case.information_due) == (False, None)


class TestAnswers:
    def test_less_than_was_asked_is_modified(self):
        found = STATES["modified"]

        assert (found.items[0].requested, found.items[0].units) == (16, 12)
        assert (found.id, found.requested_on, found.created_on) == ("pt", ASKED_ON, ANSWERED_ON)

    def test_what_the_notice_says_is_kept(self):
        found = made(
            request(),
            "answer",
            answer=answer(says("A3")),
            notice_on=date(2026, 3, 7),
            appeal_until=date(2026, 5, 11),
            criteria="shoulder",
            criteria_version="2026",
        ).case

        assert (found.notice_on, found.appeal_until) == (date(2026, 3, 7), date(2026, 5, 11))
        assert (found.criteria, found.criteria_version) == ("shoulder", "2026")

    @pytest.mark.parametrize(
        ("items", "places"),
        [
            ([says("A1", sequence=7)], "1 of 1"),
            ([says("A1"), says("A1", sequence=2)], "2 of 2"),
            ([says("A1"), says("A1")], "2 of 2"),
            ([AuthorizationItem(review_action="A1", traces=[Identifier("t", "9")])], "1 of 1"),
            ([says("A1"), AuthorizationItem(review_action="A1", added=True, added_for=[9])], "2 "),
        ],
        ids=["sequence", "one of two", "twice", "trace", "added for another"],
    )
    def test_a_decision_on_what_was_never_asked_for_is_refused(self, items, places):
        value = request()

        refuses(
            value, "answer", f"never asked for, or decided twice: {places}", answer=answer(*items)
        )
        assert value == request()

    def test_what_the_payer_adds_was_not_asked_for(self):
        added = AuthorizationItem(review_action="A6", added=True, added_for=[1], units=Decimal(8))
        found = made(request(), "answer", answer=answer(says("A6"), added))

        assert [one.added for one in found.items] == [False, True]

    def test_one_answer_that_names_nothing_is_about_all(self):
        found = made(request(), "answer", answer=answer(AuthorizationItem(review_action="A3")))

        assert AUTHORIZATION.state_of(found) == "denied"

    @pytest.mark.parametrize(
        ("given", "match"),
        [
            ("A1", "Give the payer's answer, as an Authorization"),
            (request(), "no answer of a payer"),
        ],
        ids=["text", "no outcome"],
    )
    def test_what_is_no_answer_is_refused(self, given, match):
        refuses(request(), "answer", match, answer=given)

    @pytest.mark.parametrize("units", [Decimal(-5), Decimal("-0.01")])
    def test_units_below_zero_are_not_granted(self, units):
        refuses(
            request(),
            "answer",
            "units that are no Decimal, or below zero",
            answer=answer(says("A2", units=units)),
        )

    def test_an_answer_may_be_noted_late_but_not_before_it_came(self):
        refuses(
            request(),
            "answer",
            "created_on is yet to come",
            answer=answer(says("A1"), on=date(2026, 3, 7)),
        )
        assert (
            made(request(), "answer", at=date(2026, 4, 1), answer=answer(says("A1"))).created_on
            == ANSWERED_ON
        )

    @pytest.mark.parametrize(
        "on", [date(2026, 3, 1), datetime(2026, 2, 28, 9, tzinfo=UTC), PartialDate(2026, 2)]
    )
    def test_no_answer_is_older_than_its_request(self, on):
        match = "a decision before the request"

        refuses(request(), "answer", match, answer=answer(says("A1"), on=on))
        refuses(answered(says("A3")), "answer", match, answer=answer(says("A1"), on=on))

    @pytest.mark.parametrize(
        "on", [ASKED_ON, datetime(2026, 3, 1, 23, tzinfo=EASTERN), PartialDate(2026, 3)]
    )
    def test_an_answer_of_the_day_of_the_request_in_another_zone_is_not_older(self, on):
        assert made(request(), "answer", answer=answer(says("A1"), on=on)).created_on == on

    def test_an_undated_answer_that_is_noted_before_the_request_is_refused(self):
        refuses(
            request(),
            "answer",
            "a decision before the request",
            at=date(2026, 3, 1),
            answer=answer(says("A1"), on=None),
        )

    def test_an_undated_answer_came_when_it_was_noted(self):
        found = made(request(), "answer", answer=answer(says("A1"), on=None))

        assert found.created_on == ANSWERED_ON

    def test_the_version_of_the_criteria_is_frozen_at_the_decision(self):
        first = made(request(), "answer", answer=answer(says("A3")), criteria_version="2025")

        refuses(
            first,
            "answer",
            "another version of the criteria",
            answer=answer(says("A1")),
            criteria_version="2026",
        )
        again = made(first, "answer", answer=answer(says("A1")), criteria_version="2025")
        assert again.case.criteria_version == "2025"

    def test_before_the_decision_the_version_may_change(self):
        first = made(request(), "answer", answer=answer(says("A4")), criteria_version="2025")
        found = made(first, "answer", answer=answer(says("A3")), criteria_version="2026")

        assert found.case.criteria_version == "2026"

    @pytest.mark.parametrize(
        ("decided", "due", "noted", "since"),
        [
            (date(2026, 3, 9), date(2026, 3, 9), date(2026, 3, 10), None),
            (date(2026, 3, 10), date(2026, 3, 9), None, date(2026, 3, 10)),
            (
                date(2026, 3, 9),
                datetime(2026, 3, 9, 12, tzinfo=UTC),
                datetime(2026, 3, 9, 12, tzinfo=UTC),
                datetime(2026, 3, 9, 12, tzinfo=UTC),
            ),
            (PartialDate(2026, 3), date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 10)),
        ],
        ids=["in time, noted late", "late, never noted", "on that day", "in that month"],
    )
    def test_whether_a_decision_was_late_is_told_by_its_own_day(self, decided, due, noted, since):
        value = request(due=due, overdue_since=noted)
        found = made(value, "answer", at=date(2026, 3, 12), answer=answer(says("A1"), on=decided))

        assert found.case.overdue_since == since

    def test_a_second_decision_leaves_when_the_first_was_due(self):
        late = made(
            request(due=date(2026, 3, 5)), "answer", answer=answer(says("A3"), on=ANSWERED_ON)
        )
        second = answer(says("A1"), on=date(2026, 4, 20))
        found = made(late, "answer", at=date(2026, 4, 20), answer=second)

        assert found.case.overdue_since == date(2026, 3, 6)


class TestReceipts:
    def test_what_a_payer_received_it_received_by_then(self):
        refuses(request(), "receive", "received_at is yet to come", received_at=date(2026, 3, 7))
        assert made(request(), "receive", received_at=ANSWERED_ON).case.received_at == ANSWERED_ON


KINDS_OF_DETAILS = [
    (request(status="draft"), "request", {"due": 5}, "due"),
    (request(status="draft"), "request", {"received_at": "2026-03-02"}, "received_at"),
    (request(), "extend", {"to": float("nan")}, "to"),
    (request(), "extend", {"to": datetime(2026, 3, 9)}, "to"),  # noqa: DTZ001
    (request(), "ask-information", {"due": 5}, "due"),
    (answered(says("A3")), "offer-peer-to-peer", {"until": 5}, "until"),
    (request(), "review", {"days_asked": True}, "days_asked"),
    (request(), "review", {"days_asked": 2, "next_on": "2026-04-01"}, "next_on"),
    (request(), "answer", {"answer": answer(says("A1")), "notice_on": 5}, "notice_on"),
    (request(), "answer", {"answer": answer(says("A1")), "criteria": " "}, "criteria"),
]


@pytest.mark.parametrize(("value", "name", "details", "wrong"), KINDS_OF_DETAILS)
def test_a_detail_of_another_kind_is_refused_by_its_name(value, name, details, wrong):
    refuses(value, name, f"{name}: {wrong} is of another kind. Give ", reason="why", **details)


class TestMoreTime:
    VALUE = request(due=date(2026, 3, 9))

    def test_it_has_a_reason_and_is_the_new_due_day(self):
        found = made(
            self.VALUE,
            "extend",
            reason="records to come",
            to=date(2026, 3, 23),
            limit=date(2026, 3, 23),
            at=date(2026, 3, 8),
            noticed_on=date(2026, 3, 7),
        ).case

        assert found.due == date(2026, 3, 23)
        assert found.extension == ClockExtension(
            to=date(2026, 3, 23), reason="records to come", noticed_on=date(2026, 3, 7)
        )

    def test_without_a_reason_it_is_refused(self):
        refuses(self.VALUE, "extend", "without a reason", to=date(2026, 3, 23))

    @pytest.mark.parametrize(
        ("more", "match"),
        [
            ({"to": date(2026, 3, 24), "limit": date(2026, 3, 23)}, "than may be taken"),
            ({"to": date(2026, 3, 9)}, "no more time than before"),
            (
                {
                    "to": date(2026, 3, 23),
                    "at": date(2026, 3, 11),
                    "noticed_on": date(2026, 3, 10),
                },
                "after the time was over",
            ),
            ({"to": date(2026, 3, 23), "noticed_on": date(2026, 3, 7)}, "is yet to come"),
            ({"to": date(2026, 3, 23), "at": date(2026, 3, 10)}, "after the time was over"),
        ],
        ids=["limit", "earlier", "noticed late", "not noticed yet", "noted late"],
    )
    def test_it_is_refused_beyond_its_limits(self, more, match):
        refuses(self.VALUE, "extend", match, reason="records to come", **more)

    def test_without_a_due_day_it_gives_one(self):
        found = made(request(), "extend", reason="records", to=date(2026, 3, 23))

        assert found.case.due == date(2026, 3, 23)


class TestPeerToPeer:
    OFFERED = made(STATES["denied"], "offer-peer-to-peer", until=date(2026, 3, 13))

    @pytest.mark.parametrize("outcome", ["upheld", "overturned"])
    def test_on_its_last_day_a_prescriber_holds_it(self, outcome):
        at = datetime(2026, 3, 13, 16, tzinfo=UTC)
        found = made(self.OFFERED, "hold-peer-to-peer", at=at, by=DOCTOR, outcome=outcome)

        assert found.case.peer_to_peer == PeerToPeer(
            until=date(2026, 3, 13), held_at=at, by=DOCTOR.actor, outcome=outcome
        )
        assert AUTHORIZATION.state_of(found) == "denied"

    def test_after_its_last_day_it_is_refused(self):
        refuses(
            self.OFFERED,
            "hold-peer-to-peer",
            "the time for it is over",
            at=date(2026, 3, 14),
            by=DOCTOR,
            outcome="upheld",
        )

    def test_that_it_was_not_held_can_be_noted_later(self):
        found = made(
            self.OFFERED, "hold-peer-to-peer", at=date(2026, 3, 14), by=DOCTOR, outcome="not-held"
        ).case.peer_to_peer

        assert (found.outcome, found.held_at) == ("not-held", None)

    def test_it_is_refused_to_a_coordinator(self):
        refuses(
            self.OFFERED, "hold-peer-to-peer", "by a care coordinator", by=CLERK, outcome="upheld"
        )

    def test_another_outcome_is_refused(self):
        refuses(self.OFFERED, "hold-peer-to-peer", "no outcome", by=DOCTOR, outcome="nice")

    def test_none_that_was_offered_is_refused(self):
        refuses(
            STATES["denied"], "hold-peer-to-peer", "no talk is to come", by=DOCTOR, outcome="upheld"
        )

    def test_a_second_one_is_refused(self):
        held = made(self.OFFERED, "hold-peer-to-peer", by=DOCTOR, outcome="upheld")

        refuses(held, "hold-peer-to-peer", "no talk is to come", by=DOCTOR, outcome="overturned")

    def test_an_offer_that_is_past_is_refused(self):
        refuses(STATES["denied"], "offer-peer-to-peer", "past", until=date(2026, 3, 5))


class TestReview:
    def test_each_look_is_kept(self):
        first = made(STATES["approved"], "review", days_asked=3, next_on=date(2026, 3, 9))
        found = made(first, "review", at=date(2026, 3, 9), days_asked=2, days_granted=0)

        assert found.case.reviews == (
            ConcurrentReview(on=ANSWERED_ON, days_asked=3, next_on=date(2026, 3, 9)),
            ConcurrentReview(on=date(2026, 3, 9), days_asked=2, days_granted=0),
        )

    @pytest.mark.parametrize(
        "more",
        [
            {"days_asked": -1},
            {"days_asked": "3"},
            {"days_asked": 3, "days_granted": -1},
            {"days_asked": 3, "next_on": ANSWERED_ON},
        ],
    )
    def test_what_cannot_be_is_refused(self, more):
        refuses(STATES["approved"], "review", "review", **more)


def draw(value, appointment="v1", **more):
    held = {"units": Decimal(1), "unit": "visit", "on": date(2026, 4, 7), "at": date(2026, 6, 1)}
    return made(value, "draw", appointment=appointment, **{**held, **more})


class TestUnits:
    VALUE = STATES["modified"]

    def test_a_draw_is_kept_and_leaves_less(self):
        found = draw(self.VALUE)
        (pool,) = pools(found)

        assert found.case.draws == (
            Draw(appointment="v1", on=date(2026, 4, 7), units=Decimal(1), unit="visit", item=1),
        )
        assert (pool.granted, pool.drawn, pool.left) == (12, 1, 11)

    @pytest.mark.parametrize("on", [FIRST, LAST, datetime(2026, 5, 31, 20, tzinfo=EASTERN)])
    def test_the_first_and_the_last_day_are_inside(self, on):
        assert pools(draw(self.VALUE, on=on))[0].left == 11

    @pytest.mark.parametrize(
        ("more", "match"),
        [
            ({"on": date(2026, 3, 31)}, "outside the period"),
            ({"on": date(2026, 6, 1)}, "outside the period"),
            ({"units": Decimal(13)}, "fewer units are left"),
            ({"unit": "day"}, "another type"),
            ({"unit": "15 min"}, "another type"),
            ({"item": 2}, "nothing was granted for the item"),
            ({"units": Decimal(0)}, "above zero"),
            ({"units": Decimal(-1)}, "above zero"),
            ({"units": Decimal("NaN")}, "above zero"),
            ({"units": 1}, "above zero"),
            ({"on": date(2026, 6, 2)}, "no day that has come"),
            ({"on": PartialDate(2026, 4)}, "no day that has come"),
        ],
    )
    def test_what_cannot_be_drawn_is_refused(self, more, match):
        refuses_draw = pytest.raises(MoveRefused, match=match)

        with refuses_draw:
            draw(self.VALUE, **more)

    @pytest.mark.parametrize("item", [None, 1])
    def test_a_visit_is_drawn_once(self, item):
        with pytest.raises(MoveRefused, match="drawn before"):
            draw(draw(self.VALUE), **({"item": item} if item else {}))

    def test_the_last_unit_can_be_drawn_and_no_more(self):
        empty = draw(self.VALUE, units=Decimal(12))

        assert pools(empty)[0].left == 0
        with pytest.raises(MoveRefused, match="fewer units"):
            draw(empty, "v2")

    def test_visits_are_visits_however_they_are_spelt(self):
        assert pools(draw(self.VALUE, unit="VS"))[0].left == 11

    def test_time_is_drawn_in_any_unit_of_time(self):
        """Of eight quarters of an hour a visit of one hour leaves four, and five are too many."""
        parts = answer(says("A1", units=Decimal(8), unit="15 min"))
        found = draw(made(request(), "answer", answer=parts), units=Decimal(1), unit="h")

        assert (pools(found)[0].drawn, pools(found)[0].left) == (4, 4)
        with pytest.raises(MoveRefused, match="fewer units"):
            draw(found, "v2", units=Decimal(75), unit="min")

    def test_a_unit_not_heard_of_is_a_type_of_its_own(self):
        value = made(request(), "answer", answer=answer(says("A1", units=Decimal(8), unit="Boxes")))

        assert pools(draw(value, unit="boxes"))[0].left == 7
        with pytest.raises(MoveRefused, match="units of another type"):
            draw(value, unit="visit")

    def test_a_wrong_draw_is_taken_back_with_a_reason(self):
        found = made(
            draw(draw(self.VALUE), "v2"), "undraw", reason="wrong patient", appointment="v1"
        )

        assert [one.appointment for one in found.case.draws] == ["v2"]

    def test_what_was_never_drawn_cannot_be_taken_back(self):
        refuses(draw(self.VALUE), "undraw", "nothing was drawn", reason="why", appointment="v9")

    def test_a_later_answer_may_leave_less_than_was_drawn(self):
        drawn = draw(self.VALUE, units=Decimal(10))
        (pool,) = pools(made(drawn, "answer", answer=answer(says("A2", units=Decimal(8)))))

        assert (pool.granted, pool.drawn, pool.left) == (8, 10, 0)

    def test_without_a_number_and_a_period_there_is_no_limit(self):
        free = attrs.evolve(answered(says("A1")), period=None)
        (pool,) = pools(draw(free, units=Decimal(900), on=date(2026, 3, 20)))

        assert (pool.granted, pool.left) == (None, None)

    def test_of_two_items_the_visit_names_one(self):
        value = made(
            request(ASKED, AuthorizationItem(sequence=2, unit="visit")),
            "answer",
            answer=answer(*GRANTED, says("A1", sequence=2, units=Decimal(2))),
        )

        with pytest.raises(MoveRefused, match="several items"):
            draw(value)
        found = draw(draw(value, item=2), item=1)
        assert [one.left for one in pools(found)] == [11, 1]

    def test_what_was_put_in_the_place_of_an_item_is_drawn_under_its_sequence(self):
        added = AuthorizationItem(review_action="A6", added=True, added_for=[1], units=Decimal(8))
        value = made(request(), "answer", answer=answer(says("A6"), added))
        (pool,) = pools(draw(value, item=1))

        assert (pool.items, pool.granted, pool.left) == ((1,), 8, 7)

    def test_items_without_sequence_are_drawn_without(self):
        value = Authorization(
            id="read",
            status="active",
            outcome="complete",
            period=Period.through(FIRST, LAST),
            items=[AuthorizationItem(review_action="A1", units=Decimal(3))],
        )
        found = draw(value)

        assert found.case.draws[0].item is None
        assert pools(found)[0].left == 2

    def test_of_two_periods_that_of_the_day_is_drawn_on(self):
        april = Period.through(FIRST, date(2026, 4, 30))
        may = Period.through(date(2026, 5, 1), LAST)
        parts = [
            AuthorizationItem(
                review_action="A6", added=True, added_for=[1], units=Decimal(2), period=span
            )
            for span in (april, may)
        ]
        value = made(request(), "answer", answer=answer(says("A6"), *parts))
        found = draw(draw(value, on=date(2026, 5, 1)), "v2", on=date(2026, 4, 30))

        assert [one.left for one in pools(found)] == [1, 1]

    def test_draws_on_what_is_not_granted_any_more_count_nowhere(self):
        value = made(draw(self.VALUE), "answer", answer=answer(says("A3")))

        assert pools(value) == ()
        assert len(value.case.draws) == 1

    @pytest.mark.parametrize("status", ["booked", "noshow", "cancelled", "arrived"])
    def test_a_visit_that_is_not_fulfilled_draws_nothing(self, status):
        visit = Appointment(id="v1", status=status, start=datetime(2026, 4, 7, 9, tzinfo=EASTERN))

        with pytest.raises(MoveRefused, match="not fulfilled"):
            draw_visit(self.VALUE, visit, at=LAST)

    def test_a_fulfilled_visit_draws_one(self):
        visit = Appointment(
            id="v1", status="fulfilled", start=datetime(2026, 5, 31, 20, tzinfo=EASTERN)
        )
        found = draw_visit(self.VALUE, visit, at=LAST, item=1).value

        assert found.case.draws[0].on == visit.start
        assert pools(found)[0].left == 11
        assert pools(draw_visit(self.VALUE, visit, at=LAST).value) == pools(found)

    def test_a_visit_without_a_start_draws_nothing(self):
        with pytest.raises(MoveRefused, match="without a start"):
            draw_visit(self.VALUE, Appointment(id="v1", status="fulfilled"), at=LAST)


class TestTime:
    @pytest.mark.parametrize(
        ("due", "at", "since"),
        [
            (date(2026, 3, 9), date(2026, 3, 9), None),
            (date(2026, 3, 9), datetime(2026, 3, 9, 23, 59, tzinfo=UTC), None),
            (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 10)),
            (PartialDate(2026, 3), date(2026, 3, 31), None),
            (PartialDate(2026, 3), date(2026, 4, 1), date(2026, 4, 1)),
            (date.max, date.max, None),
            (datetime(2026, 3, 9, 12, tzinfo=UTC), date(2026, 3, 8), None),
            (
                datetime(2026, 3, 9, 12, tzinfo=UTC),
                date(2026, 3, 9),
                datetime(2026, 3, 9, 12, tzinfo=UTC),
            ),
            (datetime(2026, 3, 9, 12, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC), None),
            (
                datetime(2026, 3, 9, 12, tzinfo=UTC),
                datetime(2026, 3, 9, 8, 0, 1, tzinfo=EASTERN),
                datetime(2026, 3, 9, 12, tzinfo=UTC),
            ),
        ],
    )
    @pytest.mark.parametrize("state", ["requested", "pended"])
    def test_late_is_overdue_and_nothing_else(self, state, due, at, since):
        value = attrs.evolve(STATES[state], case=PermissionCase(due=due))
        moved = advance(AUTHORIZATION, value, at)

        assert (moved.value.case.overdue_since if moved else None) == since
        assert moved is None or AUTHORIZATION.state_of(moved.value) == state

    def test_it_becomes_overdue_once(self):
        value = request(due=date(2026, 3, 9))
        late = advance(AUTHORIZATION, value, date(2026, 3, 10)).value

        assert advance(AUTHORIZATION, late, date(2026, 4, 10)) is None
        refuses(late, "overdue", "or that is known", at=date(2026, 4, 10))

    def test_nobody_can_say_so_before(self):
        refuses(request(due=date(2026, 3, 9)), "overdue", "not over", at=date(2026, 3, 9))
        refuses(request(), "overdue", "not over", at=date(2026, 3, 9))

    def test_what_is_decided_is_not_overdue(self):
        value = attrs.evolve(STATES["denied"], case=PermissionCase(due=date(2026, 3, 9)))

        assert advance(AUTHORIZATION, value, date(2026, 4, 10)) is None

    @pytest.mark.parametrize(
        ("end", "at", "ends"),
        [
            (date(2026, 6, 1), date(2026, 5, 31), False),
            (date(2026, 6, 1), datetime(2026, 5, 31, 23, 59, tzinfo=EASTERN), False),
            (date(2026, 6, 1), date(2026, 6, 1), True),
            (datetime(2026, 5, 31, 23, tzinfo=EASTERN), datetime(2026, 6, 1, 3, tzinfo=UTC), False),
            (datetime(2026, 5, 31, 23, tzinfo=EASTERN), datetime(2026, 6, 1, 4, tzinfo=UTC), True),
            (datetime(2026, 5, 31, 23, tzinfo=EASTERN), date(2026, 5, 31), False),
            (PartialDate(2026, 5), date(2026, 5, 31), False),
            (PartialDate(2026, 5), date(2026, 6, 1), True),
            (None, date(2036, 6, 1), False),
        ],
    )
    def test_it_ends_after_its_last_day(self, end, at, ends):
        value = attrs.evolve(STATES["modified"], period=Period(FIRST, end))
        moved = advance(AUTHORIZATION, value, at)

        assert (moved is not None) == ends
        assert moved is None or moved.value.case.ended_on == LAST

    def test_it_ends_once(self):
        ended = advance(AUTHORIZATION, STATES["modified"], date(2026, 6, 1))

        assert AUTHORIZATION.state_of(ended.value) == "ended"
        assert advance(AUTHORIZATION, ended.value, date(2026, 7, 1)) is None

    def test_the_period_of_an_item_goes_before_that_of_the_whole(self):
        june = Period.through(FIRST, date(2026, 6, 30))
        value = answered(says("A2", units=Decimal(12), period=june))

        assert advance(AUTHORIZATION, value, date(2026, 6, 30)) is None
        moved = advance(AUTHORIZATION, value, date(2026, 7, 1))
        assert moved.value.case.ended_on == date(2026, 6, 30)

    def test_while_one_item_is_good_it_goes_on(self):
        value = made(
            request(ASKED, AuthorizationItem(sequence=2)),
            "answer",
            answer=answer(
                says("A1", period=Period.through(FIRST, date(2026, 4, 30))),
                says("A1", sequence=2),
            ),
        )

        assert advance(AUTHORIZATION, value, date(2026, 5, 31)) is None
        assert advance(AUTHORIZATION, value, date(2026, 6, 1)).value.case.ended_on == LAST

    def test_the_last_day_is_the_last_of_all_items_and_none_while_one_goes_on(self):
        spans = [Period.through(FIRST, date(2026, 4, 30)), Period.through(FIRST, LAST)]
        items = [says("A1", sequence=place, period=one) for place, one in enumerate(spans)]
        open_ended = says("A1", sequence=2, period=Period(FIRST, None))

        assert ends_on(answer(*items)) == LAST
        assert ends_on(answer(*reversed(items))) == LAST
        assert ends_on(answer(*items, open_ended)) is None

    def test_nobody_can_end_it_before(self):
        refuses(STATES["modified"], "expire", "its last day is not past", at=LAST)

    def test_what_was_denied_does_not_end(self):
        assert advance(AUTHORIZATION, STATES["denied"], date(2026, 7, 1)) is None


FIX = {"at": date(2026, 6, 1), "by": CLERK, "reason": "keyed wrong"}
"""The day after the last one."""


class TestCorrecting:
    def corrected(self, state, to, **more):
        return correct(AUTHORIZATION, STATES[state], to, **{**FIX, **more}).value

    @pytest.mark.parametrize(
        ("state", "to"),
        [
            ("requested", "draft"),
            ("approved", "cancelled"),
            ("ended", "entered-in-error"),
            ("ended", "modified"),
            ("modified", "ended"),
            ("denied", "requested"),
            ("cancelled", "requested"),
            ("entered-in-error", "requested"),
        ],
    )
    def test_a_wrong_state_is_undone(self, state, to):
        assert AUTHORIZATION.state_of(self.corrected(state, to)) == to

    def test_without_its_answer_a_request_is_what_it_was(self):
        value = attrs.evolve(request(), identifiers=[Identifier("ours", "1")])
        denied = made(value, "answer", answer=answer(says("A3")))
        found = correct(
            AUTHORIZATION, denied, "requested", at=LAST, by=CLERK, reason="of another"
        ).value

        assert (found.items, found.created_on, found.outcome) == ((ASKED,), ASKED_ON, None)
        assert found.identifiers == (Identifier("ours", "1"),)

    def test_a_wrong_decision_gives_way_to_the_real_one(self):
        found = self.corrected("denied", "approved", answer=answer(says("A1")))

        assert found.items[0].review_action == "A1"

    @pytest.mark.parametrize(
        ("state", "to"),
        [
            ("denied", "approved"),
            ("requested", "denied"),
            ("requested", "pended"),
            ("pended", "approved"),
            ("cancelled", "approved"),
            ("approved", "unclear"),
        ],
    )
    def test_a_state_that_no_answer_makes_is_refused(self, state, to):
        before = STATES[state]

        with pytest.raises(MoveRefused, match=f"no answer that makes it {to}. Give the payer's"):
            self.corrected(state, to)
        assert STATES[state] == before

    @pytest.mark.parametrize(
        ("on", "match"),
        [
            (date(2026, 6, 2), "requested_on is yet to come"),
            (date(2026, 3, 7), "a decision before the request"),
        ],
    )
    def test_what_was_answered_was_asked_for_before(self, on, match):
        called_off = made(answered(says("A3")), "cancel", reason="by mistake")

        with pytest.raises(MoveRefused, match=match):
            correct(AUTHORIZATION, called_off, "denied", **FIX, requested_on=on)

    def test_an_answer_that_says_something_else_is_refused(self):
        with pytest.raises(MoveRefused, match=r"by the answer it is denied. Name that state"):
            self.corrected("requested", "approved", answer=answer(says("A3")))

    def test_what_was_never_sent_has_no_answer_before_its_day_is_told(self):
        told = {"answer": answer(says("A1"))}

        for to in ("approved", "requested"):
            with pytest.raises(MoveRefused, match=r"no requested_on. Say when it was asked for"):
                self.corrected("draft", to, **told)
        with pytest.raises(MoveRefused, match="requested_on is yet to come"):
            self.corrected("draft", "requested", requested_on=date(2026, 6, 2))
        found = self.corrected("draft", "approved", requested_on=ASKED_ON, **told)
        assert (found.requested_on, found.created_on) == (ASKED_ON, ANSWERED_ON)
        assert self.corrected("draft", "requested", requested_on=ASKED_ON) == request()

    def test_the_day_of_a_request_that_was_answered_can_be_corrected_with_its_state(self):
        found = self.corrected("ended", "modified", requested_on=date(2026, 3, 1))

        assert (found.requested_on, found.created_on) == (date(2026, 3, 1), ANSWERED_ON)

    def test_a_draft_knows_nothing_of_a_payer(self):
        value = made(
            answered(
                says("A3"), received_at=ASKED_ON, due=ANSWERED_ON, review=ReviewKind.CONCURRENT
            ),
            "answer",
            answer=answer(says("A3")),
            notice_on=ANSWERED_ON,
            appeal_until=LAST,
        )
        found = correct(AUTHORIZATION, value, "draft", **FIX).value

        assert found == request(status="draft", review=ReviewKind.CONCURRENT)

    def test_without_its_decision_there_is_nothing_to_appeal_against_or_talk_about(self):
        told = {"notice_on": ANSWERED_ON, "appeal_until": LAST, "criteria_version": "2026"}
        denied = made(request(due=LAST), "answer", answer=answer(says("A3")), **told)
        offered = made(denied, "offer-peer-to-peer", until=LAST)

        assert correct(AUTHORIZATION, offered, "requested", **FIX).value == request(due=LAST)

    def test_the_version_of_a_wrong_decision_does_not_bind(self):
        denied = made(request(), "answer", answer=answer(says("A3")), criteria_version="2025")
        told = {"answer": answer(says("A1")), "criteria_version": "2026"}

        assert (
            correct(AUTHORIZATION, denied, "approved", **FIX, **told).value.case.criteria_version
            == "2026"
        )

    @pytest.mark.parametrize(
        ("wrong", "right", "since"),
        [(5, 9, date(2026, 3, 7)), (9, 5, None)],
        ids=["late after all", "in time after all"],
    )
    def test_whether_it_was_late_is_told_by_the_day_of_the_right_answer(self, wrong, right, since):
        first, second = (
            answer(says(one), on=date(2026, 3, day)) for one, day in (("A3", wrong), ("A1", right))
        )
        at = date(2026, 3, 9)
        denied = made(request(due=ANSWERED_ON), "answer", at=at, answer=first)
        found = correct(AUTHORIZATION, denied, "approved", **FIX | {"at": at}, answer=second)

        assert found.value.case.overdue_since == since

    @pytest.mark.parametrize("state", ["draft", "requested", "pended", "denied", "cancelled"])
    def test_what_was_not_granted_has_not_ended(self, state):
        with pytest.raises(MoveRefused, match="nothing was granted that could end"):
            self.corrected(state, "ended", requested_on=ASKED_ON)

    def test_a_payer_that_has_not_decided_yet_is_waited_for(self):
        late = made(request(due=ASKED_ON), "answer", answer=answer(says("A3")))
        found = correct(AUTHORIZATION, late, "pended", **FIX, answer=answer(says("A4"))).value

        assert found.items[0].review_action == "A4"
        assert found.case.overdue_since == date(2026, 3, 3)

    def test_it_has_ended_by_the_answer_that_was_really_given(self):
        found = self.corrected("denied", "ended", answer=answer(*GRANTED))

        assert (found.case.ended_on, found.items[0].review_action) == (LAST, "A2")

    def test_what_goes_on_has_not_ended(self):
        with pytest.raises(MoveRefused, match=r"its last day is not past. The last day is inside"):
            self.corrected("modified", "ended", at=LAST)
        with pytest.raises(MoveRefused, match="its last day is not past"):
            correct(AUTHORIZATION, attrs.evolve(STATES["modified"], period=None), "ended", **FIX)

    def test_what_visits_used_stays_recorded(self):
        used = draw(STATES["modified"], on=LAST)
        found = correct(AUTHORIZATION, used, "requested", **FIX).value

        assert found.case.draws == used.case.draws

    def test_a_visit_keyed_late_is_drawn_after_a_correction(self):
        again = self.corrected("ended", "modified")

        assert pools(draw(again, on=LAST))[0].left == 11


class TestRenewal:
    VALUE = attrs.evolve(
        STATES["modified"],
        number="A77",
        case=PermissionCase(payer_kind=PayerKind.MEDICAID, due=ASKED_ON, ended_on=LAST),
    )

    def test_a_new_draft_refers_to_the_old_one_and_asks_for_as_much(self):
        serviced = Period.through(date(2026, 6, 1), date(2026, 7, 31))
        found = renew(self.VALUE, "pt-2", serviced=serviced)

        assert AUTHORIZATION.state_of(found) == "draft"
        assert found.items == (attrs.evolve(ASKED, serviced=serviced),)
        assert (found.related[0].authorization, found.prior_numbers) == ("pt", ("A77",))
        assert found.certification_type.coding[0].code == "R"
        assert found.case == PermissionCase(payer_kind=PayerKind.MEDICAID)

    def test_without_a_number_none_is_referred_to(self):
        assert renew(STATES["approved"], "pt-2").prior_numbers == ()

    @pytest.mark.parametrize("state", ["draft", "requested", "pended", "denied", "cancelled"])
    def test_what_was_not_granted_cannot_be_renewed(self, state):
        with pytest.raises(MoveRefused, match="nothing was granted"):
            renew(STATES[state], "pt-2")


def test_events_lead_to_the_same_permission_again():
    start, value, events = STATES["draft"], STATES["draft"], []
    for name, more in (
        ("request", {"at": ASKED_ON, "due": date(2026, 3, 9)}),
        ("answer", {"at": ANSWERED_ON, "answer": answer(*GRANTED)}),
        (
            "draw",
            {
                "at": LAST,
                "appointment": "v1",
                "units": Decimal(1),
                "unit": "visit",
                "on": FIRST,
            },
        ),
        ("expire", {"at": date(2026, 6, 1)}),
    ):
        moved = move(AUTHORIZATION, value, name, **more)
        value = moved.value
        events.append(moved.event)
    fixed = correct(AUTHORIZATION, value, "modified", at=LAST, by=CLERK, reason="one more visit")

    assert replay(AUTHORIZATION, start, [*events, fixed.event]) == fixed.value


def test_events_of_another_permission_are_refused():
    event = move(AUTHORIZATION, STATES["draft"], "request", at=ASKED_ON).event

    with pytest.raises(MoveRefused, match="an event of something else"):
        replay(AUTHORIZATION, STATES["draft"], [attrs.evolve(event, fact="other")])
    with pytest.raises(MoveRefused, match="an event of something else"):
        replay(AUTHORIZATION, STATES["draft"], [attrs.evolve(event, machine="task")])
    with pytest.raises(MoveRefused, match="does not follow"):
        replay(AUTHORIZATION, STATES["draft"], [attrs.evolve(event, after="pended")])


def test_no_payer_takes_more_time_twice():
    due = datetime(2026, 3, 9, 17, tzinfo=UTC)
    asked = Authorization(
        id="p",
        status="active",
        created_on=date(2026, 3, 2),
        items=[AuthorizationItem(sequence=1)],
        case=PermissionCase(due=due),
    )
    day, told = timedelta(days=1), {"at": date(2026, 3, 3), "reason": "records"}
    once = move(AUTHORIZATION, asked, "extend", to=due + 14 * day, **told).value

    assert once.case.due == due + 14 * day
    with pytest.raises(MoveRefused, match="time was taken before"):
        move(AUTHORIZATION, once, "extend", to=due + 20 * day, **told)
