"""Pictures of supply in a real browser: with its own fonts, no two labels touch."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from headless import CHROMIUM, MEASURE, left_by

from carecoord.adapters.pictures import supply_timeline
from carecoord.model import Period

FIRST = date(2024, 1, 30)
LONG = "Acetaminophen 325 MG / Hydrocodone Bitartrate 7.5 MG Oral Tablet [Norco] WWWMMM"


def frame(*rows):
    return pl.DataFrame(
        [("p", FIRST + timedelta(int(day)), float(days), drug) for day, days, drug in rows],
        schema=["patient", "filled_on", "days_supply", "drug"],
        orient="row",
    )


def pictures():
    plain = frame((0, 30, "atorvastatin"), (25, 30, "atorvastatin"), (70, 90, "atorvastatin"))
    two = frame(*((n * 40, 30, "a") for n in range(6)), *((n * 50, 14, LONG) for n in range(5)))
    often = frame(*((n * 27.5, 28, ("a", "b")[n % 7 == 0]) for n in range(40)))
    yield supply_timeline(plain, "p", follow_up="200d", observation="200d")
    yield supply_timeline(
        plain,
        "p",
        "cma8",
        follow_up="300d",
        observation_start="30d",
        observation="200d",
        stays=[Period(date(2024, 2, 5), date(2024, 2, 7))],
    )
    yield supply_timeline(two, "p", follow_up="1y", observation="1y")
    yield supply_timeline(often, "p", follow_up="3y", observation="3y")
    yield supply_timeline(often, "p", "cma9", follow_up="3y", observation="1y")
    yield supply_timeline(frame((0, 1, "one")), "p", follow_up="1d", observation="1d")
    yield supply_timeline(
        frame(*((n * 7.3, 7, "warfarin") for n in range(500))),
        "p",
        follow_up="10y",
        observation="10y",
    )
    many = [(k * 3 + n * 33, 10 + k, f"drug {k}") for k in range(30) for n in range(5)]
    yield supply_timeline(frame(*many), "p", follow_up="1y", observation="1y")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_no_two_labels_touch_and_none_leaves_the_paper(tmp_path):
    drawn = [one.html() for one in pictures()]
    page = f"<!doctype html><meta charset='utf-8'><body>{''.join(drawn)}</body>"

    told = left_by(page, [MEASURE], tmp_path)

    assert len(drawn) == len(told)
    assert all(one["wide"] == 1040 and one["labels"] > 5 for one in told)
    assert [one["touching"] for one in told] == [[]] * len(drawn)
    assert [one["outside"] for one in told] == [[]] * len(drawn)
