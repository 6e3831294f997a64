"""The changes that only schedules know: units of time, edges of windows, licences, urgencies."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.licence import Licence

MEMBERS = {each.__name__: tuple(each.__members__) for each in (Licence, Urgency)}
"""What may stand in the place of another, by the name of the enumeration."""
DAYS_IN_A_MONTH = 30
SPANS = ("days", "business_days", "months")
EDGES = (("earliest", "due"), ("due", "overdue_after"))
"""Edges of a window that are exchanged."""


def spans_of(call: ast.Call) -> Iterator[tuple[str, str]]:
    """A span of as many other units: working days for days, 30 days for a month, and back."""
    match call:
        case ast.Call(func=ast.Name(id=unit), args=[ast.Constant(value=int(count))]):
            for other, number in _others(unit, count):
                yield f"{ast.unparse(call)} -> {other}({number})", f"{other}({number})"
        case _:
            return


def _others(unit: str, count: int) -> Iterator[tuple[str, int]]:
    if unit == "days" and count:
        yield "business_days", count
        if count % DAYS_IN_A_MONTH == 0:
            yield "months", count // DAYS_IN_A_MONTH
    elif unit == "business_days":
        yield "days", count
    elif unit == "months":
        yield "days", count * DAYS_IN_A_MONTH


def edges_of(call: ast.Call) -> Iterator[tuple[str, str]]:
    """A step with two edges of its window exchanged."""
    for one, other in EDGES:
        values = {k.arg: k.value for k in call.keywords if k.arg in {one, other}}
        if len(values) == len({one, other}):
            swapped = {one: values[other], other: values[one]}
            keywords = [
                ast.keyword(k.arg, swapped.get(k.arg or "", k.value)) for k in call.keywords
            ]
            text = ast.unparse(ast.Call(call.func, call.args, keywords))
            yield f"{one} and {other} exchanged", text


def member_of(attribute: ast.Attribute) -> Iterator[tuple[str, str]]:
    """The next licence or urgency in the place of one."""
    members = MEMBERS.get(ast.unparse(attribute.value), ())
    if attribute.attr in members:
        other = members[(members.index(attribute.attr) + 1) % len(members)]
        yield f"{attribute.attr} -> {other}", f"{ast.unparse(attribute.value)}.{other}"


def elements_of(node: ast.Set) -> Iterator[tuple[str, str]]:
    """A set without each of its elements; one without any is written as a call."""
    for part in node.elts:
        kept = [p for p in node.elts if p is not part]
        text = ast.unparse(ast.Set(kept)) if kept else "set()"
        yield f"without {ast.unparse(part)}", text
