"""The table of an item's moves, by hand: X12 review actions, one service at a time."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from carecoord.errors import MoveRefused
from carecoord.model import Authorization, AuthorizationItem, Identifier, Period
from carecoord.model.code import concept, hcpcs
from carecoord.model.permission_case import PermissionCase
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.authorization_item import AUTHORIZATION_ITEM
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import move, replay
from carecoord.rules.moves.moving_items import correct_item, move_item

ASKED_ON, TOLD_ON = date(2026, 3, 2), date(2026, 3, 6)
CLERK = Performer(licence=Licence.COORDINATOR)
THERAPY, NURSING = concept(hcpcs("G0151")), concept(hcpcs("G0154"))
ITEM = AuthorizationItem(
    sequence=1, code=THERAPY, requested=Decimal(16), unit="visit", unanswered=True
)
STATES = {
    "requested": None,
    "pended": "A4",
    "contact-payer": "CT",
    "unclear": "A5",
    "certified": "A1",
    "reduced": "A2",
    "modified": "A6",
    "denied": "A3",
    "not-required": "NA",
    "cancelled": "C",
}
ANY = "pend certify reduce modify deny contact not-require cancel withdraw"
UNDECIDED = {"requested", "pended", "contact-payer", "unclear"}
LEGAL = {state: ANY if state in UNDECIDED else "withdraw" for state in STATES} | {"cancelled": ""}


def request(*items, status="active"):
    return Authorization(id="pt", status=status, created_on=ASKED_ON, items=items or (ITEM,))


def told(value, name, item=1, **more):
    return move_item(value, item, name, **{"at": TOLD_ON, "reason": "by telephone", **more})


@pytest.mark.parametrize("state", STATES)
def test_the_review_action_is_the_state(state):
    assert state == AUTHORIZATION_ITEM.state_of(attrs.evolve(ITEM, review_action=STATES[state]))


def test_what_was_withdrawn_is_cancelled_whatever_the_payer_said():
    assert AUTHORIZATION_ITEM.state_of(attrs.evolve(ITEM, review_action="A1", cancelled=True)) == (
        "cancelled"
    )


@pytest.mark.parametrize("state", STATES)
def test_in_each_state_these_moves_are_legal_and_no_others(state):
    assert LEGAL[state].split() == list(AUTHORIZATION_ITEM.legal(state))


@pytest.mark.parametrize(
    ("state", "name"), [(s, m) for s in STATES for m in ANY.split() if m not in LEGAL[s].split()]
)
def test_a_move_that_is_not_legal_is_refused(state, name):
    other = AuthorizationItem(sequence=2)
    value = request(attrs.evolve(ITEM, review_action=STATES[state]), other)

    with pytest.raises(MoveRefused, match=f"it is {state}"):
        told(value, name)


@pytest.mark.parametrize("before", sorted(UNDECIDED))
@pytest.mark.parametrize(
    ("name", "more", "after", "whole"),
    [
        ("pend", {}, "A4", "pended"),
        ("certify", {}, "A1", "approved"),
        ("reduce", {"units": Decimal(12)}, "A2", "modified"),
        ("modify", {}, "A6", "modified"),
        ("deny", {"reasons": ["0V"]}, "A3", "denied"),
        ("contact", {}, "CT", "action-needed"),
        ("not-require", {}, "NA", "approved"),
        ("cancel", {}, "C", "cancelled"),
    ],
)
def test_a_decision_sets_the_review_action_and_the_whole_follows(before, name, more, after, whole):
    found = told(request(attrs.evolve(ITEM, review_action=STATES[before])), name, **more).value

    assert (found.items[0].review_action, found.items[0].unanswered) == (after, False)
    assert AUTHORIZATION.state_of(found) == whole


def test_certified_in_total_is_what_was_asked():
    april = Period.through(date(2026, 4, 1), date(2026, 4, 30))
    found = told(request(), "certify", number="A7", period=april).value.items[0]

    assert (found.units, found.unit, found.number, found.period) == (16, "visit", "A7", april)


def test_an_item_without_a_number_of_units_is_certified_without():
    found = told(request(attrs.evolve(ITEM, requested=None)), "certify", units=Decimal(3)).value

    assert found.items[0].units == 3


def test_what_was_granted_instead_stands_beside_what_was_asked():
    found = told(request(), "modify", code=NURSING, unit="h", units=Decimal(4)).value.items[0]

    assert (found.code, found.requested_code) == (NURSING, THERAPY)
    assert (found.unit, found.requested_unit, found.units) == ("h", "visit", 4)


def test_the_same_service_granted_is_not_another():
    found = told(request(), "modify", code=THERAPY, unit="visit").value.items[0]

    assert (found.requested_code, found.requested_unit) == (None, None)


@pytest.mark.parametrize(
    ("name", "units", "match"),
    [
        ("certify", Decimal(12), "Make the move reduce"),
        ("reduce", Decimal(16), "Make the move certify"),
        ("reduce", Decimal(-1), "below zero"),
        ("reduce", Decimal("NaN"), "finite Decimal"),
        ("modify", 4, "finite Decimal"),
    ],
)
def test_units_that_cannot_be_are_refused(name, units, match):
    value = request()

    with pytest.raises(MoveRefused, match=match):
        told(value, name, units=units)
    assert value == request()


class TestFewerDays:
    """Of 1 April to 31 May, 61 days, the payer grants 1 to 10 April."""

    APRIL_AND_MAY = Period.through(date(2026, 4, 1), date(2026, 5, 31))
    TEN_DAYS = Period.through(date(2026, 4, 1), date(2026, 4, 10))
    ASKED = attrs.evolve(ITEM, serviced=APRIL_AND_MAY)

    def test_are_not_certified_in_total(self):
        value = request(self.ASKED)

        with pytest.raises(MoveRefused, match=r"fewer days.*Make the move reduce"):
            told(value, "certify", period=self.TEN_DAYS)
        assert value == request(self.ASKED)

    def test_are_a_reduction_of_all_the_units(self):
        found = told(request(self.ASKED), "reduce", units=Decimal(16), period=self.TEN_DAYS).value

        assert (found.items[0].review_action, found.items[0].period) == ("A2", self.TEN_DAYS)

    def test_as_many_days_are_certified_and_not_reduced(self):
        granted = {"units": Decimal(16), "period": self.APRIL_AND_MAY}
        found = told(request(self.ASKED), "certify", **granted).value

        assert found.items[0].period == self.APRIL_AND_MAY
        with pytest.raises(MoveRefused, match="Make the move certify"):
            told(request(self.ASKED), "reduce", **granted)


def test_an_event_tells_the_sequence():
    event = told(request(), "deny", by=CLERK).event

    assert (event.machine, event.fact, event.move) == ("authorization-item", "pt", "deny")
    assert (event.before, event.after) == ("requested", "denied")
    assert event.details == (("item", 1),)


def test_while_one_item_is_open_the_permission_is_requested():
    value = request(ITEM, AuthorizationItem(sequence=2), AuthorizationItem(added=True, sequence=1))
    first = told(value, "certify").value
    both = told(attrs.evolve(first, items=first.items[:2]), "deny", item=2).value

    assert (AUTHORIZATION.state_of(first), first.outcome) == ("requested", None)
    assert (AUTHORIZATION.state_of(both), both.outcome) == ("partial", "complete")


def test_once_every_item_is_decided_the_request_is_answered():
    value = attrs.evolve(request(), identifiers=[Identifier("ours", "1")])
    found = told(value, "pend").value

    assert (found.created_on, found.requested_on) == (TOLD_ON, ASKED_ON)
    assert (found.identifiers, found.request_identifiers) == ((), (Identifier("ours", "1"),))


def test_a_later_decision_is_the_day_of_the_answer():
    pended = told(request(), "pend").value
    found = told(pended, "certify", at=date(2026, 3, 9)).value

    assert (found.created_on, found.requested_on) == (date(2026, 3, 9), ASKED_ON)


def test_a_queued_request_is_answered_when_all_are_decided():
    queued = attrs.evolve(request(ITEM, AuthorizationItem(sequence=2)), outcome="queued")
    first = told(queued, "certify").value
    second = told(first, "certify", item=2).value

    assert (first.outcome, second.outcome) == ("queued", "complete")


def test_what_is_withdrawn_leaves_the_answer_as_it_is():
    decided = told(told(request(ITEM, AuthorizationItem(sequence=2)), "pend").value, "pend", 2)
    found = told(decided.value, "withdraw", at=date(2026, 3, 9)).value

    assert (found.created_on, found.items[0].cancelled) == (TOLD_ON, True)
    with pytest.raises(MoveRefused, match="without a reason"):
        told(decided.value, "withdraw", reason=None)


def test_a_draft_can_lose_an_item_and_is_not_decided():
    draft = request(status="draft")

    assert told(draft, "withdraw").value.items[0].cancelled
    with pytest.raises(MoveRefused, match="the permission is draft"):
        told(draft, "certify")


def test_of_a_permission_that_was_cancelled_nothing_moves():
    with pytest.raises(MoveRefused, match="the permission is cancelled"):
        told(request(status="cancelled"), "withdraw")


@pytest.mark.parametrize(
    ("items", "match"), [((ITEM,), "no item"), ((ITEM, attrs.evolve(ITEM, sequence=2)) * 2, "sev")]
)
def test_an_item_that_was_never_asked_for_is_refused(items, match):
    with pytest.raises(MoveRefused, match=match):
        told(request(*items), "certify", item=2)


@pytest.mark.parametrize(
    ("told_on", "since"),
    [(date(2026, 3, 5), None), (date(2026, 3, 6), date(2026, 3, 6))],
    ids=["on the last day", "the day after"],
)
def test_whether_a_decision_by_telephone_was_late_is_told_by_its_day(told_on, since):
    value = attrs.evolve(request(), case=PermissionCase(due=date(2026, 3, 5)))

    assert told(value, "pend").value.case.overdue_since is None
    assert told(value, "deny", at=told_on).value.case.overdue_since == since
    pended = told(value, "pend", at=date(2026, 3, 4)).value
    assert told(pended, "deny", at=told_on).value.case.overdue_since == since


def test_a_correction_tells_whether_the_decision_was_late():
    due = PermissionCase(due=date(2026, 3, 5), overdue_since=date(2026, 3, 6))
    value = attrs.evolve(request(), case=due)
    fixed = correct_item(
        value, 1, "denied", at=TOLD_ON, by=CLERK, reason="keyed late", decided_on=date(2026, 3, 5)
    )

    assert fixed.value.case.overdue_since is None


class TestCorrecting:
    def corrected(self, value, to, **more):
        return correct_item(
            value, 1, to, **{"at": TOLD_ON, "by": CLERK, "reason": "keyed wrong", **more}
        )

    @pytest.mark.parametrize(
        ("to", "more", "action"),
        [
            ("certified", {}, "A1"),
            ("reduced", {"units": Decimal(12)}, "A2"),
            ("modified", {}, "A6"),
            ("pended", {}, "A4"),
            ("not-required", {}, "NA"),
        ],
    )
    def test_a_wrong_decision_is_undone(self, to, more, action):
        found = self.corrected(told(request(), "deny").value, to, **more)

        assert found.value.items[0].review_action == action
        assert (found.event.move, found.event.before, found.event.after) == (
            "correct",
            "denied",
            to,
        )

    def test_a_withdrawal_is_undone(self):
        withdrawn = told(request(), "withdraw").value

        assert AUTHORIZATION.state_of(withdrawn) == "cancelled"
        assert AUTHORIZATION.state_of(self.corrected(withdrawn, "requested").value) == "requested"

    def test_without_any_decision_it_was_never_answered(self):
        value = attrs.evolve(request(), identifiers=[Identifier("ours", "1")])
        found = self.corrected(told(value, "deny").value, "requested").value

        assert (found.outcome, found.created_on, found.requested_on) == (None, ASKED_ON, None)
        assert found.identifiers == (Identifier("ours", "1"),)

    def test_nobody_can_make_it_unclear(self):
        with pytest.raises(MoveRefused, match="would be requested"):
            self.corrected(told(request(), "deny").value, "unclear")

    def test_what_was_withdrawn_by_mistake_is_what_the_payer_granted(self):
        reduced = told(request(), "reduce", units=Decimal(12), number="A77").value
        withdrawn = told(reduced, "withdraw").value

        assert self.corrected(withdrawn, "reduced").value == reduced

    def test_of_a_wrong_decision_nothing_is_left(self):
        modified = told(
            request(), "modify", code=NURSING, unit="d", units=Decimal(3), number="A77"
        ).value

        assert self.corrected(modified, "requested").value.items == (ITEM,)
        (found,) = self.corrected(modified, "certified").value.items
        assert found == attrs.evolve(ITEM, review_action="A1", units=Decimal(16), unanswered=False)

    def test_what_nobody_decided_is_not_granted_beside_what_was(self):
        other = attrs.evolve(ITEM, sequence=2)
        both = told(told(request(ITEM, other), "certify").value, "certify", item=2).value
        found = self.corrected(both, "requested").value

        assert [one.sequence for one in found.granted] == [2]
        assert AUTHORIZATION.state_of(found) == "unclear"

    def test_how_many_were_granted_is_told(self):
        with pytest.raises(MoveRefused, match=r"no units. Say how many"):
            self.corrected(told(request(), "deny").value, "reduced")

    @pytest.mark.parametrize("to", ["denied", "certified", "not-required"])
    def test_the_first_decision_on_a_request_has_its_day(self, to):
        with pytest.raises(MoveRefused, match=r"no decided_on. Say when the payer decided"):
            self.corrected(request(), to)
        with pytest.raises(MoveRefused, match="decided_on is yet to come"):
            self.corrected(request(), to, decided_on=date(2026, 3, 7))
        assert self.corrected(request(), to, decided_on=date(2026, 3, 5)).value.created_on == date(
            2026, 3, 5
        )

    def test_the_day_of_the_decision_stays_when_it_is_corrected_later(self):
        denied = told(request(), "deny").value

        assert self.corrected(denied, "certified", at=date(2026, 6, 1)).value.created_on == TOLD_ON

    @pytest.mark.parametrize("to", ["certified", "denied"])
    def test_nobody_decided_on_what_was_never_sent(self, to):
        with pytest.raises(MoveRefused, match=r"the permission is draft. Correct it once"):
            self.corrected(request(status="draft"), to, decided_on=TOLD_ON)

    def test_a_draft_asks_again_for_what_was_withdrawn(self):
        withdrawn = told(request(status="draft"), "withdraw").value

        assert self.corrected(withdrawn, "requested").value == request(status="draft")

    def put_in_its_place(self, *items):
        added = AuthorizationItem(
            review_action="A6", added=True, added_for=items, units=Decimal(8), unit="visit"
        )
        asked = attrs.evolve(ITEM, review_action="A6", unanswered=False)
        return attrs.evolve(
            request(asked, attrs.evolve(asked, sequence=2), added), outcome="complete"
        )

    def test_what_a_wrong_decision_put_in_its_place_goes_with_it(self):
        found = self.corrected(self.put_in_its_place(1), "certified").value

        assert [one.units for one in found.granted if one.sequence == 1] == [Decimal(16)]
        assert not any(one.added for one in found.items)

    def test_what_was_put_in_the_place_of_several_is_corrected_with_the_whole(self):
        with pytest.raises(MoveRefused, match=r"stands for other items too. Correct the"):
            self.corrected(self.put_in_its_place(1, 2), "certified")

    def test_what_was_put_in_its_place_comes_back_with_it(self):
        value = self.put_in_its_place(1)

        assert self.corrected(told(value, "withdraw").value, "modified").value == value

    @pytest.mark.parametrize(
        ("to", "reason", "match"),
        [
            ("certified", " ", "no reason"),
            ("denied", "why", "no other state"),
            ("x", "y", "no oth"),
        ],
    )
    def test_without_a_reason_or_another_state_it_is_refused(self, to, reason, match):
        with pytest.raises(MoveRefused, match=match):
            self.corrected(told(request(), "deny").value, to, reason=reason)


def test_events_of_items_and_of_the_whole_lead_to_the_same_permission_again():
    start = request(status="draft")
    asked = move(AUTHORIZATION, start, "request", at=ASKED_ON)
    denied = told(asked.value, "deny")
    fixed = correct_item(
        denied.value, 1, "certified", at=TOLD_ON, by=CLERK, reason="A3 keyed for A1"
    )

    assert replay(AUTHORIZATION, start, [asked.event, denied.event, fixed.event]) == fixed.value


def test_a_correction_by_nobody_is_not_made_again():
    denied = told(request(), "deny").value
    fixed = correct_item(denied, 1, "certified", at=TOLD_ON, by=CLERK, reason="keyed wrong")

    with pytest.raises(MoveRefused, match="authorization-item: correct: it is denied"):
        replay(AUTHORIZATION, denied, [attrs.evolve(fixed.event, by=None)])


# -- events that somebody changed -----------------------------------------------------------------

CERTIFIED = told(request(), "certify")
MENDED = correct_item(
    CERTIFIED.value, 1, "denied", at=TOLD_ON, by=CLERK, reason="misheard", decided_on=TOLD_ON
)


@pytest.mark.parametrize("before", [CERTIFIED.event, MENDED.event], ids=["moved", "corrected"])
@pytest.mark.parametrize(
    "details",
    [
        (),
        (("item", None),),
        (("item", True),),
        (("item", "1"),),
        (("item", (1,)),),
        *((("item", 1), (name, TOLD_ON)) for name in ("at", "by", "reason", "value", "name")),
    ],
)
def test_events_of_an_item_that_are_not_as_they_were_made_are_refused(before, details):
    value = request() if before is CERTIFIED.event else CERTIFIED.value

    with pytest.raises(MoveRefused):
        replay(AUTHORIZATION, value, [attrs.evolve(before, details=details)])
    assert replay(AUTHORIZATION, value, [before]) != value


# -- in the order of time -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pend", "certify", "deny"])
def test_no_item_is_decided_before_it_was_asked_for(name):
    with pytest.raises(MoveRefused, match="a decision before the request"):
        told(request(), name, at=date(2026, 3, 1))
    assert told(request(), name, at=ASKED_ON)


def test_nothing_was_decided_before_it_was_asked_for():
    with pytest.raises(MoveRefused, match="a decision before the request"):
        correct_item(
            CERTIFIED.value,
            1,
            "denied",
            at=TOLD_ON,
            by=CLERK,
            reason="misheard",
            decided_on=date(2026, 3, 1),
        )


def test_an_item_may_be_taken_back_whenever_that_is_noted():
    assert told(request(), "withdraw", at=date(2026, 3, 1)).event.after == "cancelled"
