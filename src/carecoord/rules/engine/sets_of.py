"""Which value sets a criterion asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.sets import SetRef


def sets_of(node: object) -> Iterator[SetRef | ValueSet]:
    """Every value set named anywhere within a criterion."""
    if isinstance(node, (SetRef, ValueSet)):
        yield node
    elif isinstance(node, (tuple, frozenset)):
        for part in cast("tuple[object, ...] | frozenset[object]", node):
            yield from sets_of(part)
    elif attrs.has(type(node)) and not type(node).__module__.startswith(_MODEL):
        for name in attrs.fields_dict(cast("type[attrs.AttrsInstance]", type(node))):
            yield from sets_of(getattr(node, name))


_MODEL = "carecoord.model."
