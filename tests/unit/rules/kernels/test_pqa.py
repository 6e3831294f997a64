"""The arithmetic of possession by the rules of PQA and CMS."""

from datetime import date, timedelta

import pytest

from carecoord.rules.kernels import pqa, pqa_year

PRODUCTS = ([0, 1, 2, 4], [0, 1, 0, 1])
"""One ingredient, the other, and a combination of both."""


def left(stays, opens=10, closes=20):
    """The stretches that stays leave of a period."""
    froms, untils = [s for s, _ in stays], [u for _, u in stays]
    begins, ends = [0] * (len(stays) + 1), [0] * (len(stays) + 1)
    many = pqa.stretches(froms, untils, 0, len(stays), opens, closes, begins, ends)
    return list(zip(begins[:many], ends[:many], strict=True))


def laid(fills, stretches=((1, 100),), *, longest=False):
    """Place and length of each run, of fills of day, days' supply and product."""
    starts, lengths, products = ([fill[at] for fill in fills] for at in range(3))
    begins, ends = [b for b, _ in stretches], [e for _, e in stretches]
    room = [[0, 0] for _ in range(3)]
    places, lasts = [0] * len(fills), [0] * len(fills)
    pqa.runs(
        longest, starts, lengths, products, len(fills), *PRODUCTS,
        begins, ends, len(begins), *room, places, lasts,
    )  # fmt: skip
    assert room[:2] == [[0, 0], [0, 0]]
    return list(zip(places, lasts, strict=True))


@pytest.mark.parametrize(
    ("stays", "stretches"),
    [
        ([], [(10, 20)]),
        ([(12, 15)], [(10, 12), (15, 20)]),
        ([(5, 11)], [(11, 20)]),
        ([(5, 10)], [(10, 20)]),
        ([(18, 20)], [(10, 18)]),
        ([(18, 25)], [(10, 18)]),
        ([(20, 25)], [(10, 20)]),
        ([(22, 25), (30, 31)], [(10, 20)]),
        ([(5, 25)], []),
        ([(12, 18), (13, 14)], [(10, 12), (18, 20)]),
        ([(12, 14), (14, 16)], [(10, 12), (16, 20)]),
    ],
)
def test_what_stays_leave_of_a_period(stays, stretches):
    assert stretches == left(stays)


@pytest.mark.parametrize(
    ("day", "place"), [(10, 0), (11, 1), (12, 2), (13, 2), (15, 2), (16, 3), (20, 7), (25, 7)]
)
def test_the_place_of_a_day_is_the_number_of_counted_days_before_it(day, place):
    assert place == pqa.place_of(day, [10, 15], [12, 20], 2)


@pytest.mark.parametrize(("place", "day"), [(0, 10), (1, 11), (2, 15), (6, 19), (7, 20), (9, 22)])
def test_the_day_of_a_place_lies_behind_the_period_when_all_places_are_used(place, day):
    assert day == pqa.day_of(place, [10, 15], [12, 20], 2, 20)


def test_an_early_refill_lasts_from_the_end_of_the_supply_in_hand():
    assert laid([(1, 30, 0), (21, 30, 0)]) == [(0, 30), (20, 40)]


@pytest.mark.parametrize(
    ("claims", "last_doses"),
    [
        (["03-25", "07-05", "09-25"], ["06-22", "10-02", "12-31"]),
        (["01-01", "03-25", "07-05", "10-15"], ["03-31", "06-29", "10-02", "12-31"]),
    ],
)
def test_the_last_doses_of_pqas_examples_of_90_days(claims, last_doses):
    """Source: pqaalliance.org/assets/Measures/pdc-sta.js.txt; what is after the year is cut."""
    assert last_doses == doses(claims, 90)


def test_the_last_doses_of_pqas_example_of_30_days():
    assert doses(["10-04", "11-01"], 30) == ["11-02", "12-02"]


def doses(claims, supply):
    """The last dose of each fill of one medicine in 2018, the year's last day at most."""
    days = [date.fromisoformat(f"2018-{claim}").toordinal() for claim in claims]
    new_year = date(2019, 1, 1).toordinal()
    runs = laid([(day, supply, 0) for day in days], [(days[0], new_year)])
    lasts = [date(2018, 12, 31) - timedelta(max(0, new_year - days[0] - p - n)) for p, n in runs]
    return [f"{last:%m-%d}" for last in lasts]


def test_other_ingredients_run_beside_it():
    assert laid([(1, 30, 0), (21, 30, 1)]) == [(0, 30), (20, 30)]


def test_a_combination_waits_for_each_of_its_ingredients():
    assert laid([(1, 30, 0), (11, 10, 2), (12, 5, 1)]) == [(0, 30), (10, 30), (11, 14)]


def test_supply_moves_behind_a_stay():
    """Days 11 to 20 are away: the fill of day 15 counts from the place of day 21."""
    assert laid([(1, 30, 0), (15, 5, 1)], [(1, 11), (21, 100)]) == [(0, 30), (10, 5)]


@pytest.mark.parametrize(("longest", "last"), [(False, 61), (True, 51)])
@pytest.mark.parametrize("order", [1, -1])
def test_fills_of_an_ingredient_on_one_day_add_up_or_the_longest_counts(longest, last, order):
    fills = [(1, 20, 0), *[(5, 10, 0), (5, 30, 0)][::order], (6, 1, 0)]
    runs = laid(fills, longest=longest)

    assert max(place + length for place, length in runs) == last


def test_on_the_next_day_the_longest_is_not_asked_for():
    assert laid([(5, 10, 0), (6, 10, 0)], longest=True) == [(4, 10), (5, 19)]


@pytest.mark.parametrize(("counted", "needed"), [(365, 292), (364, 292), (360, 288), (91, 73)])
def test_days_needed_are_never_rounded_down(counted, needed):
    assert needed == pqa.days_needed(counted, 4, 5)


def test_the_last_chance_is_the_first_missed_day_too_many():
    """Of 20 places 4 may be missed: of 5 to 9 the fifth is place 9."""
    assert pqa.last_chance([0, 10], [5, 5], 20, 16) == 9
    assert pqa.last_chance([0, 9], [5, 11], 20, 16) == 20


def test_the_supply_that_ends_last_need_not_be_the_last_filled():
    assert pqa.supply_end([0, 10], [50, 5]) == 49


@pytest.mark.parametrize(
    ("amount", "length"),
    [(0.9, 0), (1.0, 1), (30.9, 30), (366.0, 366), (366.5, 0), (float("nan"), 0)],
)
def test_supply_is_in_whole_days_and_not_believed_beyond_the_most(amount, length):
    lengths = [-1]
    pqa_year.believed([amount], 366, lengths)

    assert lengths == [length]


YEAR = (1001, 1366)
EXCLUDING = 3


def measured(fills, *, closes=1366, out=0, stays=(), today=1366):
    """The results of one patient, of fills of day, days' supply and product."""
    bounds, named = [*PRODUCTS[0], 4], PRODUCTS[1]
    rows = [[fill[at] for fill in sorted(fills)] for at in range(3)]
    room = tuple(
        [0] * size
        for size in [len(fills)] * pqa_year.PER_FILL
        + [len(stays) + 1] * pqa_year.PER_STAY
        + [2] * pqa_year.PER_INGREDIENT
    )
    results = tuple([0] for _ in range(pqa_year.RESULTS))
    pqa_year.patients(
        False, (4, 5), YEAR, today, *rows, [0], [len(fills)], bounds, named, [0, 0, 0, 1],
        [closes], [out], [s for s, _ in stays], [u for _, u in stays], [0], [len(stays)],
        room, results,
    )  # fmt: skip
    return [result[0] for result in results]


TWO = [(1001, 90, 0), (1151, 90, 0)]


def test_the_results_of_a_year():
    """90 days from day 1001 and 1151: missed 1091 to 1150, and 1241 on, the 74th is 1254."""
    expected = [1001, 2, 180, 365, 73, 0, 1254, 1240, 0, 0, pqa_year.DONE]

    assert measured(TWO) == expected


def test_there_is_no_last_chance_once_the_threshold_is_reached():
    assert measured([(1001, 291, 0), (1002, 1, 0)])[pqa_year.CHANCE] == 0
    assert measured([(1001, 290, 0), (1002, 1, 0)])[pqa_year.CHANCE] == 1365


def test_days_up_to_a_day_that_is_to_come_can_still_be_supplied():
    """60 days are missed, and from 1241 on 10 more."""
    assert measured(TWO, today=1251)[pqa_year.LEFT] == 73 - 70


@pytest.mark.parametrize(
    ("fills", "known", "reason"),
    [
        ([], {}, pqa_year.NO_FILL),
        ([(1000, 90, 0), (1366, 90, 0)], {}, pqa_year.NO_FILL),
        ([(1100, 90, EXCLUDING)], {}, pqa_year.NO_FILL),
        ([(1100, 90, -1)], {}, pqa_year.NO_FILL),
        ([(0, 90, EXCLUDING)], {}, pqa_year.NO_FILL),
        ([(0, 90, 0)], {}, pqa_year.NO_DAY),
        ([*TWO, (0, 90, EXCLUDING)], {}, pqa_year.NO_DAY),
        ([*TWO, (1365, 90, EXCLUDING)], {"out": 1}, pqa_year.EXCLUDING_FILL),
        ([*TWO, (1000, 90, EXCLUDING)], {}, pqa_year.DONE),
        (TWO[:1], {"out": 1}, pqa_year.PERSON),
        ([*TWO[:1], (1001, 90, 1)], {}, pqa_year.ONE_DATE),
        (TWO, {"closes": 1151}, pqa_year.ONE_DATE),
        ([(1001, 0, 0), (1060, 90, 0)], {"closes": 1091}, pqa_year.SHORT),
        ([(1001, 0, 0), (1060, 90, 0)], {"closes": 1092}, pqa_year.NO_SUPPLY),
        ([*TWO, (1300, 0, 0)], {"closes": 1300}, pqa_year.DONE),
        (TWO, {"stays": [(pqa_year.UNKNOWN_FROM, 1002)]}, pqa_year.NO_STAY),
        (TWO, {"stays": [(pqa_year.UNKNOWN_FROM, 1001)]}, pqa_year.DONE),
        (TWO, {"stays": [(1365, pqa_year.UNKNOWN_UNTIL)]}, pqa_year.NO_STAY),
        (TWO, {"stays": [(1366, pqa_year.UNKNOWN_UNTIL)]}, pqa_year.DONE),
        (TWO, {"stays": [(1001, 1200), (1100, 1366)]}, pqa_year.ALL_AWAY),
        (TWO, {"stays": [(1001, 1200), (1100, 1365)]}, pqa_year.DONE),
    ],
)
def test_why_there_is_no_result(fills, known, reason):
    assert measured(fills, **known)[pqa_year.REASON] == reason


def test_what_cannot_be_used_is_counted():
    fills = [*TWO, (0, 90, 0), (0, 90, 1), (1200, 0, 0), (1200, 30, -1)]

    assert measured(fills)[pqa_year.DOUBTFUL] == 2
    assert measured(fills)[pqa_year.IGNORED] == 1
    assert measured([*TWO, (1200, 0, 0)])[pqa_year.DOUBTFUL] == 1
