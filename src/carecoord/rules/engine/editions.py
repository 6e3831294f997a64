"""Which edition of a rule speaks for which days, and that no two speak for the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from operator import attrgetter

from carecoord.errors import DuplicateRule
from carecoord.rules.engine.rule import Force, Rule


def editions(rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, Force]]:
    """Each rule with the days for which it speaks; rules stand in order of id and first day."""
    for place, rule in enumerate(rules):
        following = rules[place + 1] if place + 1 < len(rules) else None
        until = following.in_force_from if following and following.id == rule.id else None
        since = rule.in_force_from
        first = place == 0 or rules[place - 1].id != rule.id
        yield (
            rule,
            Force(
                None if since is None else since.toordinal(),
                None if until is None else until.toordinal(),
                first,
            ),
        )


def refuse_doubles(rules: Iterable[Rule]) -> None:
    """Refuse an edition that stands twice, and two that speak for the same days; in order of id.

    Raises:
        DuplicateRule: there are such.
    """
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        if (rule.id, rule.edition) in seen:
            raise DuplicateRule(
                asked=f"a catalogue with {rule.id!r}",
                found=f"edition {rule.edition!r} twice",
                remedy="Leave one out, or give the new one an edition of its own",
            )
        seen.add((rule.id, rule.edition))
    for _, same in groupby(rules, attrgetter("id")):
        for one, other in combinations(same, 2):
            if _same_days(one, other):
                raise DuplicateRule(
                    asked=f"a catalogue with {one.id!r}",
                    found=f"editions {one.edition!r} and {other.edition!r} speak for the same days",
                    remedy="Say with in_force_from (of measures: years) from when the newer "
                    "speaks, or leave one out",
                )


def _same_days(one: Rule, other: Rule) -> bool:
    """Those of a measure have their years, of other rules the day from which they speak."""
    years = [frozenset[int](getattr(rule.shape, "years", ())) for rule in (one, other)]
    if all(years):
        return not years[0].isdisjoint(years[1])
    return one.in_force_from == other.in_force_from
