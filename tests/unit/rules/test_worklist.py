"""What a review does to the items that people work on."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import Label
from carecoord.rules import Action, Citation, Finding, Licence, Outcome, Review, Urgency
from carecoord.rules.engine.citation import Status
from carecoord.rules.worklist import Changes, ItemStatus, WorkItem, reconcile

RULE, KEY = "invented.call", "invented.call|p1|first"
CITATION = Citation(text="invented", locator="-", status=Status.CONVENTION)
CALL = Action(title="Call", urgency=Urgency.ROUTINE, closes="a call", licences=(Licence.RN,))
SOONER = attrs.evolve(CALL, due=date(2026, 6, 10))
TODAY, EARLIER = date(2026, 6, 8), date(2026, 6, 1)


def finding(action=CALL, *, key=KEY, outcome=Outcome.NOT_MET, rule=RULE, reason="not called"):
    return Finding(
        key=key,
        patient="p1",
        rule=rule,
        edition="2026",
        title="Call",
        outcome=outcome,
        citation=CITATION,
        reason=reason,
        action=action,
    )


def unknown(key):
    return finding(None, key=key, outcome=Outcome.INSUFFICIENT_DATA)


def review(*findings, holds=(), going_on=frozenset(), ran=(RULE,), as_of=TODAY):
    return Review(
        patient="p1",
        as_of=as_of,
        valid_until=None,
        findings=findings,
        rules_run=ran,
        fingerprint="f",
        holds=holds,
        going_on=going_on,
    )


def item(status=ItemStatus.OPEN, **more):
    return WorkItem(
        key=more.pop("key", KEY),
        patient=more.pop("patient", "p1"),
        rule=RULE,
        edition="2026",
        title="Call",
        action=more.pop("action", CALL),
        status=status,
        opened_on=EARLIER,
        changed_on=EARLIER,
        reason=more.pop("reason", "not called"),
        **more,
    )


def only(changes, kind):
    """The one item of a kind; there is nothing of any other."""
    told = {name: getattr(changes, name) for name in attrs.fields_dict(Changes) if name != "wake"}
    assert {name for name, items in told.items() if items} == {kind}
    (one,) = told[kind]
    return one


class TestOpen:
    """Something to do that nobody knew of."""

    def test_a_finding_with_an_action_opens_an_item(self):
        opened = only(reconcile((), review(finding())), "opened")

        assert (opened.key, opened.status, opened.action) == (KEY, ItemStatus.OPEN, CALL)
        assert opened.opened_on == opened.changed_on == TODAY

    def test_a_finding_without_one_opens_nothing(self):
        assert reconcile((), review(finding(None))) == Changes()

    def test_nothing_opens_on_a_hold(self):
        assert reconcile((), review(finding(), holds=("death",))) == Changes()

    def test_what_goes_on_opens_all_the_same(self):
        going_on = frozenset({finding().rule})
        held = review(finding(), holds=("hospice choice",), going_on=going_on)

        assert only(reconcile((), held), "opened").key == KEY

    def test_what_goes_on_is_resolved_and_not_cancelled(self):
        going_on = frozenset({finding().rule})
        held = review(finding(None), holds=("hospice choice",), going_on=going_on)

        assert only(reconcile([item()], held), "resolved").status is ItemStatus.RESOLVED


class TestStanding:
    """An item whose finding is still there."""

    def test_the_same_again_leaves_it(self):
        assert only(reconcile([item()], review(finding())), "unchanged") == item()

    def test_another_action_updates_it(self):
        updated = only(reconcile([item()], review(finding(SOONER))), "updated")

        assert (updated.action, updated.opened_on, updated.changed_on) == (SOONER, EARLIER, TODAY)

    def test_who_has_it_keeps_it(self):
        updated = only(reconcile([item(assigned_to="n1")], review(finding(SOONER))), "updated")

        assert updated.assigned_to == "n1"

    @pytest.mark.parametrize(
        ("until", "kind", "status"),
        [
            (date(2026, 6, 8), "updated", ItemStatus.OPEN),
            (date(2026, 6, 9), "unchanged", ItemStatus.SNOOZED),
        ],
    )
    def test_a_snooze_ends_on_its_day(self, until, kind, status):
        snoozed = item(ItemStatus.SNOOZED, snoozed_until=until)
        changes = reconcile([snoozed], review(finding()))

        assert only(changes, kind).status is status
        assert changes.wake == (until if status is ItemStatus.SNOOZED else None)

    def test_the_day_of_an_instant_counts(self):
        snoozed = item(ItemStatus.SNOOZED, snoozed_until=TODAY)
        at_noon = datetime(2026, 6, 8, 12, tzinfo=UTC)
        changes = reconcile([snoozed], review(finding(), as_of=at_noon))

        assert only(changes, "updated").snoozed_until is None

    def test_an_item_of_a_rule_that_was_not_asked_is_left(self):
        assert only(reconcile([item()], review(ran=("other.rule",))), "unchanged") == item()

    def test_an_item_of_another_patient_is_not_touched(self):
        assert reconcile([item(patient="p2")], review()) == Changes()


class TestEnd:
    """What was to be done is done, or no longer wanted."""

    def test_it_is_resolved_with_the_reason_of_the_finding(self):
        done = finding(None, outcome=Outcome.MET, reason="done on 2026-06-05")
        resolved = only(reconcile([item()], review(done)), "resolved")

        assert (resolved.status, resolved.reason) == (ItemStatus.RESOLVED, "done on 2026-06-05")
        assert resolved.changed_on == TODAY

    def test_it_is_resolved_when_nothing_is_found_of_it_any_more(self):
        snoozed = item(ItemStatus.SNOOZED, snoozed_until=date(2026, 7, 1))
        resolved = only(reconcile([snoozed], review()), "resolved")

        assert (resolved.reason, resolved.snoozed_until) == ("no longer found", None)

    def test_with_a_reason_it_takes_on_the_labels_of_what_it_rests_on(self):
        labelled = item(labels=frozenset({Label.HIV}))
        done = attrs.evolve(finding(None, outcome=Outcome.MET), labels=frozenset({Label.PART_2}))
        resolved = only(reconcile([labelled], review(done)), "resolved")

        assert resolved.labels == {Label.HIV, Label.PART_2}

    def test_what_is_closed_stays_closed(self):
        closed = item(ItemStatus.RESOLVED)

        assert only(reconcile([closed], review()), "unchanged") == closed

    @pytest.mark.parametrize(
        "key", [KEY, "invented.call|p1|-", "invented.call|p1"], ids=["own", "whole rule", "other"]
    )
    def test_missing_data_never_resolve(self, key):
        """Only what speaks of the item, or of the rule as a whole, keeps it."""
        kind = "resolved" if key == "invented.call|p1" else "unchanged"

        assert only(reconcile([item()], review(unknown(key))), kind).key == KEY

    def test_missing_data_about_an_occurrence_keep_all_its_steps(self):
        step = item(key=f"{KEY}:step")

        assert only(reconcile([step], review(unknown(KEY))), "unchanged") == step

    def test_a_snooze_ends_though_data_are_missing(self):
        snoozed = item(ItemStatus.SNOOZED, snoozed_until=TODAY)
        back = only(reconcile([snoozed], review(unknown(KEY))), "updated")

        assert (back.status, back.snoozed_until) == (ItemStatus.OPEN, None)


class TestHold:
    """On a hold it proposes to cancel, and never cancels."""

    @pytest.mark.parametrize("status", [ItemStatus.OPEN, ItemStatus.SNOOZED])
    def test_it_proposes(self, status):
        changes = reconcile([item(status)], review(finding(None), holds=("death",)))
        proposed = only(changes, "cancellations_proposed")

        assert (proposed.status, proposed.reason) == (ItemStatus.CANCELLATION_PROPOSED, "death")

    def test_it_proposes_once(self):
        proposed = item(ItemStatus.CANCELLATION_PROPOSED)

        assert only(reconcile([proposed], review(holds=("death",))), "unchanged") == proposed

    @pytest.mark.parametrize(
        ("until", "status", "kept"),
        [
            (None, ItemStatus.OPEN, None),
            (date(2026, 6, 8), ItemStatus.OPEN, None),
            (date(2026, 6, 9), ItemStatus.SNOOZED, date(2026, 6, 9)),
        ],
    )
    def test_when_the_hold_is_gone_it_is_as_before(self, until, status, kept):
        proposed = item(ItemStatus.CANCELLATION_PROPOSED, snoozed_until=until)
        again = only(reconcile([proposed], review(finding())), "reopened")

        assert (again.status, again.snoozed_until) == (status, kept)

    @pytest.mark.parametrize(
        ("until", "status"),
        [(None, ItemStatus.OPEN), (date(2026, 6, 9), ItemStatus.SNOOZED)],
    )
    def test_it_is_as_before_though_data_are_missing(self, until, status):
        """A proposal does not outlive the hold that made it."""
        proposed = item(ItemStatus.CANCELLATION_PROPOSED, reason="death", snoozed_until=until)
        again = only(reconcile([proposed], review(unknown(KEY))), "reopened")

        assert (again.status, again.snoozed_until) == (status, until)
        assert (again.reason, again.action) == ("not called", CALL)


class TestReopen:
    """Something closed is found again."""

    @pytest.mark.parametrize("status", [ItemStatus.RESOLVED, ItemStatus.CANCELLED])
    def test_what_a_review_closed_opens_again(self, status):
        again = only(reconcile([item(status)], review(finding())), "reopened")

        assert (again.status, again.opened_on, again.changed_on) == (
            ItemStatus.OPEN,
            EARLIER,
            TODAY,
        )

    def test_what_a_person_closed_stays_closed_for_the_same_action(self):
        closed = item(ItemStatus.CANCELLED, closed_by_person="moved away")

        assert only(reconcile([closed], review(finding())), "unchanged") == closed

    def test_what_a_person_closed_opens_again_for_another_action(self):
        closed = item(ItemStatus.CANCELLED, closed_by_person="moved away")
        again = only(reconcile([closed], review(finding(SOONER))), "reopened")

        assert (again.action, again.closed_by_person) == (SOONER, None)


def test_everything_that_changed_is_saved():
    changes = reconcile(
        [item(), item(ItemStatus.RESOLVED, key="invented.call|p1|second")],
        review(finding(SOONER), finding(key="invented.call|p1|third")),
    )

    assert [one.key.rpartition("|")[2] for one in changes.saved] == ["third", "first"]


def test_it_wakes_on_the_first_day_that_a_snooze_ends():
    days = [date(2026, 6, 20), date(2026, 6, 15)]
    snoozed = [
        item(ItemStatus.SNOOZED, key=f"{KEY}{n}", snoozed_until=day) for n, day in enumerate(days)
    ]
    still = [finding(key=one.key) for one in snoozed]

    assert reconcile(snoozed, review(*still)).wake == date(2026, 6, 15)


def test_an_item_of_a_rule_that_did_not_run_wakes_nobody():
    snoozed = item(ItemStatus.SNOOZED, snoozed_until=EARLIER)
    changes = reconcile([snoozed], review(ran=("invented.other",)))

    assert (changes.unchanged, changes.wake) == ((snoozed,), None)
