"""What merging charts of one patient keeps, whatever they hold."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.model.agreement import agree, goes_on
from carecoord.model.chart import LISTS, Chart
from carecoord.model.content import content
from carecoord.model.identifier import Identifier
from carecoord.model.merging import merge
from carecoord.testing import strategies


@st.composite
def of_one_patient(draw, several=2):
    """Charts under one key; the later ones hold some of what the first holds, in other guises."""
    first = draw(strategies.charts(max_facts=4))
    charts = [first, *(draw(strategies.charts(max_facts=3)) for _ in range(several - 1))]
    charts = [charts[0], *(with_some_of(draw, first, one) for one in charts[1:])]
    return [
        attrs.evolve(one, key="k", patient=attrs.evolve(one.patient, birth_date=None))
        for one in charts
    ]


GUISES = (
    lambda fact, place: fact,
    lambda fact, place: attrs.evolve(fact, id=f"again-{place}"),
    lambda fact, place: attrs.evolve(fact, id=f"again-{place}", identifiers=()),
    lambda fact, place: attrs.evolve(fact, id=f"again-{place}", labels=frozenset()),
    lambda fact, place: None,
)


def with_some_of(draw, known, other):
    """A chart with some facts of another chart, perhaps under other ids."""
    lists = {name: list(getattr(other, name) or ()) for name in LISTS}
    ids = {fact.id for fact in other.facts()}
    for place, fact in enumerate(known.facts()):
        again = draw(st.sampled_from(GUISES))(fact, place)
        if again is not None and again.id not in ids:
            lists[fact.listed_under].append(again)
    return attrs.evolve(other, **{name: facts or None for name, facts in lists.items()})


@st.composite
def parts_of_one(draw):
    """Three sources that each know a part of a chart: some facts, and of each some fields."""
    whole = draw(strategies.charts(max_facts=5))
    named = {
        name: tuple(
            attrs.evolve(fact, identifiers=[Identifier("https://a.example", fact.id)])
            for fact in getattr(whole, name)
        )
        for name in LISTS
        if getattr(whole, name)
    }

    def part():
        return attrs.evolve(
            whole,
            **{
                name: tuple(less(draw, fact) for fact in facts if draw(st.booleans()))
                for name, facts in named.items()
            },
        )

    return [part() for _ in range(3)]


def less(draw, fact):
    """The fact, with its labels and note told or not: what nothing else depends on."""
    names = [one.name for one in attrs.fields(type(fact)) if one.name in {"labels", "note"}]
    left_out = draw(st.sets(st.sampled_from(names)))
    return attrs.evolve(
        fact, **{name: frozenset() if name == "labels" else None for name in left_out}
    )


def stands_in(fact, chart):
    """Whether a chart holds a fact, or one that it was filled into."""
    there = chart.facts_of(type(fact)) or ()
    same = (one for one in there if type(one) is type(fact))
    return any(agree(one, fact) or goes_on(one, fact) for one in same)


def as_sets(chart):
    return {name: frozenset(getattr(chart, name) or ()) for name in LISTS}


@given(strategies.charts())
def test_one_chart_merged_is_itself(chart):
    assert merge([chart]) == (chart, ())


@given(strategies.charts())
def test_a_chart_merged_with_itself_is_itself(chart):
    assert merge([chart, chart]) == (chart, ())


@given(of_one_patient(), st.booleans())
def test_an_empty_chart_adds_nothing(charts, first):
    known = charts[0]
    empty = Chart(key="k", patient=attrs.evolve(known.patient))
    merged, conflicts = merge([empty, known] if first else [known, empty])

    assert merged == known
    assert conflicts == ()


@given(of_one_patient(several=3))
def test_no_fact_of_any_chart_is_missing(charts):
    merged, _ = merge(charts)

    assert [fact for chart in charts for fact in chart.facts() if not stands_in(fact, merged)] == []


@given(of_one_patient())
def test_facts_that_nothing_matches_are_there_as_often_as_in_the_fuller_chart(charts):
    merged, _ = merge(charts)

    for name in LISTS:
        counts = [len(getattr(one, name) or ()) for one in (*charts, merged)]
        assert max(counts[:2]) <= counts[2] <= sum(counts[:2])


@given(of_one_patient())
def test_merging_the_same_again_changes_nothing(charts):
    merged, _ = merge(charts)

    again, conflicts = merge([merged, charts[0], charts[1]])
    assert again == merged
    assert [one for one in conflicts if not one.field] == []


@given(of_one_patient())
def test_every_id_of_a_merged_chart_names_one_fact(charts):
    merged, _ = merge(charts)
    ids = [fact.id for fact in merged.facts()]

    assert len(set(ids)) == len(ids)


@given(of_one_patient())
def test_which_facts_there_are_does_not_depend_on_which_chart_was_known_first(charts):
    one, two = merge(charts)[0], merge(charts[::-1])[0]

    for name in LISTS:
        said = [sorted(content(fact) for fact in getattr(it, name) or ()) for it in (one, two)]
        assert said[0] == said[1]


@given(parts_of_one())
def test_parts_of_one_chart_give_the_same_facts_in_whatever_order_they_come(parts):
    a, b, c = parts
    expected = as_sets(merge(parts)[0])

    assert as_sets(merge([a, merge([b, c])[0]])[0]) == expected
    assert as_sets(merge([merge([a, b])[0], c])[0]) == expected
    assert as_sets(merge([c, b, a])[0]) == expected
