"""Which fills belong to which groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.groups.membership import OTHERS, membership
from carecoord.errors import AuthoringError, InputError


def members(groups, kind=pl.DataFrame, **columns):
    """The rows of each group."""
    rows = columns or {"drug": ["A", "B", "A", None]}
    found = membership(groups, Table.of(kind(rows), "the test"))
    codes = found.groups.codes
    places = range(len(codes)) if found.groups.rows is None else found.groups.rows
    return {
        name: [row for row, one in zip(places, codes, strict=True) if one == code]
        for code, name in enumerate(found.names)
    }


@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame, pa.table])
def test_each_value_of_a_column_is_a_group_and_what_is_missing_the_others(kind):
    assert members("drug", kind) == {"A": [0, 2], "B": [1], OTHERS: [3]}


def test_a_column_without_missing_cells_has_no_others():
    assert members("n", n=[7, 9, 7]) == {"7": [0, 2], "9": [1]}


def test_a_fill_may_belong_to_several_groups_and_to_none():
    groups = {"A": "drug == 'A'", "Known": "!is.na(drug)"}

    assert members(groups) == {"A": [0, 2], "Known": [0, 1, 2], OTHERS: [3]}


def test_what_is_open_does_not_belong():
    assert members({"A": "drug == 'A'"}) == {"A": [0, 2], OTHERS: [1, 3]}


def test_without_others_there_is_no_group_of_them():
    assert members({"All": "TRUE", "None": "FALSE"}) == {"All": [0, 1, 2, 3], "None": []}


@pytest.mark.parametrize(
    "mask",
    [
        [True, None, False, True],
        (True, None, False, True),
        np.array([True, False, False, True]),
        pl.Series([True, None, False, True]),
        pd.Series([True, None, False, True]),
        pd.Series(pd.array([True, None, False, True], dtype="boolean")),
        pa.chunked_array([[True, None, False, True]]),
    ],
    ids=lambda mask: type(mask).__name__,
)
def test_a_mask_of_any_kind(mask):
    assert members({"M": mask}) == {"M": [0, 3], OTHERS: [1, 2]}


def test_an_expression_may_name_a_mask():
    assert members({"N": "!{M}", "M": [True, None, False, True]})["N"] == [2]


@pytest.mark.parametrize(
    ("mask", "found"),
    [
        ([True], "a mask of 1 rows, for a table of 4"),
        ([0.5, 1, 0, 0], "a mask with other cells than TRUE, FALSE and missing ones"),
        (["TRUE", None, None, None], "a mask with other cells than TRUE, FALSE and missing ones"),
        ([[], None, None, None], "a mask with other cells than TRUE, FALSE and missing ones"),
        (7, "an object of type int"),
    ],
)
def test_a_mask_of_other_things_is_refused(mask, found):
    with pytest.raises(InputError) as caught:
        members({"M": mask})

    assert (caught.value.asked, caught.value.found) == ("the group 'M'", found)


@pytest.mark.parametrize(
    ("groups", "found"),
    [({}, "none at all"), ({OTHERS: "TRUE"}, f"one called {OTHERS}")],
)
def test_groups_need_names_of_their_own(groups, found):
    with pytest.raises(AuthoringError) as caught:
        members(groups)

    assert caught.value.found == found


def test_a_column_of_groups_has_to_be_there():
    with pytest.raises(InputError, match=r"the column 'atc' \(the groups\)"):
        members("atc")
