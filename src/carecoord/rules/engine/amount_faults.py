"""What is wrong with a comparison of measured amounts, as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carecoord.model import ucum
from carecoord.model.observation import Observation
from carecoord.rules.criteria.amounts import Amount
from carecoord.rules.criteria.lowest import Lowest
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.fact_fields import fact_type
from carecoord.rules.engine.fault import NEVER

_WRITTEN = re.compile(r"(?:[!-z|~]|\{[^{}]*\})*")
"""How a unit of UCUM is written: no blanks and nothing beyond ASCII, but in an annotation."""


def amount_faults(part: Amount) -> Iterator[str]:
    """Bounds that leave nothing, its own or together with an earlier filter on the same amount."""
    yield from _not_measured(part.source)
    yield from _no_unit(part.unit)
    for other in (part, *_narrowed(part)):
        clauses = {part.clause: None, other.clause: None}
        if _apart(part, other) or _apart(other, part):
            yield f"{NEVER}: {', '.join(clauses)}"
            return


def lowest_faults(part: Lowest) -> Iterator[str]:
    """The lowest of what is not measured, or compared in what is no unit."""
    yield from _not_measured(part.of)
    yield from _no_unit(part.unit)


def _not_measured(selection: Selection) -> Iterator[str]:
    kind = fact_type(selection)
    if kind is not None and not issubclass(kind, Observation):
        yield f"{kind.__name__} has no measured value"


def _no_unit(unit: str | None) -> Iterator[str]:
    """That it is no unit at all; one that no table has is compared as it is written."""
    if unit is not None and ucum.parse(unit) is None and not _WRITTEN.fullmatch(unit):
        yield f"{unit!r} is no unit of UCUM"


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
