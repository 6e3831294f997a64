"""A store stays what a few dicts would be, whatever is done to it in whatever order."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from carecoord.adapters.storage.memory import MemoryStore
from carecoord.adapters.storage.sqlite import SqliteStore
from carecoord.errors import ChartChanged
from carecoord.ports import NoticeStatus, QueuedNotice
from carecoord.testing.kept import charts, entries, notices, record_of, work_items

KEYS = st.sampled_from("pq")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class GivenUpError(Exception):
    pass


class StoreMachine(RuleBasedStateMachine):
    """The dicts hold what the store should; ``reopens`` says whether it outlives its closing."""

    new_store = staticmethod(MemoryStore)
    reopens = False

    def __init__(self):
        super().__init__()
        self.store = self.new_store()
        self.charts = {}
        self.items = {}
        self.reviews = {}
        self.outbox = {}
        self.trail = []

    def teardown(self):
        self.store.close()

    @rule(chart=charts(KEYS), entry=entries)
    def save_a_chart(self, chart, entry):
        with self.store.transaction() as unit:
            unit.put_chart(chart, expected_version=unit.version(chart.key))
            unit.record(entry)
        self.charts.setdefault(chart.key, []).append(chart)
        self.trail.append(entry)

    @rule(chart=charts(KEYS), item=work_items(KEYS), behind=st.sampled_from((-1, 1)))
    def save_over_another_version(self, chart, item, behind):
        latest = len(self.charts.get(chart.key, ()))
        with pytest.raises(ChartChanged), self.store.transaction() as unit:  # noqa: PT012  all of the block is given up
            unit.put_items((item,))
            unit.put_chart(chart, expected_version=latest + behind)

    @rule(chart=charts(KEYS), notice=notices(), entry=entries)
    def give_up_halfway(self, chart, notice, entry):
        with pytest.raises(GivenUpError), self.store.transaction() as unit:  # noqa: PT012  all of the block is given up
            unit.put_chart(chart, expected_version=unit.version(chart.key))
            unit.queue(notice)
            unit.record(entry)
            raise GivenUpError

    @rule(items=st.lists(work_items(KEYS), max_size=3))
    def save_items(self, items):
        with self.store.transaction() as unit:
            unit.put_items(items)
        self.items |= {(item.patient, item.key): item for item in items}

    @rule(key=KEYS, until=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 5)))
    def review(self, key, until):
        if key not in self.charts:
            return
        record = record_of(self.charts[key][-1], version=len(self.charts[key]), valid_until=until)
        with self.store.transaction() as unit:
            unit.put_review(record)
        self.reviews[key] = record

    @rule(notice=notices(st.just(NOW)))
    def queue(self, notice):
        with self.store.transaction() as unit:
            queued = unit.queue(notice)
        assert queued == (notice.id not in self.outbox)
        self.outbox.setdefault(notice.id, QueuedNotice(notice=notice, next_attempt_at=NOW))

    @rule(status=st.sampled_from(NoticeStatus))
    def note_what_became_of_the_oldest(self, status):
        for queued in self.store.pending(NOW)[:1]:
            noted = attrs.evolve(queued, status=status, attempts=queued.attempts + 1)
            with self.store.transaction() as unit:
                unit.put_notice(noted)
            self.outbox[noted.notice.id] = noted

    @rule()
    def reopen(self):
        if self.reopens:
            self.store.close()
            self.store = self.reopened()

    @invariant()
    def holds_what_the_dicts_hold(self):
        assert self.store.keys() == tuple(sorted(self.charts))
        for key, versions in self.charts.items():
            assert versions == [
                self.store.chart(key, as_known=n + 1).chart for n in range(len(versions))
            ]
        assert self.store.items() == tuple(item for _, item in sorted_by_key(self.items))
        assert self.store.outbox() == tuple(queued for _, queued in sorted_by_key(self.outbox))
        assert [record.entry for record in self.store.audit()] == self.trail
        assert self.store.verify() is None

    @invariant()
    def knows_what_is_due(self):
        day = date(2026, 1, 3)
        due = [
            key
            for key, versions in sorted_by_key(self.charts)
            if key not in self.reviews
            or self.reviews[key].version != len(versions)
            or (self.reviews[key].valid_until or date.max) <= day
        ]
        assert self.store.due(day, "rules") == tuple(due)


def sorted_by_key(table):
    return sorted(table.items(), key=lambda pair: pair[0])


def test_a_store_in_memory_stays_what_dicts_would_be():
    run_state_machine_as_test(StoreMachine, settings=settings(stateful_step_count=15))


def test_a_store_in_a_file_stays_what_dicts_would_be():
    with tempfile.TemporaryDirectory() as folder:
        files = (Path(folder) / f"{number}.db" for number in range(1_000_000))

        class SqliteMachine(StoreMachine):
            reopens = True

            def new_store(self):
                self.path = next(files)
                return SqliteStore(self.path)

            def reopened(self):
                return SqliteStore(self.path)

        run_state_machine_as_test(SqliteMachine, settings=settings(stateful_step_count=15))
