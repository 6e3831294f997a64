"""Every table of fills without numpy and numba, as it is installed without the extra fast."""

import sys
from datetime import date

import pyarrow as pa
import pytest
from plain_rows import rows

from carecoord.adapters import tables

FILLS = pa.table(
    {
        "patient": ["a", "a", "a", None, "b"],
        "filled_on": [date(2025, 1, 1), date(2025, 1, 1), date(2025, 6, 1), date(2025, 1, 1), None],
        "days_supply": [30, 30, 30, 30, 30],
        "drug": ["metformin", "metformin", "simvastatin", "metformin", None],
    }
)


@pytest.fixture(autouse=True)
def without_numpy(monkeypatch):
    for name in ("numpy", "numba"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize("method", ["pdc", "mpr", "cma7", "cma9"])
def test_a_measure(method):
    found = rows(tables.adherence(FILLS, method, follow_up_start="1mo", follow_up="3y"))

    assert [row["patient"] for row in found] == ["a", "b", None]


def test_problems():
    found = [row["row"] for row in rows(tables.fill_problems(FILLS))]

    assert found == [1, 2, 4, 5]


@pytest.mark.parametrize(
    "table",
    [
        lambda: tables.adherence_by_group(FILLS, groups={"one": "drug == 'metformin'"}),
        lambda: tables.adherence_in_windows(FILLS),
        lambda: tables.adherence_per_episode(FILLS, "cma7"),
        lambda: tables.fill_gaps(FILLS, "cma7"),
        lambda: tables.fills_in_episodes(FILLS),
        lambda: tables.pdc_pqa(FILLS, "statins", 2025),
        lambda: tables.persistence(FILLS),
        lambda: tables.polypharmacy(FILLS, "cma7", groups="drug"),
        lambda: tables.treatment_episodes(FILLS),
    ],
)
def test_every_other_table(table):
    patients = {row["patient"] for row in rows(table())}

    assert patients == {"a", "b", None}


STAYS = {
    "patient": ["a", "a", "a", None, "b"],
    "stay": ["1", "2", "3", "4", "5"],
    "hospital": ["A", "B", "A", "A", None],
    "admitted_on": [date(2025, 1, day) for day in (1, 5, 20, 1, 1)],
    "discharged_on": [date(2025, 1, day) for day in (5, 9, 21, 2, 2)],
    "disposition": ["01", "01", " ", "01", None],
    "principal_diagnosis": ["J18.9", "J18.9", "I50.23", None, "F329"],
    "procedures": [None, "021009W", "021009W|x", "", None],
    "birth_date": [date(1940, 2, 29)] * 5,
    "enrolled_from": [date(2020, 1, 1), date(2020, 1, 1), None, None, None],
    "enrolled_until": [None] * 5,
    "died_on": [None, None, None, None, date(2025, 1, 1)],
    "kind": ["inpatient"] * 5,
}


def test_readmissions():
    found = tables.readmissions(pa.table(STAYS), year=2021, until=date(2025, 12, 31))

    assert found.select(["episode", "index", "readmission_stay", "days"]).to_pylist() == [
        {"episode": 1, "index": False, "readmission_stay": None, "days": None},
        {"episode": 1, "index": True, "readmission_stay": "3", "days": 11},
        {"episode": 2, "index": False, "readmission_stay": None, "days": None},
        {"episode": None, "index": False, "readmission_stay": None, "days": None},
        {"episode": 3, "index": False, "readmission_stay": None, "days": None},
    ]


@pytest.mark.parametrize(
    "changed", [{"age": [70, None, 60, 70, 70]}, {"discharged_on": [None] * 5}]
)
def test_readmissions_of_other_columns(changed):
    stays = pa.table({**STAYS, **changed})
    fewer = stays.drop(["birth_date"]) if "age" in changed else stays

    found = tables.readmissions(fewer, year=2021)

    assert found["index"].to_pylist() == [False] * 5


def test_problems_of_stays():
    procedures = pa.table({"stay": ["1", "9"], "procedure": ["x", "021009W"]})

    found = tables.stay_problems(pa.table(STAYS), year=2021, procedures=procedures)

    assert found["row"].to_pylist() == [1, 3, 3, 4, 4, 5, 5, 5, None]
