import pytest

from carecoord.rules.kernels import comorbidity as kernels


def gathered(rows, of_codes, systems=(), foreign=(), many=2):
    masks, unknown = [0] * many, [0] * len(rows)
    patients, codes = zip(*rows, strict=True)
    kernels.gathered(patients, codes, systems, of_codes, foreign, masks, unknown)
    return masks, unknown


def test_the_masks_of_a_patients_codes_are_joined():
    assert gathered([(0, 0), (1, 1), (0, 1)], [1, 6]) == ([7, 6], [0, 0, 0])


def test_a_repeated_code_adds_nothing():
    assert gathered([(0, 0), (0, 0)], [4]) == ([4, 0], [0, 0])


def test_rows_without_patient_or_code_say_nothing():
    assert gathered([(-1, 0), (0, -1)], [4]) == ([0, 0], [0, 0])


def test_a_code_of_no_shape_is_unknown():
    assert gathered([(0, 0), (0, 1)], [-1, 2]) == ([2, 0], [1, 0])


def test_a_code_of_another_system_is_unknown_and_one_without_a_system_is_not():
    rows = [(0, 0), (0, 0), (1, 0)]

    assert gathered(rows, [1], systems=[0, 1, -1], foreign=[1, 0]) == ([1, 1], [1, 0, 0])


@pytest.mark.parametrize(("mask", "kept"), [(0, 0), (1, 1), (2, 2), (3, 2), (7, 6), (5, 5)])
def test_of_a_pair_the_heavier_counts(mask, kept):
    assert kernels.counted(mask, [1], [2]) == kept


def test_points_may_be_below_zero():
    assert kernels.weighed(0b101, [-4, 7, 1]) == -3


@pytest.mark.parametrize(("by_hierarchy", "number"), [(0, 2), (1, 1)])
def test_scores_and_numbers_of_conditions(by_hierarchy, number):
    totals, numbers = [0], [0]
    kernels.scores([3], [1], [2], [1, 3], [1, 1], by_hierarchy, totals, numbers)

    assert (totals, numbers) == ([3], [number])


def test_without_pairs_all_count():
    totals, numbers = [0], [0]
    kernels.scores([3], [], [], [1, 3], [1, 1], 1, totals, numbers)

    assert (totals, numbers) == ([4], [2])


def test_flags_are_zero_or_one():
    found = [9, 9]
    kernels.flags([0b100, 0b011], 2, found)

    assert found == [1, 0]


def test_ages_are_bounded_by_what_can_be_one():
    lows, highs = [float("inf")] * 2, [float("-inf")] * 2
    years = [70.0, 71.0, -1.0, 151.0, float("nan"), 0.0, 150.0]
    kernels.ages([0, 0, 0, 0, 0, 1, -1], years, 150.0, lows, highs)

    assert (lows, highs) == ([70.0, 0.0], [71.0, 0.0])


def test_patients_are_tallied():
    counts = [0, 0, 0]
    kernels.tallied([2, 0, 2], counts)

    assert counts == [1, 0, 2]
