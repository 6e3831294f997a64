"""Which value sets a criterion asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.sets import SetRef


def sets_of(node: object) -> Iterator[SetRef | ValueSet]:
    """Every value set named anywhere within a criterion."""
    return _within(node, set())


def _within(node: object, seen: set[int]) -> Iterator[SetRef | ValueSet]:
    """Criteria are made of each other: each part, known by its ``id``, is looked into once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, (SetRef, ValueSet)):
        yield node
    elif isinstance(node, (tuple, frozenset)):
        for part in cast("tuple[object, ...] | frozenset[object]", node):
            yield from _within(part, seen)
    elif attrs.has(type(node)) and not type(node).__module__.startswith(_MODEL):
        for name in attrs.fields_dict(cast("type[attrs.AttrsInstance]", type(node))):
            yield from _within(getattr(node, name), seen)


_MODEL = "carecoord.model."
