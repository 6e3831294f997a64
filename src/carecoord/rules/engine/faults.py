"""What is wrong with a rule as it is written: criteria that can never be true, spans turned round.

Only what is certain from the rule alone is told. What a site sets, or a calendar decides, is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from typing import Any as Any_

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.ages import Age, AgeAt
from carecoord.rules.criteria.amounts import Amount
from carecoord.rules.criteria.conditions import All, Any, Condition, Not
from carecoord.rules.criteria.counts import Count, Days
from carecoord.rules.criteria.covered import Covered
from carecoord.rules.criteria.dates import Day, EachEdge, On, PeriodEdge, RowDay, Shifted, Span
from carecoord.rules.criteria.fields import Filled, Where
from carecoord.rules.criteria.selection import Facts
from carecoord.rules.engine.parts import fields_of
from carecoord.rules.engine.same import face, same
from carecoord.rules.engine.where_faults import NEVER, filled_faults, where_faults

_MONTH = (28, 31)


@attrs.frozen
class Fault:
    """A clause, what is wrong with it, and what to do."""

    clause: str
    found: str
    remedy: str


def faults_in(node: object) -> Iterator[Fault]:
    """Every fault within criteria; each part is looked at once, under the name around it."""
    seen: set[int] = set()
    waiting: list[tuple[object, str]] = [(node, "")]
    while waiting:
        part, within = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, tuple | frozenset):
            waiting += [(one, within) for one in part]  # pyright: ignore[reportUnknownVariableType]
            continue
        judge, names = _JUDGES.get(type(part)), fields_of(type(part))  # type: ignore[arg-type]
        if judge is None and not names:
            continue
        if isinstance(part, Condition) and part.name:
            within = part.name
        for found in judge(part) if judge is not None else ():
            yield Fault(within or _named(part), found, "Change it, or leave it out")
        waiting += [(getattr(part, name), within) for name in names]


def _named(part: object) -> str:
    return part.clause if isinstance(part, Condition) else str(part)


def _ages(part: Age | AgeAt) -> Iterator[str]:
    if part.at_least is not None and part.at_most is not None and part.at_least > part.at_most:
        yield f"{NEVER}: at least {part.at_least} and at most {part.at_most}"


def _amounts(part: Amount) -> Iterator[str]:
    """Bounds that leave nothing, its own or together with an earlier filter on the same amount."""
    for other in (part, *_narrowed(part)):
        clauses = {part.clause: None, other.clause: None}
        if _apart(part, other) or _apart(other, part):
            yield f"{NEVER}: {', '.join(clauses)}"
            return


def _narrowed(part: Amount) -> Iterator[Amount]:
    source = part.narrows()
    while source is not None:
        if isinstance(source, Amount) and _of(source) == _of(part):
            yield source
        source = source.narrows()


def _of(part: Amount) -> tuple[object, object]:
    """What is measured: which component, in which unit."""
    return part.component, part.unit


def _apart(low_of: Amount, high_of: Amount) -> bool:
    """Whether a lower bound of one lies above an upper bound of the other."""
    for low, low_inside in ((low_of.at_least, True), (low_of.above, False)):
        for high, high_inside in ((high_of.at_most, True), (high_of.below, False)):
            if low is None or high is None:
                continue
            if low > high or (low == high and not (low_inside and high_inside)):
                return True
    return False


def _all(part: All) -> Iterator[str]:
    if not part.parts:
        yield "it asks for nothing"
    denied: dict[object, list[Condition]] = {}
    for one in part.parts:
        if isinstance(one, Not):
            denied.setdefault(face(one.part), []).append(one.part)
    for one in part.parts if denied else ():
        if any(same(one, other) for other in denied.get(face(one), ())):
            yield f"{NEVER}: {one.clause}, and not"
    for one, other in combinations((age for age in part.parts if isinstance(age, Age | AgeAt)), 2):
        if _on_one_day(one, other) and (_older(one, other) or _older(other, one)):
            yield f"{NEVER}: {one.clause}, and {other.clause}"


def _on_one_day(one: Age | AgeAt, other: Age | AgeAt) -> bool:
    if isinstance(one, AgeAt) and isinstance(other, AgeAt):
        return same(one.on, other.on)
    return type(one) is type(other)


def _older(one: Age | AgeAt, other: Age | AgeAt) -> bool:
    return one.at_least is not None and other.at_most is not None and one.at_least > other.at_most


def _any(part: Any) -> Iterator[str]:
    if not part.parts:
        yield f"{NEVER}: none of no clauses"


def _counts(part: Count) -> Iterator[str]:
    if part.at_least < 1:
        yield f"it is always true: at least {part.at_least}"


def _facts(part: Facts) -> Iterator[str]:
    empty = [one for one in part.sets if isinstance(one, ValueSet) and not _holds_codes(one)]
    if empty and len(empty) == len(part.sets):
        yield f"{NEVER}: no code in {' or '.join(one.name for one in empty)}"


def _holds_codes(own: ValueSet) -> bool:
    return bool(own.codes or own.prefixes)


def _spans(part: Span) -> Iterator[str]:
    if part.first is None or part.last is None:
        return
    between = distance(part.first, part.last)
    if between is not None and between[1] < 0:
        yield f"{NEVER}: {part} ends before it starts"


def _covered(part: Covered) -> Iterator[str]:
    if part.at_least < 1:
        yield f"it is always true: at least {part.at_least} days"
    if part.span.first is None or part.span.last is None:
        return
    between = distance(part.span.first, part.span.last)
    if between is not None and between[1] + 1 < part.at_least:
        yield f"{NEVER}: {part.at_least} days of {between[1] + 1}"


_JUDGES: dict[type, Callable[[Any_], Iterator[str]]] = {
    Age: _ages,
    AgeAt: _ages,
    Amount: _amounts,
    All: _all,
    Any: _any,
    Count: _counts,
    Days: _counts,
    Facts: _facts,
    Filled: filled_faults,
    Where: where_faults,
    Span: _spans,
    Covered: _covered,
}


def distance(first: Day, last: Day) -> tuple[int, int] | None:
    """The fewest and most days from one day to another; None when the rule alone does not say."""
    start, end = _from(first), _from(last)
    if start is None or end is None or start[0] != end[0]:
        return None
    months, days = end[1] - start[1], end[2] - start[2]
    low, high = sorted((months * _MONTH[0], months * _MONTH[1]))
    return low + days, high + days


def _from(day: Day) -> tuple[object, int, int] | None:
    """What a day is counted from, and how many months and days after it it lies."""
    if isinstance(day, On):
        return ("a calendar day", 0, (day.day - date.min).days)
    if isinstance(day, PeriodEdge):
        return (("period", day.last), 0, 0)
    if isinstance(day, EachEdge):
        return (("each", day.end), 0, 0)
    if isinstance(day, RowDay):
        return ((id(day.of), day.end), 0, 0)
    if not isinstance(day, Shifted):
        return None
    base = _from(day.day)
    return None if base is None else (base[0], base[1] + day.months, base[2] + day.days)


def faults_of(shape: object) -> Iterator[Fault]:
    """The faults of a shape's criteria, and those that the shape finds in itself."""
    yield from faults_in(shape)
    yield from getattr(shape, "faults", ())
