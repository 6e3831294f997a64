"""What a chart is written from: its entries, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import msgspec

from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE
from carecoord.model.chart import Chart
from carecoord.model.fact import Fact
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.record import Record
from carecoord.model.source import Source

Thing = Fact | Patient | Practitioner | Organization
"""What is said in a resource."""
Place = tuple[str, int]
"""An entry: the digest of its source, and its ordinal there."""


def place_of(source: Source) -> Place:
    """Name the entry of a source."""
    return source.digest, source.ordinal


def things(chart: Chart) -> Iterator[Thing]:
    """Give all that a chart says: patient, people, facts."""
    yield chart.patient
    yield from chart.practitioners
    yield from chart.organizations
    yield from chart.facts()


class Head(msgspec.Struct, rename="camel", gc=False):
    """The type and id of an entry, if it says them as FHIR does."""

    resource_type: str = ""
    id: str | None = None


_HEAD = msgspec.json.Decoder(Head)
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])


@attrs.frozen
class Layout:
    """The entries to be written again, in order, and what has none.

    An entry is written when the chart holds what it says or keeps it as a record. One that only
    contains something that the chart still holds is not: that becomes a resource of its own, as
    does what has a source that is no resource.
    """

    entries: dict[Place, Source]
    held: dict[Place, list[Thing]]
    heads: dict[Place, Head]
    new: list[Thing]

    @classmethod
    def of(cls, chart: Chart | None, records: tuple[Record, ...]) -> Layout:
        """Lay out a chart, and records of none."""
        said = [] if chart is None else list(things(chart))
        kept = (*(chart.records if chart is not None else ()), *records)
        sources = (one.source for one in (*said, *kept))
        entries = {place_of(one): one for one in sources if one is not None and one.within is None}
        recorded = {place_of(one.source) for one in kept if one.source is not None}
        held: dict[Place, list[Thing]] = {}
        new: list[Thing] = []
        for one in said:
            place = None if one.source is None else place_of(one.source)
            if place is not None and place in entries:
                held.setdefault(place, []).append(one)
            else:
                new.append(one)
        heads: dict[Place, Head] = {}
        for place in list(held):
            head = _head(entries[place].content)
            if head is None:
                new.extend(held.pop(place))
                if place not in recorded:
                    del entries[place]
            else:
                heads[place] = head
        return cls(dict(sorted(entries.items())), held, heads, new)


def _head(content: bytes) -> Head | None:
    """What an entry is; None for what is no JSON object."""
    try:
        content.decode()
        return _HEAD.decode(content)
    except msgspec.ValidationError:
        return Head() if _is_object(content) else None
    except UNDECODABLE:
        return None


def _is_object(content: bytes) -> bool:
    try:
        _OBJECT.decode(content)
    except UNDECODABLE:
        return False
    return True
