"""Two engines, one answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables.engines import LARGE, Arrays, Lists, chosen

ROWS = st.lists(st.tuples(*[st.integers(-5, 5) | st.just(2**40)] * 2), min_size=1, max_size=20)


def columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


@given(ROWS)
def test_order_changes_and_falls_are_the_same(rows):
    lists, arrays = Lists(), Arrays()
    plain = columns(rows)
    keys = [arrays.ints(column) for column in plain]

    orders = [lists.rising(plain), arrays.rising(keys)]
    one, two = (list(range(len(rows)) if order is None else order) for order in orders)
    assert one == two
    assert lists.changes(plain) == list(arrays.changes(keys))
    assert lists.falling(plain) == arrays.falling(keys)


@given(st.lists(st.tuples(*[st.integers(-(2**61), 2**61)] * 3), min_size=2, max_size=9))
def test_keys_that_do_not_fit_into_one_number_are_sorted_all_the_same(rows):
    plain = columns(rows)

    one, two = Lists().rising(plain), Arrays().rising([Arrays().ints(c) for c in plain])

    assert sorted(rows) == [rows[place] for place in (range(len(rows)) if two is None else two)]
    assert one is None or [rows[place] for place in one] == sorted(rows)


def test_only_a_large_table_is_compiled():
    assert isinstance(chosen("auto", LARGE - 1), Lists)
    assert isinstance(chosen("auto", LARGE), Arrays)
    assert isinstance(chosen("compiled", 1), Arrays)
    assert isinstance(chosen("python", LARGE), Lists)


@pytest.mark.parametrize("engine", [Lists(), Arrays()])
def test_nothing_at_all(engine):
    empty = engine.ints([])

    assert engine.rising([empty, empty]) is None
    assert list(engine.changes([empty])) == []
    assert engine.widest(empty, empty) == 0
