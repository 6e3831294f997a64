"""The picture of a table shows the numbers that the table of results has."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from supply_histories import PATIENT, histories, windows

from carecoord.adapters.pictures import supply_timeline
from carecoord.adapters.tables.possession.measures import adherence

SETTINGS = st.fixed_dictionaries({"from_first_fill": st.booleans()})
CARRIED = st.fixed_dictionaries(
    {"carry_same_drug_only": st.booleans(), "dose_change": st.booleans()}
)


def days(spans):
    return sum(span.days for span in spans)


def result(frame, method, settings):
    (row,) = adherence(frame, method, **settings).iter_rows(named=True)
    return row


@pytest.mark.parametrize("method", ["pdc", "mpr"])
@given(frame=histories, window=windows, more=SETTINGS)
def test_the_days_held_are_the_numerator_and_the_gaps_the_rest(method, frame, window, more):
    row = result(frame, method, window | more)
    picture = supply_timeline(frame, PATIENT, method, **window, **more)
    last = picture.lanes[-1]
    (counted,) = [one for one in picture.windows if one.counts]

    if row["reason"] is not None:
        assert row["reason"] == picture.results[0].reason
        return
    assert days(counted.spans) == row["denominator"]
    if last.held:
        assert days(last.held) == pytest.approx(row["numerator"])
    if method == "pdc":
        missing = row["denominator"] - row["numerator"]
        assert days(last.gaps) == pytest.approx(missing, abs=1e-6)


@pytest.mark.parametrize("method", ["cma5", "cma6", "cma7", "cma8"])
@given(frame=histories, window=windows, more=CARRIED)
def test_the_gaps_of_a_line_are_what_the_numerator_lacks(method, frame, window, more):
    row = result(frame, method, window | more)
    picture = supply_timeline(frame, PATIENT, method, **window, **more)
    (lane,) = picture.lanes
    (counted,) = [one for one in picture.windows if one.counts]

    assert row["reason"] == picture.results[0].reason
    if row["reason"] is None:
        assert days(counted.spans) == pytest.approx(row["denominator"])
        missing = row["denominator"] - row["numerator"]
        assert days(lane.gaps) == pytest.approx(missing, abs=1e-6)


@pytest.mark.parametrize("method", ["pdc", "mpr", "cma5", "cma7", "cma9"])
@given(frame=histories, window=windows)
def test_no_two_fills_of_a_lane_are_used_on_one_day(method, frame, window):
    picture = supply_timeline(frame, PATIENT, method, **window)

    for lane in picture.lanes:
        used = sorted(
            (one.used for one in lane.supplies if one.used.days > 0), key=lambda s: s.first
        )
        for one, two in pairwise(used):
            assert one.until <= two.first + 1e-6


@pytest.mark.parametrize("method", ["pdc", "cma1", "cma2", "cma6", "cma8", "cma9"])
@given(frame=histories, window=windows, more=CARRIED)
def test_every_fill_has_its_place_and_none_is_used_before_its_day(method, frame, window, more):
    picture = supply_timeline(frame, PATIENT, method, **window, **more)
    supplies = [one for lane in picture.lanes for one in lane.supplies]

    assert sorted(day.toordinal() for day in frame["filled_on"]) == sorted(
        one.filled for one in supplies
    )
    assert all(one.used.first >= one.filled for one in supplies if one.used.days > 0)


@given(frame=histories, window=windows, seed=st.randoms())
def test_the_order_of_rows_does_not_move_what_is_held(frame, window, seed):
    order = list(range(len(frame)))
    seed.shuffle(order)
    one = supply_timeline(frame, PATIENT, **window)
    two = supply_timeline(frame[order], PATIENT, **window)

    assert one.lanes[-1].gaps == two.lanes[-1].gaps
    assert one.results == two.results
