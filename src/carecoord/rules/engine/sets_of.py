"""Which value sets a criterion asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.sets import SetRef


def sets_of(node: object) -> Iterator[SetRef | ValueSet]:
    """Every value set named anywhere within a criterion.

    Criteria are made of each other: each part, known by its ``id``, is looked into once.
    """
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, SetRef | ValueSet):
            yield part
        elif isinstance(part, tuple | frozenset):
            waiting += reversed(tuple(cast("tuple[object, ...]", part)))
        else:
            waiting += [getattr(part, name) for name in _fields(type(part))]  # type: ignore[arg-type]


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields to look into, the last first; types of the model name no sets."""
    if not attrs.has(kind) or kind.__module__.startswith(_MODEL):
        return ()
    return tuple(reversed(attrs.fields_dict(kind)))


_MODEL = "carecoord.model."
