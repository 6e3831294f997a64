"""The supply of a patient of a table, laid out."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import polars as pl
import pytest

from carecoord.adapters.pictures import Span, supply_timeline
from carecoord.errors import AuthoringError, InputError
from carecoord.model import Period

FIRST = date(2025, 1, 1)
START = FIRST.toordinal()
YEAR = {"follow_up": "1y", "observation": "1y"}


def frame(*rows):
    return pl.DataFrame(
        [("p", FIRST + timedelta(day), float(days), drug) for day, days, drug in rows],
        schema=["patient", "filled_on", "days_supply", "drug"],
        orient="row",
    )


def used(lane):
    return [(s.used.first - START, s.used.until - START) for s in lane.supplies]


def gaps(lane):
    return [(gap.first - START, gap.until - START) for gap in lane.gaps]


def test_an_early_fill_is_used_when_the_one_before_has_ended():
    picture = supply_timeline(frame((0, 30, "a"), (20, 30, "a")), "p", follow_up=60, observation=60)
    (lane,) = picture.lanes

    assert used(lane) == [(0, 30), (30, 60)]
    assert [supply.shifted for supply in lane.supplies] == [False, True]
    assert gaps(lane) == []


def test_the_days_without_supply_are_a_gap_up_to_the_end_of_the_window():
    picture = supply_timeline(frame((0, 30, "a"), (40, 30, "a")), "p", follow_up=90, observation=90)

    assert gaps(picture.lanes[0]) == [(30, 40), (70, 90)]


def test_each_drug_has_a_lane_and_the_last_is_of_any():
    fills = frame((0, 90, "a"), (10, 7, "b"), (90, 90, "a"), (190, 7, "b"))
    picture = supply_timeline(fills, "p", follow_up=200, observation=200)

    assert [lane.name for lane in picture.lanes] == ["a", "b", "Any of them in hand"]
    assert used(picture.lanes[1]) == [(10, 17), (190, 197)]
    assert gaps(picture.lanes[2]) == [(180, 190), (197, 200)]
    assert gaps(picture.lanes[1]) == []
    assert picture.lanes[1].between[0].days == 190 - 17


def test_supply_of_before_the_window_is_shown_and_does_not_count():
    fills = frame((0, 30, "a"), (60, 30, "a"))
    (lane,) = supply_timeline(fills, "p", follow_up=90, observation_start=50, observation=40).lanes

    assert [supply.counted for supply in lane.supplies] == [False, True]
    assert gaps(lane) == [(50, 60)]


def test_another_drug_ends_what_is_left_when_only_the_same_is_carried():
    fills = frame((0, 30, "a"), (20, 10, "b"), (60, 30, "a"))
    (lane,) = supply_timeline(fills, "p", "cma7", carry_same_drug_only=True, **YEAR).lanes

    assert used(lane) == [(0, 20), (20, 30), (60, 90)]
    assert gaps(lane)[0] == (30, 60)


def test_another_dose_stretches_what_is_left():
    fills = frame((0, 30, "a"), (20, 10, "a")).with_columns(daily_dose=pl.Series([2.0, 1.0]))
    (lane,) = supply_timeline(fills, "p", "cma7", dose_change=True, **YEAR).lanes

    assert used(lane) == [(0, 40), (40, 50)]


def test_cma1_to_cma4_draw_supply_as_dispensed_and_the_odd_ones_leave_out_the_last():
    fills = frame((0, 30, "a"), (20, 30, "a"), (50, 30, "a"))
    for method, counted in (("cma1", [True, True, False]), ("cma2", [True, True, True])):
        (lane,) = supply_timeline(fills, "p", method, **YEAR).lanes

        assert used(lane) == [(0, 30), (20, 50), (50, 80)]
        assert counted == [supply.counted for supply in lane.supplies]


def test_cma8_counts_from_the_day_on_which_supply_of_before_has_ended():
    fills = frame((0, 60, "a"), (80, 30, "a"))
    picture = supply_timeline(
        fills, "p", "cma8", follow_up=200, observation_start=30, observation=90
    )
    (counted,) = [window for window in picture.windows if window.counts]

    assert (Span(START + 60, START + 120),) == counted.spans
    assert gaps(picture.lanes[0]) == [(60, 80), (110, 120)]


def test_a_window_that_counts_names_its_days():
    picture = supply_timeline(frame((10, 30, "a")), "p", "cma6", **YEAR)

    assert picture.words()[0] == "CMA6 = 0.082: 30 of 365 days."


@pytest.mark.parametrize("method", ["pdc", "cma7"])
def test_where_there_is_no_result_the_fills_are_shown_and_the_reason(method):
    fills = frame((0, 30, "a"), (40, 0, "a"))
    picture = supply_timeline(fills, "p", method)

    assert used(picture.lanes[0]) == [(0, 30)]
    assert not picture.lanes[0].supplies[0].counted
    assert "1 row with no days' supply above 0" in picture.words()[0]


def test_a_patient_with_no_usable_row_has_a_picture_that_says_so():
    svg = supply_timeline(frame((0, 0, "a")), "p").svg()

    assert "No fill with a day and days&#x27; supply is to be drawn." in svg
    assert "1 row with no days&#x27; supply above 0" in svg


def test_plain_days_stay_plain():
    fills = pl.DataFrame({"patient": [7], "filled_on": [3], "days_supply": [30], "drug": ["a"]})
    picture = supply_timeline(fills, 7, follow_up="60d", observation="60d")

    assert "day 3 to day 62" in picture.words()[1]
    with pytest.raises(InputError, match="whole numbers"):
        supply_timeline(fills, 7, stays=[Period(FIRST, None)])


def test_a_stay_is_shown_with_its_last_day_and_changes_nothing():
    fills = frame((0, 30, "a"))
    stay = Period(date(2025, 1, 10), date(2025, 1, 12))
    picture = supply_timeline(fills, "p", stays=[stay, Period(date(2025, 1, 20), None)])

    assert "Stays: 2025-01-10 to 2025-01-11." in picture.words()
    assert supply_timeline(fills, "p").lanes == picture.lanes


def test_columns_may_have_other_names():
    fills = frame((0, 30, "a")).rename({"patient": "who", "filled_on": "when"})

    assert supply_timeline(fills, "p", patient="who", filled_on="when").lanes[0].name == "a"


def test_without_a_column_of_drugs_all_fills_are_of_one():
    fills = frame((0, 30, "a"), (20, 30, "b"))
    (lane,) = supply_timeline(fills, "p", drug=None).lanes

    assert lane.name == "All fills"
    assert used(lane) == [(0, 30), (30, 60)]


def test_who_is_not_in_the_table_is_an_error_that_does_not_say_who():
    with pytest.raises(InputError, match="no row has this patient") as error:
        supply_timeline(frame((0, 30, "a")), "Ada Example")

    assert "Ada" not in str(error.value)


def test_a_method_that_nobody_computes_is_refused():
    with pytest.raises(AuthoringError, match="cma10"):
        supply_timeline(frame((0, 30, "a")), "p", "cma10")


@pytest.mark.parametrize("stays", [5, ["2025-01-01"], pd.DataFrame({"admitted_on": [FIRST]})])
def test_stays_are_periods(stays):
    with pytest.raises(AuthoringError, match="something else than periods"):
        supply_timeline(frame((0, 30, "a")), "p", stays=stays)


def test_supply_without_end_is_told_in_words():
    picture = supply_timeline(frame((0, 1e308, "a"), (10, 1e308, "a")), "p")

    assert any("9999-12-31" in sentence for sentence in picture.words())
    assert picture.svg().startswith("<svg")


def test_a_missing_patient_of_pandas_is_nobody():
    fills = pd.DataFrame(
        {
            "patient": pd.Series(["p", pd.NA], dtype="string"),
            "filled_on": [FIRST, FIRST],
            "days_supply": [30, 30],
            "drug": pd.Series([pd.NA, "a"], dtype="string"),
        }
    )

    assert supply_timeline(fills, "p", drug=None).results[0].numerator == 30
    with pytest.raises(InputError, match="no row has this patient"):
        supply_timeline(fills, pd.NA)
