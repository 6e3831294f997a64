"""Why what a site sets cannot stand for a parameter's default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from carecoord.model.quantity import Quantity
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.parameter_text import worded
from carecoord.rules.engine.parameters import Dated, Parameter
from carecoord.rules.engine.spans import reach

_KINDS: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    str: "a text",
    Decimal: "a number",
    Quantity: "an amount",
    Offset: "a span of the calendar",
    timedelta: "a length of time",
}


def misfit(parameter: Parameter, given: object) -> str | None:
    """Why a site's value cannot stand for a parameter's, or None when it can.

    It is of the default's kind and unit; a span or a count is above 0 where the default is.
    """
    if isinstance(given, Dated):
        if not given.rows:
            return "no dated value"
        if any(later <= earlier for (earlier, _), (later, _) in pairwise(given.rows)):
            return "dated values whose days do not rise"
        wrong = (misfit(parameter, value) for _, value in given.rows)
        return next((reason for reason in wrong if reason is not None), None)
    return _unlike(parameter, given)


def _unlike(parameter: Parameter, given: object) -> str | None:
    default = parameter.default
    if type(given) is not parameter.value_type:
        return f"{worded(given)!r} is {_kind(type(given))}, not {_kind(parameter.value_type)}"
    if parameter.to_be_chosen:
        return None
    if _unit(given) != _unit(default):
        return f"{worded(given)!r} is in {_unit(given)}, not in {_unit(default)}"
    if _above_zero(default) and not _above_zero(given):
        return f"{worded(given)!r} is not above 0"
    return None


def wanted(parameter: Parameter) -> str:
    """How a value for a parameter is given."""
    if parameter.to_be_chosen:
        return f"Give {_kind(parameter.value_type)}"
    return f"Give it as its default is given: {worded(parameter.default)}"


def _kind(of: type) -> str:
    return _KINDS.get(of, f"a value of type {of.__name__}")


def _unit(value: object) -> str:
    """The unit as people write it; what has none at all is in no unit either."""
    unit: object = getattr(value, "unit", None)
    if isinstance(unit, Unit):
        return unit.value
    return "no unit" if unit is None else str(unit)


def _above_zero(value: object) -> bool:
    """Whether it is a span or a count, and leads past the day from which it counts."""
    if isinstance(value, Offset):
        if value.unit is Unit.YEAR_ENDS:
            return value.count > 0
        least = reach(value)
        return value.count > 0 and (least is None or least[0] > 0)
    if isinstance(value, timedelta):
        return value > timedelta(0)
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
