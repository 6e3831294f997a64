"""Times, amounts, texts and numbers in JSON: exactly their own form, nothing converted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter

from carecoord.adapters.codec.json_faults import Unlike
from carecoord.model.moment import PartialDate

T = TypeVar("T")

_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-][0-9]{1,4})?")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{6})?)?)"
)
_TIME_OF_DAY = re.compile(
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?([+-][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{6})?)?)?"
)


def register(converter: JsonConverter) -> None:
    """Teach a converter the scalars of the model."""
    for exact in (str, int, bool):
        converter.register_structure_hook(exact, _exactly(exact))
    for kind in (str, int, bool):
        converter.register_unstructure_hook(kind, _only(kind))
    for of, read in _READERS.items():
        converter.register_structure_hook(of, _reading(read))
    for of, write in WRITERS.items():
        converter.register_unstructure_hook(of, write)


def _exactly(wanted: type) -> Callable[[Any, Any], Any]:
    fault = f"not {_CALLED[wanted]}"

    def structure(value: object, _: object) -> object:
        if type(value) is not wanted:
            raise Unlike(fault)
        return value

    return structure


def _only(wanted: type) -> Callable[[Any], Any]:
    """What stands in a chart under a wrong type could not be read again: refuse to write it."""
    fault = f"not {_CALLED[wanted]}"

    def unstructure(value: object) -> object:
        if not isinstance(value, wanted) and value is not None:
            raise Unlike(fault)
        return value

    return unstructure


_CALLED = {str: "a text", int: "a whole number", bool: "true or false"}


def _reading(read: Callable[[str], Any]) -> Callable[[Any, Any], Any]:
    def structure(value: object, _: object) -> object:
        if type(value) is not str:
            raise Unlike("not a text")
        return read(value)

    return structure


def read_amount(text: str) -> Decimal:
    """Read a decimal number with all its places."""
    if not _AMOUNT.fullmatch(text):
        raise Unlike("not a decimal number")
    return Decimal(text)


def read_partial(text: str) -> PartialDate:
    """Read a year, or a year and a month."""
    match = _PARTIAL.fullmatch(text)
    if not match:
        raise Unlike("not a year or month")
    return PartialDate(int(match[1]), None if match[2] is None else int(match[2]))


def read_day(text: str) -> date:
    """Read a day."""
    return _read(date.fromisoformat, _DAY, text, "not a day")


def read_instant(text: str) -> datetime:
    """Read an instant with its offset from UTC."""
    return _read(datetime.fromisoformat, _INSTANT, text, "not an instant with an offset")


def read_time_of_day(text: str) -> time:
    """Read a time of day."""
    return _read(time.fromisoformat, _TIME_OF_DAY, text, "not a time of day")


def _read(parse: Callable[[str], T], form: re.Pattern[str], text: str, fault: str) -> T:
    if form.fullmatch(text):
        try:
            return parse(text)
        except ValueError:
            pass  # of the form, but there is no such day or hour
    raise Unlike(fault)


_READERS: dict[type, Callable[[str], Any]] = {
    Decimal: read_amount,
    date: read_day,
    datetime: read_instant,
    time: read_time_of_day,
    PartialDate: read_partial,
}
WRITERS: dict[type, Callable[[Any], str]] = {
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    time: time.isoformat,
    PartialDate: str,
}
"""How the scalars that JSON lacks are written."""
