from datetime import date

import polars as pl
import pytest

from carecoord.adapters.tables.episodes.persistence import persistence
from carecoord.errors import AuthoringError

FILLS = pl.DataFrame({
    "patient": [1, 1, 2, 3, 4],
    "filled_on": ["2025-01-01", "2025-03-15", "2025-01-01", "2025-01-01", "2025-01-01"],
    "days_supply": [30, 30, 200, 29.5, 0],
    "drug": ["a", "a", "a", "a", "a"],
    "left": [None, None, "2025-02-28", None, None],
}, strict=False)  # fmt: skip
NAMES = ("first_fill", "persistent_until", "days", "discontinued", "restarted_on", "reason")


def of(patient, **settings):
    found = persistence(FILLS, **{"follow_up": "180d", **settings})
    return found.filter(pl.col("patient") == patient).select(NAMES).row(0)


def test_who_has_a_long_gap_discontinued_on_the_last_day_with_supply():
    assert of(1) == (
        date(2025, 1, 1), date(2025, 1, 30), 30.0, True, date(2025, 3, 15), None,
    )  # fmt: skip


def test_who_has_none_is_followed_to_the_end():
    assert of(2) == (date(2025, 1, 1), date(2025, 6, 29), 180.0, False, None, None)


def test_who_leaves_is_censored_on_the_last_day_followed():
    assert of(2, until="left") == (date(2025, 1, 1), date(2025, 2, 28), 59.0, False, None, None)


def test_a_day_on_which_supply_is_used_up_is_the_last_one_with_supply():
    assert of(3)[:4] == (date(2025, 1, 1), date(2025, 1, 30), 29.5, True)


def test_who_cannot_be_judged_has_a_reason():
    assert of(4) == (None,) * 5 + ("1 row with no days' supply above 0",)


def test_who_has_no_fill_during_follow_up_has_a_reason():
    assert of(2, follow_up_start=date(2025, 2, 1))[-1] == "no fill during follow-up"


@pytest.mark.parametrize(
    ("gap", "stopped"),
    [("43d", False), (42, True), ("6w", True), ("144%", False), ("140%", True), ("2 mo", False)],
)
def test_the_permissible_gap_may_be_written_in_many_ways(gap, stopped):
    found = persistence(FILLS[:2], permissible_gap=gap, follow_up="100d")

    assert found["discontinued"].to_list() == [stopped]


@pytest.mark.parametrize("gap", ["many", "column:left", "2025-01-01", "-3d"])
def test_a_gap_that_is_no_length_is_refused(gap):
    with pytest.raises(AuthoringError, match="the permissible gap"):
        persistence(FILLS, permissible_gap=gap)


def test_a_setting_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(AuthoringError, match="Did you mean 'follow_up'"):
        persistence(FILLS, followup="1y")


def test_a_setting_like_none_is_refused_with_all():
    with pytest.raises(AuthoringError, match="There are by, carry_same_drug_only"):
        persistence(FILLS, zzz="1y")
