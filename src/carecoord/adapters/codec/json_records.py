"""Reading objects quickly: straight into records, without a word about what is wrong.

cattrs' own functions look for every field that a type has; a document names the few that are
filled, so this looks at those. Anything unexpected is an error of any kind, after which the
document is read again to be told what it was.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from cattrs import Converter

from carecoord.adapters.codec.json_sources import fields_of_source
from carecoord.adapters.codec.json_unions import is_optional, members

Hook = Callable[..., Any]
_EXACT = frozenset({str, int, bool})


class _Never:
    """The type of no value."""


_Field = tuple[str, type, Hook, Any]


class _Fields(dict[str, _Field]):
    """By key: itself, the class of values that are taken as they are, what reads others, as what.

    The key is given as the type's code spells it: arguments of the same name and not of the same
    object take longer to find. Filled as keys are met, since types may hold themselves; a key that
    is no field's is missing.
    """

    def __init__(self, of: type, converter: Converter, hooks: Mapping[str, Hook]) -> None:
        super().__init__()
        left_out = fields_of_source(of)
        self._types: dict[str, Any] = {
            field.name: field.type for field in attrs.fields(of) if field.name not in left_out
        }
        self._converter = converter
        self._hooks = hooks

    def __missing__(self, key: str) -> _Field:
        kind = self._types[key]
        read = self._hooks.get(key) or self._converter.get_structure_hook(kind)
        found = self[key] = (sys.intern(key), _exact(kind), read, kind)
        return found


def _exact(kind: Any) -> type:  # noqa: ANN401  the type of a field
    only = members(kind)[0] if is_optional(kind) else kind
    return only if only in _EXACT else _Never


def quick_reader(of: type, converter: Converter, hooks: Mapping[str, Hook]) -> Hook:
    """Make the function that reads a record; ``hooks`` read fields that say less than they hold."""
    if any(isinstance(field.type, str) for field in attrs.fields(of)):
        attrs.resolve_types(of)
    fields = _Fields(of, converter, hooks)

    def structure(value: Any, _: object) -> object:  # noqa: ANN401  whatever stands in the document
        told: dict[str, Any] = {}
        for key, one in value.items():
            name, exact, read, kind = fields[key]
            told[name] = one if one.__class__ is exact else read(one, kind)
        return of(**told)

    return structure
