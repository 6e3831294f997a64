"""Measures: the populations of each group, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.conditions import All, Any, Condition, Not
from carecoord.rules.criteria.picks import Named
from carecoord.rules.description.section import Point, Section
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.measure import Measure


def populations(shape: Measure) -> Iterator[Section]:
    """The years, then each group, then the terms that their clauses use."""
    years = ", ".join(str(year) for year in shape.years)
    inverse = ["Fewer are better: being in the numerator is the open gap."] if shape.inverse else []
    yield Section(
        title="Populations",
        sentences=[
            f"Measurement years: {years}.",
            f"An open gap is closed by {shape.closes}.",
            *inverse,
        ],
    )
    for group in shape.groups:
        yield from _group(group)
    terms = {term.name: term.source for term in _terms(shape)}
    if terms:
        yield Section(title="Terms", points=[Point(0, f"{n}: {t}") for n, t in terms.items()])


def _group(group: Group) -> Iterator[Section]:
    for title, condition in (
        ("initial population", group.initial_population),
        ("denominator", group.denominator),
        ("denominator exclusions", group.denominator_exclusions),
        ("numerator", group.numerator),
        ("denominator exceptions", group.denominator_exceptions),
    ):
        if condition is not None:
            yield Section(title=f"{group.name}: {title}", points=list(_tree(condition, 0)))
    counted = [] if group.per is None else [f"Counted is each {group.per}."]
    strata = [f"Stratum {stratum.id}: {stratum.title}." for stratum in group.strata]
    last = f"An open gap can be closed up to {group.last_day}."
    yield Section(title=f"{group.name}: counting", sentences=[*counted, *strata, last])


def _tree(condition: Condition, depth: int) -> Iterator[Point]:
    if isinstance(condition, (All, Any)):
        word = "all of" if isinstance(condition, All) else "any of"
        name = f"{condition.name}: " if condition.name else ""
        yield Point(depth, f"{name}{word}")
        for part in condition.parts:
            yield from _tree(part, depth + 1)
    elif isinstance(condition, Not):
        yield Point(depth, "not")
        yield from _tree(condition.part, depth + 1)
    else:
        told = f"{condition.name}: " if condition.name else ""
        yield Point(depth, f"{told}{attrs.evolve(condition, name='')}")


def _terms(node: object) -> Iterator[Named]:
    """Every selection with a name of its own within a criterion."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, ValueSet):
            continue
        seen.add(id(part))
        if isinstance(part, Named):
            yield part
        if isinstance(part, (tuple, frozenset)):
            waiting += part  # pyright: ignore[reportUnknownArgumentType]
        elif attrs.has(kind := type(part)):
            waiting += [getattr(part, name) for name in reversed(attrs.fields_dict(kind))]
