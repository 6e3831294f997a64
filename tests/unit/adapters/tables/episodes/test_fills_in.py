from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables.episodes.fills_in import fills_in_episodes
from carecoord.adapters.tables.episodes.treatment import treatment_episodes

FILLS = pl.DataFrame({
    "patient": [2, 1, 1, 1, 3, 1],
    "filled_on": [
        date(2025, 1, 1), date(2025, 9, 1), date(2025, 1, 1), date(2025, 1, 20), None,
        date(2027, 1, 2),
    ],
    "days_supply": [30, 30, 30, 30, 30, 30],
    "drug": ["a", "a", "a", "b", "a", "a"],
})  # fmt: skip
OUTSIDE = "the fill is outside the follow-up"
DRAWN = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 300), st.integers(1, 40), st.sampled_from("ab")),
    max_size=20,
).map(
    lambda rows: pl.DataFrame(
        rows, ["patient", "filled_on", "days_supply", "drug"], orient="row", schema_overrides=KINDS
    )
)
KINDS = {
    "patient": pl.Int64, "filled_on": pl.Int64, "days_supply": pl.Int64, "drug": pl.String,
}  # fmt: skip


def test_each_fill_has_the_number_of_its_episode():
    assert fills_in_episodes(FILLS)["episode"].to_list() == [1, 2, 1, 1, None, None]


def test_a_fill_in_no_episode_has_a_reason():
    assert fills_in_episodes(FILLS)["reason"].to_list() == [
        None, None, None, None, "no date that can be read", OUTSIDE,
    ]  # fmt: skip


def test_fills_of_one_day_may_belong_to_two_episodes():
    fills = FILLS[2:4].with_columns(filled_on=date(2025, 1, 1))

    assert fills_in_episodes(fills, drug_change_opens=True)["episode"].to_list() == [1, 2]


def test_groups_have_episodes_of_their_own():
    found = fills_in_episodes(FILLS[1:4], by="drug")

    assert found.select("drug", "episode").rows() == [("a", 2), ("a", 1), ("b", 1)]


@given(fills=DRAWN)
def test_an_episode_starts_with_its_first_fill(fills):
    settings = {"permissible_gap": 10, "carry": "per_drug", "follow_up": 200}
    episodes = treatment_episodes(fills, **settings)
    numbered = fills_in_episodes(fills, **settings)

    starts = numbered.group_by("patient", "episode").agg(pl.col("filled_on").min())

    assert sorted(starts.drop_nulls().rows()) == sorted(
        episodes.select("patient", "episode", "start").rows()
    )
