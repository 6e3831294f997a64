"""The last day on which a patient was followed: any row may say it, and none may contradict."""

from datetime import date

import pandas as pd
import pytest

from carecoord.adapters.tables import adherence, fill_problems
from carecoord.errors import InputError

FILLS = {
    "patient": ["p", "p", "q"],
    "filled_on": [date(2025, 1, 1), date(2025, 1, 31), date(2025, 1, 1)],
    "days_supply": [30, 30, 30],
    "drug": ["a", "a", "a"],
}


def told(frame, engine):
    found = adherence(frame, "pdc", until="died", engine=engine, follow_up=60, observation=60)
    listed = (found[name] for name in ("denominator", "reason"))
    cells = [one.to_pylist() if hasattr(one, "to_pylist") else one.to_list() for one in listed]
    return [[None if pd.isna(cell) else cell for cell in one] for one in cells]


@pytest.mark.parametrize("died", [[date(2025, 1, 10), None], [None, date(2025, 1, 10)]])
def test_any_row_of_the_patient_may_say_it(made, engine, died):
    assert told(made({**FILLS, "died": [*died, None]}), engine) == [[10.0, 60.0], [None, None]]


def test_rows_that_differ_leave_it_open(made, engine):
    died = [date(2025, 1, 10), date(2025, 1, 11), date(2025, 1, 20)]

    assert told(made({**FILLS, "died": died}), engine) == [
        [None, 20.0],
        ["rows that differ in the last day followed", None],
    ]


def test_what_cannot_be_read_is_not_taken_for_nothing(made, engine):
    died = ["2025-01-10", None, "in June"]

    assert told(made({**FILLS, "died": died}), engine) == [
        [10.0, None],
        [None, "the last day followed cannot be read"],
    ]


def test_it_is_a_problem_of_the_row(made):
    found = fill_problems(made({**FILLS, "died": [None, None, "in June"]}), until="died")

    assert [*map(str, found["problem"])] == ["the last day followed cannot be read"]


def test_a_number_among_dates_is_refused(made):
    with pytest.raises(InputError, match=r"'died'.*whole numbers"):
        adherence(made({**FILLS, "died": [10, 10, 10]}), until="died")


def test_an_empty_table(made, engine):
    assert told(made({name: [] for name in [*FILLS, "died"]}), engine) == [[], []]
