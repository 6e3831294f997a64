"""What is wrong with the populations of a measure, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.engine.contradictions import clash, demanded
from carecoord.rules.engine.fault import Fault

if TYPE_CHECKING:
    from carecoord.rules.engine.group import Group
    from carecoord.rules.engine.measure import Measure


def measure_faults(shape: Measure) -> Iterator[Fault]:
    """That it counts nobody, or in no year, or gives two rates one name."""
    if not shape.groups:
        yield Fault("groups", "nobody is counted", "Give a group")
    if not shape.years:
        yield Fault("years", "it is specified for no year", "Give a calendar year")
    names: set[str] = set()
    for group in shape.groups:
        if group.name in names:
            yield Fault(_named(group), "another group has its name", "Rename one")
        names.add(group.name)
        yield from _group_faults(group)


def _group_faults(group: Group) -> Iterator[Fault]:
    """Populations that what comes before them denies, and an exclusion of everybody."""
    counted: tuple[Condition, ...] = (group.initial_population,)
    if group.denominator is not None:
        yield from _denied(group, "denominator", counted, group.denominator)
        counted = (*counted, group.denominator)
    excluded = group.denominator_exclusions
    if excluded is not None and demanded(excluded, *counted):
        yield Fault(
            f"{_named(group)}, denominator exclusions",
            f"everybody is excluded: {excluded.clause}",
            "Exclude only some of those who are counted",
        )
    parts = {
        "denominator exclusions": excluded,
        "numerator": group.numerator,
        "denominator exceptions": group.denominator_exceptions,
    }
    for name, condition in parts.items():
        if condition is not None:
            yield from _denied(group, name, counted, condition)
    ids: set[str] = set()
    for stratum in group.strata:
        if stratum.id in ids:
            yield Fault(f"{_named(group)}, stratum {stratum.id}", "it stands twice", "Rename one")
        ids.add(stratum.id)
        yield from _denied(group, f"stratum {stratum.id}", counted, stratum.holds)


def _denied(
    group: Group, name: str, counted: tuple[Condition, ...], condition: Condition
) -> Iterator[Fault]:
    for found in clash(*counted, condition):
        yield Fault(f"{_named(group)}, {name}", found, "Ask for what those counted can have")


def _named(group: Group) -> str:
    return f"group {group.name}"
