"""Several medicines at once: a slow count day by day agrees, and so do both engines."""

from __future__ import annotations

import math

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from carecoord.adapters.tables.groups.polypharmacy import polypharmacy

FILLS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 25), st.sampled_from("ABC")),
    min_size=1,
    max_size=12,
)
LATE = st.integers(0, 40)
LASTS = st.integers(1, 60)


def frame(fills):
    return pl.DataFrame(
        {
            "patient": ["p"] * len(fills),
            "filled_on": [day for day, _, _ in fills],
            "days_supply": [length for _, length, _ in fills],
            "drug": [drug for _, _, drug in fills],
        }
    )


def settings(late, lasts):
    return {
        "groups": "drug",
        "follow_up": late + lasts,
        "observation_start": late,
        "observation": lasts,
    }


def days_in_hand(fills, late, lasts):
    """Of each drug the days in hand inside its own window: one unit of supply is used a day."""
    found = {}
    for drug in sorted({drug for _, _, drug in fills}):
        begin = min(day for day, _, other in fills if other == drug)
        stock, days = 0, set()
        for day in range(begin, begin + late + lasts):
            stock += sum(n for at, n, other in fills if (at, other) == (day, drug))
            if stock:
                stock -= 1
                if day >= begin + late:
                    days.add(day)
        if days:
            found[drug] = days, begin + late, begin + late + lasts
    return found


def share(days, counted):
    """So many days over those from the first to the last window; None without any."""
    if not counted:
        return None
    first = min(opens for _, opens, _ in counted.values())
    return days / (max(closes for _, _, closes in counted.values()) - first)


def figure(fills, late, lasts, aggregation):
    (row,) = polypharmacy(
        frame(fills), "cma7", aggregation=aggregation, **settings(late, lasts)
    ).iter_rows(named=True)
    return row["value"]


def same(one, two):
    return one is two is None or (None not in {one, two} and math.isclose(one, two, abs_tol=1e-9))


@given(fills=FILLS, late=LATE, lasts=LASTS)
def test_the_sum_is_the_days_of_every_drug(fills, late, lasts):
    counted = days_in_hand(fills, late, lasts)
    every = sum(len(days) for days, _, _ in counted.values())

    assert same(share(every, counted), figure(fills, late, lasts, "sum"))


@given(fills=FILLS, late=LATE, lasts=LASTS)
def test_the_most_is_the_days_of_any_drug(fills, late, lasts):
    counted = days_in_hand(fills, late, lasts)
    any_of_them = set().union(*(days for days, _, _ in counted.values()))

    assert same(share(len(any_of_them), counted), figure(fills, late, lasts, "max"))


@given(
    fills=FILLS,
    late=LATE,
    lasts=LASTS,
    method=st.sampled_from(["pdc", *(f"cma{number}" for number in range(1, 10))]),
    aggregation=st.sampled_from(["mean", "median", "min", "max", "sum", "prod", "var", "sd"]),
    skip=st.booleans(),
    threshold=st.none() | st.floats(0, 1.5),
    order=st.sampled_from(["first", "after"]),
    detail=st.booleans(),
)
def test_both_engines_agree_bit_for_bit(
    *, fills, late, lasts, method, aggregation, skip, threshold, order, detail
):
    one, two = (
        polypharmacy(
            frame(fills),
            method,
            aggregate=order,
            aggregation=aggregation,
            skip_missing=skip,
            threshold=threshold,
            detail=detail,
            engine=engine,
            **settings(late, lasts),
        )
        for engine in ("python", "compiled")
    )

    assert_frame_equal(one, two, check_exact=True)
