"""Of which types the facts of a selection are, and what their fields hold."""

from __future__ import annotations

from functools import cache
from inspect import get_annotations

import attrs

from carecoord.model.fact import Fact
from carecoord.rules.criteria.combined import Union
from carecoord.rules.criteria.selection import Facts, Selection


def fact_types(selection: Selection) -> tuple[type[Fact], ...]:
    """The types of the facts that a selection may hold, as far as it says."""
    base = selection.base or selection
    if isinstance(base, Facts):
        return (base.fact_type,)
    if isinstance(base, Union):
        return tuple(kind for part in base.parts for kind in fact_types(part))
    return ()


def written_as(kind: type[Fact], field: str) -> str | None:
    """The type of a field as it is written; None when facts of the type have no such field.

    From the annotations: who serializes facts may have put types in the place of attrs' own texts.
    """
    return _written(kind, field)  # type: ignore[arg-type]  # mypy looks for the hash of a fact


@cache
def _written(kind: type[Fact], field: str) -> str | None:
    if field not in attrs.fields_dict(kind):
        return None
    written = (get_annotations(one).get(field) for one in kind.__mro__)
    return next((str(one) for one in written if one is not None), None)
