from datetime import date

import pandas as pd
import polars as pl
import pytest

from carecoord.adapters.tables.episodes.treatment import adherence_per_episode, treatment_episodes
from carecoord.errors import AuthoringError, InputError

FILLS = pl.DataFrame({
    "patient": ["ann", "ann", "ann", "bob", "cy"],
    "filled_on": [
        date(2025, 1, 1), date(2025, 1, 20), date(2025, 6, 1), date(2025, 3, 1), None,
    ],
    "days_supply": [30, 30, 30, 30, 30],
    "drug": ["a", "a", "b", "a", "a"],
})  # fmt: skip
YEAR = {"follow_up": "1y", "observation": "1y"}


def cells(frame, *names):
    return list(zip(*(frame[name].to_list() for name in names), strict=True))


def test_each_episode_has_a_row():
    found = treatment_episodes(FILLS, follow_up="1y")

    assert cells(found, "patient", "episode", "start", "end", "gap_after")[:2] == [
        ("ann", 1, date(2025, 1, 1), date(2025, 3, 2), 91.0),
        ("ann", 2, date(2025, 6, 1), date(2025, 7, 1), 184.0),
    ]


def test_a_patient_without_an_episode_has_a_reason():
    found = treatment_episodes(FILLS, follow_up="1y")

    assert cells(found, "patient", "episode", "start", "reason")[-1] == (
        "cy", None, None, "1 row with no date that can be read",
    )  # fmt: skip


def test_no_fill_during_follow_up_is_a_reason():
    found = treatment_episodes(FILLS, follow_up_start=date(2025, 4, 1), follow_up="1y")

    assert cells(found, "patient", "reason")[1] == ("bob", "no fill during follow-up")


@pytest.mark.parametrize("opens", [False, True])
def test_another_drug_opens_an_episode_when_asked(opens):
    found = treatment_episodes(FILLS, permissible_gap="1y", drug_change_opens=opens)

    assert found["patient"].to_list().count("ann") == 1 + opens


def test_without_a_drug_nothing_changes():
    found = treatment_episodes(
        FILLS.drop("drug"),
        permissible_gap="1y",
        follow_up="1y",
        drug_change_opens=True,
        drug=None,
        carry="per_drug",
    )

    assert cells(found, "patient", "days")[:2] == [("ann", 365.0), ("bob", 365.0)]


def test_part_of_a_day_is_in_the_days_and_not_in_the_date():
    fills = FILLS.with_columns(days_supply=30.5).filter(pl.col("patient") == "bob")

    found = treatment_episodes(fills)

    assert cells(found, "end", "days") == [(date(2025, 3, 31), 30.5)]


def test_days_of_no_calendar_stay_numbers():
    fills = pl.DataFrame({"patient": [1], "filled_on": [10], "days_supply": [30], "drug": ["a"]})

    assert cells(treatment_episodes(fills), "start", "end") == [(10, 40)]


def test_a_way_of_carrying_over_that_is_not_known_is_refused():
    with pytest.raises(AuthoringError, match="Choose one of one_timeline, per_drug, none"):
        treatment_episodes(FILLS, carry="twice")


def test_a_measure_looks_at_the_part_of_an_episode_in_the_observation_window():
    found = adherence_per_episode(
        FILLS, "cma7", follow_up="1y", observation_start="40d", observation="200d"
    )

    assert cells(found, "patient", "start", "end", "days", "episode_days", "value")[:2] == [
        ("ann", date(2025, 2, 10), date(2025, 3, 2), 20.0, 60.0, 1.0),
        ("ann", date(2025, 6, 1), date(2025, 7, 1), 30.0, 30.0, 1.0),
    ]


def test_an_episode_outside_the_observation_window_has_a_reason():
    found = adherence_per_episode(FILLS, "cma7", follow_up="1y", observation="90d")

    assert cells(found, "patient", "episode", "days", "value", "reason")[1] == (
        "ann", 2, None, None, "the episode lies outside the observation window",
    )  # fmt: skip


def test_follow_up_in_months_makes_that_of_an_episode_as_many_months_as_it_has_days():
    months = adherence_per_episode(FILLS, "cma9", follow_up="12mo", observation="12mo")
    days = adherence_per_episode(FILLS, "cma9", follow_up="365d", observation="365d")

    assert days["value"][0] == 1.0
    assert months["value"][0] < 0.6


def test_episodes_of_pdc_have_any_drug_in_hand_throughout():
    other = pl.DataFrame([["ann", date(2025, 1, 2), 200, "c"]], FILLS.schema, orient="row")

    found = adherence_per_episode(FILLS.vstack(other), "pdc", **YEAR)

    assert cells(found, "patient", "days", "value", "supply_left")[0] == ("ann", 201.0, 1.0, 0.0)


def episodes(**columns):
    return pl.DataFrame({"patient": ["bob"], "start": [date(2025, 3, 1)], **columns})


@pytest.mark.parametrize(
    "said",
    [
        {"days": [60.0]},
        {"end": [date(2025, 4, 30)]},
        {"days": [60.0], "end": [date(2025, 4, 30)]},
        {"days": [60.0], "end": [None]},
        {"days": [None], "end": [date(2025, 4, 30)]},
    ],
)
def test_episodes_handed_in_are_measured(said):
    frame = episodes(**said).with_columns(
        pl.col(name).cast(kind)
        for name, kind in {"days": pl.Float64, "end": pl.Date}.items()
        if name in said
    )

    found = adherence_per_episode(FILLS, "cma7", episodes=frame, **YEAR)

    assert cells(found, "patient", "episode", "end", "days", "value") == [
        ("bob", 1, date(2025, 4, 30), 60.0, 0.5)
    ]


def test_where_end_and_days_differ_the_window_ends_with_the_end():
    frame = episodes(days=[60.0], end=[date(2025, 3, 31)])

    found = adherence_per_episode(FILLS, "cma7", episodes=frame, **YEAR)

    assert cells(found, "days", "episode_days", "value") == [(30.0, 60.0, 1.0)]


def test_an_end_in_the_course_of_a_day_is_taken_from_the_days():
    frame = episodes(days=[29.5], end=[date(2025, 3, 30)])

    found = adherence_per_episode(FILLS, "pdc", episodes=frame, **YEAR)

    assert cells(found, "days", "denominator") == [(29.5, 29.5)]


def test_episodes_handed_in_keep_their_numbers_and_order():
    frame = pl.DataFrame({
        "patient": ["bob", "ann", "bob"], "episode": [2, 7, None],
        "start": [date(2025, 3, 11), date(2025, 1, 1), date(2025, 3, 1)], "days": [10, 30, 10],
    })  # fmt: skip

    found = adherence_per_episode(FILLS, "cma7", episodes=frame, **YEAR)

    assert cells(found, "patient", "episode") == [("bob", 2), ("ann", 7), ("bob", None)]


def test_an_episode_handed_in_that_cannot_be_measured_has_a_reason():
    frame = pl.DataFrame({
        "patient": ["eve", "cy", "bob"],
        "start": [date(2025, 3, 1), date(2025, 3, 1), None],
        "days": [30, 30, 30],
    })  # fmt: skip

    found = adherence_per_episode(FILLS, "cma7", episodes=frame, **YEAR)

    assert found["reason"].to_list() == [
        "no fills of this patient",
        "1 row with no date that can be read",
        "no start and end of the episode that can be read",
    ]


def test_episodes_are_those_of_a_group_where_there_are_groups():
    fills = FILLS.with_columns(class_="drug").filter(pl.col("patient") == "ann")
    found = treatment_episodes(fills, by="drug", follow_up="1y")

    measured = adherence_per_episode(fills, "cma7", episodes=found, by="drug", **YEAR)

    assert cells(measured, "patient", "drug", "days", "value") == [
        ("ann", "a", 60.0, 1.0),
        ("ann", "b", 30.0, 1.0),
    ]


def test_episodes_may_come_in_another_kind_of_frame():
    frame = episodes(days=[60.0]).to_pandas()

    found = adherence_per_episode(FILLS, "cma7", episodes=frame, **YEAR)

    assert isinstance(found, pl.DataFrame)
    assert cells(found, "patient", "value") == [("bob", 0.5)]


def test_episodes_in_other_days_than_fills_are_refused():
    frame = pl.DataFrame({"patient": ["bob"], "start": [10], "days": [60]})

    with pytest.raises(InputError, match="whole numbers"):
        adherence_per_episode(FILLS, episodes=frame)


def test_episodes_without_an_end_are_refused():
    with pytest.raises(InputError, match="the column 'end'"):
        adherence_per_episode(FILLS, episodes=episodes())


def test_pandas_has_counts_that_may_be_missing():
    found = treatment_episodes(FILLS.to_pandas(), follow_up="1y")

    assert isinstance(found, pd.DataFrame)
    assert found["episode"].isna().tolist() == [False, False, False, True]
    assert found["end"][0] == pd.Timestamp(2025, 3, 2)


def test_pandas_numbers_the_rows_of_a_result_from_0():
    found = treatment_episodes(FILLS.to_pandas().set_index("drug"), follow_up="1y", drug=None)

    assert list(found.index) == [0, 1, 2, 3]


def test_cma8_has_no_value_where_supply_from_before_lasts_just_to_the_end_of_an_episode():
    found = adherence_per_episode(
        FILLS[:3], "cma8", follow_up="1y", observation_start="40d", observation="100d"
    )

    assert cells(found, "end", "value", "reason")[0] == (
        date(2025, 3, 2), None, "supply from before the observation window lasts beyond it",
    )  # fmt: skip
