"""What a measure could not decide, added up over all cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from carecoord.adapters.cli.messages import counted

if TYPE_CHECKING:
    from carecoord.rules.engine.group import Membership

_NAMED = 5


class Undecided:
    """By population what was missing, and in how many cases; nobody is named.

    Where strata are told, by stratum as well.
    """

    def __init__(self, *, strata: bool = False) -> None:
        self._strata = strata
        self._cases = 0
        self._found: Counter[tuple[str, str]] = Counter()

    def take(self, memberships: Iterable[Membership]) -> None:
        """Add one case: the same missing in several groups of it counts once."""
        lacking = {
            (population, what)
            for membership in memberships
            for population, missing in self._unknown(membership)
            for what in missing
        }
        self._cases += any(lacking)
        self._found.update(lacking)

    def _unknown(self, membership: Membership) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield from membership.unknown
        for stratum, missing in membership.unknown_strata if self._strata else ():
            yield f"stratum {stratum}", missing

    def lines(self) -> Iterator[str]:
        """The number of cases, then what most of them miss."""
        if not self._cases:
            return
        yield f"{counted(self._cases, 'case')} could not be decided everywhere: counted as 0"
        most = sorted(self._found.items(), key=lambda pair: (-pair[1], pair[0]))
        for (population, what), cases in most[:_NAMED]:
            yield f"  {population}, {counted(cases, 'case')}: not known: {what}"
        if len(most) > _NAMED:
            yield f"  and {len(most) - _NAMED:,} more"
