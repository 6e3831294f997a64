from datetime import date

import pandas as pd
import polars as pl

from carecoord.adapters.tables.possession.gaps import fill_gaps

FILLS = pl.DataFrame({
    "patient": [2, 1, 1, 3, 1, 2],
    "filled_on": ["2025-01-05", "2025-02-01", "2025-01-01", "2025-01-01", "2025-06-01", "?"],
    "days_supply": [30, 30, 60, 0, 30, 30],
    "drug": ["a", "a", "b", "a", "a", "a"],
})  # fmt: skip
WINDOWS = {"follow_up": "120d", "observation_start": "20d", "observation": "100d"}


def seen(method, *names, fills=FILLS):
    return fill_gaps(fills, method, **WINDOWS).select(names).rows()


def test_rows_stay_in_the_order_of_the_table():
    assert seen("cma7", "patient", "filled_on") == FILLS.select("patient", "filled_on").rows()


def test_a_fill_has_its_interval_its_gap_and_what_was_carried_in():
    assert seen("cma7", "interval", "gap", "carried_in", "used")[1] == (89.0, 30.0, 29.0, True)


def test_a_fill_before_the_window_has_no_interval_in_cma7():
    assert seen("cma7", "interval", "gap", "carried_in", "used")[2] == (None, 0.0, 0.0, False)


def test_drugs_have_timelines_of_their_own_in_pdc():
    assert seen("pdc", "interval", "gap", "carried_in", "used")[1:3] == [
        (89.0, 59.0, 0.0, True),
        (120.0, 60.0, 0.0, True),
    ]


def test_a_fill_has_the_windows_of_its_patient():
    names = ("follow_up_start", "follow_up_end", "observation_start", "observation_end")

    assert seen("cma7", *names)[4] == (
        date(2025, 1, 1), date(2025, 5, 1), date(2025, 1, 21), date(2025, 5, 1),
    )  # fmt: skip


def test_cma8_opens_the_window_later():
    assert seen("cma8", "lag", "used")[1:3] == [(40.0, False), (40.0, False)]


def test_a_fill_that_nothing_is_seen_of_has_a_reason():
    assert [row[0] for row in seen("cma6", "reason")] == [
        "other rows of the patient cannot be used",
        None,
        "the fill is before the observation window",
        "no days' supply above 0",
        "the fill is outside the follow-up",
        "no date that can be read",
    ]


def test_what_cannot_be_used_is_neither_used_nor_unused():
    assert [row[0] for row in seen("cma6", "used")] == [None, True, False, None, False, None]


def test_windows_outside_the_follow_up_are_a_reason_for_every_fill():
    found = fill_gaps(FILLS[1:3], follow_up="10d", observation="20d")

    assert found["reason"].to_list() == ["the observation window lies outside the follow-up"] * 2


def test_a_table_in_order_stays_as_it_is():
    fills = FILLS[[2, 1]]

    assert seen("cma9", "interval", fills=fills) == [(31.0,), (89.0,)]


def test_groups_have_a_column_of_their_own():
    found = fill_gaps(FILLS[1:3], "cma7", by="drug", **WINDOWS)

    assert found.select("patient", "drug", "gap").rows() == [(1, "a", 59.0), (1, "b", 60.0)]


def test_pandas_keeps_the_index_of_the_fills():
    found = fill_gaps(FILLS[1:3].to_pandas().set_index(pd.Index(["x", "y"])), "cma7", **WINDOWS)

    assert found.loc["x", "gap"] == 30.0
