"""The interval of a share has the values that Newcombe printed for Wilson's method."""

from __future__ import annotations

import pytest

from carecoord.adapters.pictures.bands.wilson import wilson

PRINTED = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)]
"""Newcombe RG. Stat Med 1998;17:857-872, table I, method 3."""


@pytest.mark.parametrize(("found", "of", "low", "high"), PRINTED)
def test_the_ends_are_those_of_the_publication(found, of, low, high):
    assert (low, high) == tuple(round(end, 4) for end in wilson(found, of))


def test_nobody_of_twenty_begins_at_nothing():
    low, high = wilson(0, 20)

    assert low == 0
    assert round(high, 4) == 0.1611


@pytest.mark.parametrize("of", [1, 2, 30, 10**6])
def test_all_are_none_seen_from_the_other_side(of):
    low, high = wilson(of, of)

    assert high == 1
    assert low == pytest.approx(1 - wilson(0, of)[1])
