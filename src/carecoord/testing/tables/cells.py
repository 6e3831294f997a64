"""What stands in the cells of a drawn table: days, codes, amounts, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from carecoord.errors import AuthoringError
from carecoord.model.actor import Actor
from carecoord.model.code import (
    ACT_CODE,
    LOINC,
    NUCC,
    Code,
    CodeableConcept,
    concept,
    cpt,
    cvx,
    hcpcs,
    icd10cm,
    icd10pcs,
    loinc,
    ndc,
    rxnorm,
    snomed,
)
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.period import Period
from carecoord.model.quantity import LARGEST_EXPONENT, Quantity
from carecoord.testing.tables.row import Row

DEGREE = "http://terminology.hl7.org/CodeSystem/v2-0360"


def _of(system: str) -> Callable[[str], Code]:
    return lambda symbol: Code(system, symbol)


SYSTEMS: Mapping[str, Callable[[str], Code]] = {
    "act": _of(ACT_CODE),
    "answer": _of(LOINC),
    "cpt": cpt,
    "cvx": cvx,
    "degree": _of(DEGREE),
    "hcpcs": hcpcs,
    "icd10cm": icd10cm,
    "icd10pcs": icd10pcs,
    "loinc": loinc,
    "ndc": ndc,
    "nucc": _of(NUCC),
    "rxnorm": rxnorm,
    "snomed": snomed,
}
"""The systems that a cell may name before a colon: ``cpt:99213``.

``answer`` is one of LOINC's answers, such as ``answer:LA6571-9``.
"""

_DAY_PARTS = 3
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_BOUNDS = ("<", "<=", ">=", ">")
_SHORTEST_SNOMED = 6


def moment(text: str | None) -> ClinicalTime | None:
    """A day, a month, a year, or an instant, which is in UTC unless it has an offset.

    Raises:
        AuthoringError: it is none of these.
    """
    if text is None or "T" in text:
        return instant(text)
    parts = [int(part) for part in text.split("-")] if _DAY.fullmatch(text) else []
    try:
        if parts:
            return date(*parts) if len(parts) == _DAY_PARTS else PartialDate(*parts)
    except ValueError:
        pass
    raise _unreadable(text, "a day such as 2026-06-01, a month, a year, or 2026-06-01T09:00")


def instant(text: str | None) -> datetime | None:
    """An instant, in UTC unless it has an offset.

    Raises:
        AuthoringError: it is none.
    """
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
        at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        at.astimezone(UTC)
    except (ValueError, OverflowError):  # the latter in the first or the last hours of all
        raise _unreadable(text, "a day, or an instant such as 2026-06-01T09:00") from None
    return at


def span(start: str | None, last: str | None) -> Period:
    """From a day to another, both inside; a month as the last stays a month."""
    first, end = moment(start), moment(last)
    return Period(first, end) if isinstance(end, PartialDate) else Period.through(first, end)


def when(row: Row) -> ClinicalTime | Period | None:
    """The time in the column ``on``, or the span from ``on`` to ``to``."""
    last = row.get("to")
    return moment(row["on"]) if last is None else span(row["on"], last)


def number(text: str | None) -> Decimal | None:
    """A number, as it is written.

    Raises:
        AuthoringError: it is none.
    """
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value.adjusted()) > LARGEST_EXPONENT:
        raise _unreadable(text, "a number such as 7.2")
    return value


def whole(text: str | None) -> int | None:
    """A whole number.

    Raises:
        AuthoringError: it is none.
    """
    value = number(text)
    if text is None or value is None:
        return None
    if value != value.to_integral_value():
        raise _unreadable(text, "a whole number such as 3")
    return int(value)


def quantity(amount: str | None, unit: str | None) -> Quantity | None:
    """An amount, perhaps only a bound (``> 14``), in a unit; a dash is no unit."""
    if amount is None:
        return None
    comparator, _, text = amount.rpartition(" ")
    if comparator and comparator not in _BOUNDS:
        raise _unreadable(amount, f"a number, or a bound: {', '.join(_BOUNDS)} and a number")
    value = number(text)
    assert value is not None
    return Quantity(value, None if unit == "-" else unit, comparator or None)


def code(text: str, *likely: str) -> Code:
    """A code: ``cpt:99213``, ``http://system#code``, or bare where its form tells the system.

    ``likely`` are the names of the systems that a bare code may belong to here.

    Raises:
        AuthoringError: no system has that name.
        UnknownCode: the code has not the form of its system.
    """
    if "#" in text:
        system, _, symbol = text.rpartition("#")
        if not (system and symbol):
            raise _unreadable(text, "a system and a code, such as http://snomed.info/sct#44054006")
        return Code(system, symbol)
    name, colon, symbol = text.partition(":")
    if not colon:
        return SYSTEMS[_system_of(text, likely)](text)
    if name not in SYSTEMS:
        raise _unreadable(text, f"a code such as snomed:44054006; systems: {', '.join(SYSTEMS)}")
    return SYSTEMS[name](symbol)


def _system_of(text: str, likely: tuple[str, ...]) -> str:
    """Of the likely systems, the first whose codes look like this, else the last."""
    looks = {
        "snomed": text.isdecimal() and len(text) >= _SHORTEST_SNOMED,
        "hcpcs": text[:1].isalpha(),
    }
    return next((name for name in likely if looks.get(name)), likely[-1])


def coded(text: str | None, *likely: str) -> CodeableConcept | None:
    """A concept with one code, or with several between commas."""
    if text is None:
        return None
    return concept(*(code(part.strip(), *likely) for part in text.split(",")))


def several(text: str | None, *likely: str) -> tuple[CodeableConcept, ...]:
    """A concept for each code between commas."""
    return () if text is None else tuple(concept(code(p.strip(), *likely)) for p in text.split(","))


def names(text: str | None) -> tuple[str, ...]:
    """The ids of other facts, between commas."""
    return () if text is None else tuple(part.strip() for part in text.split(","))


def actors(who: str | None) -> tuple[Actor, ...]:
    """Somebody with a degree (``RN``) or a role (``nucc:103T00000X``).

    ``?`` is somebody of whom neither is known; ``Patient`` and ``RelatedPerson`` are themselves.
    """
    if who is None:
        return ()
    if who in {"Patient", "RelatedPerson"}:
        return (Actor(kind=who),)
    roles = () if who == "?" else several(who, "degree")
    return (Actor(kind="Practitioner", roles=roles),)


def actor(who: str | None) -> Actor | None:
    """As ``actors``, where there is one at most."""
    return next(iter(actors(who)), None)


def _unreadable(text: str, wanted: str) -> AuthoringError:
    return AuthoringError(
        asked=f"cell {text!r}", found="it cannot be read", remedy=f"Write {wanted}"
    )
