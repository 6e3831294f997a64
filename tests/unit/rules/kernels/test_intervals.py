import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.rules.kernels import intervals as kernel
from carecoord.rules.kernels.intervals import AFTER, BEFORE, DONE, NEVER, NOT_FOLLOWED, NOWHERE

STARTS = [0, 10, 40, 90, 150, 300]
LENGTHS = [5, 60, 10, 30, 30, 30]
NOTHING = None
FILLS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 30), st.integers(0, 2)), min_size=1, max_size=8
).map(sorted)


def cma(number, starts=STARTS, lengths=LENGTHS, *, window=(30, 130), follow=(5, 200), why=DONE):
    """What a CMA sees of the fills of one patient."""
    many = len(starts)
    lags, states, used = [NOTHING], [DONE] * many, [0] * many
    lasting, gaps, carried = ([NOTHING] * many for _ in range(3))
    kernel.of_fills(
        number, starts, lengths, [], [], [0], [many], *([edge] for edge in (*follow, *window)),
        False, False, [why], lags, states, used, lasting, gaps, carried,
    )  # fmt: skip
    return {
        "states": states, "used": used, "lasting": lasting, "gaps": gaps, "carried": carried,
        "lag": lags[0],
    }  # fmt: skip


def timelines(fills, window=(0, 100), *, supplied=False, from_first=False, why=DONE):
    """What PDC, or MPR, sees of the fills of one patient."""
    starts, lengths, drugs = ([one[at] for one in fills] for at in range(3))
    many = len(starts)
    states, used = [DONE] * many, [0] * many
    lasting, gaps, carried = ([NOTHING] * many for _ in range(3))
    ends, latest = [NEVER] * 3, [NOWHERE] * 3
    kernel.of_drugs(
        supplied, from_first, starts, lengths, drugs, [0], [many], [0], [200], [window[0]],
        [window[1]], [why], ends, latest, states, used, lasting, gaps, carried,
    )  # fmt: skip
    assert (ends, latest) == ([NEVER] * 3, [NOWHERE] * 3)
    return {"states": states, "used": used, "lasting": lasting, "gaps": gaps, "carried": carried}


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_up_to_cma6_nothing_is_seen_before_the_window(number):
    assert cma(number)["states"] == [NOT_FOLLOWED, BEFORE, DONE, DONE, AFTER, NOT_FOLLOWED]


@pytest.mark.parametrize("number", [7, 8, 9])
def test_from_cma7_all_of_follow_up_up_to_the_end_of_the_window_is_seen(number):
    assert cma(number)["states"] == [NOT_FOLLOWED, DONE, DONE, DONE, AFTER, NOT_FOLLOWED]


def test_an_interval_lasts_to_the_next_fill_and_the_last_one_to_the_end_of_the_window():
    assert cma(6)["lasting"] == [NOTHING, NOTHING, 50, 40, NOTHING, NOTHING]


def test_cma7_has_gaps_but_no_intervals_before_the_window():
    assert cma(7)["lasting"] == [NOTHING, NOTHING, 50, 40, NOTHING, NOTHING]
    assert cma(7)["gaps"] == [NOTHING, 0, 10, 10, NOTHING, NOTHING]


def test_cma9_has_intervals_there_too():
    assert cma(9)["lasting"] == [NOTHING, 30, 50, 40, NOTHING, NOTHING]


def test_supply_left_over_is_carried_on():
    assert cma(7)["carried"] == [NOTHING, 0, 30, 0, NOTHING, NOTHING]


def test_up_to_cma4_it_is_not():
    assert cma(2, lengths=[60] * 6)["carried"] == [NOTHING, NOTHING, 0, 0, NOTHING, NOTHING]


@pytest.mark.parametrize(
    ("number", "used"),
    [
        (1, [0, 0, 1, 0, 0, 0]),
        (2, [0, 0, 1, 1, 0, 0]),
        (3, [0, 0, 1, 0, 0, 0]),
        (4, [0, 0, 1, 1, 0, 0]),
        (5, [0, 0, 1, 0, 0, 0]),
        (6, [0, 0, 1, 1, 0, 0]),
        (7, [0, 0, 1, 1, 0, 0]),
        (8, [0, 0, 0, 1, 0, 0]),
        (9, [0, 1, 1, 1, 0, 0]),
    ],
)
def test_the_fills_that_count_in_a_measure(number, used):
    assert used == cma(number)["used"]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_without_two_days_no_fill_counts_where_the_last_does_not(number):
    assert cma(number, [40, 40], [5, 5])["used"] == [0, 0]
    assert cma(number, [40], [5])["used"] == [0]
    assert cma(number, [20], [5])["used"] == [0]


def test_cma8_opens_the_window_when_supply_from_before_is_used_up():
    assert cma(8)["lag"] == 40


def test_no_other_measure_does():
    assert NOTHING is cma(7)["lag"]


def test_a_patient_who_has_a_reason_is_left_as_it_is():
    assert cma(9, why=-1)["used"] == [0] * 6
    assert timelines([(0, 30, 0)], why=-1)["used"] == [0]


def test_the_next_fill_is_the_next_of_the_drug():
    found = timelines([(0, 10, 0), (5, 20, 1), (30, 10, 0)])

    assert found["lasting"] == [30, 95, 70]
    assert found["gaps"] == [20, 75, 60]


def test_an_early_refill_waits_for_the_supply_of_its_drug():
    assert timelines([(0, 30, 0), (5, 20, 1), (10, 10, 0)])["carried"] == [0, 0, 20]


def test_a_fill_counts_when_some_of_its_supply_is_in_the_window():
    fills = [(0, 20, 0), (1, 21, 1), (19, 2, 0), (20, 5, 2), (99, 3, 0), (100, 5, 0)]

    found = timelines(fills, (20, 100))

    assert found["used"] == [0, 1, 1, 1, 1, 0]
    assert found["states"] == [DONE] * 5 + [AFTER]


def test_mpr_sees_nothing_before_the_window():
    found = timelines([(0, 90, 0), (20, 10, 0)], (20, 100), supplied=True)

    assert (found["used"], found["states"]) == ([0, 1], [BEFORE, DONE])
    assert found["carried"] == [NOTHING, 0]


def test_nor_does_a_measure_from_the_first_fill_of_the_window_on():
    found = timelines([(0, 90, 0), (20, 10, 0)], (20, 100), from_first=True)

    assert (found["used"], found["states"]) == ([0, 1], [BEFORE, DONE])


@given(fills=FILLS)
def test_days_without_a_drug_are_those_counted_one_by_one(fills):
    found = timelines(fills)
    for drug in {drug for *_, drug in fills}:
        left, without, seen = 0, 0, False
        for day in range(100):
            filled = [length for start, length, other in fills if (start, other) == (day, drug)]
            left += sum(filled)
            seen = seen or bool(filled)
            without += seen and not left
            left = max(0, left - 1)
        places = [place for place, one in enumerate(fills) if one[2] == drug]

        assert without == sum(found["gaps"][place] for place in places)
