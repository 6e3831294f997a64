"""Which value sets a criterion asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.parts import fields_of

_SETS = (SetRef, ValueSet)
_SEVERAL = (tuple, frozenset)


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
        names = fields_of(type(part))  # type: ignore[arg-type]
        if names:
            waiting += [getattr(part, name) for name in reversed(names)]
        elif isinstance(part, _SEVERAL):
            waiting += reversed(tuple(cast("tuple[object, ...]", part)))
        elif isinstance(part, _SETS):
            yield part
