"""HOSPITAL as published: the points of its forms, every combination of items, the bands."""

from __future__ import annotations

import csv
from itertools import pairwise, product
from pathlib import Path

import polars as pl
import pytest

from carecoord.adapters.tables import score as score_table
from carecoord.rules.engine.score import Reading
from carecoord.rules.readmission import (
    hospital,
    hospital_2013,
    hospital_points,
    hospital_simplified,
)
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

each_engine = pytest.mark.parametrize("engine", ["python", "compiled"])
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


# Below, at and above each edge; the result of a laboratory as it is written.
HEMOGLOBINS = {11.9: True, 11.95: True, 12.0: False, 12.1: False}
SODIUMS = {134: True, 134.9: True, 135: False, 136: False}
COLUMNS = (
    *("hemoglobin_g_dl", "oncology_service", "sodium_mmol_l", "any_procedure", "nonelective"),
    *("admissions_prev_12m", "los_days"),
)


@each_engine
@each_edition
def test_every_combination_in_a_table_agrees_with_a_chain_of_conditions(edition, engine):
    flags = (False, True)
    domain = tuple(
        product(HEMOGLOBINS, flags, SODIUMS, flags, flags, (*range(8), 30), (*range(7), 40))
    )
    table = pl.DataFrame(dict(zip(COLUMNS, zip(*domain, strict=True), strict=True)), strict=False)
    name = "hospital" if edition == "2016" else "hospital_2013"
    found = score_table(name, table, engine=engine)

    scores = [
        plain(edition, HEMOGLOBINS[row[0]], row[1], SODIUMS[row[2]], *row[3:]) for row in domain
    ]
    assert scores == found["score"].to_list()
    assert [plain_band(score) for score in scores] == found["category"].to_list()
    assert found["reason"].null_count() == len(domain)
    points = found.select(column for column in found.columns if column.startswith("points_"))
    assert scores == points.sum_horizontal().to_list()


@each_engine
def test_the_risk_of_a_band_in_a_table_is_that_of_2016(engine):
    row = dict(zip(COLUMNS, (13.0, 0, 140, 0, 0, 0, 0), strict=True))
    table = pl.DataFrame(
        [
            row | {"admissions_prev_12m": n, "los_days": d}
            for n, d in (
                (0, 4),
                (6, 4),
                (6, 5),
            )
        ]
    )

    assert (score_table("hospital", table, engine=engine)["band_risk_percent"].to_list()) == [
        5.8,
        11.9,
        22.8,
    ]
    assert "band_risk_percent" not in score_table("hospital_2013", table, engine=engine).columns


def plain_simplified(*items):
    """The simplified score as a chain of conditions: no procedure; oncology or a cancer."""
    hemoglobin, oncology, sodium, unplanned, admissions, days = items
    score = 0
    if hemoglobin:
        score += 1
    if oncology:
        score += 2
    if sodium:
        score += 1
    if unplanned:
        score += 1
    if admissions > 5:
        score += 5
    elif admissions >= 2:
        score += 2
    if days >= 5:
        score += 2
    return score


def judged_simplified(cut, *items):
    hemoglobin, oncology, sodium, unplanned, admissions, days = items
    weighed = Inputs(
        hemoglobin=Result(low=hemoglobin, says="as given"),
        oncology=oncology,
        sodium=Result(low=sodium, says="as given"),
        procedure=None,
        unplanned=unplanned,
        admissions=admissions,
        days=days,
    )
    inputs = hospital_simplified.Inputs(items=weighed, likely_from=cut)
    return hospital_simplified.judge(Reading(inputs, {}, "stay", "a stay", 700_000))


def test_the_items_of_the_simplified_score_have_the_published_points():
    published = {}
    for row in read("hospital_simplified.csv"):
        published.setdefault(row["item"], []).append((int(row["from"]), int(row["points"])))

    assert list(published.values()) == [
        list(item.rows) if hasattr(item, "rows") else [(0, 0), (1, item.points)]
        for item in hospital_simplified.ITEMS
    ]


@pytest.mark.parametrize("cut", [None, *range(1, 13)])
def test_every_combination_of_the_simplified_score_agrees_with_a_chain_of_conditions(cut):
    for items in product(*[(False, True)] * 4, range(8), range(7)):
        verdict, score = judged_simplified(cut, *items), plain_simplified(*items)
        told = (verdict.score, verdict.met, dict(verdict.details).get("band"))
        if cut is None:
            assert (score, None, None) == told, items
        else:
            assert (score, score >= cut, "likely" if score >= cut else "unlikely") == told, items


@each_engine
@pytest.mark.parametrize("cut", [None, 1, 4, 5, 12])
def test_every_combination_of_the_simplified_score_in_a_table(cut, engine):
    flags = (False, True)
    names = (*COLUMNS[:3], "cancer_diagnosis", *COLUMNS[4:])
    domain = tuple(product(HEMOGLOBINS, flags, SODIUMS, flags, flags, range(8), range(7)))
    table = pl.DataFrame(dict(zip(names, zip(*domain, strict=True), strict=True)), strict=False)
    found = score_table("hospital_simplified", table, likely_from=cut, engine=engine)

    scores = [
        plain_simplified(HEMOGLOBINS[row[0]], row[1] or row[3], SODIUMS[row[2]], *row[4:])
        for row in domain
    ]
    assert scores == found["score"].to_list()
    if cut is None:
        assert "category" not in found.columns
    else:
        groups = ["likely" if score >= cut else "unlikely" for score in scores]
        assert groups == found["category"].to_list()
