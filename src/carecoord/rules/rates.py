"""Rates of a measure over a population: what the memberships of many patients add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from carecoord.rules.engine.group import (
    DENOMINATOR,
    DENOMINATOR_EXCEPTION,
    DENOMINATOR_EXCLUSION,
    NUMERATOR,
    Membership,
)


@attrs.frozen(kw_only=True)
class Rate:
    """One rate: of a group, or of a stratum of it.

    ``counts`` add up all memberships; ``undecided`` says in how many of them a clause was not
    known, so that they count as nothing where it mattered. ``value`` is the numerator over the
    denominator without exclusions and exceptions, exact; None when nobody is left.
    """

    group: str
    stratum: str | None
    counts: Mapping[str, int]
    patients: int
    undecided: int

    @property
    def value(self) -> Fraction | None:
        """Numerator over performance denominator."""
        out = (DENOMINATOR_EXCLUSION, DENOMINATOR_EXCEPTION)
        eligible = self.counts[DENOMINATOR] - sum(self.counts.get(name, 0) for name in out)
        return Fraction(self.counts[NUMERATOR], eligible) if eligible else None


def rates(memberships: Iterable[Membership]) -> tuple[Rate, ...]:
    """Add up the memberships of many patients, in the order in which groups are first met."""
    counts: dict[tuple[str, str | None], dict[str, int]] = {}
    patients: dict[str, int] = {}
    undecided: dict[tuple[str, str | None], int] = {}
    for one in memberships:
        patients[one.group] = patients.get(one.group, 0) + 1
        open_ = {stratum for stratum, _ in one.unknown_strata}
        for stratum, counted in ((None, one.counts), *one.strata.items()):
            key = (one.group, stratum)
            undecided[key] = undecided.get(key, 0) + bool(one.unknown or stratum in open_)
            total = counts.setdefault(key, dict.fromkeys(counted, 0))
            for population, count in counted.items():
                total[population] += count
    return tuple(
        Rate(
            group=group,
            stratum=stratum,
            counts=total,
            patients=patients[group],
            undecided=undecided[group, stratum],
        )
        for (group, stratum), total in counts.items()
    )
