"""The worklist: what people work on, kept in step with what reviews find.

``reconcile`` is pure: items and a review in, changes out. It touches only items of rules that the
review ran, never undoes what a person did, never resolves because data are missing, and never
cancels on a hold: it proposes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum

import attrs

from carecoord.model.label import Label
from carecoord.rules.engine.finding import Action, Finding, Outcome, Review


class ItemStatus(Enum):
    """Where a piece of work stands."""

    OPEN = "open"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    CANCELLATION_PROPOSED = "cancellation proposed"
    CANCELLED = "cancelled"


@attrs.frozen(kw_only=True)
class WorkItem:
    """An action that a person works on; one per finding key for as long as the key lives.

    ``closed_by_person`` is the reason a person gave; an item that a person closed is not reopened
    by the same action, only by a changed one. ``snoozed_until`` is the day on which it comes back.
    """

    key: str
    patient: str
    rule: str
    edition: str
    title: str
    action: Action
    status: ItemStatus = ItemStatus.OPEN
    opened_on: date | datetime
    changed_on: date | datetime
    assigned_to: str | None = None
    snoozed_until: date | None = None
    closed_by_person: str | None = attrs.field(default=None, repr=False)
    reason: str = attrs.field(default="", repr=False)
    labels: frozenset[Label] = frozenset()


@attrs.frozen(kw_only=True)
class Changes:
    """What a review does to a worklist. ``wake`` is the next day an item changes by itself."""

    opened: tuple[WorkItem, ...] = ()
    updated: tuple[WorkItem, ...] = ()
    resolved: tuple[WorkItem, ...] = ()
    reopened: tuple[WorkItem, ...] = ()
    cancellations_proposed: tuple[WorkItem, ...] = ()
    unchanged: tuple[WorkItem, ...] = ()
    wake: date | None = None

    @property
    def saved(self) -> tuple[WorkItem, ...]:
        """Every item that has to be written."""
        return (
            *self.opened,
            *self.updated,
            *self.resolved,
            *self.reopened,
            *self.cancellations_proposed,
        )


def reconcile(items: Iterable[WorkItem], review: Review) -> Changes:
    """Bring a patient's items in step with a review of the same patient."""
    found = {finding.key: finding for finding in review.findings}
    known = {item.key: item for item in items if item.patient == review.patient}
    ran = frozenset(review.rules_run)
    steps = [
        _step(item, found.get(item.key), review) if item.rule in ran else ("unchanged", item)
        for item in known.values()
    ]
    steps += [
        ("opened", opened(finding, finding.action, review.as_of))
        for finding in review.findings
        if finding.action is not None
        and finding.key not in known
        and not review.stops(finding.rule)
    ]
    by_kind = {kind: tuple(i for k, i in steps if k == kind) for kind, _ in steps}
    # An item of a rule that did not run stays as it is, whatever its day: nothing to wake for.
    return Changes(**by_kind, wake=next_wake(item for _, item in steps if item.rule in ran))


def opened(finding: Finding, action: Action, on: date | datetime) -> WorkItem:
    """Make the item of a finding that has an action, as it is when it is opened."""
    return WorkItem(
        key=finding.key,
        patient=finding.patient,
        rule=finding.rule,
        edition=finding.edition,
        title=finding.title,
        action=action,
        opened_on=on,
        changed_on=on,
        reason=finding.reason,
        labels=finding.labels,
    )


_LIVE = frozenset({ItemStatus.OPEN, ItemStatus.SNOOZED, ItemStatus.CANCELLATION_PROPOSED})


def _step(item: WorkItem, finding: Finding | None, review: Review) -> tuple[str, WorkItem]:
    if review.stops(item.rule):
        return _held(item, review)
    if finding is not None and finding.action is not None:
        return _wanted(item, finding, finding.action, review)
    unknown = next((other for other in review.findings if _leaves_open(other, item)), None)
    if unknown is not None:
        return _back(item, unknown, review)
    if item.status not in _LIVE:
        return "unchanged", item
    told = _told(item, finding) if finding else attrs.evolve(item, reason="no longer found")
    return "resolved", attrs.evolve(
        told, status=ItemStatus.RESOLVED, changed_on=review.as_of, snoozed_until=None
    )


def _told(item: WorkItem, finding: Finding) -> WorkItem:
    """The item with the reason of a finding, which carries the labels of what it rests on."""
    return attrs.evolve(item, reason=finding.reason, labels=item.labels | finding.labels)


def _leaves_open(finding: Finding, item: WorkItem) -> bool:
    """Whether a finding says that it is not known how things stand with an item.

    It may speak of the rule as a whole or of an occurrence of which the item is one step.
    """
    return (
        finding.outcome is Outcome.INSUFFICIENT_DATA
        and finding.rule == item.rule
        and (
            item.key == finding.key
            or item.key.startswith(f"{finding.key}:")
            or finding.key == f"{finding.rule}|{finding.patient}|-"
        )
    )


def _back(item: WorkItem, unknown: Finding, review: Review) -> tuple[str, WorkItem]:
    """The item as it is, but for a hold that is gone or a snooze that is over."""
    if item.status is ItemStatus.CANCELLATION_PROPOSED:
        return _released(_told(item, unknown), review)
    if not _snooze_over(item, review.as_of):
        return "unchanged", item
    return "updated", attrs.evolve(
        item, status=ItemStatus.OPEN, snoozed_until=None, changed_on=review.as_of
    )


def _released(item: WorkItem, review: Review) -> tuple[str, WorkItem]:
    """The item as it was before the hold, or awake if its snooze ended meanwhile."""
    snoozed = item.snoozed_until is not None and item.snoozed_until > _day(review.as_of)
    return "reopened", attrs.evolve(
        item,
        status=ItemStatus.SNOOZED if snoozed else ItemStatus.OPEN,
        snoozed_until=item.snoozed_until if snoozed else None,
        changed_on=review.as_of,
    )


def _held(item: WorkItem, review: Review) -> tuple[str, WorkItem]:
    if item.status not in {ItemStatus.OPEN, ItemStatus.SNOOZED}:
        return "unchanged", item
    return "cancellations_proposed", attrs.evolve(
        item,
        status=ItemStatus.CANCELLATION_PROPOSED,
        changed_on=review.as_of,
        reason=", ".join(review.holds),
    )


def _wanted(
    item: WorkItem, finding: Finding, action: Action, review: Review
) -> tuple[str, WorkItem]:
    fresh = attrs.evolve(
        item,
        edition=finding.edition,
        title=finding.title,
        action=action,
        reason=finding.reason,
        labels=finding.labels,
        changed_on=review.as_of,
    )
    if item.status in {ItemStatus.RESOLVED, ItemStatus.CANCELLED}:
        if item.closed_by_person is not None and item.action == action:
            return "unchanged", item
        return "reopened", attrs.evolve(fresh, status=ItemStatus.OPEN, closed_by_person=None)
    if item.status is ItemStatus.CANCELLATION_PROPOSED:
        return _released(fresh, review)
    if _snooze_over(item, review.as_of):
        return "updated", attrs.evolve(fresh, status=ItemStatus.OPEN, snoozed_until=None)
    same = attrs.evolve(fresh, changed_on=item.changed_on) == item
    return ("unchanged", item) if same else ("updated", fresh)


def _snooze_over(item: WorkItem, as_of: date | datetime) -> bool:
    return (
        item.status is ItemStatus.SNOOZED
        and item.snoozed_until is not None
        and item.snoozed_until <= _day(as_of)
    )


def _day(as_of: date | datetime) -> date:
    return as_of.date() if isinstance(as_of, datetime) else as_of


def next_wake(items: Iterable[WorkItem]) -> date | None:
    """The first day on which one of the items comes back by itself."""
    return min(
        (i.snoozed_until for i in items if i.status is ItemStatus.SNOOZED and i.snoozed_until),
        default=None,
    )
