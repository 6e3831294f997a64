"""How each type of the model stands in JSON.

Times and amounts are texts, enums their names, sets sorted lists. Where a field may hold values of
several types, clinical times stand as text and truth values as themselves, and everything else
in an object whose one key says what it is: ``{"quantity": {...}}``, ``{"text": "..."}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter

from carecoord import model
from carecoord.adapters.codec import json_scalars, json_sources
from carecoord.adapters.codec.json_faults import Unlike
from carecoord.adapters.codec.json_records import quick_reader
from carecoord.adapters.codec.json_unions import (
    is_optional,
    is_union,
    optional_reader,
    optional_writer,
    reader,
    writer,
)
from carecoord.model.chart import LISTS, Chart
from carecoord.model.order import Order, Referral

Hook = Callable[..., Any]

ORDERS: Any = tuple[Order | Referral, ...] | None
"""What a chart's list of orders holds."""


def make(*, thorough: bool) -> JsonConverter:
    """Make a converter; a thorough one takes longer and names every fault."""
    converter = make_converter(
        forbid_extra_keys=True, omit_if_default=True, detailed_validation=thorough
    )
    json_scalars.register(converter)
    for applies, read, write in (
        (_is_enum, _read_member, _write_member),
        (_is_collection, _read_all, _write_all),
        (is_optional, optional_reader, optional_writer),
        (is_union, reader, writer),
        (_is_record, _read_record, _write_record),
    ):
        converter.register_structure_hook_factory(applies, read)
        converter.register_unstructure_hook_factory(applies, write)
    json_sources.register(converter)
    _register_chart(converter)
    return converter


def forms() -> dict[str, tuple[type, ...]]:
    """Which types of fact each list of a chart holds."""
    _resolve()
    return {name: _elements(attrs.fields_dict(Chart)[name].type) for name in LISTS} | {
        "orders": (Order, Referral)
    }


def _register_chart(converter: JsonConverter) -> None:
    """A chart's list of orders holds referrals too, which its type does not say."""
    _resolve()
    read, write = converter.get_structure_hook(ORDERS), converter.get_unstructure_hook(ORDERS)
    converter.register_structure_hook(Chart, _reader(Chart, converter, orders=read))
    converter.register_unstructure_hook(Chart, _writer(Chart, converter, orders=write))


def _resolve() -> None:
    """Load the types that a chart names; it does not, so that it is quick to import."""
    namespace = {name: getattr(model, name) for name in model.__all__}
    attrs.resolve_types(Chart, None, namespace)


def _elements(of: Any) -> tuple[type, ...]:  # noqa: ANN401  a type with its arguments
    lists = [part for part in get_args(of) if part is not type(None)]
    return (get_args(lists[0])[0],)


# -- records --------------------------------------------------------------------------------------


def _is_record(of: Any) -> bool:  # noqa: ANN401  whatever cattrs asks about
    return isinstance(of, type) and attrs.has(of)


def _read_record(of: type, converter: Converter) -> Hook:
    return _reader(of, converter)


def _write_record(of: type, converter: Converter) -> Hook:
    return _writer(of, converter)


def _reader(of: type, converter: Converter, **hooks: Hook) -> Hook:
    if not converter.detailed_validation:
        return quick_reader(of, converter, hooks)
    make: Hook = make_dict_structure_fn
    special = {name: override(struct_hook=hook) for name, hook in hooks.items()}
    read: Hook = make(of, converter, **_without_source(of), **special)

    def structure(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise Unlike("not an object")
        return read(value, of)

    return structure


def _writer(of: type, converter: Converter, **hooks: Hook) -> Hook:
    make: Hook = make_dict_unstructure_fn
    special = {name: override(unstruct_hook=hook) for name, hook in hooks.items()}
    write: Hook = make(
        of, converter, _cattrs_omit_if_default=True, **_without_source(of), **special
    )
    return write


def _without_source(of: type) -> dict[str, Any]:
    """Leave out what a fact was read from, which a document holds apart."""
    names = json_sources.fields_of_source(of)
    return {name: override(omit=True) for name in names}


# -- collections ----------------------------------------------------------------------------------


def _is_collection(of: Any) -> bool:  # noqa: ANN401  whatever cattrs asks about
    return get_origin(of) in {tuple, frozenset}


def _write_all(of: Any, converter: Converter) -> Hook:  # noqa: ANN401  a type with arguments
    write: Hook = converter.get_unstructure_hook(get_args(of)[0])
    is_set = get_origin(of) is frozenset

    def unstructure(values: Iterable[object]) -> list[Any]:
        written = [write(value) for value in values]
        return sorted(written) if is_set else written

    return unstructure


def _read_all(of: Any, converter: Converter) -> Hook:  # noqa: ANN401  a type with arguments
    kind: Any = get_origin(of)
    element = get_args(of)[0]
    read: Hook = converter.get_structure_hook(element)

    def quick(values: Any, _: object) -> object:  # noqa: ANN401  whatever stands in the document
        if values.__class__ is not list:
            raise Unlike("not a list")
        return kind([read(value, element) for value in values])

    def thorough(values: Any, _: object) -> object:  # noqa: ANN401  whatever stands in the document
        if values.__class__ is not list:
            raise Unlike("not a list")
        results: list[object] = []
        faults: list[Exception] = []
        for index, value in enumerate(values):
            try:
                results.append(read(value, element))
            except Exception as wrong:  # noqa: BLE001  every fault is gathered, none is lost
                wrong.__notes__ = [_place(index, element)]
                faults.append(wrong)
        if faults:
            raise IterableValidationError("", faults, kind)  # pyright: ignore[reportCallIssue]
        return kind(results)

    return thorough if converter.detailed_validation else quick


def _place(index: int, element: Any) -> str:  # noqa: ANN401  the type of the element
    return IterableValidationNote("", index, element)


# -- enums ----------------------------------------------------------------------------------------


def _is_enum(of: Any) -> bool:  # noqa: ANN401  whatever cattrs asks about
    return isinstance(of, type) and issubclass(of, Enum)


def _name(member: Enum) -> str:
    return member.name


def _write_member(_: object) -> Hook:
    return _name


def _read_member(of: type[Enum]) -> Hook:
    def structure(value: object, _: object) -> Enum:
        if not isinstance(value, str) or value not in of.__members__:
            raise Unlike(f"not the name of a {of.__name__}")
        return of[value]

    return structure
