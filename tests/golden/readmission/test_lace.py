"""LACE as published: its table, every combination of its items, and its expected risks."""

from __future__ import annotations

import csv
import math
from itertools import pairwise, product
from pathlib import Path

import polars as pl
import pytest

from carecoord.adapters.tables import score as score_table
from carecoord.rules.engine.score import Reading
from carecoord.rules.readmission.lace import (
    ACUITY,
    COMORBIDITY,
    EXPECTED_RISK_PERCENT,
    LENGTH,
    VISITS,
    Inputs,
    judge,
)

HERE = Path(__file__).parent


def read(name):
    return list(csv.DictReader((HERE / name).read_text("utf-8").splitlines()))


ROWS = [(row["item"], int(row["from"]), int(row["points"])) for row in read("lace.csv")]
BANDS = {
    "length of stay (days)": LENGTH,
    "comorbidity (sum)": COMORBIDITY,
    "emergency visits": VISITS,
}


def judged(days, emergent, charlson, visits):
    inputs = Inputs(days=days, emergent=emergent, charlson=charlson, visits=visits)
    return judge(Reading(inputs, {}, "stay", "a stay", 700_000))


@pytest.mark.parametrize("item", BANDS)
def test_the_rows_are_the_published_ones(item):
    assert (
        tuple((floor, points) for name, floor, points in ROWS if name == item) == BANDS[item].rows
    )


def test_an_emergent_admission_earns_three():
    assert [("emergent admission", 0, 0), ("emergent admission", 1, ACUITY.points)] == [
        row for row in ROWS if row[0] == "emergent admission"
    ]


@pytest.mark.parametrize("item", BANDS)
def test_each_row_begins_at_its_floor(item):
    rows = [(floor, points) for name, floor, points in ROWS if name == item]

    for (_, before), (floor, points) in pairwise(rows):
        assert (before, points) == (
            BANDS[item].weigh(floor - 1).points,
            BANDS[item].weigh(floor).points,
        )


def plain_points(days, emergent, charlson, visits):
    """The points of each item as a chain of conditions, independent of the tables."""
    if days < 1:
        length = 0
    elif days == 1:
        length = 1
    elif days == 2:
        length = 2
    elif days == 3:
        length = 3
    elif 4 <= days <= 6:
        length = 4
    elif 7 <= days <= 13:
        length = 5
    else:
        length = 7
    acuity = 3 if emergent else 0
    comorbidity = 5 if charlson >= 4 else charlson
    return length, acuity, comorbidity, min(4, visits)


def plain(*items):
    return sum(plain_points(*items))


DOMAIN = tuple(product((*range(21), 60), (False, True), range(10), range(8)))


def test_every_combination_agrees_with_a_chain_of_conditions():
    for items in DOMAIN:
        verdict = judged(*items)
        points = tuple(line.points for line in verdict.evidence[:4])
        told = (points, verdict.score, verdict.met)
        assert (plain_points(*items), plain(*items), plain(*items) >= 10) == told, items


@pytest.mark.parametrize("engine", ["python", "compiled"])
def test_every_combination_in_a_table_agrees_with_a_chain_of_conditions(engine):
    days, acute, charlson, visits = zip(*DOMAIN, strict=True)
    table = pl.DataFrame(
        {
            "los_days": days,
            "acute_admission": acute,
            "charlson_lace": charlson,
            "ed_visits_6m": visits,
        }
    )
    found = score_table("lace", table, engine=engine)

    names = ("length", "acuity", "comorbidity", "visits")
    points = found.select(f"points_{name}" for name in names).rows()
    assert [plain_points(*items) for items in DOMAIN] == points
    assert [plain(*items) for items in DOMAIN] == found["score"].to_list()
    assert [plain(*items) >= 10 for items in DOMAIN] == found["high_from_10"].to_list()
    risks = [float(EXPECTED_RISK_PERCENT[plain(*items)]) for items in DOMAIN]
    assert risks == found["expected_risk_percent"].to_list()
    assert found["reason"].null_count() == len(DOMAIN)


WEIGHTS = {
    **dict.fromkeys(("mi", "cvd", "pvd", "dm"), 1),
    **dict.fromkeys(("chf", "dm_cx", "copd", "mild_liver_renal", "cancer"), 2),
    **dict.fromkeys(("dementia", "ctd"), 3),
    **dict.fromkeys(("modsev_liver_renal", "hiv"), 4),
    "mets": 6,
}


def plain_sum(names):
    total = 0
    for name in names:
        if name == "dm" and "dm_cx" in names:
            continue
        if name == "mild_liver_renal" and "modsev_liver_renal" in names:
            continue
        if name == "cancer" and "mets" in names:
            continue
        total += WEIGHTS[name]
    return total


@pytest.mark.parametrize("engine", ["python", "compiled"])
def test_every_set_of_conditions_in_a_table_agrees_with_a_chain_of_conditions(engine):
    sets = [
        [name for place, name in enumerate(WEIGHTS) if number >> place & 1]
        for number in range(2 ** len(WEIGHTS))
    ]
    table = pl.DataFrame({"conditions": [";".join(names) for names in sets]}).with_columns(
        los_days=0, acute_admission=0, ed_visits_6m=0
    )
    found = score_table("lace", table, engine=engine)

    assert [plain_sum(names) for names in sets] == found["charlson_lace"].to_list()
    assert [min(plain_sum(n), 3) if plain_sum(n) < 4 else 5 for n in sets] == (
        found["score"].to_list()
    )


def test_the_expected_risks_are_the_published_ones():
    assert tuple(row["percent"] for row in read("lace_expected_risk.csv")) == EXPECTED_RISK_PERCENT


def test_the_expected_risks_lie_on_one_curve():
    curve = [100 / (1 + math.exp(3.874 - 0.1905 * points)) for points in range(20)]

    assert tuple(f"{percent:.1f}" for percent in curve) == EXPECTED_RISK_PERCENT


@pytest.mark.parametrize("score", range(20))
def test_a_score_tells_its_expected_risk(score):
    days, charlson, visits = next(
        (d, c, v)
        for d, c, v in product((0, 1, 2, 3, 4, 7, 14), (0, 1, 2, 3, 4), range(5))
        if plain(d, score > 10, c, v) == score
    )

    assert (
        f"{EXPECTED_RISK_PERCENT[score]} %"
        in dict(judged(days, score > 10, charlson, visits).details).values()
    )
