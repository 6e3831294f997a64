"""Which facts a selection holds, and which fields those have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

from carecoord.rules.criteria.selection import Facts, Selection


def fact_type(selection: Selection) -> type | None:
    """The type of the facts that a selection holds, where there is one."""
    base = selection.base or selection
    return base.fact_type if isinstance(base, Facts) else None


@cache
def fields(kind: type) -> Mapping[str, str]:
    """The fields of a type of fact, each with its type as it is written."""
    return {one.name: str(one.type) for one in attrs.fields(kind)}


def lacks(field: str, kind: type) -> str:
    """That a type of fact has no such field."""
    return f"{kind.__name__} has no field {field}"
