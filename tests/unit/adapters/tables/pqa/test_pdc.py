"""PDC by the rules of PQA and CMS: frames of each kind, odd cells, and what is refused."""

from datetime import date
from fractions import Fraction

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables.pqa.drug_measures import DrugMeasure
from carecoord.adapters.tables.pqa.pdc import pdc_pqa
from carecoord.errors import AuthoringError, InputError, NotInForce

FILLS = {
    "patient": ["b", "a", "b", "a", "c"],
    "filled_on": [
        date(2025, 1, 1),
        date(2025, 2, 1),
        date(2025, 3, 1),
        date(2025, 5, 1),
        date(2025, 5, 1),
    ],
    "days_supply": [30, 300, 60, 90, 30],
    "drug": ["simvastatin", "simvastatin", "atorvastatin", "simvastatin", "aspirin"],
}
MEMBERS = {
    "patient": ["a", "b", "c", "d"],
    "birth_date": [date(1950, 1, 1)] * 4,
    "died_on": [None, date(2025, 12, 30), None, None],
}
STAYS = {
    "patient": ["b", "d"],
    "admitted_on": [date(2025, 3, 1), date(2025, 3, 1)],
    "discharged_on": [date(2025, 3, 2), date(2025, 3, 2)],
}


def plain(frame):
    """A frame of any kind as a list of dicts, with None for what is missing."""
    if isinstance(frame, pa.Table):
        return frame.to_pylist()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [
        {
            name: cell.date() if isinstance(cell, pd.Timestamp) else cell
            for name, cell in row.items()
        }
        for row in rows
    ]


FIRST_AND_LAST = {
    "filled_on": ["2025-01-01", "2025-07-01"],
    "days_supply": [30, 30],
    "drug": ["simvastatin", "simvastatin"],
}


def one(fills=None, /, measure="statins", **settings):
    """The row of the only patient."""
    frame = pl.DataFrame({"patient": ["p", "p"], **FIRST_AND_LAST, **(fills or {})})
    (row,) = pdc_pqa(frame, measure, **{"year": 2025, **settings}).to_dicts()
    return row


def members(**columns):
    return pl.DataFrame({"patient": ["p"], "birth_date": ["1950-01-01"], **columns})


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table, pl.LazyFrame])
@pytest.mark.parametrize("engine", ["python", "compiled", "auto"])
def test_a_row_for_each_patient_in_order_of_appearance(kind, engine):
    found = pdc_pqa(
        kind(FILLS), "statins", 2025, members=kind(MEMBERS), stays=kind(STAYS), engine=engine
    )
    rows = plain(found)

    assert isinstance(found, pl.DataFrame if kind is pl.LazyFrame else type(kind(FILLS)))
    assert rows == [
        {
            "patient": "b",
            "index_on": date(2025, 1, 1),
            "period_ends_on": date(2025, 12, 30),
            "fill_dates": 2,
            "numerator": 90,
            "denominator": 362,
            "value": 90 / 362,
            "adherent": False,
            "supply_ends_on": date(2025, 5, 1),
            "miss_days_allowed": 72,
            "miss_days_left": 0,
            "last_chance_on": date(2025, 6, 14),
            "ignored_rows": 0,
            "reason": None,
        },
        {
            "patient": "a",
            "index_on": date(2025, 2, 1),
            "period_ends_on": date(2025, 12, 31),
            "fill_dates": 2,
            "numerator": 334,
            "denominator": 334,
            "value": 1,
            "adherent": True,
            "supply_ends_on": date(2026, 2, 25),
            "miss_days_allowed": 66,
            "miss_days_left": 66,
            "last_chance_on": None,
            "ignored_rows": 0,
            "reason": None,
        },
        {
            **dict.fromkeys(rows[0]),
            "patient": "c",
            "fill_dates": 0,
            "ignored_rows": 1,
            "reason": "no fill of statins in 2025",
        },
    ]


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_rows_of_nobody_come_last(kind):
    found = plain(pdc_pqa(kind({**FILLS, "patient": ["b", "a", None, "a", None]}), "statins", 2025))

    assert [row["patient"] for row in found] == ["b", "a", None]
    assert found[-1]["reason"] == "2 rows with no patient"


@pytest.mark.parametrize("engine", ["python", "compiled"])
@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_an_empty_table_gives_an_empty_table(kind, engine):
    found = pdc_pqa(
        kind({name: cells[:0] for name, cells in FILLS.items()}), "statins", 2025, engine=engine
    )

    assert plain(found) == []


def test_columns_of_other_names():
    frame = pl.DataFrame(FILLS).rename({"patient": "who", "filled_on": "on", "drug": "what"})
    who = pl.DataFrame(MEMBERS).rename({"patient": "who", "died_on": "dead"})

    found = pdc_pqa(
        frame,
        "statins",
        2025,
        members=who,
        patient="who",
        filled_on="on",
        drug="what",
        died_on="dead",
    )

    assert found["who"].to_list() == ["b", "a", "c"]
    assert found["period_ends_on"][0] == date(2025, 12, 30)


def test_dates_as_they_are_written():
    written = {"filled_on": ["01/01/2025", "07/01/2025"]}

    assert one(written, date_format="%m/%d/%Y")["index_on"] == date(2025, 1, 1)


def test_codes_that_a_frame_made_fractions():
    assert one({"drug": [36567.0, 83367.0]})["numerator"] == 60


def test_drugs_of_ones_own_are_named_in_any_case():
    drugs = {"Aspirin ": "asa", 7052: ("morphine", "asa")}

    assert one({"drug": ["aspirin", "7052"]}, drugs)["fill_dates"] == 2


def test_a_fill_of_ones_own_exclusions():
    own = DrugMeasure(drugs={"x": "x", "y": ["y", "z"]}, exclusions=["z", "w"], name="mine")

    assert one({"drug": ["x", "y"]}, own)["reason"] == "a fill of w or z in 2025"


@pytest.mark.parametrize("share", ["0.9", 0.9, Fraction(9, 10)])
def test_a_threshold_is_an_exact_share(share):
    assert DrugMeasure(drugs={}, threshold=share).threshold == Fraction(9, 10)


@pytest.mark.parametrize("share", [0, -0.1, 1.1, 80])
def test_a_threshold_outside_0_and_1_is_refused(share):
    with pytest.raises(AuthoringError, match=r"such as 0\.9"):
        DrugMeasure(drugs={}, threshold=share)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({}, None),
        ({"patient": ["q"]}, "not among the members"),
        ({"birth_date": ["?"]}, "no birth date that can be read"),
        ({"died_on": ["?"]}, "the day of death: no date that can be read"),
        ({"died_on": [""]}, None),
        ({"died_on": [True]}, "the day of death: no date that can be read"),
        ({"disenrolled_on": ["?"]}, "the first day not enrolled: no date that can be read"),
        ({"enrolled_until": ["?"]}, "the last day enrolled: no date that can be read"),
        ({"hospice": ["?"]}, "hospice care: neither yes or no nor a date"),
        ({"hospice": [None]}, None),
        ({"hospice": [1]}, "hospice care"),
        ({"hospice": [0.0]}, None),
        ({"hospice": [float("nan")]}, None),
        ({"esrd": ["Yes"]}, "end-stage kidney disease"),
        ({"esrd": [" no "]}, None),
    ],
)
def test_cells_of_members(columns, reason):
    assert one(members=members(**columns))["reason"] == reason


def test_two_rows_of_one_member():
    twice = pl.concat([members(), members()])

    assert one(members=twice)["reason"] == "more than one row among the members"


def test_a_later_death_is_not_looked_at():
    dead = members(died_on=["2025-08-01"])

    assert one(members=dead, as_of="2025-07-31")["period_ends_on"] == date(2025, 12, 31)
    assert one(members=dead, as_of="2025-08-01")["period_ends_on"] == date(2025, 8, 1)


def test_ages_need_not_be_looked_at():
    nobody = pl.DataFrame({"patient": ["p"]})

    assert one(members=nobody, birth_date=None)["reason"] is None


@pytest.mark.parametrize(
    ("settings", "column"),
    [
        ({"drug": "product"}, "product"),
        ({"members": pl.DataFrame({"patient": ["p"]})}, "birth_date"),
        ({"members": members(), "hospice": "in_hospice"}, "in_hospice"),
        ({"stays": pl.DataFrame({"patient": ["p"]})}, "admitted_on"),
    ],
)
def test_a_column_that_is_missing_is_named(settings, column):
    with pytest.raises(InputError, match=f"the column '{column}'"):
        one(**settings)


def test_days_have_to_be_dates():
    with pytest.raises(InputError, match="whole numbers, not dates"):
        one({"filled_on": [1, 2]})


@pytest.mark.parametrize(
    ("settings", "error", "told"),
    [
        ({"measure": "statin"}, AuthoringError, "statins, ras-antagonists, diabetes"),
        ({"same_day": "sum"}, AuthoringError, "add or longest"),
        ({"as_of": "soon"}, AuthoringError, "2025-06-30"),
        ({"year": 2012}, NotInForce, "2013-01-01"),
    ],
)
def test_settings_without_meaning_are_refused(settings, error, told):
    with pytest.raises(error, match=told):
        one(**settings)
