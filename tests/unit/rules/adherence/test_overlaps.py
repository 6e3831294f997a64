import pytest

from carecoord.rules.adherence.overlaps import Overlap, overlaps, together


@pytest.mark.parametrize(
    ("one", "other", "runs"),
    [
        ([(1, 5)], [(6, 9)], []),
        ([(1, 5)], [(5, 9)], [(5, 5)]),
        ([(1, 9)], [(3, 4)], [(3, 4)]),
        ([(1, 3), (4, 9)], [(2, 5)], [(2, 3), (4, 5)]),
        ([(1, 2), (8, 9)], [(4, 5), (9, 12)], [(9, 9)]),
        ([], [(1, 2)], []),
    ],
)
def test_the_days_in_both_stand_in_runs_whichever_comes_first(one, other, runs):
    assert list(together(one, other)) == runs
    assert list(together(other, one)) == runs


@pytest.mark.parametrize(("second", "parts"), [((7, 8), 1), ((8, 9), 2)])
def test_runs_are_parted_by_more_days_than_permitted(second, parts):
    assert len(overlaps([(1, 3), second], 3)) == parts


@pytest.mark.parametrize(("number", "day"), [(1, 1), (3, 3), (4, 7), (5, 8), (6, None)])
def test_days_together_are_counted_over_runs(number, day):
    assert Overlap(((1, 3), (7, 8))).day(number) == day


def test_it_begins_and_ends_with_its_runs():
    overlap = Overlap(((1, 3), (7, 8)))

    assert (overlap.first, overlap.last) == (1, 8)


def test_each_run_is_compared_with_the_one_before_it():
    runs = [(1, 1), (4, 6), (9, 9), (20, 21), (23, 23)]

    assert [part.runs for part in overlaps(runs, 3)] == [tuple(runs[:3]), tuple(runs[3:])]
