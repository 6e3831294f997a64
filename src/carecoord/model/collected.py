"""Converters of collections: what is handed in as any iterable is kept as a tuple or frozenset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    # Type checkers cannot solve the type variables of the built-in constructors as converters.
    def as_tuple(items: Iterable[Any]) -> tuple[Any, ...]:
        """Keep the items in order."""
        return tuple(items)

    def as_frozenset(items: Iterable[Any]) -> frozenset[Any]:
        """Keep each item once."""
        return frozenset(items)

else:
    # attrs would look into the signature of a bare function anew for every field.
    as_tuple, as_frozenset = attrs.Converter(tuple), attrs.Converter(frozenset)
