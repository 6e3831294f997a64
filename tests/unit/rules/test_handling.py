"""What people do with work, and that a review which finds the same leaves it so."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.rules import Action, Citation, Finding, Licence, Outcome, Review, Urgency
from carecoord.rules.engine.citation import Status
from carecoord.rules.handling import assign, close, snooze
from carecoord.rules.worklist import ItemStatus, WorkItem, reconcile

KEY = "invented.call|p1|first"
CALL = Action(title="Call", urgency=Urgency.ROUTINE, closes="a call", licences=(Licence.RN,))
EARLIER, TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 9)
CLOSED = (ItemStatus.RESOLVED, ItemStatus.CANCELLED)
PROPOSED = ItemStatus.CANCELLATION_PROPOSED


def item(status=ItemStatus.OPEN, **more):
    told = {
        "key": KEY,
        "patient": "p1",
        "rule": "invented.call",
        "edition": "2026",
        "title": "Call",
        "action": CALL,
        "status": status,
        "opened_on": EARLIER,
        "changed_on": EARLIER,
        "reason": "not called",
    }
    return WorkItem(**told | more)


def the_same_found(action=CALL, as_of=TOMORROW):
    finding = Finding(
        key=KEY,
        patient="p1",
        rule="invented.call",
        edition="2026",
        title="Call",
        outcome=Outcome.NOT_MET,
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        reason="not called",
        action=action,
    )
    return Review(
        patient="p1",
        as_of=as_of,
        valid_until=None,
        findings=(finding,),
        rules_run=("invented.call",),
        fingerprint="f",
    )


def test_somebody_takes_an_item():
    assert assign(item(), "a nurse", TODAY) == item(assigned_to="a nurse", changed_on=TODAY)


def test_an_item_is_given_back():
    assert assign(item(assigned_to="a nurse"), None, TODAY) == item(changed_on=TODAY)


def test_an_item_is_put_off_until_a_day():
    expected = item(ItemStatus.SNOOZED, snoozed_until=TOMORROW, changed_on=TODAY)

    assert snooze(item(), TOMORROW, TODAY) == expected


def test_a_snoozed_item_is_put_off_again():
    earlier = item(ItemStatus.SNOOZED, snoozed_until=date(2026, 6, 20))

    assert snooze(earlier, TOMORROW, TODAY).snoozed_until == TOMORROW


@pytest.mark.parametrize("on", [TODAY, datetime(2026, 6, 8, 12, tzinfo=UTC)])
def test_the_day_on_which_an_item_comes_back_is_later(on):
    with pytest.raises(RecordRejected, match="not later"):
        snooze(item(), TODAY, on)


def test_an_item_is_closed_with_a_reason():
    expected = item(ItemStatus.RESOLVED, closed_by_person="moved away", changed_on=TODAY)

    assert close(item(), "moved away", TODAY) == expected


def test_a_snoozed_item_that_is_closed_does_not_come_back_by_itself():
    snoozed = item(ItemStatus.SNOOZED, snoozed_until=TOMORROW)

    assert close(snoozed, "moved away", TODAY).snoozed_until is None


def test_who_closes_a_proposed_cancellation_accepts_it():
    assert close(item(PROPOSED), "died", TODAY).status is ItemStatus.CANCELLED


def test_an_item_is_not_closed_without_a_reason():
    with pytest.raises(RecordRejected, match="no reason"):
        close(item(), " ", TODAY)


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize(
    "handle",
    [
        lambda one: assign(one, "a nurse", TODAY),
        lambda one: snooze(one, TOMORROW, TODAY),
        lambda one: close(one, "moved away", TODAY),
    ],
    ids=["assign", "snooze", "close"],
)
def test_a_closed_item_is_left_alone(status, handle):
    with pytest.raises(RecordRejected, match=status.value):
        handle(item(status))


def test_what_is_to_be_cancelled_is_not_put_off():
    with pytest.raises(RecordRejected, match="cancellation proposed"):
        snooze(item(PROPOSED), TOMORROW, TODAY)


@pytest.mark.parametrize(
    "handled",
    [
        assign(item(), "a nurse", TODAY),
        snooze(item(), date(2026, 6, 10), TODAY),
        close(item(), "moved away", TODAY),
    ],
    ids=["assigned", "snoozed", "closed"],
)
def test_a_review_that_finds_the_same_changes_nothing(handled):
    assert reconcile([handled], the_same_found()).unchanged == (handled,)


def test_what_was_closed_comes_back_when_another_thing_is_to_be_done():
    closed = close(item(), "moved away", TODAY)
    other = attrs.evolve(CALL, due=date(2026, 6, 30))

    assert reconcile([closed], the_same_found(other)).reopened[0].status is ItemStatus.OPEN
