"""A value with other fields, as ``attrs.evolve`` makes it, in a third of the time.

``attrs.evolve`` calls ``__init__`` anew with every field. What a value holds already was converted
and checked, so only what is new is; but a check that may compare fields is always made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import attrs

from carecoord.model.moment import aware, offset_given
from carecoord.model.quantity import finite

T = TypeVar("T")
_Put = Callable[[Any, Any], None]
_ALONE = frozenset(check("").__code__ for check in cast("Any", (aware, offset_given, finite)))
"""Checks that look at nothing but what is given: what has passed them passes them again."""


def replaced(value: T, /, **fields: Any) -> T:  # noqa: ANN401  of any field
    """The value with other fields; of a type with slots whose ``__init__`` attrs writes.

    Raises:
        TypeError: there is no such field.
        CarecoordError: a check of the type refuses what is given.
    """
    try:
        return _written_for(value.__class__)(value, fields)  # type: ignore[arg-type, no-any-return]
    except Exception:  # noqa: BLE001, S110  attrs says what is wrong, as it would have
        pass
    return attrs.evolve(value, **fields)  # type: ignore[misc]  # values are made by attrs


@cache
def _written_for(kind: type[Any]) -> Callable[[Any, dict[str, Any]], Any]:
    """Write the function of a type, a line for each field, as attrs writes ``__init__``.

    A loop over the fields takes half as long again.
    """
    fields = attrs.fields(kind)
    known: dict[str, Any] = {"new": object.__new__, "kind": kind}
    known["put"] = {one.alias: _put(kind, one) for one in fields}
    copies: list[str] = []
    checks: list[str] = []
    for one in fields:
        known[f"set_{one.name}"] = _set(kind, one)
        copies.append(f"    set_{one.name}(made, value.{one.name})")
        if one.validator is not None and not _is_alone(one.validator):
            known[f"check_{one.name}"], known[f"field_{one.name}"] = one.validator, one
            checks.append(f"    check_{one.name}(made, field_{one.name}, made.{one.name})")
    if hasattr(kind, "__attrs_post_init__"):
        checks.append("    made.__attrs_post_init__()")
    lines = (
        "def replace(value, given):",
        "    made = new(kind)",
        *copies,
        "    for name, one in given.items():",
        "        put[name](made, one)",
        *checks,
        "    return made",
    )
    exec("\n".join(lines), known)  # noqa: S102  of nothing but the names of fields
    return known["replace"]  # type: ignore[no-any-return]


def _is_alone(check: object) -> bool:
    return getattr(check, "__code__", None) in _ALONE


def _set(kind: type[Any], field: attrs.Attribute[Any]) -> _Put:
    """What puts a value into the slot of a field, though its type lets nobody change it."""
    return getattr(kind, field.name).__set__  # type: ignore[no-any-return]


def _put(kind: type[Any], field: attrs.Attribute[Any]) -> _Put:
    """What puts a new value into a field: as its converter makes it, and checked."""
    put, check, convert = _set(kind, field), field.validator, cast("Any", field).converter
    if check is not None and _is_alone(check):
        put = _checked(put, check, field)
    if isinstance(convert, attrs.Converter):
        return lambda made, one: put(made, cast("Any", convert)(one, made, field))
    return put if convert is None else lambda made, one: put(made, convert(one))


def _checked(put: _Put, check: Callable[..., Any], field: attrs.Attribute[Any]) -> _Put:
    def checked(made: Any, one: Any) -> None:  # noqa: ANN401  a value of any type
        check(made, field, one)
        put(made, one)

    return checked
