"""A table of fills in, a row for each patient out."""

from datetime import date, timedelta

import polars as pl
import pytest
from plain_rows import rows

from carecoord.adapters.tables import adherence
from carecoord.errors import AuthoringError, InputError

NEW_YEAR = date(2025, 1, 1)


def table(*fills, more=None):
    """Columns of fills: patient, day after New Year, days' supply, drug."""
    names = ("patient", "filled_on", "days_supply", "drug")
    columns = dict(zip(names, map(list, zip(*fills, strict=True)), strict=True))
    columns["filled_on"] = [NEW_YEAR + timedelta(days=day) for day in columns["filled_on"]]
    return {**columns, **(more or {})}


TWO = table(
    ("b", 0, 30, "x"), ("a", 0, 30, "x"), ("b", 30, 30, "x"), ("a", 10, 30, "y"), ("b", 80, 30, "x")
)


def test_a_row_for_each_patient_in_order_of_appearance(made, engine):
    frame = made(TWO)

    found = adherence(frame, follow_up=100, observation=100, engine=engine)

    assert type(found) is type(frame)
    assert rows(found) == [
        {
            "patient": "b",
            "numerator": 80.0,
            "denominator": 100.0,
            "value": 0.8,
            "reason": None,
            "supply_left": 10.0,
        },
        {
            "patient": "a",
            "numerator": 40.0,
            "denominator": 100.0,
            "value": 0.4,
            "reason": None,
            "supply_left": 0.0,
        },
    ]


def test_a_row_for_each_drug_of_a_patient(made, engine):
    found = adherence(made(TWO), by="drug", follow_up=100, observation=100, engine=engine)

    told = [(row["patient"], row["drug"], row["value"]) for row in rows(found)]
    assert told == [("b", "x", 0.8), ("a", "x", 0.3), ("a", "y", 0.3)]


def test_the_order_of_rows_is_of_no_matter_to_possession(made, engine):
    turned = {name: cells[::-1] for name, cells in TWO.items()}

    values = [
        {row["patient"]: row["value"] for row in rows(adherence(made(one), engine=engine))}
        for one in (TWO, turned)
    ]

    assert values[0] == values[1]


@pytest.mark.parametrize("method", ["pdc", "mpr", *(f"cma{n}" for n in range(1, 10))])
def test_one_bad_patient_costs_no_other(made, engine, method):
    bad = table(
        ("a", 0, 30, "x"), ("a", 60, 30, "x"), ("b", 0, None, "x"), ("c", 0, 0, "x"),
        (None, 0, 30, "x"), ("d", 0, 30, None), ("e", 0, 30, "x"),
    )  # fmt: skip
    bad["filled_on"][6] = None

    found = {row["patient"]: row for row in rows(adherence(made(bad), method, engine=engine))}

    alone = rows(
        adherence(made(table(("a", 0, 30, "x"), ("a", 60, 30, "x"))), method, engine=engine)
    )
    assert alone == [found["a"]]
    reasons = {patient: row["reason"] for patient, row in found.items()}
    assert reasons["b"] == reasons["c"] == "1 row with no days' supply above 0"
    assert reasons["e"] == "1 row with no date that can be read"
    assert reasons[None] == "1 row with no patient"
    if method in {"pdc", "mpr"}:
        assert reasons["d"] == "1 row with no drug"


def test_days_and_amounts_as_texts(made, engine):
    written = {
        "patient": ["1", "1", "2"],
        "filled_on": ["2025-01-01", "2025-02-01", "2025-02-30"],
        "days_supply": ["30", "30.0", "30"],
        "drug": ["x", "x", "x"],
    }

    found = rows(adherence(made(written), follow_up=100, observation=100, engine=engine))

    assert [row["value"] for row in found] == [0.6, None]


def test_dates_in_another_form(made):
    written = {"patient": [1], "filled_on": ["31.01.2025"], "days_supply": [73], "drug": ["x"]}

    found = rows(adherence(made(written), date_format="%d.%m.%Y"))

    assert [row["value"] for row in found] == [0.1]


def test_windows_in_another_form(made):
    written = {
        "patient": [1],
        "filled_on": ["11.01.2025"],
        "days_supply": [50],
        "drug": ["x"],
        "from": ["11.01.2025"],
        "died": ["20.04.2025"],
    }

    (row,) = rows(
        adherence(
            made(written),
            follow_up_start="column:from",
            until="died",
            date_format="%d.%m.%Y",
        )
    )

    assert (row["numerator"], row["denominator"]) == (50, 100)


def test_days_that_are_numbers(made, engine):
    numbered = {"patient": [1, 1], "filled_on": [5, 40], "days_supply": [30, 30], "drug": [1, 1]}

    found = rows(adherence(made(numbered), follow_up=100, observation=100, engine=engine))

    assert [row["value"] for row in found] == [0.6]
    with pytest.raises(InputError, match="windows by the calendar"):
        adherence(made(numbered), follow_up="2y")


def test_an_empty_table(made, engine):
    empty = pl.DataFrame(TWO).clear()

    for method in ("pdc", "cma7"):
        assert rows(adherence(empty, method, engine=engine)) == []


def test_a_table_whose_patients_are_all_bad(made, engine):
    found = rows(adherence(made(table(("a", 0, -1, "x"))), engine=engine))

    assert [row["reason"] for row in found] == ["1 row with no days' supply above 0"]


def test_a_column_that_is_missing_is_named_with_those_there():
    with pytest.raises(InputError, match=r"the column 'filled_on' .*'patient', 'drug'"):
        adherence(pl.DataFrame({"patient": [1], "drug": [1]}))


def test_what_is_no_frame():
    with pytest.raises(InputError, match="a list"):
        adherence([1, 2])


def test_a_method_that_is_none():
    with pytest.raises(AuthoringError, match="'cma10': there is none of this name"):
        adherence(pl.DataFrame(TWO), "cma10")
    with pytest.raises(AuthoringError, match="'cma0': it has no estimate"):
        adherence(pl.DataFrame(TWO), "cma0")


@pytest.mark.parametrize(
    "settings",
    [{"carry_same_drug_only": True, "drug": None}, {"dose_change": True, "daily_dose": None}],
)
def test_what_needs_a_column_is_not_asked_without_it(settings):
    with pytest.raises(AuthoringError, match="Name the column, or do not ask"):
        adherence(pl.DataFrame(TWO), "cma6", **settings)


def test_an_engine_that_is_none():
    with pytest.raises(AuthoringError, match="Say auto, python or compiled"):
        adherence(pl.DataFrame(TWO), engine="fast")


def test_a_lazy_frame_is_computed():
    assert len(adherence(pl.LazyFrame(TWO))) == 2


def test_without_a_column_of_drugs_all_fills_are_of_one(made, engine):
    alone = {name: cells for name, cells in TWO.items() if name != "drug"}

    found = rows(adherence(made(alone), drug=None, follow_up=100, observation=100, engine=engine))

    assert [row["value"] for row in found] == [0.8, 0.6]


def test_the_last_day_followed_is_the_last_day_that_counts(made, engine):
    ends = [NEW_YEAR + timedelta(days=39), None, NEW_YEAR + timedelta(days=39), None, None]
    dead = {**TWO, "died": ends}

    found = rows(adherence(made(dead), until="died", follow_up=100, observation=100, engine=engine))

    assert [(row["denominator"], row["value"]) for row in found] == [(40.0, 1.0), (100.0, 0.4)]


def test_who_was_not_followed_any_more_has_a_reason(made, engine):
    gone = table(("a", 0, 30, "x"), more={"died": [date(2024, 12, 1)]})

    (row,) = rows(adherence(made(gone), until="died", engine=engine))

    assert (
        row["value"],
        row["reason"],
    ) == (None, "the patient was not followed any more when the observation window began")


def test_windows_from_columns(made, engine):
    more = {
        "enrolled": [NEW_YEAR, NEW_YEAR, None],
        "after": [10, 10, 10],
        "weeks": [2.0, 2.0, 2.0],
    }
    fills = table(("a", 0, 14, "x"), ("a", 18, 30, "x"), ("b", 0, 30, "x"), more=more)

    found = rows(
        adherence(
            made(fills),
            follow_up_start="column:enrolled",
            follow_up=100,
            observation_start="column:after",
            observation="column:weeks/w",
            engine=engine,
        )
    )

    assert [(r["numerator"], r["denominator"]) for r in found] == [(10.0, 14.0), (None, None)]
    assert found[1]["reason"].startswith("no start of follow-up")


def test_observation_lasts_to_the_end_of_follow_up(made, engine):
    found = rows(adherence(made(TWO), follow_up="200d", observation_start="50d", engine=engine))

    assert [row["denominator"] for row in found] == [150, None]


def test_a_window_outside_the_follow_up_has_a_reason(made, engine):
    found = rows(adherence(made(TWO), follow_up=100, observation=101, engine=engine))

    assert {"the observation window lies outside the follow-up"} == {r["reason"] for r in found}


def test_windows_by_dates_and_by_the_calendar(made, engine):
    fills = table(("a", 30, 30, "x"))  # 31 January, whose month later is 1 March

    (row,) = rows(
        adherence(
            made(fills),
            follow_up_start="1mo",
            follow_up="1y",
            observation_start=date(2025, 3, 1),
            observation=date(2025, 3, 2),
            engine=engine,
        )
    )

    assert (
        (date(2025, 3, 2) - date(2025, 3, 1)).days,
        row["reason"],
    ) == (1.0, "no fill in the observation window")


def test_more_rows_than_are_worth_a_list_give_the_same():
    many = pl.concat([pl.DataFrame(TWO)] * 50_000)

    assert rows(adherence(many, engine="python")) == rows(adherence(many))
