"""Which edition of a rule speaks for which days, and that no two speak for the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

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
    for one, other in pairwise(rules):
        if one.id == other.id and one.in_force_from == other.in_force_from:
            _refuse_same_days(one, other)


def _refuse_same_days(one: Rule, other: Rule) -> None:
    """Two editions that speak for the same days; those of a measure have their years."""
    years = [frozenset(getattr(rule.shape, "years", ())) for rule in (one, other)]
    if all(years) and years[0].isdisjoint(years[1]):
        return
    since = "at all times" if one.in_force_from is None else f"from {one.in_force_from}"
    raise DuplicateRule(
        asked=f"a catalogue with {one.id!r}",
        found=f"editions {one.edition!r} and {other.edition!r} both speak {since}",
        remedy="Say with in_force_from on which day the newer begins, or leave one out",
    )
