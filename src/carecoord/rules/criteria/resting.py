"""What a fact of a selection rests on besides itself: evidence names that too.

A stay for heart failure is one because of a diagnosis; a test within a year of the first
prescription is one because of that prescription.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.combined import Union
from carecoord.rules.criteria.dates import Afterwards, Day, Otherwise, RowDay, Shifted
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.links import Linked, OnlyIf, PrincipalDiagnosis, Referring
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.windows import Windowed
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.timing import Row


def refer_with(selection: Selection, row: Row, frame: Frame) -> tuple[FactRef, ...]:
    """Name the fact of a row, then what makes it one of the selection; each once."""
    return tuple(dict.fromkeys((refer(row), *rests_on(selection, row, frame))))


def rests_on(selection: Selection, row: Row, frame: Frame) -> Iterator[FactRef]:
    """The other facts without which a row would not be one of the selection."""
    narrowed: Selection | None = selection
    while narrowed is not None:
        more = _more_of(type(narrowed))
        if more is not None:
            yield from more(narrowed, row, frame)
            return
        narrowed = narrowed.narrows()


def _union(selection: Union, row: Row, frame: Frame) -> Iterator[FactRef]:
    part = next(one for one in selection.parts if _has(row, frame.rows(one).sure))
    yield from rests_on(part, row, frame)


def _only_if(selection: OnlyIf, row: Row, frame: Frame) -> Iterator[FactRef]:
    yield from rests_on(selection.source, row, frame)
    # The row may have been given other days since.
    looked_at = next(one for one in frame.rows(selection.source).sure if one.fact is row.fact)
    for line in selection.condition.answer(frame.of(looked_at)).evidence:
        yield from line.facts if line.holds else ()


def _referring(selection: Referring, row: Row, frame: Frame) -> Iterator[FactRef]:
    yield from rests_on(selection.source, row, frame)
    ids = selection.refers_to(row.fact)
    for other in frame.rows(selection.other).sure:
        if other.fact.id in ids:
            yield from refer_with(selection.other, other, frame)


def _windowed(selection: Windowed, row: Row, frame: Frame) -> Iterator[FactRef]:
    yield from rests_on(selection.source, row, frame)
    for day in (selection.span.first, selection.span.last):
        yield from _counted_from(day, frame)


_MORE: dict[type, Callable[[Any, Row, Frame], Iterator[FactRef]]] = {
    Linked: _referring,
    OnlyIf: _only_if,
    PrincipalDiagnosis: _referring,
    Union: _union,
    Windowed: _windowed,
}


@cache
def _more_of(kind: type) -> Callable[[Any, Row, Frame], Iterator[FactRef]] | None:
    """How to tell it of selections of a type that rest on more than their source does."""
    return next((_MORE[one] for one in kind.__mro__ if one in _MORE), None)


def _counted_from(day: Day | None, frame: Frame) -> Iterator[FactRef]:
    """The fact that a day is counted from, if it is counted from one."""
    if isinstance(day, Shifted | Afterwards):
        yield from _counted_from(day.day, frame)
    elif isinstance(day, Otherwise):
        there = day.day.bounds(frame) is not None
        yield from _counted_from(day.day if there else day.other, frame)
    elif isinstance(day, RowDay):
        for row in frame.rows(day.of).sure[:1]:
            yield from refer_with(day.of, row, frame)


def _has(row: Row, rows: list[Row]) -> bool:
    return any(one.fact is row.fact for one in rows)
