"""The weights of AHRQ's refined indices against the tables of others, each of its version."""

from __future__ import annotations

import csv
import re

import polars as pl

from carecoord.adapters.tables import score
from carecoord.rules.readmission.elixhauser_refined import VERSIONS

FILE = re.compile(r"elixhauser_refined_v(\d+)_(\d+)_weights\.csv")


def tables(data):
    """The rows of each table, by the version that its name says."""
    found = {}
    for path in sorted((data / "readmission/codes/ahrq").glob("elixhauser_refined_*")):
        named = FILE.fullmatch(path.name)
        assert named, path.name
        rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
        assert set(rows[0]) == {"measure", "readmission", "mortality"}
        found[f"{named[1]}.{named[2]}"] = rows
    return found


def test_the_weights_are_theirs(data):
    read = tables(data)

    assert read
    for version, rows in read.items():
        theirs = {r["measure"]: (int(r["readmission"]), int(r["mortality"])) for r in rows}
        assert theirs == VERSIONS[version].weights


def test_somebody_with_one_measure_has_its_weights(data):
    for version, rows in tables(data).items():
        measures = [row["measure"] for row in rows]
        frame = pl.DataFrame({one: [int(one == other) for other in measures] for one in measures})
        found = score("elixhauser_refined", frame, version=version)

        assert [int(row["readmission"]) for row in rows] == found["readmission_index"].to_list()
        assert [int(row["mortality"]) for row in rows] == found["mortality_index"].to_list()
