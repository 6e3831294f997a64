"""HOSPITAL as published: the points of both editions, every combination of items, the bands."""

from __future__ import annotations

import csv
from itertools import pairwise, product
from pathlib import Path

import pytest

from carecoord.rules.engine.score import Reading
from carecoord.rules.readmission import hospital, hospital_2013, hospital_points
from carecoord.rules.readmission.discharge_results import Result
from carecoord.rules.readmission.hospital_items import Inputs

HERE = Path(__file__).parent
EDITIONS = {"2013": hospital_2013, "2016": hospital}
FLAGS = {
    "hemoglobin below 12 g/dL": hospital_points.HEMOGLOBIN,
    "oncology service": hospital_points.ONCOLOGY,
    "sodium below 135 mmol/L": hospital_points.SODIUM,
    "procedure": hospital_points.PROCEDURE,
    "not elective": hospital_points.INDEX_TYPE,
}
ADMISSIONS, LENGTH = "admissions in 12 months", "length of stay (days)"

each_edition = pytest.mark.parametrize("edition", EDITIONS)


def read(name):
    return list(csv.DictReader((HERE / name).read_text("utf-8").splitlines()))


def rows(edition, item):
    return tuple(
        (int(row["from"]), int(row["points"]))
        for row in read("hospital.csv")
        if (row["edition"], row["item"]) == (edition, item)
    )


def bands_of(edition, item):
    return hospital_points.LENGTH if item == LENGTH else EDITIONS[edition].ADMISSIONS


def judged(edition, *items):
    hemoglobin, oncology, sodium, procedure, unplanned, admissions, days = items
    inputs = Inputs(
        hemoglobin=Result(low=hemoglobin, says="as given"),
        oncology=oncology,
        sodium=Result(low=sodium, says="as given"),
        procedure=procedure,
        unplanned=unplanned,
        admissions=admissions,
        days=days,
    )
    return EDITIONS[edition].judge(Reading(inputs, {}, "stay", "a stay", 700_000))


@each_edition
@pytest.mark.parametrize("item", [ADMISSIONS, LENGTH])
def test_the_rows_are_the_published_ones(edition, item):
    assert rows(edition, item) == bands_of(edition, item).rows


@each_edition
@pytest.mark.parametrize("item", FLAGS)
def test_what_is_so_earns_the_published_points(edition, item):
    assert rows(edition, item) == ((0, 0), (1, FLAGS[item].points))


@each_edition
@pytest.mark.parametrize("item", [ADMISSIONS, LENGTH])
def test_each_row_begins_at_its_floor(edition, item):
    bands = bands_of(edition, item)

    for (_, before), (floor, points) in pairwise(rows(edition, item)):
        assert (before, points) == (bands.weigh(floor - 1).points, bands.weigh(floor).points)


def plain(edition, *items):
    """The score as a chain of conditions, independent of the tables."""
    hemoglobin, oncology, sodium, procedure, unplanned, admissions, days = items
    score = 0
    if hemoglobin:
        score += 1
    if oncology:
        score += 2
    if sodium:
        score += 1
    if procedure:
        score += 1
    if unplanned:
        score += 1
    if admissions > 5:
        score += 5
    elif admissions >= 2 or (admissions == 1 and edition == "2013"):
        score += 2
    if days >= 5:
        score += 2
    return score


def plain_band(score):
    if score <= 4:
        return "low"
    return "intermediate" if score <= 6 else "high"


@each_edition
def test_every_combination_agrees_with_a_chain_of_conditions(edition):
    for items in product(*[(False, True)] * 5, range(9), range(8)):
        score, verdict = plain(edition, *items), judged(edition, *items)
        told = (verdict.score, dict(verdict.details)["band"], verdict.met)
        assert (score, plain_band(score), score >= 7) == told, items


@pytest.mark.parametrize("row", read("hospital_bands.csv"), ids=lambda row: row["band"])
def test_a_band_begins_where_it_is_published_to_and_tells_its_risk(row):
    floor, percent = int(row["from"]), row["percent"]

    assert (floor, row["band"]) in hospital_points.BANDS
    assert hospital.RISK_PERCENT[row["band"]] == percent


def test_the_risks_weighted_by_the_sizes_of_the_bands_give_the_share_of_all():
    """Of 117,065 stays 11,307 were followed by a potentially avoidable readmission."""
    bands = read("hospital_bands.csv")
    sizes = [int(row["patients"]) for row in bands]
    shares = [float(hospital.RISK_PERCENT[row["band"]]) for row in bands]
    weighted = sum(n * share for n, share in zip(sizes, shares, strict=True)) / sum(sizes)

    assert sum(sizes) == 117_065
    assert abs(weighted - 100 * 11_307 / 117_065) < 0.1


def test_the_edition_of_2013_tells_no_risk():
    assert [name for name, _ in judged("2013", *[True] * 5, 9, 9).details if "risk" in name] == []
