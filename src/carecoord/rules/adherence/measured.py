"""The latest values of what a target measures, since its goal began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

import attrs

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.observation import Observation, Value
from carecoord.model.shown import shown
from carecoord.rules.concepts.done import reported
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Bounds, Row, began

RESULTS = reported()


@attrs.frozen(eq=False)
class Seen:
    """A value, and the observation that holds it or of which it is a component."""

    __repr__ = shown

    row: Row
    value: Value

    @property
    def at(self) -> float:
        """The instant, where one is known."""
        return began(self.row.fact)


@attrs.frozen(kw_only=True)
class Latest:
    """Every value that may be the latest, and whether there may be none."""

    __repr__ = shown

    values: tuple[Seen, ...]
    perhaps_none: bool


def latest(measure: CodeableConcept, since: Bounds, frame: Frame) -> Latest:
    """The latest value of a measure since a day: several where the days leave it open."""
    index = frame.once(_by_code)
    found = {id(s.row): s for code in measure.coding for s in index.get(code, ())}
    may = [seen for seen in found.values() if seen.row.start_high >= since[0]]
    sure = [seen.row.start_low for seen in may if seen.row.start_low >= since[1]]
    if sure:
        last = max(sure)
        may = [seen for seen in may if seen.row.start_high >= last]
    ordered = sorted(_last_instant(may), key=lambda seen: (seen.row.start_low, seen.row.fact.id))
    return Latest(values=tuple(ordered), perhaps_none=not sure)


def _last_instant(found: list[Seen]) -> list[Seen]:
    """Of several on one day the last by the clock, if all of them say when."""
    last = max((seen.at for seen in found), default=-inf)
    if any(seen.at == -inf for seen in found):
        return found
    return [seen for seen in found if seen.at == last]


def _by_code(frame: Frame) -> dict[Code, list[Seen]]:
    index: dict[Code, list[Seen]] = {}
    for row in frame.rows(RESULTS).sure:
        for code, value in _values(row.fact):
            index.setdefault(code, []).append(Seen(row, value))
    return index


def _values(fact: object) -> Iterator[tuple[Code, Value]]:
    assert isinstance(fact, Observation)  # noqa: S101  RESULTS selects them
    parts: Iterable[tuple[CodeableConcept | None, Value | None]] = (
        (fact.code, fact.value),
        *((part.code, part.value) for part in fact.components),
    )
    for concept, value in parts:
        if concept is not None and value is not None:
            yield from ((code, value) for code in concept.coding)
