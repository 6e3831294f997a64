"""Reading UCUM unit expressions: enough of the case-sensitive grammar for results and supply.

A unit becomes a factor over base units and the exponents of those. Units that are not linear
(degrees Celsius, pH), that are arbitrary (``[iU]`` converts to nothing but itself), or that are
not in the tables give ``None``: unconvertible is unknown. Mass never becomes amount of substance,
which needs the molar mass of the analyte.

Source: The Unified Code for Units of Measure, version 2.1, sections "Prefixes", "Base Units" and
the derived unit tables (ucum.org).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

Dimension = tuple[tuple[str, int], ...]
Factor = tuple[Decimal, Dimension]

_PREFIXES = {
    "k": Decimal(1000),
    "h": Decimal(100),
    "da": Decimal(10),
    "d": Decimal("0.1"),
    "c": Decimal("0.01"),
    "m": Decimal("0.001"),
    "u": Decimal("1e-6"),
    "n": Decimal("1e-9"),
    "p": Decimal("1e-12"),
    "f": Decimal("1e-15"),
}
_INCH = Decimal("2.54")
_METRIC: dict[str, tuple[Decimal, dict[str, int]]] = {
    "m": (Decimal(1), {"length": 1}),
    "g": (Decimal(1), {"mass": 1}),
    "s": (Decimal(1), {"time": 1}),
    "mol": (Decimal(1), {"substance": 1}),
    "eq": (Decimal(1), {"equivalents": 1}),
    "osm": (Decimal(1), {"osmoles": 1}),
    "L": (Decimal("0.001"), {"length": 3}),
    "l": (Decimal("0.001"), {"length": 3}),
    "Pa": (Decimal(1000), {"mass": 1, "length": -1, "time": -2}),
    "m[Hg]": (Decimal(133322000), {"mass": 1, "length": -1, "time": -2}),
    "U": (Decimal(1), {"enzyme": 1}),
    "[IU]": (Decimal(1), {"[iU]": 1}),
    "[iU]": (Decimal(1), {"[iU]": 1}),
    "cal": (Decimal(4184), {"mass": 1, "length": 2, "time": -2}),
}
_PLAIN: dict[str, tuple[Decimal, dict[str, int]]] = {
    "%": (Decimal("0.01"), {}),
    "min": (Decimal(60), {"time": 1}),
    "h": (Decimal(3600), {"time": 1}),
    "d": (Decimal(86400), {"time": 1}),
    "wk": (Decimal(604800), {"time": 1}),
    "mo": (Decimal(2629800), {"time": 1}),
    "a": (Decimal(31557600), {"time": 1}),
    "[in_i]": (_INCH / 100, {"length": 1}),
    "[ft_i]": (12 * _INCH / 100, {"length": 1}),
    "[lb_av]": (Decimal("453.59237"), {"mass": 1}),
    "[oz_av]": (Decimal("28.349523125"), {"mass": 1}),
    "[degF]": (Decimal(1), {"[degF]": 1}),
    "Cel": (Decimal(1), {"Cel": 1}),
    "[pH]": (Decimal(1), {"[pH]": 1}),
}
_WRITTEN = {"mmHg": "mm[Hg]", "mm Hg": "mm[Hg]"}
"""How people write units where UCUM writes otherwise, and nothing else can be meant."""
_ANNOTATION = re.compile(r"\{[^{}]*\}")
# Two digits of exponent and nine of factor: larger ones are no units, and would overflow.
_TERM = re.compile(r"(?P<unit>10[*^]|(?:[A-Za-z%]|\[[^\]]*\])+)(?P<exponent>[+-]?[0-9]{1,2})?")
_FACTOR = re.compile(r"[1-9][0-9]{0,8}")
_LONGEST = 64
"""Characters of an expression without its annotations; longer ones are not read."""


@lru_cache(maxsize=4096)
def parse(expression: str) -> Factor | None:
    """Read a unit into its factor and dimension; None when it is not in the tables."""
    text = _ANNOTATION.sub("", _WRITTEN.get(expression, expression).strip()) or "1"
    if len(text) > _LONGEST:
        return None
    factor = Decimal(1)
    exponents: dict[str, int] = {}
    sign = 1
    for piece in re.split(r"([./])", text):
        if piece == "/":
            sign = -1
        elif piece == ".":
            sign = 1
        elif piece:
            term = _term(piece)
            if term is None:
                return None
            size, dimension, exponent = term
            factor *= size ** (sign * exponent)
            for name, power in dimension.items():
                exponents[name] = exponents.get(name, 0) + sign * exponent * power
    return factor, tuple(sorted((n, p) for n, p in exponents.items() if p))


def _term(piece: str) -> tuple[Decimal, dict[str, int], int] | None:
    if _FACTOR.fullmatch(piece):
        return Decimal(piece), {}, 1
    match = _TERM.fullmatch(piece)
    if match is None:
        return None
    exponent = int(match["exponent"] or 1)
    unit = match["unit"]
    if unit in {"10*", "10^"}:
        return Decimal(10), {}, exponent
    found = _atom(unit)
    return None if found is None else (*found, exponent)


def _atom(unit: str) -> tuple[Decimal, dict[str, int]] | None:
    if unit in _PLAIN:
        return _PLAIN[unit]
    if unit in _METRIC:
        return _METRIC[unit]
    for length in (2, 1):
        prefix, rest = unit[:length], unit[length:]
        if prefix in _PREFIXES and rest in _METRIC:
            size, dimension = _METRIC[rest]
            return _PREFIXES[prefix] * size, dimension
    return None


@lru_cache(maxsize=4096)
def ratio(unit: str, to: str) -> Decimal | None:
    """The number by which a value in ``unit`` is multiplied to be in ``to``; None if unknown."""
    if unit == to:
        return Decimal(1)
    here, there = parse(unit), parse(to)
    if here is None or there is None or here[1] != there[1]:
        return None
    return here[0] / there[0]
