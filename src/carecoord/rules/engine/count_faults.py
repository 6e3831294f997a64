"""What is wrong with a number of facts or days, as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.rules.criteria.combined import Timed, Union
from carecoord.rules.criteria.counts import Count, Days
from carecoord.rules.criteria.picks import First, Last, LastDay
from carecoord.rules.criteria.selection import Itself, Selection
from carecoord.rules.engine.fault import NEVER

_ONE_FACT = (First, Last, Itself)


def count_faults(part: Count) -> Iterator[str]:
    """Fewer than one, or more than the selection can ever hold."""
    if part.at_least < 1:
        yield f"it is always true: at least {part.at_least}"
    most = _most(part.of, days=isinstance(part, Days))
    if most is not None and most < part.at_least:
        yield f"{NEVER}: at least {part.at_least} of {part.of}, which {_holds(most)}"


def _most(selection: Selection, *, days: bool) -> int | None:
    """How many facts, or days on which they start, a selection holds at most, if that is told."""
    source: Selection | None = selection
    while source is not None:
        if type(source) in _ONE_FACT or (days and type(source) is LastDay):
            return 1
        if isinstance(source, Union):
            parts = [_most(part, days=days) for part in source.parts]
            known = [most for most in parts if most is not None]
            return sum(known) if len(known) == len(parts) else None
        # With other days, what is of one day may be of several.
        days = days and not isinstance(source, Timed)
        source = source.narrows()
    return None


def _holds(most: int) -> str:
    return f"holds {most} at most"
