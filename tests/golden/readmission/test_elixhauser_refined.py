"""The weights of AHRQ's refined indices as an adapted copy of its program has them."""

from __future__ import annotations

import csv
from pathlib import Path

from carecoord.rules.readmission.elixhauser_refined import VERSIONS

TABLE = Path(__file__).with_name("elixhauser_refined.csv")


def test_the_weights_of_2026_1_are_those_of_the_program():
    rows = csv.DictReader(TABLE.read_text("utf-8").splitlines(), skipinitialspace=True)

    assert {
        row["measure"]: (int(row["readmission index"]), int(row["mortality index"])) for row in rows
    } == VERSIONS["2026.1"].weights
