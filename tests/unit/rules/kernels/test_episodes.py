import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.rules.kernels import episodes as kernel
from carecoord.rules.kernels.episodes import NEVER, NO_CARRY, ONE_TIMELINE, PER_DRUG

END = 365
FILLS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 25), st.integers(0, 2)), min_size=1, max_size=8
).map(sorted)


def found(
    fills,
    carry=ONE_TIMELINE,
    gap=30,
    *,
    percent=False,
    switching=False,
    appended=False,
    end=END,
    same=False,
):
    """Episodes of one patient as first day, end, days without supply after."""
    starts, lengths, drugs = ([one[at] for one in fills] for at in range(3))
    many = len(fills)
    firsts, days, closing, counts = [0] * many, [0.0] * many, [0.0] * many, [0]
    kernel.episodes(
        carry, starts, lengths, drugs, [1.0] * many, [0], [many], [0], [end], same, False, gap,
        percent, switching, appended, [0.0] * many, [0.0] * many, [NEVER] * 3,
        counts, firsts, days, closing,
    )  # fmt: skip
    return [
        (starts[first], starts[first] + lasts, left)
        for first, lasts, left in zip(firsts, days, closing, strict=True)
    ][: counts[0]]


def fill(day, length=30, drug=0):
    return day, length, drug


def test_a_gap_as_long_as_is_permissible_ends_nothing():
    assert found([fill(0), fill(60, 305)]) == [(0, END, 0)]


def test_a_longer_gap_ends_an_episode_when_its_supply_is_used_up():
    assert found([fill(0), fill(61, 304)]) == [(0, 30, 31), (61, END, 0)]


def test_supply_left_over_fills_the_gap_after_the_next_fill():
    assert len(found([fill(0, 60), fill(30), fill(120)])) == 1


def test_without_carrying_over_it_does_not():
    assert len(found([fill(0, 60), fill(30), fill(120)], NO_CARRY)) == 2


def test_an_episode_without_a_last_gap_ends_with_follow_up():
    assert found([fill(0, 400)]) == [(0, END, 0)]


def test_a_last_gap_of_just_the_permissible_length_ends_an_episode_as_in_adherer():
    assert found([fill(0, END - 30)]) == [(0, END - 30, 30)]
    assert found([fill(0, END - 29)]) == [(0, END, 29)]


def test_with_a_timeline_of_each_drug_it_does_not():
    assert found([fill(0, END - 30)], PER_DRUG) == [(0, END, 30)]
    assert found([fill(0, END - 31)], PER_DRUG) == [(0, END - 31, 31)]


def test_a_percentage_is_one_of_the_supply_before_the_gap():
    fills = [fill(0, 60), fill(90, 20), fill(121, 244)]

    assert found(fills, gap=50, percent=True) == [(0, 110, 11), (121, END, 0)]


def test_fills_of_one_day_share_the_longest_supply_on_a_timeline_of_each_drug():
    one, two = fill(0, 60, 1), fill(0, 10, 2)
    later = fill(85, 280, 1)

    assert len(found([one, two, later], PER_DRUG, 50, percent=True)) == 1
    assert len(found([two, one, later], PER_DRUG, 50, percent=True)) == 1


def test_another_drug_opens_an_episode_when_asked():
    fills = [fill(0), fill(20, 345, 1)]

    assert found(fills) == [(0, END, 0)]
    assert found(fills, switching=True) == [(0, 20, 0), (20, END, 0)]
    assert found([fill(0), fill(20, 345)], switching=True) == [(0, END, 0)]


def test_a_drug_change_after_a_gap_ends_the_episode_with_its_supply():
    assert found([fill(0), fill(40, 325, 1)], switching=True) == [(0, 30, 10), (40, END, 0)]


def test_a_long_gap_is_appended_as_far_as_is_permissible():
    fills = [fill(0), fill(100, 100), fill(300, 65)]

    assert found(fills, appended=True) == [(0, 60, 70), (100, 230, 100), (300, END, 0)]


def test_before_a_drug_change_a_shorter_gap_is_appended_whole():
    fills = [fill(0), fill(40, 325, 1)]

    assert found(fills, switching=True, appended=True)[0] == (0, 40, 10)


def test_the_permissible_gap_is_appended_to_the_last_of_several_episodes():
    assert found([fill(0), fill(100)], appended=True) == [(0, 60, 70), (100, 160, 235)]


def test_it_is_taken_from_an_only_episode_as_in_adherer():
    assert found([fill(0, 90)], appended=True) == [(0, 60, 275)]


def test_not_on_a_timeline_of_each_drug():
    assert found([fill(0, 90)], PER_DRUG, appended=True) == [(0, 120, 275)]


def test_nothing_is_appended_to_a_last_gap_of_just_the_permissible_length():
    assert found([fill(0, END - 30)], appended=True) == [(0, END - 30, 30)]


def test_a_drug_beside_another_makes_no_gap():
    fills = [fill(0, 300), fill(10, 7, 1)]

    assert found(fills, PER_DRUG) == [(0, 300, 65)]
    assert found(fills, same=True) == [(0, 17, 348)]


def test_drugs_taken_side_by_side_do_not_lengthen_each_other():
    fills = [fill(0, 100), fill(0, 100, 1), fill(150)]

    assert [begin for begin, *_ in found(fills, PER_DRUG)] == [0, 150]
    assert [begin for begin, *_ in found(fills)] == [0]


def test_a_patient_who_has_a_reason_is_left_out():
    firsts, days, closing, counts = [7], [0.0], [0.0], [-1, 0]

    kernel.episodes(
        NO_CARRY, [0], [30], [], [], [0, 0], [0, 1], [0, 0], [END, END], False, False, 30, False,
        False, False, [0.0], [0.0], [], counts, firsts, days, closing,
    )  # fmt: skip

    assert (counts, firsts, days) == ([-1, 1], [0], [30])


def test_fills_outside_the_follow_up_belong_to_no_episode():
    firsts, days, closing, counts = [0] * 3, [0.0] * 3, [0.0] * 3, [0]

    kernel.episodes(
        NO_CARRY, [0, 10, 90], [5, 5, 5], [], [], [0], [3], [10], [80], False, False, 30, False,
        False, False, [0.0] * 3, [0.0] * 3, [], counts, firsts, days, closing,
    )  # fmt: skip

    assert (counts, firsts[0], days[0], closing[0]) == ([1], 1, 5, 65)


def in_hand(fills):
    """The days on which any drug is in hand, each drug used day by day."""
    left, days = dict.fromkeys(range(3), 0), set()
    for day in range(END):
        for start, length, drug in fills:
            if start == day:
                left[drug] += length
        if any(left.values()):
            days.add(day)
        left = {drug: max(0, days - 1) for drug, days in left.items()}
    return days


def one_by_one(fills, gap, days, end=END):
    """Episodes of days with supply, walked day by day; a new one begins with a fill."""
    starts = {start for start, *_ in fills}
    spans, without = [], 0
    for day in range(end):
        if day in starts and (not spans or without > gap):
            spans.append([day, day])
        if day in days and spans:
            spans[-1][1], without = day + 1, 0
        else:
            without += 1
    if spans and 0 < without <= gap:
        spans[-1][1] = end
    return [tuple(span) for span in spans]


@given(fills=FILLS, gap=st.integers(0, 30))
def test_episodes_with_any_drug_in_hand_are_those_counted_day_by_day(fills, gap):
    spans = [(begin, end) for begin, end, _ in found(fills, PER_DRUG, gap)]

    assert one_by_one(fills, gap, in_hand(fills)) == spans


@given(fills=FILLS, gap=st.integers(0, 30))
def test_episodes_on_one_timeline_are_those_counted_day_by_day(fills, gap):
    pooled = [(start, length, 0) for start, length, _ in fills]
    spans = [(begin, end) for begin, end, _ in found(fills, ONE_TIMELINE, gap)]
    counted = one_by_one(fills, gap, in_hand(pooled))

    assert counted[:-1] == spans[:-1]
    assert counted[-1][0] == spans[-1][0]


@given(fills=FILLS, gap=st.integers(0, 30), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_fills_of_one_day_is_of_no_matter(fills, gap, shuffle):
    mixed = list(fills)
    shuffle.shuffle(mixed)
    mixed.sort(key=lambda one: one[0])

    assert found(fills, PER_DRUG, gap, percent=True) == found(mixed, PER_DRUG, gap, percent=True)


@pytest.mark.parametrize("carry", [NO_CARRY, ONE_TIMELINE, PER_DRUG])
def test_no_fill_makes_no_episode(carry):
    assert found([], carry) == []


def test_a_fill_on_the_day_after_follow_up_is_in_it_for_adherer_alone():
    fills = [fill(0), fill(END)]

    assert found(fills) == [(0, 30, 335), (END, END, 0)]
    assert found(fills, PER_DRUG) == [(0, 30, 335)]
