"""Laws of work items and of what is due for review."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.ports import Moment, ReviewRecord, Store
from carecoord.rules.worklist import WorkItem
from carecoord.testing.kept import days, instants, moments, record_of, work_items
from carecoord.testing.laws.claims import NewStore, empty_chart, put

_PLACED = st.lists(work_items(), unique_by=lambda item: (item.patient, item.key), max_size=4)
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def gives_back_the_items(new_store: NewStore) -> None:
    """Items come back as they were, by patient and key, everybody's or one patient's."""

    @given(items=_PLACED)
    def law(items: list[WorkItem]) -> None:
        with closing(new_store()) as store:
            with store.transaction() as unit:
                unit.put_items(iter(items))

            expected = sorted(items, key=lambda item: (item.patient, item.key))
            assert store.items() == tuple(expected)
            for patient in {item.patient for item in items}:
                assert store.items(patient) == tuple(
                    item for item in expected if item.patient == patient
                )

    law()


def keeps_the_latest_item(new_store: NewStore) -> None:
    """An item saved again under its patient and key takes the place of the earlier one."""

    @given(first=work_items(st.just("p")), second=work_items(st.just("p")))
    def law(first: WorkItem, second: WorkItem) -> None:
        again = attrs.evolve(second, key=first.key)
        with closing(new_store()) as store:
            for item in (first, again):
                with store.transaction() as unit:
                    unit.put_items((item,))

            assert store.items() == store.items("p") == (again,)

    law()


def gives_back_the_review(new_store: NewStore) -> None:
    """The record of the latest review comes back; a patient without one has None."""

    @given(valid_until=st.none() | moments, wake=st.none() | days)
    def law(valid_until: Moment | None, wake: date | None) -> None:
        with closing(new_store()) as store:
            later = record_of(empty_chart("p"), valid_until=valid_until, wake=wake)
            _reviewed(store, record_of(empty_chart("p")))
            with store.transaction() as unit:
                unit.put_review(later)

            assert store.review("p") == later
            assert store.review("q") is None

    law()


def is_due_from_its_moment_on(new_store: NewStore) -> None:
    """A review is due at the first of valid_until and wake, inclusive, and not just before."""

    @given(until=days, wake=st.none() | days)
    def by_day(until: date, wake: date | None) -> None:
        with closing(new_store()) as store:
            _reviewed(store, record_of(empty_chart("p"), valid_until=until, wake=wake))
            first = min(until, wake or until)

            assert store.due(first, "rules") == ("p",)
            assert store.due(first - _DAY, "rules") == ()

    @given(until=instants, zone=st.sampled_from((UTC, timezone(timedelta(hours=9)))))
    def by_instant(until: datetime, zone: timezone) -> None:
        with closing(new_store()) as store:
            _reviewed(store, record_of(empty_chart("p"), valid_until=until))

            assert store.due(until.astimezone(zone), "rules") == ("p",)
            assert store.due((until - _INSTANT).astimezone(zone), "rules") == ()

    by_day()
    by_instant()


def is_due_early_rather_than_late(new_store: NewStore) -> None:
    """Asked for a day about an instant, or the other way round, no zone makes it late."""

    @given(until=days, zone=st.sampled_from((-12, 0, 14)))
    def law(until: date, zone: int) -> None:
        offset = timezone(timedelta(hours=zone))
        midnight = datetime(until.year, until.month, until.day, tzinfo=offset)
        with closing(new_store()) as store:
            _reviewed(store, record_of(empty_chart("p"), valid_until=until))
            _reviewed(store, record_of(empty_chart("q"), valid_until=midnight))

            assert store.due(midnight, "rules") == ("p", "q")
            assert store.due(until, "rules") == ("p", "q")
            assert store.due(until - 3 * _DAY, "rules") == ()

    law()


def is_never_due_without_a_moment(new_store: NewStore) -> None:
    """A review that holds for ever is not due while chart and rules stay."""
    with closing(new_store()) as store:
        _reviewed(store, record_of(empty_chart("p")))

        assert store.due(date(9999, 12, 31), "rules") == ()
        assert store.due(datetime(9999, 1, 1, tzinfo=UTC), "rules") == ()


def is_due_when_chart_or_rules_change(new_store: NewStore) -> None:
    """Due at any moment: never reviewed, in an older version, or by other rules."""
    long_ago = date(1900, 1, 1)
    with closing(new_store()) as store:
        for key in ("late", "late", "never", "saved", "sound"):
            put(store, empty_chart(key))
        for key in ("late", "saved", "sound"):
            with store.transaction() as unit:
                unit.put_review(record_of(empty_chart(key), version=1))
        put(store, empty_chart("saved"))

        assert store.due(long_ago, "rules") == ("late", "never", "saved")
        assert store.due(long_ago, "other rules") == ("late", "never", "saved", "sound")


def _reviewed(store: Store, record: ReviewRecord) -> None:
    with store.transaction() as unit:
        unit.put_chart(empty_chart(record.patient), expected_version=0)
        unit.put_review(record)


WORK = (
    gives_back_the_items,
    keeps_the_latest_item,
    gives_back_the_review,
    is_due_from_its_moment_on,
    is_due_early_rather_than_late,
    is_never_due_without_a_moment,
    is_due_when_chart_or_rules_change,
)
