"""Laws of the outbox: written with the chart, sent once it is noted as sent, never lost."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.errors import StoreFailed
from carecoord.ports import Notice, NoticeStatus, QueuedNotice, Store
from carecoord.testing.kept import notices
from carecoord.testing.laws.claims import GivenUpError, NewStore, empty_chart, refused

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_AFTER_ALL = datetime(2200, 1, 1, tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)
_AT_ONCE = notices(st.just(_NOW))


def gives_back_the_notice(new_store: NewStore) -> None:
    """A queued notice comes back as it was: pending from the moment it was made, not tried."""

    @given(notice=notices())
    def law(notice: Notice) -> None:
        with closing(new_store()) as store:
            _queue(store, notice)

            new = QueuedNotice(notice=notice, next_attempt_at=notice.created_at)
            assert store.outbox() == (new,)
            assert store.pending(notice.created_at) == (new,)
            assert store.pending(notice.created_at - _INSTANT) == ()

    law()


def queues_a_notice_once(new_store: NewStore) -> None:
    """The same id again is refused with False and changes nothing, even after it was sent."""

    @given(notice=_AT_ONCE, status=st.sampled_from(NoticeStatus))
    def law(notice: Notice, status: NoticeStatus) -> None:
        with closing(new_store()) as store:
            queued = [_queue(store, notice), _queue(store, notice)]
            with store.transaction() as unit:
                unit.put_notice(attrs.evolve(store.outbox()[0], status=status, attempts=1))
            before = store.outbox()
            queued.append(_queue(store, attrs.evolve(notice, body="told otherwise")))

            assert queued == [True, False, False]
            assert store.outbox() == before

    law()


def queues_with_the_chart_or_not_at_all(new_store: NewStore) -> None:
    """A notice is in the outbox exactly when the chart of the same unit is saved."""

    @given(notice=_AT_ONCE, fails=st.booleans())
    def law(notice: Notice, fails: bool) -> None:  # noqa: FBT001  drawn by position
        with closing(new_store()) as store:
            with suppress(GivenUpError), store.transaction() as unit:
                unit.queue(notice)
                unit.put_chart(empty_chart("p"), expected_version=0)
                if fails:
                    raise GivenUpError

            assert len(store.outbox()) == len(store.pending(_NOW)) == store.version("p")
            assert store.version("p") == int(not fails)

    law()


def forgets_no_notice_that_is_done(new_store: NewStore) -> None:
    """Sent or given up, a notice is not pending any more, and it stays in the outbox."""

    @given(notice=_AT_ONCE, status=st.sampled_from((NoticeStatus.SENT, NoticeStatus.GIVEN_UP)))
    def law(notice: Notice, status: NoticeStatus) -> None:
        with closing(new_store()) as store:
            _queue(store, notice)
            done = attrs.evolve(store.outbox()[0], status=status, attempts=1, sent_at=_NOW)
            with store.transaction() as unit:
                unit.put_notice(done)

            assert store.pending(_AFTER_ALL) == ()
            assert store.outbox() == (done,)

    law()


def waits_for_the_next_attempt(new_store: NewStore) -> None:
    """A postponed notice is pending again from its next attempt on, inclusive."""

    @given(notice=_AT_ONCE, wait=st.timedeltas(_INSTANT, timedelta(days=400)))
    def law(notice: Notice, wait: timedelta) -> None:
        with closing(new_store()) as store:
            _queue(store, notice)
            tried = attrs.evolve(store.outbox()[0], attempts=1, next_attempt_at=_NOW + wait)
            with store.transaction() as unit:
                unit.put_notice(tried)

            assert store.pending(_NOW + wait) == (tried,)
            assert store.pending(_NOW + wait - _INSTANT) == ()

    law()


def gives_the_oldest_notice_first(new_store: NewStore) -> None:
    """Notices come by the moment they were made, then by id, whatever the order of queueing."""

    @given(made=st.lists(notices(), unique_by=lambda notice: notice.id, max_size=4))
    def law(made: list[Notice]) -> None:
        with closing(new_store()) as store:
            for notice in made:
                _queue(store, notice)

            expected = [n.id for n in sorted(made, key=lambda n: (n.created_at, n.id))]
            assert [queued.notice.id for queued in store.outbox()] == expected
            assert [queued.notice.id for queued in store.pending(_AFTER_ALL)] == expected

    law()


def notes_nothing_about_a_notice_it_does_not_hold(new_store: NewStore) -> None:
    """What became of a notice can be noted only when it was queued."""

    @given(notice=_AT_ONCE)
    def law(notice: Notice) -> None:
        with closing(new_store()) as store:
            stray = QueuedNotice(notice=notice, next_attempt_at=_NOW)
            with refused(StoreFailed), store.transaction() as unit:
                unit.put_notice(stray)

            assert store.outbox() == ()

    law()


def _queue(store: Store, notice: Notice) -> bool:
    with store.transaction() as unit:
        return unit.queue(notice)


OUTBOX = (
    gives_back_the_notice,
    queues_a_notice_once,
    queues_with_the_chart_or_not_at_all,
    forgets_no_notice_that_is_done,
    waits_for_the_next_attempt,
    gives_the_oldest_notice_first,
    notes_nothing_about_a_notice_it_does_not_hold,
)
