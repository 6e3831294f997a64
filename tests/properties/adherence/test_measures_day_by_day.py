"""The measures against a slow count that keeps pills on a shelf, day by day.

Follow-up is of 120 days from day 0; supplies are whole days, so that every day is supplied or not.
"""

import math
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables.compiled import compiled
from carecoord.rules.kernels import cma, timeline

END = 120
EVENTS = st.lists(
    st.tuples(st.integers(0, END), st.integers(1, 40), st.integers(0, 2)), min_size=1, max_size=12
).map(lambda events: sorted(events, key=lambda event: event[0]))
WINDOWS = (
    st.tuples(st.integers(0, END), st.integers(0, END)).map(sorted).filter(lambda w: w[0] < w[1])
)
DOSES = st.sampled_from([0.5, 1.0, 2.0, 3.0])


def shelf(events, first, last, *, same=False):
    """The days of [first, last) on which there is something to take from one shelf.

    Only events from ``first`` on are put on it; with ``same`` what is left is thrown away when
    another drug comes.
    """
    stock, drug, held = 0, None, set()
    for day in range(first, last):
        for _, length, of in (event for event in events if event[0] == day):
            if same and drug is not None and of != drug:
                stock = 0
            stock, drug = stock + length, of
        if stock:
            held.add(day)
            stock -= 1
    return held


def shelves(events, first, last):
    """The days on which there is something on any of a shelf for each drug; and what is left."""
    stock, held = defaultdict(int), set()
    for day in range(first, last):
        for _, length, of in (event for event in events if event[0] == day):
            stock[of] += length
        for of in [of for of, left in stock.items() if left]:
            held.add(day)
            stock[of] -= 1
    return held, sum(stock.values())


def run(number, events, window, *, same=False, dosed=False, doses=None, kernel=cma.measure):
    starts, lengths, drugs = ([event[at] for event in events] for at in range(3))
    lengths = [float(length) for length in lengths]
    doses = doses or [1.0] * len(events)
    sequences = [starts, lengths, drugs, doses]
    room = [[0.0] * len(events) for _ in range(2)]
    if kernel is not cma.measure:
        np = pytest.importorskip("numpy")
        sequences = [np.asarray(one) for one in sequences]
        room = [np.asarray(one) for one in room]
    edges = (0.0, float(END), float(window[0]), float(window[1]))
    return kernel(number, *sequences, 0, len(events), *edges, same, dosed, 0, *room)


@given(EVENTS, WINDOWS, st.booleans())
def test_cma7_is_the_share_of_days_with_supply(events, window, same):
    first, last = window
    if not any(day <= last for day, *_ in events):
        return

    held = shelf(events, 0, last, same=same)

    found = run(7, events, window, same=same)
    assert len(held & set(range(first, last))) == found[1]
    assert last - first == found[2]


@given(EVENTS, WINDOWS, st.booleans())
def test_cma5_and_cma6_are_the_shares_from_the_first_fill_of_the_window(events, window, same):
    first, last = window
    inside = [event for event in events if first <= event[0] <= last]
    if not inside or inside[0][0] == last:
        return

    held = shelf(inside, inside[0][0], last, same=same)

    assert len(held) == run(6, events, window, same=same)[1]
    newest = inside[-1][0]
    if newest > inside[0][0]:
        until = set(range(newest))
        assert len(held & until) == run(5, events, window, same=same)[1]


@given(EVENTS, WINDOWS)
def test_cma8_is_cma7_from_the_day_on_which_old_supply_ends(events, window):
    first, last = window
    if not any(day <= last for day, *_ in events):
        return
    before = [event for event in events if event[0] < first]
    old = shelf(before, 0, END + 500)
    opens = first
    while opens in old and opens < last:
        opens += 1
    if opens == last:
        return

    found = run(8, events, window)

    held = shelf(events, 0, last) & set(range(opens, last))
    assert (len(held), last - opens) == found[1:3]


@given(EVENTS, WINDOWS)
def test_cma9_spreads_what_is_held_between_two_fills(events, window):
    first, last = window
    if not any(day <= last for day, *_ in events):
        return
    held = shelf(events, 0, END)
    edges = [*sorted({day for day, *_ in events}), END]
    spread = 0.0
    for one, two in pairwise(edges):
        days = set(range(one, two))
        if days:
            spread += len(held & days) / len(days) * len(days & set(range(first, last)))

    assert run(9, events, window)[1] == pytest.approx(spread)


@given(EVENTS, WINDOWS, st.booleans(), st.randoms(use_true_random=False))
def test_possession_counts_days_with_any_drug_in_hand(events, window, from_first, random):
    first, last = window
    inside = [event for event in events if first <= event[0] < last]
    if from_first and inside:
        first = inside[0][0]
    held, left = shelves(inside if from_first else events, 0, last)
    counted = held & set(range(first, last))
    mixed = list(events)
    random.shuffle(mixed)
    mixed.sort(key=lambda event: event[0])

    for order in (events, mixed):
        value, numerator, days, beyond, why = possession(order, window, from_first=from_first)
        if not counted and not inside:
            assert why == timeline.NO_FILL
            continue
        assert (len(counted), last - first, left) == (numerator, days, beyond)
        assert value == numerator / days


@given(EVENTS, WINDOWS)
def test_mpr_counts_supply_beyond_the_window(events, window):
    first, last = window
    inside = [event for event in events if first <= event[0] < last]
    if not inside:
        return

    held, _ = shelves(inside, 0, END + 600)

    assert len(held) == possession(events, window, supplied=True)[1]


def possession(events, window, *, supplied=False, from_first=False, kernel=timeline.possessions):
    starts, lengths, drugs = ([event[at] for event in events] for at in range(3))
    bounds = [[0], [len(events)], [0.0], [float(window[0])], [float(window[1])]]
    ends = [timeline.NEVER] * 3
    results = [[math.nan] for _ in range(4)]
    reasons = [0]
    sequences = [starts, [float(length) for length in lengths], drugs, *bounds, ends]
    if kernel is not timeline.possessions:
        np = pytest.importorskip("numpy")
        sequences = [np.asarray(one) for one in sequences]
        results = [np.asarray(one) for one in results]
        reasons = np.asarray(reasons)
    kernel(supplied, from_first, *sequences, *results, reasons)
    return (*(float(one[0]) for one in results), int(reasons[0]))


def bits(numbers):
    """Numbers as they are stored, so that nothing is nearly equal."""
    return [float(number).hex() for number in numbers]


@given(
    EVENTS,
    WINDOWS,
    st.integers(1, 9),
    st.fixed_dictionaries({"same": st.booleans(), "dosed": st.booleans()}),
    st.lists(DOSES, min_size=12, max_size=12),
)
def test_compiled_is_bit_for_bit_the_same(events, window, number, setting, doses):
    events = [(day, length + doses[0] / 3, drug) for day, length, drug in events]
    setting = {**setting, "doses": doses[: len(events)]}

    slow = run(number, events, window, **setting)
    fast = run(number, events, window, kernel=compiled(cma.measure), **setting)

    assert bits(slow) == bits(fast)


@given(EVENTS, WINDOWS, st.booleans(), st.booleans(), st.sampled_from([0.0, 0.25, 1 / 3]))
def test_compiled_possession_is_bit_for_bit_the_same(events, window, supplied, from_first, more):
    events = [(day, length + more, drug) for day, length, drug in events]
    setting = {"supplied": supplied, "from_first": from_first}

    slow = possession(events, window, **setting)
    fast = possession(events, window, kernel=compiled(timeline.possessions), **setting)

    assert bits(slow) == bits(fast)
