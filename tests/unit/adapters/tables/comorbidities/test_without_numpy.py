"""Comorbidity without numpy and numba, as it is installed without the extra fast."""

import sys

import pyarrow as pa
import pytest

from carecoord.adapters.tables import code_problems, comorbidity

CODES = pa.table({"patient": ["a", None, "a", "b"], "code": ["I50", "I50", "250.00", None]})


@pytest.fixture(autouse=True)
def without_numpy(monkeypatch):
    for name in ("numpy", "numba"):
        monkeypatch.setitem(sys.modules, name, None)


def test_an_index():
    found = comorbidity(CODES).to_pylist()

    assert [(row["patient"], row["score"], row["unknown_codes"]) for row in found] == [
        ("a", 1, 1),
        ("b", 0, 0),
        (None, None, None),
    ]


def test_an_index_with_ages():
    aged = CODES.append_column("age", pa.array([60, 60, 60, None]))
    found = comorbidity(aged, age="age").to_pylist()

    assert [row["score_with_age"] for row in found] == [3, None, None]


def test_problems():
    assert [row["row"] for row in code_problems(CODES).to_pylist()] == [2, 3, 4]
