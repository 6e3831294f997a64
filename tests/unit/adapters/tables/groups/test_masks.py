"""For which rows an expression holds, in three values."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.groups.masks import masks
from carecoord.errors import AuthoringError, InputError

ROWS = {
    "atc": ["A", "B", None],
    "other": ["A", "C", "C"],
    "days": [30, 60, None],
    "dose": [30.0, float("nan"), 2.5],
    "written": ["28", "7.5", None],
    "chronic": [True, False, None],
    "on": [date(2025, 1, 31), date(2025, 2, 1), None],
    "at": [datetime(2025, 1, 31, 8), datetime(2025, 2, 1, 8), None],  # noqa: DTZ001
}
KINDS = {"polars": pl.DataFrame, "pandas": pd.DataFrame, "arrow": pa.table}
YES, NO, OPEN = True, False, None


def table(rows=None, kind=pl.DataFrame):
    return Table.of(kind(ROWS if rows is None else rows), "the test")


def mask(text, **others):
    return masks({**others, "G": text}, table())["G"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("atc == 'A'", [YES, NO, OPEN]),
        ("atc != 'A'", [NO, YES, OPEN]),
        ("atc < 'B'", [YES, NO, OPEN]),
        ("'B' <= atc", [NO, YES, OPEN]),
        ("days < 60", [YES, NO, OPEN]),
        ("days <= 60", [YES, YES, OPEN]),
        ("days > 30", [NO, YES, OPEN]),
        ("60 >= days", [YES, YES, OPEN]),
        ("dose == 30", [YES, OPEN, NO]),
        ("dose > -1", [YES, OPEN, YES]),
        ("written == 28", [YES, NO, OPEN]),
        ("7.5 < written", [YES, NO, OPEN]),
        ("chronic", [YES, NO, OPEN]),
        ("chronic == FALSE", [NO, YES, OPEN]),
        ("on == '2025-01-31'", [YES, NO, OPEN]),
        ("on > '2025-01-31'", [NO, YES, OPEN]),
        ("at > '2025-01-31'", [NO, YES, OPEN]),
        ("at == on", [YES, YES, OPEN]),
        ("atc == other", [YES, NO, OPEN]),
        ("days == dose", [YES, OPEN, OPEN]),
        ("TRUE", [YES, YES, YES]),
        ("1 == 2", [NO, NO, NO]),
    ],
)
def test_a_comparison_with_a_missing_cell_is_open(text, expected):
    assert expected == mask(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("atc %in% c('A', 'C')", [YES, NO, NO]),
        ("atc %in% 'B'", [NO, YES, NO]),
        ("atc %in% c()", [NO, NO, NO]),
        ("days %in% c(60, 90)", [NO, YES, NO]),
        ("written %in% c(7.5)", [NO, YES, NO]),
        ("on %in% c('2025-02-01')", [NO, YES, NO]),
        ("!atc %in% c('A')", [NO, YES, YES]),
        ("is.na(atc)", [NO, NO, YES]),
        ("is.na(dose)", [NO, YES, NO]),
    ],
)
def test_a_missing_cell_is_none_of_several(text, expected):
    assert expected == mask(text)


@pytest.mark.parametrize("joins", ["&", "&&"])
def test_and(joins):
    rows = [(a, b) for a in (YES, NO, OPEN) for b in (YES, NO, OPEN)]
    both = table({"a": [a for a, _ in rows], "b": [b for _, b in rows]})

    assert masks({"G": f"a {joins} b"}, both)["G"] == [YES, NO, OPEN, NO, NO, NO, OPEN, NO, OPEN]


@pytest.mark.parametrize("joins", ["|", "||"])
def test_or(joins):
    rows = [(a, b) for a in (YES, NO, OPEN) for b in (YES, NO, OPEN)]
    both = table({"a": [a for a, _ in rows], "b": [b for _, b in rows]})

    assert masks({"G": f"a {joins} b"}, both)["G"] == [
        YES,
        YES,
        YES,
        YES,
        NO,
        OPEN,
        YES,
        OPEN,
        OPEN,
    ]


def test_not_leaves_open_what_is_open():
    assert mask("!(atc == 'A')") == [NO, YES, OPEN]


def test_other_groups_by_name_in_any_order():
    found = masks({"C": "{B} | days == 30", "B": "!{A}", "A": "atc == 'A'"}, table())

    assert found == {"C": [YES, YES, OPEN], "B": [NO, YES, OPEN], "A": [YES, NO, OPEN]}
    assert [*found] == ["C", "B", "A"]


def test_a_mask_may_be_named_too():
    assert mask("!{M}", M=[YES, NO, OPEN]) == [NO, YES, OPEN]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("atc == 'A' & days < 60", [YES, NO, OPEN]),
        ("chronic | is.na(on)", [YES, NO, YES]),
        ("dose >= 2.5", [YES, OPEN, YES]),
        ("at < '2025-02-01'", [YES, NO, OPEN]),
    ],
)
def test_all_kinds_of_frames(kind, text, expected):
    rows = {name: ROWS[name] for name in ("atc", "days", "dose", "on", "at")}
    if kind is pd.DataFrame:
        frame = pd.DataFrame({**rows, "on": pd.to_datetime(pd.Series(rows["on"]))})
        frame["chronic"] = pd.array(ROWS["chronic"], dtype="boolean")
    else:
        frame = kind({**rows, "chronic": ROWS["chronic"]})

    assert expected == masks({"G": text}, Table.of(frame, "the test"))["G"]


def test_an_empty_table_has_empty_groups():
    empty = Table.of(pl.DataFrame(schema={"a": pl.String}), "the test")

    assert masks({"G": "a == 'x' & !is.na(a)"}, empty) == {"G": []}


@pytest.mark.parametrize(
    ("text", "found", "remedy"),
    [
        (
            "days == 'A'",
            "the column 'days' holds numbers, and is compared with 'A' at position 6",
            "Compare like with like",
        ),
        (
            "atc == TRUE",
            "the column 'atc' holds texts, and is compared with True at position 5",
            "Compare like with like",
        ),
        (
            "on == 5",
            "the column 'on' holds dates, and is compared with 5.0 at position 4",
            "Compare like with like",
        ),
        (
            "chronic == 'yes'",
            "the column 'chronic' holds TRUE and FALSE, and is compared with 'yes' at position 9",
            "Compare like with like",
        ),
        (
            "atc == days",
            "the column 'atc' holds texts, and is compared with numbers at position 5",
            "Compare like with like",
        ),
        (
            "on == 'soon'",
            "'soon', compared with dates at position 4",
            "Write the date as '2025-01-31'",
        ),
        ("atc", "the column 'atc', which is not TRUE or FALSE", "Compare it with a value"),
        ("1", "1.0, which is not TRUE or FALSE", "Compare it with a value"),
        (
            "atc %in% c('A', 1)",
            "constants of different kinds after %in% at position 5",
            "Compare like with like",
        ),
        ("{H}", "the group 'H' at position 1, which there is not", "Name one of 'G'"),
    ],
)
def test_what_cannot_be_compared_is_said(text, found, remedy):
    with pytest.raises(AuthoringError) as caught:
        mask(text)

    assert ("the group 'G'", found, remedy) == (
        caught.value.asked,
        caught.value.found,
        caught.value.remedy,
    )


def test_texts_that_are_no_numbers_are_not_compared_with_one_nor_shown():
    with pytest.raises(InputError) as caught:
        mask("atc == 1")

    assert caught.value.found == (
        "the column 'atc', compared with a number, but not all of its texts are"
    )
    assert caught.value.remedy == "Compare it with a text in quotes"


def test_a_column_that_is_missing_is_named_with_its_place():
    with pytest.raises(InputError, match=r"the group 'G', position 12: the column 'lost'"):
        mask("days > 1 & lost == 1")


@pytest.mark.parametrize(
    ("groups", "circle"),
    [
        ({"A": "{A}"}, "'A' names 'A'"),
        ({"A": "{B}", "B": "!({A})"}, "'A' names 'B' names 'A'"),
        ({"A": "{B}", "B": "{C} & TRUE", "C": "{A}"}, "'A' names 'B' names 'C' names 'A'"),
    ],
)
def test_groups_that_lead_back_to_themselves_are_refused(groups, circle):
    with pytest.raises(AuthoringError, match="a circle") as caught:
        masks(groups, table())

    assert len(circle) == len(caught.value.found.removeprefix("a circle: "))


def test_many_groups_may_build_on_one_another():
    groups = {"0": "atc == 'A'", **{str(n): f"{{{n - 1}}}" for n in range(1, 3000)}}

    assert masks(groups, table())["2999"] == [YES, NO, OPEN]
