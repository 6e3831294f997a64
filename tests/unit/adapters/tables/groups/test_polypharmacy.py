"""Several medicines as one figure for each patient; expected values are worked out by hand."""

from __future__ import annotations

import math

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables.groups.polypharmacy import polypharmacy
from carecoord.errors import AuthoringError

ENGINES = ("python", "compiled")
NO_EPISODE = "no supply of any group in the observation window"
FILLS = {
    "patient": ["p", "p", "p"],
    "filled_on": [0, 40, 0],
    "days_supply": [20, 20, 60],
    "drug": ["A", "A", "B"],
}
"""A for 20 days, none for 20, again for 20; B for all 60."""
both_engines = pytest.mark.parametrize("engine", ENGINES)


def rows(fills=None, method="cma7", **settings):
    frame = pl.DataFrame(FILLS if fills is None else fills)
    asked = {"groups": "drug", "follow_up": "60d", "observation": "60d", **settings}
    return list(polypharmacy(frame, method, **asked).iter_rows(named=True))


def figure(fills=None, method="cma7", **settings):
    (row,) = rows(fills, method, **settings)
    return row["reason"] if row["value"] is None else row["value"]


@both_engines
@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        ("mean", 50 / 60),
        ("median", 50 / 60),
        ("min", 40 / 60),
        ("max", 1.0),
        ("sum", 100 / 60),
        ("prod", 40 / 60),
        ("var", 0.5 * 20 / 60),
        ("sd", math.sqrt(0.5) * 20 / 60),
        (min, 40 / 60),
    ],
)
def test_groups_first_then_time(aggregation, expected, engine):
    found = figure(aggregation=aggregation, engine=engine)

    assert found == pytest.approx(expected, abs=1e-12)


@both_engines
@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        ("mean", 5 / 6),
        ("median", 5 / 6),
        ("min", 2 / 3),
        ("max", 1.0),
        ("sum", 5 / 3),
        ("prod", 2 / 3),
        ("var", 1 / 18),
        ("sd", math.sqrt(1 / 18)),
        (max, 1.0),
    ],
)
def test_time_first_then_groups(aggregation, expected, engine):
    found = figure(aggregation=aggregation, aggregate="after", engine=engine)

    assert found == pytest.approx(expected, abs=1e-12)


@both_engines
@pytest.mark.parametrize(
    ("threshold", "expected"), [(0.5, 1.0), (0.51, 40 / 60), (1.0, 40 / 60), (1.01, 0.0)]
)
def test_a_threshold_makes_each_moment_yes_or_no(threshold, expected, engine):
    assert figure(threshold=threshold, engine=engine) == pytest.approx(expected, abs=1e-12)


@both_engines
@pytest.mark.parametrize(
    ("threshold", "expected"), [(0.6, 1.0), (0.8, 0.5), (1.0, 0.5), (1.01, 0.0)]
)
def test_a_threshold_makes_each_group_yes_or_no_when_groups_come_after(threshold, expected, engine):
    assert figure(threshold=threshold, aggregate="after", engine=engine) == expected


def test_a_function_has_a_threshold_too():
    assert figure(aggregation=lambda values: sum(values) / 2, threshold=0.6) == 40 / 60


@both_engines
def test_each_slice_is_shown_with_each_group(engine):
    found = rows(detail=True, engine=engine)

    assert [
        tuple(row[name] for name in ("slice", "start", "end", "days", "A", "B", "value"))
        for row in found
    ] == [
        (1, 0, 20, 20.0, 1.0, 1.0, 1.0),
        (2, 20, 40, 20.0, 0.0, 1.0, 0.5),
        (3, 40, 60, 20.0, 1.0, 1.0, 1.0),
    ]


def test_each_group_is_shown_when_groups_come_after():
    found = rows(aggregate="after", detail=True)

    assert [(row["group"], row["numerator"], row["denominator"]) for row in found] == [
        ("A", 40.0, 60.0),
        ("B", 60.0, 60.0),
    ]


@both_engines
def test_the_window_of_a_group_follows_its_own_first_fill(engine):
    later = {**FILLS, "filled_on": [0, 40, 30]}

    (row,) = rows(later, engine=engine)

    # A alone to day 30, both to day 60, B alone to day 90.
    assert (row["numerator"], row["denominator"]) == (20 + 5 + 20 + 30, 90)


@both_engines
def test_the_window_may_follow_the_patients_first_fill(engine):
    later = {**FILLS, "filled_on": [0, 40, 30]}

    (row,) = rows(later, from_first_of_group=False, engine=engine)

    # Both groups are looked at all the time; B lacks to day 30.
    assert (row["numerator"], row["denominator"]) == (10 + 0 + 5 + 20, 60)


@both_engines
def test_a_change_of_drug_within_a_group_is_a_new_episode(engine):
    switched = {
        "patient": ["p", "p"],
        "filled_on": [0, 20],
        "days_supply": [30, 20],
        "drug": ["A", "B"],
    }

    found = rows(switched, groups={"all": "TRUE"}, detail=True, engine=engine)

    # The ten days left of A are not used for B's episode: it runs to 50, and has 20 of 30 days.
    assert [(row["start"], row["end"], pytest.approx(row["value"])) for row in found] == [
        (0, 20, 1.0),
        (20, 50, 20 / 30),
    ]


def test_a_part_of_a_day_is_in_the_days_not_in_the_dates():
    half = {"patient": ["p"], "filled_on": ["2025-01-01"], "days_supply": [10.25], "drug": ["A"]}

    (row,) = rows(half, detail=True)

    assert (str(row["end"]), row["days"]) == ("2025-01-11", 10.25)


@both_engines
def test_a_patient_without_an_episode_in_the_window_has_a_reason(engine):
    found = rows(observation_start="90d", follow_up="150d", engine=engine)

    assert [(r["value"], r["groups"], r["reason"]) for r in found] == [(None, 0, NO_EPISODE)]
    (row,) = rows(observation_start="90d", follow_up="150d", detail=True, engine=engine)
    assert (row["slice"], row["start"], row["days"], row["value"], row["reason"]) == (
        None, None, None, None, NO_EPISODE,
    )  # fmt: skip


@both_engines
def test_a_group_without_an_episode_in_the_window_does_not_count(engine):
    gone = {**FILLS, "filled_on": [0, 5, 0]}

    (row,) = rows(gone, observation_start="41d", observation="19d", engine=engine)

    assert (row["groups"], row["value"]) == (1, 1.0)


@both_engines
def test_a_patient_with_a_bad_row_costs_nobody_else(engine):
    fills = {name: [*values, values[0]] for name, values in FILLS.items()}
    fills["patient"][3], fills["days_supply"][3] = "q", None
    why = "1 row with no days' supply above 0"

    for order in ("first", "after"):
        found = rows(fills, aggregate=order, engine=engine)
        assert [("p", 5 / 6, None), ("q", None, why)] == [
            (row["patient"], pytest.approx(row["value"]), row["reason"]) for row in found
        ]
        assert why == rows(fills, aggregate=order, detail=True, engine=engine)[-1]["reason"]


@both_engines
def test_a_group_without_a_value_is_skipped_or_takes_the_value_away(engine):
    once = {"method": "cma5", "aggregate": "after", "engine": engine}

    assert figure(**once) == 0.5
    assert figure(**once, skip_missing=False) == "a group has no value"
    assert figure(**once, aggregation="sd") == "two groups with a value are needed"


@both_engines
def test_a_moment_at_which_a_group_lacks_counts_nothing_unless_it_is_skipped(engine):
    later = {**FILLS, "filled_on": [0, 40, 30]}

    (row,) = rows(later, skip_missing=False, engine=engine)

    assert (row["numerator"], row["denominator"]) == (5 + 20, 90)
    reasons = [one["reason"] for one in rows(later, skip_missing=False, detail=True, engine=engine)]
    assert [*["a group has no value"] * 2, None, None, "a group has no value"] == reasons


@pytest.mark.parametrize("how", ["mean", max])
@both_engines
def test_without_any_value_there_is_a_reason(how, engine):
    alone = {"patient": ["p"], "filled_on": [0], "days_supply": [20], "drug": ["A"]}
    asked = {"method": "cma1", "aggregation": how, "engine": engine}

    assert figure(alone, **asked, aggregate="after") == "no group has a value"
    assert figure(alone, **asked) == "no episode in the observation window has a value"
    assert rows(alone, **asked, detail=True)[0]["reason"] == "no group has a value"


def test_a_function_has_no_value_when_a_group_lacks():
    asked = {"method": "cma5", "aggregate": "after", "aggregation": max}

    assert figure(**asked) == 0.5
    assert figure(**asked, skip_missing=False) == "a group has no value"


@both_engines
def test_a_window_outside_follow_up_is_a_reason(engine):
    found = figure(follow_up="30d", engine=engine)

    assert found == "the observation window lies outside the follow-up"


def test_without_a_column_of_drugs_only_gaps_end_an_episode():
    frame = {name: values for name, values in FILLS.items() if name != "drug"}
    halves = {"one": [True, True, False], "two": [False, False, True]}

    assert figure(frame, groups=halves, drug=None) == pytest.approx(50 / 60)


def test_possession_may_be_combined_too():
    assert figure(method="pdc") == pytest.approx(50 / 60)
    assert figure(method="pdc", aggregate="after") == pytest.approx(50 / 60)


def test_an_empty_table_gives_an_empty_table():
    schema = {
        "patient": pl.String,
        "filled_on": pl.Date,
        "days_supply": pl.Int64,
        "drug": pl.String,
    }

    for order in ("first", "after"):
        for detail in (False, True):
            found = polypharmacy(
                pl.DataFrame(schema=schema), groups="drug", aggregate=order, detail=detail
            )
            assert len(found) == 0


@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame, pa.table])
@pytest.mark.parametrize("order", ["first", "after"])
@pytest.mark.parametrize("detail", [True, False])
def test_the_result_is_of_the_kind_that_came_in(kind, order, detail):
    frame = kind(FILLS)

    found = polypharmacy(frame, groups="drug", aggregate=order, detail=detail)

    assert type(frame) is type(found)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"aggregate": "never"}, "there is no such order"),
        ({"aggregation": "mode"}, "there is none of this name"),
        ({"threshold": math.nan}, "not a number"),
        ({"by": "drug"}, "by='drug'"),
        (
            {"patient": "drug", "groups": {"value": "TRUE"}, "detail": True},
            "the result has a column",
        ),
        ({"groups": {"patient": "TRUE"}, "detail": True}, "the result has a column"),
        ({"method": "cma10"}, "there is none of this name"),
    ],
)
def test_settings_without_meaning_are_refused(settings, found):
    with pytest.raises(AuthoringError, match=found):
        rows(**settings)


def test_a_patient_column_called_as_a_result_is_refused():
    with pytest.raises(AuthoringError, match="in a column 'slice'"):
        rows({**FILLS, "slice": FILLS["patient"]}, patient="slice")
