"""Of which type the facts of a selection are, and what fields they lack."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.model.fact import Fact
from carecoord.rules.criteria.fact_types import fact_types, written_as
from carecoord.rules.criteria.selection import Selection


def fact_type(selection: Selection) -> type[Fact] | None:
    """The type of the facts that a selection holds, where there is one."""
    kinds = fact_types(selection)
    return kinds[0] if len(kinds) == 1 else None


def lacking(selection: Selection, field: str) -> Iterator[str]:
    """That the facts of a selection have no such field."""
    kind = fact_type(selection)
    if kind is not None and written_as(kind, field) is None:
        yield f"{kind.__name__} has no field {field}"
