"""Long histories are drawn in strips of one length."""

from __future__ import annotations

import itertools

import pytest

from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays.strips import LENGTHS, MOST_STRIPS, strips


def test_a_year_is_one_strip_with_room_around():
    (strip,) = strips([Span(100, 140), Span(400, 500)])

    assert strip == Span(100 - 6, 500 + 6)


def test_a_day_has_a_week_around_it():
    assert [Span(7, 14)] == strips([Span(10, 11)])


def test_years_in_which_nothing_lies_are_left_out():
    one, two = strips([Span(1000, 1035), Span(9000, 9035)])

    assert (one, two) == (Span(994, 1394), Span(8994, 9394))


def test_what_crosses_the_end_of_a_strip_goes_on_in_the_next():
    one, two = strips([Span(0, 10), Span(380, 420)])

    assert (one, two) == (Span(-6, 394), Span(394, 794))


def test_many_years_have_longer_strips():
    found = strips([Span(year * 365, year * 365 + 30) for year in range(12)])

    assert {800} == {strip.days for strip in found}
    assert len(found) == 4


def test_a_stay_of_a_lifetime_is_one_strip():
    (strip,) = strips([Span(0, 200_000)])

    assert strip.first < 0
    assert strip.until > 200_000


@pytest.mark.parametrize("apart", [1, 29, 200, 366, 1500, 5000])
def test_everything_lies_in_strips_that_do_not_overlap(apart):
    spans = [Span(n * apart, n * apart + 35) for n in range(40)]
    found = strips(spans)

    assert len(found) <= MOST_STRIPS
    assert all(one.until <= two.first for one, two in itertools.pairwise(found))
    for span in spans:
        assert sum(part.days for strip in found if (part := span.within(strip))) == span.days


def test_the_lengths_go_up():
    assert sorted(LENGTHS) == list(LENGTHS)
