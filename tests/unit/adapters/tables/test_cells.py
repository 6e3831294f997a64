"""Cells of columns as numbers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pytest

from carecoord.adapters.tables import cells, coding
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.frames import Table

DAY = date(2025, 3, 9)


def column(frame):
    return Table.of(frame, "a test").column("x", "what is tested")


def codes_of(values):
    numbers, firsts = coded(column(pl.DataFrame({"x": values})))
    return list(numbers), firsts


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2025, 3, 9, 23, 59),  # noqa: DTZ001  wall clocks are what pharmacies write
        datetime(2025, 3, 9, 23, 30, tzinfo=ZoneInfo("America/New_York")),
        "2025-03-09",
        "2025-03-09T23:59:00",
        " 2025-03-09 ",
    ],
)
def test_a_day_is_that_of_its_own_clock(cell):
    days, dated = cells.days(column(pl.DataFrame({"x": [cell, None]})))

    assert ([DAY.toordinal(), cells.NO_DAY], True) == (list(days), dated)


def test_a_day_before_1970():
    days, _ = cells.days(column(pl.DataFrame({"x": [date(1955, 2, 28)]})))

    assert [date(1955, 2, 28).toordinal()] == list(days)


def test_objects_of_pandas():
    days, _ = cells.days(column(pd.DataFrame({"x": [DAY, None]}, dtype=object)))

    assert [DAY.toordinal(), cells.NO_DAY] == list(days)


@pytest.mark.parametrize(
    ("values", "coded", "firsts"),
    [
        ([3, 3, 5], [0, 0, 1], [0, 2]),
        ([5, 3, 5], [0, 1, 0], [0, 1]),
        ([10**17, 3, 10**17], [0, 1, 0], [0, 1]),
        ([5, None, 3], [0, -1, 1], [0, 2]),
        (["b", "a", "b"], [0, 1, 0], [0, 1]),
        (["b", None, "a"], [0, -1, 1], [0, 2]),
        ([1.5, float("nan"), 1.5], [0, -1, 0], [0]),
        ([], [], []),
    ],
)
def test_codes_are_in_order_of_appearance(values, coded, firsts):
    assert (coded, firsts) == codes_of(values)


def test_no_whole_numbers_at_all():
    numbers, firsts = coded(column(pl.DataFrame({"x": []}, schema={"x": pl.Int64})))

    assert (list(numbers), firsts) == ([], [])


def test_amounts():
    assert list(cells.numbers(column(pl.DataFrame({"x": ["1", "2.5"]})))) == [1.0, 2.5]
    (unknown,) = cells.numbers(column(pl.DataFrame({"x": ["many"]})))
    assert unknown != unknown  # noqa: PLR0124  not a number


def test_day_numbers_in_a_column_of_mixed_cells():
    mixed = pd.Series([3, 4.0, 4.5, None, "5", True], dtype=object)
    found, dated = cells.days(column(pd.DataFrame({"x": mixed})))

    assert list(found) == [3, 4, *[cells.NO_DAY] * 4]
    assert not dated


def test_a_day_in_a_column_of_mixed_cells_leaves_numbers_unread():
    found, dated = cells.days(column(pd.DataFrame({"x": pd.Series([3, DAY], dtype=object)})))

    assert list(found) == [cells.NO_DAY, DAY.toordinal()]
    assert dated


def test_true_is_no_amount_and_takes_none_from_the_ones_beside_it():
    amounts = column(pd.DataFrame({"x": pd.Series([True, 1, 1.0, False, 0], dtype=object)}))

    assert [str(one) for one in cells.numbers(amounts)] == ["nan", "1.0", "1.0", "nan", "0.0"]


def test_a_text_that_is_none_in_utf_8_is_one_more_value():
    texts = pd.Series(["a", "caf\udce9", "a"], dtype=object)
    numbers, firsts = coded(column(pd.DataFrame({"x": texts})))

    assert (list(numbers), firsts) == ([0, 1, 0], [0, 1])


def test_texts_that_are_looked_at_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(coding, "_AT_A_TIME", 2)
    texts = ["b", "a", "b", "c", "a", "d", "d", "c", "b"]

    assert codes_of(texts) == ([0, 1, 0, 2, 1, 3, 3, 2, 0], [0, 1, 3, 5])
