"""Sending what the outbox holds: at least once, with the same id each time.

A notice is noted as sent after the channel took it. A run that dies in between sends it again, and
the receiver tells by the id.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from carecoord.adapters.notification.wording import reworded
from carecoord.adapters.personal_notices import PersonalNotices
from carecoord.adapters.run_summary import RunSummary
from carecoord.adapters.save_review import ACTOR
from carecoord.errors import ChartNotFound, NoticeNotSent
from carecoord.ports import (
    AuditEntry,
    Clock,
    Moment,
    Notice,
    NoticeStatus,
    Notifier,
    QueuedNotice,
    Store,
)
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.review import review
from carecoord.rules.telling import Refusal

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Outbox:
    """Sends a store's pending notices over a notifier."""

    store: Store
    notifier: Notifier
    catalogue: Catalogue
    as_of: Moment
    clock: Clock

    def send(self) -> RunSummary:
        """Try every notice whose time has come."""
        total = RunSummary()
        for queued in self.store.pending(self.clock.now()):
            total += self._send(queued)
        return total

    def _send(self, queued: QueuedNotice) -> RunSummary:
        if self._on_hold(queued.notice):
            return RunSummary(held=1)
        told = self._told(queued.notice)
        if isinstance(told, Refusal):
            withdrawn = attrs.evolve(queued, status=NoticeStatus.WITHDRAWN)
            self._note(withdrawn, self.clock.now(), ("reason", str(told)))
            return RunSummary(withdrawn=1)
        queued = attrs.evolve(queued, notice=told)
        try:
            self.notifier.send(queued.notice)
        except NoticeNotSent as error:
            return self._not_sent(queued, error)
        now = self.clock.now()
        self._note(
            attrs.evolve(
                queued, status=NoticeStatus.SENT, attempts=queued.attempts + 1, sent_at=now
            ),
            now,
        )
        return RunSummary(sent=1)

    def _told(self, notice: Notice) -> Notice | Refusal:
        """Word a notice as it may be told now."""
        if notice.recipient:
            personal = PersonalNotices(catalogue=self.catalogue, clock=self.clock)
            return personal.again(self.store, notice)
        return reworded(notice, self.store.items(notice.patient))

    def _on_hold(self, notice: Notice) -> bool:
        """Whether some of the work that it tells of has stopped, by the chart as it stands now.

        What is told to the patient or a relative stops with any hold.
        """
        try:
            chart = self.store.chart(notice.patient).chart
        except ChartNotFound:
            return False
        found = review(chart, self.catalogue, self.as_of)
        if notice.recipient or not notice.items:
            return bool(found.holds)
        rules = {item.key: item.rule for item in self.store.items(notice.patient)}
        return any(found.stops(rules.get(key, "")) for key in notice.items)

    def _not_sent(self, queued: QueuedNotice, error: NoticeNotSent) -> RunSummary:
        now = self.clock.now()
        tried = attrs.evolve(queued, attempts=queued.attempts + 1)
        if not error.retry:
            self._note(attrs.evolve(tried, status=NoticeStatus.GIVEN_UP), now)
            return RunSummary(given_up=1)
        self._note(attrs.evolve(tried, next_attempt_at=now + _wait(tried.attempts)), now)
        return RunSummary(postponed=1)

    def _note(self, queued: QueuedNotice, now: datetime, *details: tuple[str, str]) -> None:
        with self.store.transaction() as unit:
            unit.put_notice(queued)
            unit.record(
                AuditEntry(
                    at=now,
                    action=f"notice {queued.status.value}",
                    actor=ACTOR,
                    patient=queued.notice.patient,
                    details=(
                        ("notice", queued.notice.id),
                        ("attempts", str(queued.attempts)),
                        *details,
                    ),
                )
            )


def _wait(attempts: int) -> timedelta:
    """Twice as long after every attempt, up to a day."""
    doublings = min(attempts - 1, LONGEST_WAIT // FIRST_WAIT)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
