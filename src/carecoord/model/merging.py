"""Merging the charts of one patient from several sources into one; nothing of any is lost.

Facts, people and the patient are matched and filled as ``carecoord.model.unite`` says. What cannot
stand in the merged chart itself, the sources of records that were filled into others, stands among
its ``records``.

The first chart is what was known first. It decides: the key (unless one is given), the ids of facts
that match, which of two values of the patient, a person or a reference is kept, and the order of
lists. Whether two facts match, and which facts there are, does not depend on the order of the
charts, unless facts can match in several ways (decision 0047).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.conflict import Conflict
from carecoord.model.keeping import kept
from carecoord.model.record import Record
from carecoord.model.source import Source
from carecoord.model.unite import joined_records, united

Merge = tuple[Chart, tuple[Conflict, ...]]


def merge(charts: Iterable[Chart], *, key: str | None = None) -> Merge:
    """Merge charts of one patient; ``key`` says that they are one though their keys differ.

    ``key`` is one of theirs, and the key of the merged chart. Give first what was known first.

    Raises:
        RecordRejected: there is no chart; the keys differ and none is given, or the one given is
            none of theirs; two birth dates cannot be one.
    """
    known = tuple(charts)
    _refuse(known, key)
    one = known[0] if key is None else attrs.evolve(known[0], key=key)
    conflicts: list[Conflict] = []
    left: list[tuple[str, Source]] = []
    for other in known[1:]:
        step = united(one, attrs.evolve(other, key=one.key))
        one = step.chart
        conflicts += step.conflicts
        left += step.left
    records = _records(one, left) if left else one.records
    return attrs.evolve(one, records=records), tuple(conflicts)


def _refuse(charts: tuple[Chart, ...], key: str | None) -> None:
    keys = {chart.key for chart in charts}
    if not charts:
        found, remedy = "there is none", "Give at least one"
    elif key is None and len(keys) > 1:
        found = "they have different keys"
        remedy = "If they are one person, say so by giving the key that the merged chart has"
    elif key is not None and key not in keys:
        found, remedy = "the key is none of theirs", "Give the key of the chart that goes on"
    else:
        return
    raise RecordRejected(asked="merging charts", found=found, remedy=remedy)


def _records(chart: Chart, left: Iterable[tuple[str, Source]]) -> tuple[Record, ...]:
    """The records of a chart, and those of the sources that stand nowhere in it."""
    there = {source.content for source in _sources(chart)}
    new = (kept(source, kind) for kind, source in left if source.content not in there)
    return joined_records(chart.records, new)


def _sources(chart: Chart) -> Iterator[Source]:
    """The sources of everything in a chart."""
    held = (
        *(fact.source for fact in chart.facts()),
        *(one.source for one in chart.practitioners),
        *(one.source for one in chart.organizations),
        *(one.source for one in chart.records),
        chart.patient.source,
    )
    return filter(None, held)
