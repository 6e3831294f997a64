"""What people write for a parameter, read as what the parameter is, and written as they do.

``followup.x.due=30 days`` sets a value, ``followup.x.due@2026-07-01=30 days`` sets it from a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from carecoord.errors import AuthoringError
from carecoord.model.quantity import Quantity
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.parameters import Dated, Parameter, parameter_named

if TYPE_CHECKING:
    from carecoord.rules.engine.rule import Rule

_FLAGS = {"true": True, "false": False}
_LENGTHS = {
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
}
"""From the longest: a span is told in the longest unit of which it is a whole number."""
_AMOUNT = re.compile(r"(?P<count>-?[0-9]{1,6}) +(?P<unit>[a-z]+(?: [a-z]+)?)")


def parameters_written(
    rules: Iterable[Rule], written: Iterable[str | tuple[str, str]]
) -> Mapping[str, object]:
    """The parameters that texts such as ``NAME=VALUE`` and ``NAME@2026-07-01=VALUE`` set.

    A name and a value may as well be given apart. Of one name, several with different days make a
    dated value; one without a day holds before all of them.

    Raises:
        AuthoringError: no rule has such a parameter, its value cannot be read, or it is set twice.
    """
    known = tuple(rules)
    found: dict[str, dict[date, object]] = {}
    for text in written:
        name, value = _parted(text) if isinstance(text, str) else text
        name, at, day = name.strip().partition("@")
        rule, parameter = parameter_named(name, known)
        asked = f"rule {rule.id!r}, parameter {name!r}"
        since = _day(day, asked) if at else date.min
        rows = found.setdefault(name, {})
        if since in rows:
            raise AuthoringError(
                asked=asked,
                found=f"it is set twice{f' from {since}' if at else ''}",
                remedy="Leave one of the two out",
            )
        rows[since] = _read(parameter, value.strip(), asked)
    return {name: _dated(name, rows) for name, rows in found.items()}


def _parted(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise AuthoringError(
            asked=f"parameter {text!r}",
            found="no value",
            remedy="Write NAME=VALUE, or NAME@2026-07-01=VALUE from a day on",
        )
    return name, value


def _day(text: str, asked: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AuthoringError(
            asked=asked, found=f"{text!r} is no day", remedy="Write it like 2026-07-01"
        ) from None


def _dated(name: str, rows: Mapping[date, object]) -> object:
    if set(rows) == {date.min}:
        return rows[date.min]
    return Dated(name, tuple(sorted(rows.items(), key=lambda row: row[0])))


def _read(parameter: Parameter, text: str, asked: str) -> object:
    read = _READERS.get(parameter.value_type)
    value = None if read is None else read(text)
    if value is None:
        raise AuthoringError(
            asked=asked,
            found=f"{text!r} cannot be read",
            remedy="Write a value of its kind"
            if parameter.to_be_chosen
            else f"Write it as its default is written: {worded(parameter.default)}",
        )
    return value


def _number(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _quantity(text: str) -> Quantity | None:
    amount, _, unit = text.partition(" ")
    value = _number(amount)
    return None if value is None else Quantity(value, unit.strip() or None)


def _offset(text: str) -> Offset | None:
    counted = _AMOUNT.fullmatch(text)
    if counted is None:
        return None
    units = {unit.value.removesuffix("s"): unit for unit in Unit}
    unit = units.get(counted["unit"].removesuffix("s"))
    return None if unit is None else Offset(int(counted["count"]), unit)


def _length(text: str) -> timedelta | None:
    counted = _AMOUNT.fullmatch(text)
    unit = None if counted is None else _LENGTHS.get(counted["unit"].removesuffix("s"))
    return None if counted is None or unit is None else int(counted["count"]) * unit


def _whole(text: str) -> int | None:
    amount = _number(text)
    return None if amount is None or amount != int(amount) else int(amount)


_READERS: Mapping[type, Callable[[str], object]] = {
    bool: _FLAGS.get,
    int: _whole,
    str: str,
    Decimal: _number,
    Quantity: _quantity,
    Offset: _offset,
    timedelta: _length,
}
"""How a text becomes a value of a type; None when it cannot."""


def default_worded(parameter: Parameter) -> str:
    """What stands where a site sets nothing, as people write it."""
    return "no default" if parameter.to_be_chosen else worded(parameter.default)


def worded(value: object) -> str:
    """A parameter's value as people write it: ``true``, ``180 days``, ``7 %``, ``1 hour``."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Quantity):
        return f"{value.value:f} {value.unit}" if value.unit else f"{value.value:f}"
    if isinstance(value, timedelta):
        return _length_worded(value)
    if isinstance(value, Dated):
        return "; ".join(
            worded(held) if since == date.min else f"from {since} {worded(held)}"
            for since, held in value.rows
        )
    return str(value)


def _length_worded(length: timedelta) -> str:
    for name, unit in _LENGTHS.items():
        if not length % unit:
            count = length // unit
            return f"{count} {name}{'' if count == 1 else 's'}"
    return str(length)
