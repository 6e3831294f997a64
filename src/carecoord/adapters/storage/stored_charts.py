"""The charts of a store as a source of charts: to review them again when their time has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from carecoord.model.chart import Chart
from carecoord.ports import Moment, Store


@attrs.frozen
class Stored:
    """A chart as it stands in a store; nothing is lost in reading it."""

    chart: Chart
    problems: tuple[object, ...] = ()


@attrs.frozen
class StoredCharts:
    """The charts under some keys, such as those of ``due``; all when none are given."""

    store: Store
    keys: Sequence[str] | None = None

    def __iter__(self) -> Iterator[Stored]:
        for key in self.store.keys() if self.keys is None else self.keys:
            yield Stored(self.store.chart(key).chart)


@attrs.frozen
class Due:
    """Who has to be reviewed at a moment: ``keys``, sorted.

    ``ahead`` of them are there only because their last review was of a later moment. It hid nothing
    that was to come by then, so it says nothing of this one; after a slip in the date it would be
    good for years.
    """

    keys: tuple[str, ...]
    ahead: int = 0


def due(store: Store, moment: Moment, fingerprint: str) -> Due:
    """Find who has to be reviewed by a catalogue at a moment.

    Raises: StoreFailed.
    """
    keys = set(store.due(moment, fingerprint))
    rest = [key for key in store.keys() if key not in keys]  # noqa: SIM118  no mapping
    ahead = {key for key in rest if (one := store.review(key)) and one.lies_after(moment)}
    return Due(tuple(sorted(keys | ahead)), len(ahead))
