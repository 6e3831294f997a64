"""For every law of stores, a store that breaks it. A law nobody can break is not a law."""

from contextlib import contextmanager
from datetime import timedelta

import attrs
import pytest
from hypothesis import Phase, settings

from carecoord.adapters.storage.memory import MemoryStore, MemoryUnit, Tables
from carecoord.model.chart import Chart
from carecoord.model.patient import Patient
from carecoord.ports import AuditRecord, NoticeStatus, QueuedNotice, StoredChart
from carecoord.testing.laws import STORE


def store_with(unit=MemoryUnit, **methods):
    """A store whose reads and transactions are replaced by name, or whose unit is another."""
    return type(
        "BrokenStore", (MemoryStore,), {**methods, "_unit": lambda _self, tables: unit(tables)}
    )


def unit_with(**methods):
    return store_with(type("BrokenUnit", (MemoryUnit,), methods))


def _forgets_lists(self, key, *, as_known=None):
    kept = MemoryStore.chart(self, key, as_known=as_known)
    return attrs.evolve(kept, chart=Chart(key=key, patient=kept.chart.patient))


def _makes_one_up(self, key, *, as_known=None):
    if not self.version(key):
        return StoredChart(Chart(key=key, patient=Patient()), 1)
    return MemoryStore.chart(self, key, as_known=as_known)


def _counts_all_charts_together(self, chart, *, expected_version):
    MemoryUnit.put_chart(self, chart, expected_version=expected_version)
    return sum(len(versions) for versions in self._open.charts.values())


def _always_the_latest(self, key, *, as_known=None):
    return MemoryStore.chart(self, key)


def _last_writer_wins(self, chart, *, expected_version):
    return MemoryUnit.put_chart(self, chart, expected_version=self.version(chart.key))


def _in_order_of_writing(self):
    return tuple(self._open.charts)


def _loses_empty_sources(self, key, sources):
    MemoryUnit.put_sources(self, key, [source for source in sources if source.content])


def _writes_sources_over(self, key, sources):
    self._open.sources[key] = {(source.digest, source.ordinal): source for source in sources}


def _keeps_what_stands_within(self, key, sources):
    kept = {(source.digest, source.ordinal): source for source in reversed(list(sources))}
    self._open.sources[key] = kept | self._open.sources.get(key, {})


@contextmanager
def _commits_anyway(self):
    unit = MemoryUnit(self._open)
    try:
        yield unit
    finally:
        unit.finish()


class _Blind(MemoryUnit):
    """Reads what was there before."""

    def items(self, key=None):
        return ()


@contextmanager
def _writes_at_once(self):
    unit = MemoryUnit(self._open)
    before = self._open.overlaid()
    try:
        yield unit
    except BaseException:
        self._tables = before
        raise
    finally:
        unit.finish()


@contextmanager
def _allows_nesting(self):
    overlay = self._open.overlaid()
    unit = MemoryUnit(overlay)
    yield unit
    self._open.take_over(overlay)
    unit.finish()


def _forgets(self):
    self._tables = Tables.empty()


def _unsorted_items(self, key=None):
    return MemoryStore.items(self, key)[::-1]


def _keeps_the_first_item(self, items):
    for item in items:
        kept = self._open.items.get(item.patient, {})
        self._open.items[item.patient] = {item.key: item} | kept


def _keeps_the_first_review(self, record):
    self._open.reviews.setdefault(record.patient, record)


def _exclusive(self, moment, fingerprint):
    step = timedelta(microseconds=1) if hasattr(moment, "hour") else timedelta(days=1)
    return MemoryStore.due(self, moment - step, fingerprint)


def _compares_days_as_written(self, moment, fingerprint):
    def day(at):
        return at.date() if hasattr(at, "hour") else at

    records = ((key, self.review(key)) for key in self.keys())
    return tuple(
        key
        for key, record in records
        if record is None
        or record.is_due(moment.min.replace(tzinfo=moment.tzinfo), fingerprint, self.version(key))
        or (record.valid_until and day(record.valid_until) < day(moment))
    )


def _all_is_due(self, moment, fingerprint):
    return self.keys()


def _ignores_changes(self, moment, fingerprint):
    records = [record for key in self.keys() if (record := self.review(key))]
    return tuple(r.patient for r in records if r.is_due(moment, r.fingerprint, r.version))


def _forgets_labels(self, notice):
    return MemoryUnit.queue(self, attrs.evolve(notice, labels=frozenset()))


def _queues_again(self, notice):
    self._open.outbox[notice.id] = QueuedNotice(notice=notice, next_attempt_at=notice.created_at)
    return True


def _queues_outside_the_unit(store_class):
    """The outbox is written at once, the chart at the end of the block."""

    def unit(self, tables):
        overlay = MemoryUnit(tables)
        overlay.queue = lambda notice: MemoryUnit.queue(MemoryUnit(self._open), notice)
        return overlay

    return type("BrokenStore", (store_class,), {"_unit": unit})


def _sends_again(self, at):
    return tuple(q for q in self.outbox() if q.status is not NoticeStatus.GIVEN_UP)


def _does_not_wait(self, at):
    waiting = (q for q in self.outbox() if q.status is NoticeStatus.PENDING)
    return tuple(q for q in waiting if q.notice.created_at <= at)


def _as_queued(self):
    return tuple(self._open.outbox.values())


def _takes_strays(self, queued):
    self._open.outbox[queued.notice.id] = queued


def _newest_first(self):
    return MemoryStore.audit(self)[::-1]


def _renumbers(self):
    records = MemoryStore.audit(self)
    return tuple(attrs.evolve(r, previous=f"of {len(records)}") for r in records)


def _without_chain(self, entry):
    number = len(self._open.audit) + 1
    self._open.audit[number] = self._open.audit_end[None] = AuditRecord(
        sequence=number, entry=entry, previous="", digest="0" * 64
    )


def _suspects_everyone(self):
    return 1


BROKEN_STORES = {
    "gives_back_the_chart": store_with(chart=_forgets_lists),
    "finds_nothing_under_another_key": store_with(chart=_makes_one_up),
    "counts_versions": unit_with(put_chart=_counts_all_charts_together),
    "keeps_history": store_with(chart=_always_the_latest),
    "refuses_a_stale_write": unit_with(put_chart=_last_writer_wins),
    "lists_keys_in_order": store_with(keys=_in_order_of_writing),
    "gives_back_sources": unit_with(put_sources=_loses_empty_sources),
    "keeps_the_first_source": unit_with(put_sources=_writes_sources_over),
    "keeps_an_entry_once": unit_with(put_sources=_keeps_what_stands_within),
    "writes_all_or_nothing": store_with(transaction=_commits_anyway),
    "reads_its_own_writes": store_with(_Blind),
    "hides_what_is_not_committed": store_with(transaction=_writes_at_once),
    "refuses_a_transaction_within_another": store_with(transaction=_allows_nesting),
    "refuses_a_unit_that_is_over": unit_with(finish=lambda _: None),
    "refuses_after_close": store_with(close=_forgets),
    "gives_back_the_items": store_with(items=_unsorted_items),
    "keeps_the_latest_item": unit_with(put_items=_keeps_the_first_item),
    "gives_back_the_review": unit_with(put_review=_keeps_the_first_review),
    "is_due_from_its_moment_on": store_with(due=_exclusive),
    "is_due_early_rather_than_late": store_with(due=_compares_days_as_written),
    "is_never_due_without_a_moment": store_with(due=_all_is_due),
    "is_due_when_chart_or_rules_change": store_with(due=_ignores_changes),
    "gives_back_the_notice": unit_with(queue=_forgets_labels),
    "queues_a_notice_once": unit_with(queue=_queues_again),
    "queues_with_the_chart_or_not_at_all": _queues_outside_the_unit(MemoryStore),
    "forgets_no_notice_that_is_done": store_with(pending=_sends_again),
    "waits_for_the_next_attempt": store_with(pending=_does_not_wait),
    "gives_the_oldest_notice_first": store_with(outbox=_as_queued),
    "notes_nothing_about_a_notice_it_does_not_hold": unit_with(put_notice=_takes_strays),
    "keeps_the_trail_in_order": store_with(audit=_newest_first),
    "only_adds_to_the_trail": store_with(audit=_renumbers),
    "chains_the_trail": unit_with(record=_without_chain),
    "verifies_an_empty_trail": store_with(verify=_suspects_everyone),
}


@pytest.fixture(autouse=True)
def first_failure_is_enough():
    before = settings.get_current_profile_name()
    settings.register_profile(
        "saboteurs", settings(), phases=[Phase.generate], report_multiple_bugs=False
    )
    settings.load_profile("saboteurs")
    yield
    settings.load_profile(before)


@pytest.mark.parametrize("law", STORE, ids=lambda law: law.__name__)
def test_a_broken_store_fails_the_law_that_it_breaks(law):
    with pytest.raises(AssertionError):
        law(BROKEN_STORES[law.__name__])


def test_every_saboteur_has_its_law():
    assert [law.__name__ for law in STORE] == list(BROKEN_STORES)
