"""What is wrong with the rows of a table of fills."""

from datetime import date

import pytest
from plain_rows import rows

from carecoord.adapters.tables import fill_problems
from carecoord.errors import InputError

DAY, DEATH = date(2025, 1, 1), date(2025, 6, 1)


def test_each_row_with_a_problem_is_named(made):
    fills = {
        "patient": ["a", "a", "b", "c", None, "d", "e"],
        "filled_on": [DAY, DAY, DAY, None, DAY, date(2025, 7, 1), DAY],
        "days_supply": [30.0, 30.0, None, 30.0, 30.0, 30.0, float("inf")],
        "died": [None, None, None, None, None, DEATH, DEATH],
    }

    found = rows(fill_problems(made(fills), until="died"))

    assert [tuple(row.values()) for row in found] == [
        (1, "a", "the same as another row"),
        (2, "a", "the same as another row"),
        (3, "b", "no days' supply above 0"),
        (4, "c", "no date that can be read"),
        (5, None, "no patient"),
        (6, "d", "filled after the last day on which the patient was followed"),
        (7, "e", "no days' supply above 0"),
    ]


def test_another_drug_is_no_duplicate(made):
    fills = {
        "patient": [1, 1],
        "filled_on": [DAY, DAY],
        "days_supply": [30, 30],
        "medicine": ["x", "y"],
    }

    assert rows(fill_problems(made(fills), drug="medicine")) == []


def test_doses_are_looked_at_where_they_are(made):
    fills = {"patient": [1], "filled_on": [DAY], "days_supply": [30], "daily_dose": [0]}

    assert [row["problem"] for row in rows(fill_problems(made(fills)))] == ["no daily dose above 0"]


def test_a_column_that_is_asked_for_has_to_be_there(made):
    fills = {"patient": [1], "filled_on": [DAY], "days_supply": [30]}

    with pytest.raises(InputError, match="the column 'medicine'"):
        fill_problems(made(fills), drug="medicine")
