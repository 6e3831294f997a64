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


LACE = ("los_days", "acute_admission", "charlson_lace", "ed_visits_6m")


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
        lambda: tables.score("lace", FILLS.select(["patient"]), **dict.fromkeys(LACE, "patient")),
        lambda: tables.persistence(FILLS),
        lambda: tables.polypharmacy(FILLS, "cma7", groups="drug"),
        lambda: tables.treatment_episodes(FILLS),
    ],
)
def test_every_other_table(table):
    patients = {row["patient"] for row in rows(table())}

    assert patients == {"a", "b", None}
