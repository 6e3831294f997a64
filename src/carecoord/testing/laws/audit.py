"""Laws of the audit trail: it only grows, and what is changed in it shows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.storage.audit_chain import START, first_broken
from carecoord.ports import AuditEntry, AuditRecord, Store
from carecoord.testing.kept import entries
from carecoord.testing.laws.claims import NewStore

_TRAILS = st.lists(entries, min_size=2, max_size=4, unique_by=lambda entry: entry.action)


def keeps_the_trail_in_order(new_store: NewStore) -> None:
    """Entries come back as they were, in the order of recording, numbered from 1."""

    @given(trail=_TRAILS)
    def law(trail: list[AuditEntry]) -> None:
        with closing(new_store()) as store:
            _record(store, trail)

            assert [record.entry for record in store.audit()] == trail
            assert [record.sequence for record in store.audit()] == list(range(1, len(trail) + 1))

    law()


def only_adds_to_the_trail(new_store: NewStore) -> None:
    """What was recorded before stays as it was when more is recorded."""

    @given(trail=_TRAILS)
    def law(trail: list[AuditEntry]) -> None:
        with closing(new_store()) as store:
            _record(store, trail[:-1])
            before = store.audit()
            _record(store, trail[-1:])

            assert store.audit()[: len(before)] == before

    law()


def chains_the_trail(new_store: NewStore) -> None:
    """A trail is sound as recorded; an entry changed, left out or moved breaks its chain."""

    @given(trail=_TRAILS, place=st.integers(0, 3))
    def law(trail: list[AuditEntry], place: int) -> None:
        with closing(new_store()) as store:
            _record(store, trail)
            records = store.audit()
            end = records[-1].digest

            assert store.verify() is None
            for forged in _forgeries(records, place % len(records)):
                assert first_broken(forged, end) is not None

    law()


def verifies_an_empty_trail(new_store: NewStore) -> None:
    """Nothing recorded is a sound trail."""
    with closing(new_store()) as store:
        assert store.audit() == ()
        assert store.verify() is None
        assert first_broken((), START) is None


def _forgeries(records: Sequence[AuditRecord], place: int) -> list[list[AuditRecord]]:
    changed, left_out, moved = list(records), list(records), list(records)
    entry = records[place].entry
    changed[place] = attrs.evolve(
        records[place], entry=attrs.evolve(entry, actor=f"not {entry.actor}")
    )
    del left_out[place]
    moved.insert(0, moved.pop())
    return [changed, left_out, moved]


def _record(store: Store, trail: Sequence[AuditEntry]) -> None:
    for entry in trail:
        with store.transaction() as unit:
            unit.record(entry)


AUDIT = (
    keeps_the_trail_in_order,
    only_adds_to_the_trail,
    chains_the_trail,
    verifies_an_empty_trail,
)
