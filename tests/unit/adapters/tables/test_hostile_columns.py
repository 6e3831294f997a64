"""Columns of odd kinds: each cell is read, marked, or refused with one error of ours."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables import adherence, fill_problems
from carecoord.errors import AuthoringError, CarecoordError, InputError

FILLS = {
    "patient": ["p", "p", "q"],
    "filled_on": [date(2025, 1, 1), date(2025, 1, 31), date(2025, 1, 1)],
    "days_supply": [30, 30, 30],
    "drug": ["a", "a", "a"],
}
YEAR = {"follow_up": 60, "observation": 60}
UNREAD = "2 rows with no date that can be read"


def column(frame, name):
    found = frame[name]
    cells = found.to_pylist() if isinstance(frame, pa.Table) else found.to_list()
    return [None if pd.isna(cell) else cell for cell in cells]


def told(frame, **settings):
    found = adherence(frame, "pdc", **YEAR, **settings)
    return column(found, "numerator"), column(found, "reason")


@pytest.mark.parametrize(
    "cells",
    [
        [b"2025-01-01", b"2025-01-31", b"2025-01-01"],
        [timedelta(1), timedelta(31), timedelta(1)],
        [True, False, True],
        [10_000_001, 2**62, -(2**63)],
        [20250101, 20250131, 20250101],
        [0.5, float("inf"), float("nan")],
    ],
    ids=["bytes", "durations", "yes or no", "too far", "written as a number", "parts of days"],
)
def test_what_is_no_day_has_a_reason(made, cells):
    assert told(made({**FILLS, "filled_on": cells})) == (
        [None, None],
        [UNREAD, "1 row with no date that can be read"],
    )


def test_day_numbers_that_a_missing_cell_made_fractions_are_read(made):
    cells = [1.0, 31.0, None]

    assert told(made({**FILLS, "filled_on": cells})) == (
        [60.0, None],
        [None, "1 row with no date that can be read"],
    )


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint8(), pa.uint64(), pa.decimal128(20)])
def test_small_and_unsigned_days_with_a_missing_one(kind):
    fills = pa.table({**FILLS, "filled_on": pa.array([1, 31, None], kind)})

    assert told(fills) == ([60.0, None], [None, "1 row with no date that can be read"])


def test_days_beyond_all_dates_are_no_dates():
    far = pl.Series([10**8] * 3, dtype=pl.Int32).cast(pl.Date)

    assert told(pl.DataFrame(FILLS).with_columns(filled_on=far))[1] == [
        UNREAD,
        "1 row with no date that can be read",
    ]


def test_whole_numbers_are_read_in_the_form_they_are_written_in(made):
    cells = [20250101, 20250131, 20250101]

    assert told(made({**FILLS, "filled_on": cells}), date_format="%Y%m%d")[0] == [60.0, 30.0]


@pytest.mark.parametrize("form", ["%d.%m.", "%q", "%", "", 5, "%H:%M"])
def test_a_form_that_tells_no_date_is_refused(made, form):
    with pytest.raises(AuthoringError, match="does not tell day, month and year"):
        adherence(made(FILLS), date_format=form)


@pytest.mark.parametrize(
    "cells",
    [
        ["1_0", "x", ""],
        [True, True, False],
        [float("inf"), float("nan"), -1.0],
        [timedelta(30)] * 3,
    ],
    ids=["texts", "yes or no", "fractions", "durations"],
)
def test_what_is_no_amount_has_a_reason(made, cells):
    reasons = ["2 rows with no days' supply above 0", "1 row with no days' supply above 0"]

    assert ([None, None], reasons) == told(made({**FILLS, "days_supply": cells}))


@pytest.mark.parametrize("cells", [[Decimal(30)] * 3, ["30", " 30 ", "3e1"], [30, 30, 2**63 - 1]])
def test_amounts_of_any_kind(made, cells):
    assert [
        min(days, 30.0 * count)
        for days, count in zip(told(made({**FILLS, "days_supply": cells}))[0], (2, 1), strict=True)
    ] == [60.0, 30.0]


@pytest.mark.parametrize("nobody", ["", "  ", None])
def test_a_blank_patient_is_nobody(made, nobody):
    assert told(made({**FILLS, "patient": ["p", "p", nobody]})) == (
        [60.0, None],
        [None, "1 row with no patient"],
    )


def test_missing_cells_of_pandas_are_missing():
    fills = pd.DataFrame(FILLS).assign(
        patient=pd.Series(["p", pd.NA, pd.NaT], dtype=object),
        drug=pd.Series(["a", pd.NA, float("nan")], dtype=object),
    )

    assert column(fill_problems(fills), "problem") == ["no patient", "no patient"]


def test_objects_without_a_hash_name_nobody():
    fills = pd.DataFrame(FILLS).assign(patient=pd.Series(["p", [1], {}], dtype=object))

    assert column(fill_problems(fills), "problem") == ["no patient", "no patient"]


@pytest.mark.parametrize("name", ["patient", "filled_on", "days_supply", "drug"])
@pytest.mark.parametrize("made", [pl.DataFrame, pa.table])
@pytest.mark.parametrize("cell", [[1], {"a": 1}])
def test_a_column_of_lists_or_records_is_refused(made, name, cell):
    with pytest.raises(InputError, match=f"'{name}'.*several values each"):
        adherence(made({**FILLS, name: [cell] * 3}))


@pytest.mark.parametrize(
    "as_kind",
    [
        lambda texts: pa.RunEndEncodedArray.from_arrays([1, 2, 3], texts),
        lambda texts: pa.array(texts, pa.string_view()),
        lambda texts: pa.array(texts).dictionary_encode(),
    ],
    ids=["run-end", "view", "dictionary"],
)
def test_arrow_texts_of_any_layout(as_kind):
    fills = pa.table({**FILLS, "patient": as_kind(FILLS["patient"])})

    assert told(fills) == ([60.0, 30.0], [None, None])


@pytest.mark.parametrize("made", [pl.DataFrame, pa.table])
def test_columns_of_nothing(made):
    nothing = {name: [None, None] for name in FILLS}

    assert told(made(nothing)) == ([None], ["2 rows with no patient"])


@pytest.mark.parametrize(
    "fills",
    [
        pd.concat([pd.DataFrame(FILLS), pd.DataFrame(FILLS)[["drug"]]], axis=1),
        pa.table(FILLS).append_column("patient", pa.array(FILLS["patient"])),
    ],
)
def test_two_columns_of_one_name_are_refused(fills):
    with pytest.raises(InputError, match="several columns of one name"):
        adherence(fills)


def test_a_lazy_frame_that_fails_is_named_without_its_words():
    fills = pl.DataFrame(FILLS).lazy().select("patient", "nope")

    with pytest.raises(InputError, match=r"cannot be computed \(ColumnNotFoundError\)"):
        adherence(fills)


def test_a_frame_that_came_in_is_left_as_it_was():
    fills = pd.DataFrame(FILLS).astype(object).set_index(pd.Index([7, 7, 3]))
    before = fills.copy(deep=True)
    adherence(fills, "cma7", until="filled_on")

    pd.testing.assert_frame_equal(before, fills)


@pytest.mark.parametrize(
    "wrong", [pd.Series(["p-1"]), pl.Series(["p-1"]), pd.DataFrame({"a": ["p-1"]})]
)
@pytest.mark.parametrize(
    "setting", ["patient", "by", "until", "follow_up", "engine", "date_format", "method"]
)
def test_a_column_instead_of_its_name_is_refused_and_not_quoted(setting, wrong):
    with pytest.raises(CarecoordError) as refused:
        adherence(pl.DataFrame(FILLS), **{setting: wrong})

    assert "p-1" not in str(refused.value)


def test_a_setting_that_there_is_not(made):
    with pytest.raises(AuthoringError, match="Did you mean 'days_supply'"):
        adherence(made(FILLS), days_suply="x")


def test_a_column_called_as_one_of_the_result_is_refused(made):
    fills = {"value": FILLS["patient"], **FILLS}

    with pytest.raises(AuthoringError, match="a column 'value', kept in the result"):
        adherence(made(fills), patient="value")


def test_a_clock_of_another_zone(made):
    clocks = [datetime(2025, 1, 1, 23, tzinfo=UTC), datetime(2025, 1, 31, tzinfo=UTC)]

    assert told(made({**FILLS, "filled_on": [*clocks, clocks[0]]}))[0] == [60.0, 30.0]
