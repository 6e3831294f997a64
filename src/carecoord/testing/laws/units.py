"""Laws of units of work: all or nothing, and who sees what when."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime

from hypothesis import given

from carecoord.errors import StoreFailed
from carecoord.model.chart import Chart
from carecoord.model.source import Source
from carecoord.ports import AuditEntry, Notice, Records, UnitOfWork
from carecoord.rules.worklist import WorkItem
from carecoord.testing.kept import charts, notices, record_of, work_items
from carecoord.testing.laws.claims import GivenUpError, NewStore, empty_chart, put, refused

_ENTRY = AuditEntry(at=datetime(2026, 1, 1, tzinfo=UTC), action="tried", actor="law")


def _write_all(unit: UnitOfWork, chart: Chart, item: WorkItem, notice: Notice) -> None:
    unit.put_chart(chart, expected_version=0)
    unit.put_sources(chart.key, (Source(digest="digest", ordinal=1, content=b"{}"),))
    unit.put_items((item,))
    unit.put_review(record_of(chart))
    unit.queue(notice)
    unit.record(_ENTRY)


def _seen(records: Records, chart: Chart, item: WorkItem) -> tuple[object, ...]:
    return (
        records.keys(),
        records.version(chart.key),
        len(records.sources(chart.key)),
        len(records.items()),
        len(records.items(item.patient)),
        records.review(chart.key),
        len(records.outbox()),
        len(records.audit()),
    )


_NOTHING = ((), 0, 0, 0, 0, None, 0, 0)


def writes_all_or_nothing(new_store: NewStore) -> None:
    """After an error in the block, nothing of it is there, and the store goes on working."""

    @given(chart=charts(), item=work_items(), notice=notices())
    def law(chart: Chart, item: WorkItem, notice: Notice) -> None:
        with closing(new_store()) as store:
            with suppress(GivenUpError), store.transaction() as unit:
                _write_all(unit, chart, item, notice)
                raise GivenUpError

            assert _seen(store, chart, item) == _NOTHING
            assert put(store, chart) == 1

    law()


def reads_its_own_writes(new_store: NewStore) -> None:
    """Within the block, the unit reads what it wrote; after it, so does the store."""

    @given(chart=charts(), item=work_items(), notice=notices())
    def law(chart: Chart, item: WorkItem, notice: Notice) -> None:
        written = ((chart.key,), 1, 1, 1, 1, record_of(chart), 1, 1)
        with closing(new_store()) as store:
            with store.transaction() as unit:
                _write_all(unit, chart, item, notice)

                assert _seen(unit, chart, item) == written
            assert _seen(store, chart, item) == written

    law()


def hides_what_is_not_committed(new_store: NewStore) -> None:
    """Until the block ends, the store's own reads see nothing of it."""

    @given(chart=charts(), item=work_items(), notice=notices())
    def law(chart: Chart, item: WorkItem, notice: Notice) -> None:
        with closing(new_store()) as store, store.transaction() as unit:
            _write_all(unit, chart, item, notice)

            assert _seen(store, chart, item) == _NOTHING

    law()


def refuses_a_transaction_within_another(new_store: NewStore) -> None:
    """One thread has one unit of work at a time; the outer one is not harmed."""
    with closing(new_store()) as store:
        with store.transaction() as unit:
            with refused(StoreFailed), store.transaction():
                pass
            unit.put_chart(empty_chart("p"), expected_version=0)

        assert store.version("p") == 1


def refuses_a_unit_that_is_over(new_store: NewStore) -> None:
    """After its block a unit neither reads nor writes."""
    with closing(new_store()) as store:
        with store.transaction() as unit:
            pass
        with refused(StoreFailed):
            unit.put_chart(empty_chart("p"), expected_version=0)
        with refused(StoreFailed):
            unit.keys()

        assert store.keys() == ()


def refuses_after_close(new_store: NewStore) -> None:
    """A closed store fails with StoreFailed; closing it again does nothing."""
    store = new_store()
    store.close()
    store.close()
    with refused(StoreFailed):
        store.keys()
    with refused(StoreFailed), store.transaction():
        pass


UNITS = (
    writes_all_or_nothing,
    reads_its_own_writes,
    hides_what_is_not_committed,
    refuses_a_transaction_within_another,
    refuses_a_unit_that_is_over,
    refuses_after_close,
)
