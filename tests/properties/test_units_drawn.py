"""Units of a permission are never negative, lost, counted twice, or more than a week may use."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from carecoord.errors import MoveRefused
from carecoord.model import Authorization, AuthorizationItem, Period
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.moving import move, replay
from carecoord.rules.moves.pools import pools

FIRST, LAST, LATER = date(2026, 4, 1), date(2026, 5, 31), date(2026, 7, 1)
UNITS = ("visit", "15 min")
ROUNDED = Decimal("1e-20")
"""Of 20 minutes in quarter-hours."""
amounts = st.integers(0, 12).map(Decimal)


@st.composite
def permissions(draw):
    """A permission of up to three items, in two types of units, one in the place of another."""
    items = []
    for sequence in range(1, draw(st.integers(1, 3)) + 1):
        unit = draw(st.sampled_from(UNITS))
        granted = AuthorizationItem(
            sequence=sequence,
            review_action="A1",
            units=draw(amounts),
            unit=unit,
            cap=draw(st.none() | st.integers(0, 4).map(Decimal)),
        )
        if draw(st.booleans()):
            items.append(AuthorizationItem(sequence=sequence, review_action="A6", unit=unit))
            spans = draw(st.lists(st.sampled_from([None, 30]), min_size=1, max_size=2))
            items += [
                AuthorizationItem(
                    review_action="A6",
                    added=True,
                    added_for=[sequence],
                    unit=unit,
                    units=draw(amounts),
                    period=span and Period(FIRST, FIRST + timedelta(days=span)),
                )
                for span in spans
            ]
        else:
            items.append(granted)
    return Authorization(
        id="pt",
        status="active",
        outcome="complete",
        period=Period.through(FIRST, LAST),
        items=items,
    )


draws = st.fixed_dictionaries(
    {
        "appointment": st.sampled_from([f"v{one}" for one in range(6)]),
        "units": st.sampled_from([*range(6), 15, 20]).map(Decimal),
        "unit": st.sampled_from([*UNITS, "visits", "day", "min"]),
        "on": st.integers(-1, 62).map(lambda days: FIRST + timedelta(days=days)),
    },
    optional={"item": st.integers(1, 4)},
)
undraws = st.fixed_dictionaries({"appointment": st.sampled_from([f"v{one}" for one in range(6)])})
steps = st.lists(
    st.one_of(
        draws.map(lambda one: ("draw", one)),
        draws.map(lambda one: ("draw", one)),
        undraws.map(lambda one: ("undraw", one)),
    ),
    max_size=14,
)


def most_of_a_week(pool):
    """The most that was drawn from a Sunday to a Saturday; day 7 of all was a Sunday."""
    weeks = Counter()
    for one in pool.draws:
        weeks[one.on.toordinal() // 7] += one.units / (15 if one.unit == "min" else 1)
    return max(weeks.values(), default=0) - ROUNDED


@given(start=permissions(), made=steps)
def test_no_unit_is_negative_lost_or_counted_twice(start, made):
    value, events, ledger = start, [], {}
    for name, details in made:
        try:
            moved = move(AUTHORIZATION, value, name, at=LATER, reason="why", **details)
        except MoveRefused:
            continue
        value = moved.value
        events.append(moved.event)
        if name == "draw":
            item = value.case.draws[-1].item
            assert (details["appointment"], item) not in ledger
            ledger[details["appointment"], item] = details["units"]
        else:
            ledger = {key: one for key, one in ledger.items() if key[0] != details["appointment"]}

    before, after = pools(start), pools(value)
    drawn = [one for pool in after for one in pool.draws]
    assert sum(ledger.values()) == sum(one.units for one in drawn)
    assert len(drawn) == len(ledger)
    assert [one.granted for one in before] == [one.granted for one in after]
    for pool in after:
        assert pool.left >= 0
        assert abs(pool.granted - pool.drawn - pool.left) < ROUNDED
        assert most_of_a_week(pool) <= (pool.granted if pool.cap is None else pool.cap)
        assert all(pool.period.contains(one.on) for one in pool.draws)
    assert replay(AUTHORIZATION, start, events) == value
