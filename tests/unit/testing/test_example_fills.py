"""The table of fills for tutorials."""

import csv

from carecoord.testing.example_fills import example_fills


def test_each_patient_shows_what_is_said():
    found = list(csv.DictReader(example_fills().decode().splitlines()))

    drugs = {patient: {r["drug"] for r in found if r["patient"] == patient} for patient in
             ("steady", "paused", "switched", "both", "died")}  # fmt: skip
    assert [len(names) for names in drugs.values()] == [1, 1, 2, 2, 1]
    assert {row["patient"] for row in found if row["died"]} == {"died"}
    assert len({tuple(row.items()) for row in found}) == len(found) == 56
