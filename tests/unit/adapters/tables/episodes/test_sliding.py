from datetime import date

import polars as pl
import pytest

from carecoord.adapters.tables.episodes.sliding import adherence_in_windows
from carecoord.errors import AuthoringError, InputError

FILLS = pl.DataFrame({
    "patient": [1, 1, 2, 3],
    "filled_on": ["2025-01-31", "2025-03-02", "2025-01-01", "never"],
    "days_supply": [30, 15, 90, 30],
    "drug": ["a", "a", "b", "a"],
    "from": ["2025-03-01", "2025-09-01", None, None],
    "long": [30.0, None, 45.0, None],
})  # fmt: skip
HALF_A_YEAR = {"follow_up": "180d", "observation": "180d"}


def windows(patient, method="cma7", **settings):
    found = adherence_in_windows(FILLS, method, **{**HALF_A_YEAR, **settings})
    return found.filter(pl.col("patient") == patient)


def test_each_window_has_a_row():
    found = windows(1, duration="90d", step="60d")

    assert found.select("window", "start", "end", "value").rows() == [
        (1, date(2025, 1, 31), date(2025, 5, 1), 0.5),
        (2, date(2025, 4, 1), date(2025, 6, 30), 0.0),
    ]


def test_months_have_thirty_days_but_where_the_first_window_starts():
    found = windows(1, start="1mo", duration="1mo", step="2mo")

    assert found.select("start", "end").rows() == [
        (date(2025, 3, 1), date(2025, 3, 31)),
        (date(2025, 4, 30), date(2025, 5, 30)),
        (date(2025, 6, 29), date(2025, 7, 29)),
    ]


def test_the_first_window_may_start_on_a_date():
    assert windows(1, start=date(2025, 7, 1), duration="20d")["start"].to_list() == [
        date(2025, 7, 1)
    ]


def test_start_and_length_may_stand_in_the_row_of_the_first_fill():
    found = windows(1, start="column:from", duration="column:long", step="100d")

    assert found.select("start", "end").rows() == [
        (date(2025, 3, 1), date(2025, 3, 31)),
        (date(2025, 6, 9), date(2025, 7, 9)),
    ]


def test_a_start_that_is_missing_is_a_reason():
    found = windows(2, start="column:from")

    assert found["reason"].to_list() == [
        "no start of the first window: the column has no date or number"
    ]


def test_a_length_that_is_missing_is_a_reason():
    fills = FILLS.with_columns(long=pl.when(pl.col("patient") == 2).then(None).otherwise(30))

    found = adherence_in_windows(fills, "cma7", duration="column:long", **HALF_A_YEAR)

    assert found.filter(pl.col("patient") == 2)["reason"].to_list() == [
        "no length of the windows above 0: the column has no such number"
    ]


def test_a_patient_into_whose_observation_no_window_fits_has_a_reason():
    found = windows(1, duration="181d")

    assert found.select("window", "start", "value", "reason").rows() == [
        (None, None, None, "no window of this length fits into the observation window")
    ]


def test_a_patient_whose_rows_cannot_be_used_has_a_reason():
    assert windows(3)["reason"].to_list() == ["1 row with no date that can be read"]


def test_windows_of_a_number_cover_the_observation():
    found = windows(1, duration="90d", steps=3)

    assert found["start"].to_list() == [date(2025, 1, 31), date(2025, 3, 17), date(2025, 5, 1)]


def test_pdc_counts_supply_from_before_a_window_and_tells_what_is_left():
    found = windows(2, "pdc", duration="60d", step="60d")

    assert found.select("value", "supply_left").rows() == [(1.0, 30.0), (0.5, 0.0), (None, None)]


def test_pdc_has_a_reason_where_no_supply_reaches_a_window():
    found = windows(2, "pdc", duration="60d", step="60d")

    assert found["reason"].to_list() == [None, None, "no fill in the observation window"]


@pytest.mark.parametrize(
    "setting", [{"step": "0d"}, {"step": date(2025, 1, 1)}, {"steps": 0}, {"step": "column:long"}]
)
def test_windows_that_do_not_move_are_refused(setting):
    with pytest.raises(AuthoringError, match="windows that slide"):
        windows(1, **setting)


@pytest.mark.parametrize("duration", ["0d", date(2025, 1, 1)])
def test_windows_without_a_length_are_refused(duration):
    with pytest.raises(AuthoringError, match="the length of the windows"):
        windows(1, duration=duration)


def test_a_date_among_days_of_no_calendar_is_refused():
    fills = pl.DataFrame({"patient": [1], "filled_on": [1], "days_supply": [30], "drug": ["a"]})

    with pytest.raises(InputError, match="windows by the calendar"):
        adherence_in_windows(fills, start="1mo")


def test_windows_start_from_the_first_fill_of_the_patient_in_every_group():
    fills = FILLS.with_columns(group=pl.Series(["x", "y", "x", "x"]))

    found = adherence_in_windows(fills, "cma7", by="group", duration="180d", **HALF_A_YEAR)

    assert found.filter(pl.col("patient") == 1)["start"].to_list() == [date(2025, 1, 31)] * 2
