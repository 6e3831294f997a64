"""The names of measures on the command line, and which edition answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from carecoord.errors import UnknownRule

if TYPE_CHECKING:
    from carecoord.model.period import Period
    from carecoord.rules.engine.rule import Rule

_FAMILY = "measures."


def editions_named(name: str, more: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Find a measure by its name (CMS165, in any case) or id (measures.cms165), in all editions.

    ``more`` are rules of installed packages; their measures go by their ids, and take no name of
    ours.

    Raises: UnknownRule with the nearest name.
    """
    from carecoord.rules import measures
    from carecoord.rules.shapes import Measure

    known: dict[str, tuple[Rule, ...]] = {}
    for rule in more:
        if isinstance(rule.shape, Measure):
            known[rule.id.lower()] = (*known.get(rule.id.lower(), ()), rule)
    known |= {rule.id.removeprefix(_FAMILY): (rule,) for rule in measures.RULES}
    asked = name.lower().removeprefix(_FAMILY)
    if asked in known:
        return known[asked]
    near = get_close_matches(asked, known, n=1, cutoff=0.4)
    raise UnknownRule(
        asked=f"measure {name!r}",
        found="no such measure is known",
        remedy=f"Did you mean {near[0].upper()}?"
        if near
        else f"There are {', '.join(sorted(known)).upper()}",
    )


def edition_of(editions: Sequence[Rule], over: Period) -> Rule:
    """The edition that specifies the year in which a period begins, else the last one."""
    begins = over.start
    year = begins.year if isinstance(begins, date) else None
    specifying = [rule for rule in editions if year in getattr(rule.shape, "years", ())]
    return (specifying or editions)[-1]
