"""LACE as published: its table, every combination of its items, and its expected risks."""

from __future__ import annotations

import csv
import math
from itertools import pairwise, product
from pathlib import Path

import pytest

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


def plain(days, emergent, charlson, visits):
    """The index as a chain of conditions, independent of the tables."""
    score = 0
    if days < 1:
        score += 0
    elif days == 1:
        score += 1
    elif days == 2:
        score += 2
    elif days == 3:
        score += 3
    elif 4 <= days <= 6:
        score += 4
    elif 7 <= days <= 13:
        score += 5
    else:
        score += 7
    if emergent:
        score += 3
    if charlson >= 4:
        score += 5
    else:
        score += charlson
    if visits >= 4:
        score += 4
    else:
        score += visits
    return score


def test_every_combination_agrees_with_a_chain_of_conditions():
    for items in product(range(20), (False, True), range(8), range(7)):
        assert (plain(*items), plain(*items) >= 10) == (
            judged(*items).score,
            judged(*items).met,
        ), items


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
