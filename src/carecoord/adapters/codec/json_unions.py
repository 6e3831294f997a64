"""Fields that may hold values of several types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from cattrs import BaseValidationError, ClassValidationError, Converter
from cattrs.errors import AttributeValidationNote

from carecoord.adapters.codec import json_scalars
from carecoord.adapters.codec.json_faults import Unlike
from carecoord.model.code import CodeableConcept
from carecoord.model.moment import PartialDate
from carecoord.model.money import Money
from carecoord.model.observation import Range, Ratio
from carecoord.model.order import Order, Referral
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity

_TAGS: dict[type, str] = {
    Quantity: "quantity",
    CodeableConcept: "concept",
    Range: "range",
    Ratio: "ratio",
    Period: "period",
    str: "text",
    int: "integer",
    Money: "money",
    time: "time_of_day",
    Order: "order",
    Referral: "referral",
}
TIMES: dict[type, Callable[[str], Any]] = {
    PartialDate: json_scalars.read_partial,
    date: json_scalars.read_day,
    datetime: json_scalars.read_instant,
}
_LONGEST_PARTIAL, _LONGEST_DAY = len("2022-03"), len("2022-03-10")


def is_union(of: Any) -> bool:  # noqa: ANN401  whatever cattrs asks about
    """Whether a field of this type may hold values of several types (None apart)."""
    return get_origin(of) in {Union, UnionType} and len(members(of)) > 1


def is_optional(of: Any) -> bool:  # noqa: ANN401  whatever cattrs asks about
    """Whether a field of this type holds values of one type, or nothing."""
    return get_origin(of) in {Union, UnionType} and len(members(of)) == 1


def optional_reader(of: Any, converter: Converter) -> Callable[[Any, Any], Any]:  # noqa: ANN401
    """Make the function that reads a value that may be absent."""
    (member,) = members(of)
    read: Callable[[Any, Any], Any] = converter.get_structure_hook(member)

    def structure(value: object, _: object) -> object:
        return None if value is None else read(value, member)

    return structure


def optional_writer(of: Any, converter: Converter) -> Callable[[Any], Any]:  # noqa: ANN401
    """Make the function that writes a value that may be absent."""
    (member,) = members(of)
    write: Callable[[Any], Any] = converter.get_unstructure_hook(member)

    def unstructure(value: object) -> object:
        return None if value is None else write(value)

    # What refuses every other type lets None pass: one call less for most fields.
    return write if member in {str, int, bool} else unstructure


def members(of: Any) -> tuple[type, ...]:  # noqa: ANN401  a union
    """The types of a union, None apart."""
    return tuple(part for part in get_args(of) if part is not NoneType)


def tag_of(member: type) -> str | None:
    """The key that says what a value is; None for what stands for itself."""
    if member is bool or member in TIMES:
        return None
    return _TAGS.get(member, member.__name__)


def writer(of: Any, converter: Converter) -> Callable[[Any], Any]:  # noqa: ANN401  a union
    """Make the function that writes a value of a union."""
    forms = {
        member: (tag_of(member), converter.get_unstructure_hook(member)) for member in members(of)
    }

    def unstructure(value: object) -> object:
        if value is None:
            return None
        form = forms.get(type(value)) or _form_of_base(forms, value)
        tag, write = form
        return write(value) if tag is None else {tag: write(value)}

    return unstructure


def _form_of_base(
    forms: dict[type, tuple[str | None, Callable[[Any], Any]]], value: object
) -> tuple[str | None, Callable[[Any], Any]]:
    """The form of the nearest type that a value's type was made from."""
    for base in type(value).__mro__:
        if base in forms:
            return forms[base]
    raise Unlike("of none of the types that the field may hold")


def reader(of: Any, converter: Converter) -> Callable[[Any, Any], Any]:  # noqa: ANN401  a union
    """Make the function that reads a value of a union."""
    kinds = members(of)
    nothing, truth = NoneType in get_args(of), bool in kinds
    times = frozenset(member for member in kinds if member in TIMES)
    tagged = {
        tag: (member, converter.get_structure_hook(member))
        for member in kinds
        if (tag := tag_of(member)) is not None
    }

    def structure(value: Any, _: object) -> object:  # noqa: ANN401  whatever stands in the document
        kind = value.__class__
        if kind is str and times:
            return _read_time(value, times)
        if kind is dict and len(value) == 1:
            return read_tagged(*next(iter(value.items())))
        if (value is None and nothing) or (kind is bool and truth):
            return value
        raise Unlike("of none of the forms that the field may take")

    def read_tagged(tag: str, value: object) -> object:
        if tag not in tagged:
            raise Unlike("of an unknown kind")
        member, read = tagged[tag]
        if not converter.detailed_validation:
            return read(value, member)
        try:
            return read(value, member)
        except (ValueError, TypeError, BaseValidationError) as wrong:
            wrong.__notes__ = [_place(tag, member)]
            group = ClassValidationError("", [wrong], member)  # pyright: ignore[reportCallIssue]
            raise group from None

    return structure


def _place(tag: str, member: type) -> str:
    return AttributeValidationNote("", tag, member)


def _read_time(text: str, times: frozenset[type]) -> object:
    length = len(text)
    kind = (
        PartialDate if length <= _LONGEST_PARTIAL else date if length == _LONGEST_DAY else datetime
    )
    if kind not in times:
        raise Unlike("a time of another precision than the field's")
    return TIMES[kind](text)
