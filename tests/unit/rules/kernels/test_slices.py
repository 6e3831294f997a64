"""Time cut where any of several medicines starts or stops."""

from __future__ import annotations

import math

import pytest

from carecoord.rules.kernels.slices import cuts, over_time

NAN = math.nan


def sliced(*patients):
    """Cut patients, each given as units: a window, and episodes with begin, end and measure."""
    units = [unit for patient in patients for unit in patient]
    episodes = [episode for _, found in units for episode in found]
    sizes = [len(found) for _, found in units]
    lows = [sum(sizes[:place]) for place in range(len(units))]
    highs = [low + size for low, size in zip(lows, sizes, strict=True)]
    firsts = [sum(len(one) for one in patients[:place]) for place in range(len(patients))]
    lasts = [first + len(one) for first, one in zip(firsts, patients, strict=True)]
    room = 2 * len(episodes)
    widest = max((len(one) for one in patients), default=0)
    bounds = [[0] * len(patients), [0] * len(patients)]
    froms, untils = [0.0] * room, [0.0] * room
    cell_lows, cell_highs = [0] * room, [0] * room
    cells = [9.0] * (room * widest)
    cuts(
        firsts, lasts, lows, highs,
        [window[0] for window, _ in units], [window[1] for window, _ in units],
        [one[0] for one in episodes], [one[1] for one in episodes], [one[2] for one in episodes],
        [0] * widest, *bounds, froms, untils, cell_lows, cell_highs, cells,
    )  # fmt: skip
    return [
        [
            (froms[at], untils[at], *map(shown, cells[cell_lows[at] : cell_highs[at]]))
            for at in range(low, high)
        ]
        for low, high in zip(*bounds, strict=True)
    ]


def shown(cell):
    return None if math.isnan(cell) else cell


def test_a_unit_alone_has_its_measure_in_an_episode_and_nothing_between():
    unit = ((0, 100), [(10, 20, 1.0), (40, 45.5, 0.5)])

    assert sliced([unit]) == [[(10, 20, 1.0), (20, 40, 0.0), (40, 45.5, 0.5)]]


def test_the_time_is_cut_at_the_edges_of_all_units():
    one = ((0, 100), [(10, 50, 1.0)])
    two = ((0, 100), [(30, 70, 0.5)])

    assert sliced([one, two]) == [[(10, 30, 1.0, 0.0), (30, 50, 1.0, 0.5), (50, 70, 0.0, 0.5)]]


def test_episodes_that_follow_at_once_are_two():
    unit = ((0, 100), [(10, 20, 1.0), (20, 30, 0.5)])

    assert sliced([unit]) == [[(10, 20, 1.0), (20, 30, 0.5)]]


def test_edges_on_one_day_cut_once():
    one = ((0, 100), [(10, 30, 1.0)])
    two = ((0, 100), [(10, 30, 0.5)])

    assert sliced([one, two]) == [[(10, 30, 1.0, 0.5)]]


@pytest.mark.parametrize(
    ("window", "cell"),
    [((0, 30), None), ((0, 31), 0.0), ((69, 100), 0.0), ((70, 100), None)],
)
def test_a_slice_that_touches_no_day_of_the_window_has_no_cell(window, cell):
    one = ((0, 100), [(0, 10, 1.0), (30, 70, 1.0)])
    two = (window, [(0, 10, 1.0)])

    assert cell == sliced([one, two])[0][2][3]


def test_a_unit_without_episodes_has_no_cell():
    one = ((0, 100), [(10, 50, 1.0)])

    assert sliced([one, ((0, 100), [])]) == [[(10, 50, 1.0, None)]]


def test_a_patient_without_episodes_has_no_slices():
    none = ((0, 100), [])
    some = ((0, 100), [(1, 2, 1.0)])

    assert sliced([none], [some], [none, none]) == [[], [(1, 2, 1.0)], []]


def test_an_episode_without_a_measure_has_no_cell():
    unit = ((0, 100), [(10, 20, NAN), (40, 50, 1.0)])

    assert sliced([unit]) == [[(10, 20, None), (20, 40, 0.0), (40, 50, 1.0)]]


def test_slices_are_summed_up_by_their_days():
    results = [9.0, 9.0, 9.0]
    over_time([0, 2, 3], [2, 3, 3], [0, 10, 0], [10, 14.5, 7], [1.0, 0.5, NAN], results)

    assert [*map(shown, results)] == [12.25, None, None]


def test_a_slice_without_a_value_counts_nothing():
    results = [9.0]
    over_time([0], [2], [0, 10], [10, 15], [NAN, 0.5], results)

    assert results == [2.5]
