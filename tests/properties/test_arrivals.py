"""How the charts of the simulated year are dealt out by days."""

from datetime import UTC, timedelta

import pytest
from arrivals import deal
from simulated_year import DAYS, FIRST, Shard

from carecoord.model import Encounter, Observation
from carecoord.model.moment import first_day

INVENTED_HOLD = "invented-hold"
DEALT = [
    (chart, deal(chart, FIRST, DAYS, f"{place}"))
    for place in range(3)
    for chart in Shard(place=place, patients=40, days=DAYS).charts()
]


def arrived(dealt):
    """Each fact in a part, with the day on which it arrives."""
    return [(day, fact) for day, one in dealt.items() if one.part for fact in one.part.facts()]


def test_every_fact_arrives_once():
    for chart, dealt in DEALT:
        came = sorted(fact.id for _, fact in arrived(dealt) if fact.id != INVENTED_HOLD)

        assert came == sorted(fact.id for fact in chart.facts())


def test_nothing_arrives_before_it_became_known():
    early = [
        day
        for _, dealt in DEALT
        for day, fact in arrived(dealt)
        if fact.known_on is not None and day < first_day(fact.known_on, UTC)
    ]

    assert early == []


def test_a_death_is_not_known_before_it():
    died = [
        (day, first_day(chart.patient.deceased, UTC))
        for chart, dealt in DEALT
        if chart.patient.deceased is not None
        for day, one in dealt.items()
        if one.part is not None and one.part.patient.deceased is not None
    ]

    assert died != []
    assert all(day >= on for day, on in died if day > FIRST)


def test_the_same_seed_deals_the_same():
    chart, dealt = DEALT[0]

    assert deal(chart, FIRST, DAYS, "0") == dealt


@pytest.mark.parametrize(
    ("what", "happens"),
    [
        ("something is late", lambda day, fact: day > first_day(fact.known_on, UTC)),
        ("a stay is in progress", lambda _, fact: _in_progress(fact)),
    ],
)
def test_it_happens(what, happens):
    within = [(day, fact) for _, dealt in DEALT for day, fact in arrived(dealt) if day > FIRST]

    assert any(happens(day, fact) for day, fact in within), what


def _in_progress(fact):
    return isinstance(fact, Encounter) and fact.status == "in-progress"


@pytest.mark.parametrize("kind", [Encounter, Observation])
def test_some_facts_take_the_place_of_others(kind):
    later = [fact for _, dealt in DEALT for one in dealt.values() for fact in one.instead]

    assert any(isinstance(fact, kind) for fact in later)


def test_a_fact_takes_the_place_of_the_one_with_its_id():
    chart, day, one = next(
        (chart, day, one) for chart, dealt in DEALT for day, one in dealt.items() if one.instead
    )
    (fact, *_) = one.instead
    after = one.replaced_in(chart)

    assert day > FIRST
    assert fact in tuple(after.facts())
    assert len(tuple(after.facts())) == len(tuple(chart.facts()))


def test_a_hold_comes_and_goes():
    chart, _ = DEALT[0]
    years = [deal(chart, FIRST, DAYS, f"{seed}") for seed in range(1_500)]
    days = {
        what: [day for dealt in years for day, one in dealt.items() if has(one)]
        for what, has in {
            "comes": lambda one: one.part is not None and bool(one.part.holds),
            "goes": lambda one: INVENTED_HOLD in one.gone,
        }.items()
    }

    assert days["comes"] != []
    assert min(days["goes"]) > FIRST + timedelta(days=20)
