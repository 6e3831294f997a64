"""Whole charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from carecoord import model
from carecoord.model.chart import LISTS, Chart
from carecoord.model.fact import Fact
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.testing.strategies.coding import CodesFrom, texts
from carecoord.testing.strategies.records import Palette, records
from carecoord.testing.strategies.times import MAX_DAY, MIN_DAY


def _fact_types() -> tuple[type[Fact], ...]:
    types = [getattr(model, name) for name in model.__all__]
    return tuple(
        cls for cls in types if isinstance(cls, type) and issubclass(cls, Fact) and cls.listed_under
    )


FACT_TYPES = _fact_types()
"""Every type of fact."""


@st.composite
def charts(  # noqa: PLR0913  options, each by its name
    draw: DrawFn,
    *,
    with_facts_of: Sequence[type[Fact]] = (),
    codes_from: CodesFrom = (),
    min_day: date = MIN_DAY,
    max_day: date = MAX_DAY,
    max_facts: int = 6,
    identifying: st.SearchStrategy[str] = texts,
) -> Chart:
    """Make charts with facts of any type, each under an id of its own.

    ``with_facts_of`` names types that are there for certain, once for each time they are named;
    ``max_facts`` bounds the others. Lists without facts are absent or empty. References name facts
    that the chart holds, or does not. ``identifying`` are the texts in names, addresses, phone
    numbers and identifiers.
    """
    palette = Palette(
        min_day=min_day, max_day=max_day, codes_from=codes_from, identifying=identifying
    )
    others = draw(st.lists(st.sampled_from(FACT_TYPES), max_size=max_facts))
    lists: dict[str, list[Fact]] = {}
    for place, fact_type in enumerate((*with_facts_of, *others)):
        fact = draw(records(fact_type, palette))
        lists.setdefault(fact.listed_under, []).append(attrs.evolve(fact, id=f"fact-{place}"))
    asked_for = draw(st.integers(0, 2 ** len(LISTS) - 1))
    empty = {name: () for place, name in enumerate(LISTS) if asked_for >> place & 1}
    people = draw(st.lists(records(Practitioner, palette), max_size=1))
    bodies = draw(st.lists(records(Organization, palette), max_size=1))
    filled: dict[str, Any] = {**empty, **lists}
    return Chart(
        key=draw(st.text("0123456789abcdef", min_size=1, max_size=12)),
        patient=draw(records(Patient, palette)),
        practitioners=people,
        organizations=bodies,
        **filled,
    )
