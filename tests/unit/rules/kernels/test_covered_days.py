from hypothesis import given
from hypothesis import strategies as st

from carecoord.rules.kernels.covered_days import covered_days, rolled_out, uncovered_day

FIRST, LAST = 10, 60
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(1, 20)), max_size=8).map(sorted)


def apart(spans):
    return [start for start, _ in spans], [length for _, length in spans]


def days_of(starts, lengths):
    return {day for s, n in zip(starts, lengths, strict=True) for day in range(s, s + n)}


def test_an_early_refill_begins_when_the_supply_before_it_ends():
    assert rolled_out([0, 20, 70], [30, 30, 30]) == [0, 30, 70]


def test_three_refills_on_one_day_follow_each_other():
    assert rolled_out([5, 5, 5], [10, 10, 10]) == [5, 15, 25]


def test_nothing_is_covered_by_nothing():
    assert covered_days([], [], FIRST, LAST) == 0


def test_a_span_is_cut_at_both_ends_of_the_window():
    assert covered_days([0, 55], [15, 30], FIRST, LAST) == 10


def test_a_day_that_two_spans_cover_counts_once():
    assert covered_days([10, 12], [10, 3], FIRST, LAST) == 10


def test_the_first_uncovered_day_is_the_first_when_nothing_is_covered():
    assert uncovered_day([], [], FIRST, LAST, 1) == FIRST


def test_beyond_the_last_uncovered_day_stands_the_end():
    assert uncovered_day([10], [50], FIRST, LAST, 1) == LAST


def test_an_uncovered_day_after_a_gap_that_is_too_short():
    assert uncovered_day([12, 20], [5, 5], FIRST, LAST, 4) == 19 - 1


@given(spans=SPANS)
def test_covered_days_are_those_counted_one_by_one(spans):
    starts, lengths = apart(spans)
    one_by_one = days_of(starts, lengths) & set(range(FIRST, LAST))

    assert len(one_by_one) == covered_days(starts, lengths, FIRST, LAST)


@given(spans=SPANS, number=st.integers(1, 60))
def test_the_uncovered_day_is_the_one_found_one_by_one(spans, number):
    starts, lengths = apart(spans)
    free = [day for day in range(FIRST, LAST) if day not in days_of(starts, lengths)]
    expected = free[number - 1] if number <= len(free) else LAST

    assert expected == uncovered_day(starts, lengths, FIRST, LAST, number)


@given(spans=SPANS)
def test_rolling_out_loses_no_day(spans):
    starts, lengths = apart(spans)
    days = days_of([int(s) for s in rolled_out(starts, lengths)], lengths)

    assert sum(lengths) == len(days)
