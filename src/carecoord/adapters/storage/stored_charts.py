"""The charts of a store as a source of charts: to review them again when their time has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from carecoord.model.chart import Chart
from carecoord.ports import Store


@attrs.frozen
class Stored:
    """A chart as it stands in a store; nothing is lost in reading it."""

    chart: Chart
    problems: tuple[object, ...] = ()


@attrs.frozen
class StoredCharts:
    """The charts under some keys, such as ``store.due(…)``; all when none are given."""

    store: Store
    keys: Sequence[str] | None = None

    def __iter__(self) -> Iterator[Stored]:
        for key in self.store.keys() if self.keys is None else self.keys:
            yield Stored(self.store.chart(key).chart)
