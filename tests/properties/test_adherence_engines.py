"""Tables of adherence in Python and compiled are the same to the last bit, whatever the fills."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables.episodes.fills_in import fills_in_episodes
from carecoord.adapters.tables.episodes.persistence import persistence
from carecoord.adapters.tables.episodes.sliding import adherence_in_windows
from carecoord.adapters.tables.episodes.treatment import adherence_per_episode, treatment_episodes
from carecoord.adapters.tables.possession.gaps import fill_gaps
from carecoord.adapters.tables.possession.measures import adherence

METHODS = ["pdc", "mpr", *(f"cma{number}" for number in range(1, 10))]
SCHEMA = {
    "patient": pl.Int64,
    "filled_on": pl.Int64,
    "days_supply": pl.Float64,
    "drug": pl.String,
    "daily_dose": pl.Float64,
}
FILLS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.integers(0, 200),
        st.sampled_from([0.5, 7.0, 10 / 3, 30.0, 90.0]),
        st.sampled_from("ab"),
        st.sampled_from([1.0, 1.5, 3.0]),
    ),
    max_size=30,
).map(lambda rows: pl.DataFrame(rows, SCHEMA, orient="row"))
CARRY = {"carry_same_drug_only": st.booleans(), "dose_change": st.booleans()}
FOLLOW_UP = {"follow_up_start": st.integers(0, 20), "follow_up": st.integers(150, 250)}
OBSERVED = {"observation_start": st.integers(0, 60), "observation": st.integers(1, 100)}
EPISODES = {
    "permissible_gap": st.sampled_from(["0d", "10d", "50%"]),
    "drug_change_opens": st.booleans(),
    "append_gap": st.booleans(),
}
WINDOWS = {
    "start": st.integers(0, 20),
    "duration": st.integers(5, 60),
    "step": st.integers(7, 30),
    "steps": st.none() | st.integers(1, 5),
}


def asked(*groups):
    return st.fixed_dictionaries({name: one for group in groups for name, one in group.items()})


CARRIES = {"carry": st.sampled_from(["one_timeline", "per_drug", "none"])}
OF_A_METHOD = [
    (adherence, asked(CARRY, FOLLOW_UP, OBSERVED)),
    (adherence_per_episode, asked(CARRY, FOLLOW_UP, OBSERVED, EPISODES)),
    (adherence_in_windows, asked(CARRY, FOLLOW_UP, OBSERVED, WINDOWS)),
    (fill_gaps, asked(CARRY, FOLLOW_UP, OBSERVED)),
]
OF_FILLS = [
    (treatment_episodes, asked(CARRY, FOLLOW_UP, EPISODES, CARRIES)),
    (fills_in_episodes, asked(CARRY, FOLLOW_UP, EPISODES, CARRIES)),
    (persistence, asked(FOLLOW_UP, {"permissible_gap": EPISODES["permissible_gap"]})),
]


@pytest.mark.parametrize(("table", "choices"), OF_A_METHOD)
@given(data=st.data(), fills=FILLS, method=st.sampled_from(METHODS))
def test_both_engines_measure_alike(table, choices, data, fills, method):
    chosen = data.draw(choices)

    python = table(fills, method, engine="python", **chosen)

    assert python.equals(table(fills, method, engine="compiled", **chosen))


@pytest.mark.parametrize(("table", "choices"), OF_FILLS)
@given(data=st.data(), fills=FILLS)
def test_both_engines_find_alike(table, choices, data, fills):
    chosen = data.draw(choices)

    python = table(fills, engine="python", **chosen)

    assert python.equals(table(fills, engine="compiled", **chosen))


@given(data=st.data(), fills=FILLS)
def test_what_is_seen_of_fills_adds_up_to_the_measure(data, fills):
    chosen = data.draw(asked(FOLLOW_UP, OBSERVED))

    measured = adherence(fills, "cma7", **chosen)
    seen = fill_gaps(fills, "cma7", **chosen)

    for patient, numerator, denominator in (
        measured.select("patient", "numerator", "denominator").drop_nulls().rows()
    ):
        gaps = seen.filter((pl.col("patient") == patient) & pl.col("used"))["gap"].sum()

        assert gaps <= denominator - numerator + 1e-9
