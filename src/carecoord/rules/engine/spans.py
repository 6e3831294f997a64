"""How many days the spans of a rule can take, as far as the rule alone says."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.offset import Offset, Unit

Bounds = tuple[int, int]
"""The fewest and the most days."""

_MONTH, _YEAR, _MONTHS_OF_A_YEAR = (28, 31), (365, 366), 12
_LIFE = 130 * _YEAR[1]
"""Days that nobody has lived, by years."""


def reach(span: object) -> Bounds | None:
    """The fewest and most calendar days that a span can take; None of a site's parameter."""
    if not isinstance(span, Offset):
        return None
    low, high = _counted(span.count, span.unit)
    if span.unit is Unit.FULL_MONTHS:
        # The rest of the month in which it starts, and the first day after the last month.
        low, high = low + 1, high + _MONTH[1]
    if span.unit is Unit.YEAR_ENDS:
        # The first of them may be the day itself, and is less than a year away.
        low, high = _counted(span.count - 1, span.unit)[0], high - 1
    return low + span.and_days, high + span.and_days


def _counted(count: int, unit: Unit) -> Bounds:
    """The fewest and most days of so many whole units, wherever they start."""
    if unit is Unit.BUSINESS_DAYS:
        # A few may cross a weekend and a holiday at once; long holidays are left out.
        far = 3 * abs(count) + 4
        return (count, far) if count > 0 else (-far, 0)
    if unit is Unit.DAYS:
        return count, count
    return days_of_months(count * (_MONTHS_OF_A_YEAR if unit is Unit.YEAR_ENDS else 1))


def days_of_months(count: int) -> Bounds:
    """The fewest and most days of so many months, forward or back, wherever they start."""
    sign = 1 if count > 0 else -1
    years, left = divmod(abs(count), _MONTHS_OF_A_YEAR)
    fewest, most = (years * _YEAR[end] + left * _MONTH[end] for end in (0, 1))
    return _ordered(sign * fewest, sign * most)


def _ordered(one: int, other: int) -> Bounds:
    return min(one, other), max(one, other)


def between(first: object, last: object) -> Bounds | None:
    """The fewest and most days from where one span leads to where another does, from one day."""
    start, end = reach(first), reach(last)
    if start is None or end is None:
        return None
    if isinstance(first, Offset) and isinstance(last, Offset) and first.unit is last.unit:
        more, further = last.and_days - first.and_days, last.count - first.count
        low, high = _counted(further, first.unit) if further else (0, 0)
        return low + more, high + more
    return end[0] - start[1], end[1] - start[0]


def no_shorter(span: object, other: object) -> bool:
    """Whether a span is certainly as long as another, or longer."""
    apart = between(other, span)
    return apart is not None and apart[0] >= 0


def beyond_life(clause: str, word: str, span: object) -> Iterator[Fault]:
    """A fault when a span certainly leads past every life, so that its end is never reached."""
    reached = reach(span)
    if reached is not None and reached[0] > _LIFE:
        yield Fault(clause, f"no life is so long: {word} ({span})", "Make it shorter")


def negative(clause: str, span: object) -> Iterator[Fault]:
    """A fault when a span certainly leads back."""
    reached = reach(span)
    if reached is not None and reached[1] < 0:
        yield Fault(clause, f"it leads back ({span})", "Give no days or more")


def out_of_order(
    clause: str, earlier: tuple[str, object], later: tuple[str, object]
) -> Iterator[Fault]:
    """A fault when what must come first certainly comes after the other."""
    apart = between(later[1], earlier[1])
    if apart is not None and apart[0] > 0:
        yield Fault(
            clause,
            f"{earlier[0]} ({earlier[1]}) lies after {later[0]} ({later[1]})",
            "Change one of the two",
        )
