from hypothesis import given
from hypothesis import strategies as st

from carecoord.rules.kernels import persistence as kernel
from carecoord.rules.kernels.persistence import (
    DONE,
    NEVER,
    NO_FILL,
    PERSISTENT,
    RESTARTED,
    STOPPED,
)

END = 200
FILLS = st.lists(
    st.tuples(st.integers(0, 150), st.integers(1, 40), st.integers(0, 2)), min_size=1, max_size=8
).map(sorted)


def found(fills, gap=30, *, percent=False, follows=0, end=END):
    """First day, end of persistence, state, and day of restarting, of one patient."""
    starts, lengths, drugs = ([one[at] for one in fills] for at in range(3))
    firsts, untils, restarts, states, reasons = [-1], [-1.0], [-1], [PERSISTENT], [DONE]
    kernel.persistences(
        starts, lengths, drugs, [0], [len(fills)], [follows], [end], gap, percent, [NEVER] * 3,
        firsts, untils, restarts, states, reasons,
    )  # fmt: skip
    return (firsts[0], untils[0], states[0], restarts[0]) if reasons[0] == DONE else reasons[0]


def fill(day, length=30, drug=0):
    return day, length, drug


def test_supply_up_to_the_end_of_follow_up_is_persistence():
    assert found([fill(10, 300)]) == (10, END, PERSISTENT, -1)


def test_a_last_gap_of_just_the_permissible_length_is_persistence_still():
    assert found([fill(0, END - 30)]) == (0, END, PERSISTENT, -1)


def test_a_longer_last_gap_is_the_end_when_its_supply_is_used_up():
    assert found([fill(0, END - 31)]) == (0, END - 31, STOPPED, -1)


def test_a_gap_as_long_as_is_permissible_ends_nothing():
    assert found([fill(0), fill(60, 140)]) == (0, END, PERSISTENT, -1)


def test_a_longer_gap_is_the_end_and_the_next_fill_restarts():
    assert found([fill(0), fill(61, 139)]) == (0, 30, RESTARTED, 61)


def test_only_the_first_long_gap_counts():
    assert found([fill(0), fill(61), fill(150)]) == (0, 30, RESTARTED, 61)


def test_supply_of_another_drug_bridges_a_gap():
    assert found([fill(0), fill(10, 130, 1), fill(60, 30)], gap=10) == (0, 140, STOPPED, -1)


def test_drugs_taken_side_by_side_do_not_lengthen_each_other():
    assert found([fill(0), fill(0, 30, 1)]) == (0, 30, STOPPED, -1)
    assert found([fill(0), fill(0)]) == (0, 60, STOPPED, -1)


def test_a_percentage_is_one_of_the_longest_supply_of_the_last_day():
    later = fill(89, 200)

    assert found([fill(0, 60), fill(0, 8, 1), later], 50, percent=True) == (0, END, PERSISTENT, -1)
    assert found([fill(0, 60), fill(91)], 50, percent=True) == (0, 60, RESTARTED, 91)
    assert found([fill(0, 60), fill(5, 8, 1), later], 50, percent=True) == (0, 60, RESTARTED, 89)


def test_fills_before_follow_up_and_from_its_end_on_do_not_count():
    fills = [fill(0, 50), fill(10), fill(END)]

    assert found(fills, follows=5) == (10, 40, STOPPED, -1)


def test_a_patient_without_a_fill_in_follow_up_has_none():
    assert found([fill(0)], follows=5) == NO_FILL


def test_a_patient_who_has_a_reason_is_left_as_it_is():
    firsts, untils, reasons = [7], [8.0], [-1]

    kernel.persistences(
        [0], [30], [0], [0], [1], [0], [END], 30, False, [NEVER], firsts, untils, [9], [0], reasons
    )

    assert (firsts, untils, reasons) == ([7], [8.0], [-1])


def test_the_room_for_drugs_is_as_it_was():
    ends = [NEVER, NEVER]

    kernel.lasts([0, 5, 90], [10, 10, 10], [0, 1, 1], 0, 3, END, 30, False, ends)

    assert ends == [NEVER, NEVER]


def one_by_one(fills, gap):
    """Each drug used day by day, until there has been none for too long."""
    left, without = dict.fromkeys(range(3), 0), 0
    first = fills[0][0]
    for day in range(first, END):
        filled = [(length, drug) for start, length, drug in fills if start == day]
        if filled and without > gap:
            return first, day - without, RESTARTED, day
        for length, drug in filled:
            left[drug] += length
        without = 0 if any(left.values()) else without + 1
        left = {drug: max(0, days - 1) for drug, days in left.items()}
    if without > gap:
        return first, END - without, STOPPED, -1
    return first, END, PERSISTENT, -1


@given(fills=FILLS, gap=st.integers(0, 30))
def test_persistence_is_what_is_counted_day_by_day(fills, gap):
    assert one_by_one(fills, gap) == found(fills, gap)


@given(fills=FILLS, gap=st.integers(0, 100), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_fills_of_one_day_is_of_no_matter(fills, gap, shuffle):
    mixed = list(fills)
    shuffle.shuffle(mixed)
    mixed.sort(key=lambda one: one[0])

    assert found(fills, gap, percent=True) == found(mixed, gap, percent=True)
