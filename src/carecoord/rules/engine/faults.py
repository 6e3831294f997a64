"""What is wrong with a rule as it is written: criteria that can never be true, spans turned round.

Only what is certain from the rule alone is told. What a calendar decides is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any as Any_

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.ages import Age, AgeAt
from carecoord.rules.criteria.amounts import Amount
from carecoord.rules.criteria.conditions import All, Any, Condition
from carecoord.rules.criteria.counts import Count, Days
from carecoord.rules.criteria.covered import Covered
from carecoord.rules.criteria.dates import Span
from carecoord.rules.criteria.fields import Filled, Where
from carecoord.rules.criteria.links import Linked, NamedBy, PrincipalDiagnosis, Without
from carecoord.rules.criteria.lowest import Lowest
from carecoord.rules.criteria.selection import Facts
from carecoord.rules.criteria.windows import During, Ending, Starting
from carecoord.rules.engine.amount_faults import amount_faults, lowest_faults
from carecoord.rules.engine.contradictions import age_faults, all_faults, any_faults
from carecoord.rules.engine.count_faults import count_faults
from carecoord.rules.engine.fault import NEVER, Fault
from carecoord.rules.engine.link_faults import (
    linked_faults,
    named_by_faults,
    principal_faults,
    without_faults,
)
from carecoord.rules.engine.parts import fields_of
from carecoord.rules.engine.where_faults import filled_faults, where_faults
from carecoord.rules.engine.window_faults import covered_faults, span_faults, window_faults

__all__ = ["Fault", "faults_in"]


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


def _facts(part: Facts) -> Iterator[str]:
    empty = [one for one in part.sets if isinstance(one, ValueSet) and not _holds_codes(one)]
    if empty and len(empty) == len(part.sets):
        yield f"{NEVER}: no code in {' or '.join(one.name for one in empty)}"


def _holds_codes(own: ValueSet) -> bool:
    return bool(own.codes or own.prefixes)


_JUDGES: dict[type, Callable[[Any_], Iterator[str]]] = {
    Age: age_faults,
    AgeAt: age_faults,
    Amount: amount_faults,
    Lowest: lowest_faults,
    All: all_faults,
    Any: any_faults,
    Count: count_faults,
    Days: count_faults,
    Facts: _facts,
    Filled: filled_faults,
    Where: where_faults,
    Linked: linked_faults,
    NamedBy: named_by_faults,
    PrincipalDiagnosis: principal_faults,
    Without: without_faults,
    Span: span_faults,
    Covered: covered_faults,
    Starting: window_faults,
    Ending: window_faults,
    During: window_faults,
}
