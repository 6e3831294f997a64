"""Times, amounts, texts and numbers in JSON: exactly their own form, nothing converted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter

from carecoord.adapters.codec.json_faults import Unlike
from carecoord.model.moment import PartialDate

T = TypeVar("T")

_YEAR, _MONTH = r"(?!0000)[0-9]{4}", r"(0[1-9]|1[0-2])"
_DATE = rf"{_YEAR}-{_MONTH}-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?"
_OFFSET = r"[+-]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{6})?)?"

FORMS: Mapping[type, str] = MappingProxyType(
    {
        Decimal: r"-?[0-9]+(\.[0-9]+)?(E[+-][0-9]{1,4})?",
        PartialDate: rf"{_YEAR}(-{_MONTH})?",
        date: _DATE,
        datetime: rf"{_DATE}T{_CLOCK}(Z|{_OFFSET})",
        time: rf"{_CLOCK}({_OFFSET})?",
    }
)
"""How the scalars that JSON lacks are written: regular expressions of any dialect."""
_AMOUNT, _PARTIAL, _DAY, _INSTANT, _TIME_OF_DAY = map(re.compile, FORMS.values())


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
    if not _PARTIAL.fullmatch(text):
        raise Unlike("not a year or month")
    year, _, month = text.partition("-")
    return PartialDate(int(year), int(month) if month else None)


def read_day(text: str) -> date:
    """Read a day."""
    return _read(date.fromisoformat, _DAY, text, "not a day")


@lru_cache(maxsize=1 << 12)
def read_instant(text: str) -> datetime:
    """Read an instant with its offset from UTC. Records of one visit repeat theirs."""
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
