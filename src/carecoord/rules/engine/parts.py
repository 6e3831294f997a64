"""Which fields of a criterion hold other criteria, for those who look through a whole rule."""

from __future__ import annotations

from functools import cache

import attrs

_MODEL = "carecoord.model."
_PLAIN = frozenset(
    {
        "bool",
        "date",
        "Decimal",
        "float",
        "frozenset[Code]",
        "int",
        "None",
        "str",
        "type[Fact]",
    }
)
"""Types of fields in which there is nothing to look for."""


@cache
def fields_of(kind: type) -> tuple[str, ...]:
    """The fields to look into: not plain values, nor what is made of the other fields.

    Types of the model hold no criteria.
    """
    if not attrs.has(kind) or kind.__module__.startswith(_MODEL):
        return ()
    fields = attrs.fields(kind)
    return tuple(one.name for one in fields if one.init and not _is_plain(one.type))


def _is_plain(written: object) -> bool:
    """Whether a field's type, as it is written, names plain values only."""
    return isinstance(written, str) and _PLAIN.issuperset(written.split(" | "))
