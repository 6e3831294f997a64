"""Laying a change over a list: who is who, what stays, what comes and what goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.writing.verbatim import dumps, number

Items = list[tuple[Any, int | None]]
"""The items of a list, each with the place that it had in the source."""
Over = Callable[[Any, Any, Any], Any]
_ABOUT_A_REFERENCE = frozenset({"reference", "identifier", "display", "type", "extension", "id"})


def laid_over_list(
    source: list[Any],
    before: list[Any],
    after: list[Any],
    over: Over,
    same: Callable[[Any, Any], bool],
) -> Items:
    """Give the source's list with the change from ``before`` to ``after`` made in it.

    Lists of one length are one item for one. Otherwise the items of ``before`` are looked for in
    the source; what they do not account for was not understood when it was read, and stays: where
    some of them are not found either, only references do.
    """
    if len(source) == len(before) == len(after):
        return [
            (over(*three), place)
            for place, three in enumerate(zip(source, before, after, strict=True))
        ]
    places = _places(source, before, same)
    taken = {place for place in places if place is not None}
    stays = [
        place
        for place, one in enumerate(source)
        if place not in taken and (None not in places or _is_reference(one))
    ]
    made: Items = []
    for place, was, now in _changes(places, before, after):
        while place is not None and stays and stays[0] < place:
            made.append((source[stays[0]], stays.pop(0)))
        if now is _GONE:
            continue
        if place is None or was is _NEW:
            made.append((now, None))
        else:
            made.append((over(source[place], was, now), place))
    made.extend((source[place], place) for place in stays)
    return made


_END = sys.maxsize
_GONE = object()
_NEW = object()


def _changes(
    places: list[int | None], before: list[Any], after: list[Any]
) -> Iterator[tuple[int | None, Any, Any]]:
    """Every item: its place in the source, what it was, what it is now."""
    matcher = SequenceMatcher(None, list(map(dumps, before)), list(map(dumps, after)), False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for step in range(max(end - start, new_end - new_start)):
            was, now = start + step, new_start + step
            yield (
                places[was] if was < end else _END if end == len(before) else None,
                before[was] if was < end else _NEW,
                after[now] if now < new_end else _GONE,
            )


def _places(
    source: list[Any], before: list[Any], same: Callable[[Any, Any], bool]
) -> list[int | None]:
    """Where each item of ``before`` stands in the source."""
    if len(source) == len(before):
        return list(range(len(source)))
    free = list(range(len(source)))
    places: list[int | None] = []
    for one in before:
        place = next((place for place in free if covers(source[place], one, same)), None)
        if place is not None:
            free.remove(place)
        places.append(place)
    if len(free) == places.count(None):
        places = [free.pop(0) if place is None else place for place in places]
    return places


def covers(source: Any, said: Any, same: Callable[[Any, Any], bool]) -> bool:  # noqa: ANN401
    """Whether the source says all that ``said`` does, perhaps with more beside it."""
    if is_object(said):
        if not is_object(source):
            return False
        if "reference" in said and same(source, said):
            return True
        return all(name in source and covers(source[name], said[name], same) for name in said)
    if is_list(said):
        return is_list(source) and all(
            any(covers(one, other, same) for one in source) for other in said
        )
    literal = number(said)
    return source == said if literal is None else number(source) == literal


def _is_reference(value: Any) -> bool:  # noqa: ANN401  any JSON
    return is_object(value) and bool(value) and value.keys() <= _ABOUT_A_REFERENCE
