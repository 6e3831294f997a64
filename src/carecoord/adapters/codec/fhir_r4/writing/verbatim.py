"""JSON whose numbers stay as they were written: 1.50, 1e2, -0, twenty digits."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Raw

from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_CHECK = msgspec.json.Decoder(Raw)


_UNFIT = re.compile(rb"(?<!\\)((?:\\\\)*)\\(?:u00[01][0-9a-fA-F]|[bf])")


def _literal(text: str) -> Raw:
    return Raw(text.encode())


def loads(content: bytes) -> Any:  # noqa: ANN401  any JSON
    """Read JSON, each number as its own text.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deep.
    """
    return json.loads(content, parse_float=_literal, parse_int=_literal)


def check(content: bytes) -> None:
    """See that it is JSON, without keeping any of it.

    Raises:
        ValueError: it is not.
    """
    content.decode()
    _CHECK.decode(content)


def dumps(value: object) -> bytes:
    """Write what ``loads`` gave, or values of the model."""
    return _ENCODER.encode(value)


def fit(content: bytes) -> bytes:
    """The same with a blank for each sign that FHIR's texts do not have: those below U+0020.

    Tabulators and ends of lines stay.
    """
    return _UNFIT.sub(rb"\1 ", content)


def without_halves(value: Any) -> Any:  # noqa: ANN401  any JSON
    """What is about to be written, without halves of surrogate pairs, which UTF-8 cannot write."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if is_list(value):
        return [without_halves(one) for one in value]
    if is_object(value):
        return {without_halves(name): without_halves(one) for name, one in value.items()}
    return value


def plain(value: object) -> Any:  # noqa: ANN401  any JSON
    """What is about to be written as ``loads`` would give it back."""
    return loads(dumps(value))


def number(value: object) -> Decimal | None:
    """The number that a literal stands for; None for anything else."""
    return Decimal(bytes(value).decode()) if isinstance(value, Raw) else None
