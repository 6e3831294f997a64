"""Units are never negative, never lost and never counted twice, whatever is booked."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.model import Appointment, Authorization, Period
from carecoord.model.authorization_item import AuthorizationItem, CapPeriod
from carecoord.model.permission_case import Draw, PermissionCase
from carecoord.rules.permissions.units import Amount, allocate, inside

FIRST = date(2026, 4, 1)
ORDERS = st.lists(st.sampled_from(["o1", "o2"]), max_size=2, unique=True)
UNITS = st.sampled_from(["VS", "{visit}", "15.min", "HS", "DY", "mg", None])


def days(most=60):
    return st.integers(0, most).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def items(draw):
    start, length = draw(days()), draw(st.integers(0, 40))
    return AuthorizationItem(
        units=draw(st.none() | st.integers(0, 6).map(Decimal)),
        unit=draw(UNITS),
        review_action=draw(st.sampled_from(["A1", "A2", "A3", "A4", None])),
        period=draw(st.none() | st.just(Period.through(start, start + timedelta(days=length)))),
        orders=draw(ORDERS),
        cap=draw(st.none() | st.integers(0, 3).map(Decimal)),
        cap_period=draw(st.sampled_from(CapPeriod)),
    )


DRAWS = st.builds(
    Draw,
    appointment=st.integers(0, 9).map(lambda n: f"v{n}"),
    on=days(),
    units=st.integers(0, 3).map(Decimal),
    unit=UNITS.map(lambda unit: unit or "VS"),
    item=st.none() | st.integers(1, 3),
)


def numbered(drawn):
    return [attrs.evolve(one, sequence=place) for place, one in enumerate(drawn, 1)]


@st.composite
def permissions(draw, number):
    start, length = draw(days()), draw(st.integers(0, 60))
    return Authorization(
        id=f"p{number}",
        status="active",
        outcome=draw(st.sampled_from(["complete", "complete", "queued"])),
        orders=draw(ORDERS),
        items=numbered(draw(st.lists(items(), min_size=1, max_size=3))),
        period=Period.through(start, start + timedelta(days=length)),
        case=PermissionCase(draws=draw(st.lists(DRAWS, max_size=4))),
    )


VISITS = st.lists(
    st.builds(
        Appointment,
        id=st.integers(0, 19).map(lambda n: f"v{n}"),
        status=st.sampled_from(["booked", "fulfilled", "noshow", "cancelled"]),
        start=st.none() | days(),
        minutes_duration=st.none() | st.sampled_from([15, 30, 50]),
        based_on=ORDERS,
    ),
    max_size=20,
    unique_by=lambda visit: visit.id,
)
PERMISSIONS = st.integers(0, 4).flatmap(lambda n: st.tuples(*(permissions(i) for i in range(n))))


@given(VISITS, PERMISSIONS)
def test_nothing_is_left_below_zero(visits, authorizations):
    found = allocate(visits, authorizations)

    assert all(one.remaining.value >= 0 for one in found.left if one.remaining is not None)


@given(VISITS, PERMISSIONS)
def test_every_visit_stands_there_once(visits, authorizations):
    found = allocate(visits, authorizations)

    assert sorted(one.visit for one in found.visits) == sorted(one.id for one in visits)
    assert all((one.permission is None) is (one.because is not None) for one in found.visits)


@given(VISITS, PERMISSIONS)
def test_what_visits_took_is_what_items_lost(visits, authorizations):
    found = allocate(visits, authorizations)

    for line in found.left:
        took = [
            one.amount
            for one in found.visits
            if not one.drawn and one.permission == line.permission and one.item is line.item
        ]
        assert sum((to_base(one) for one in took), Decimal(0)) == to_base(line.taken)
        if line.remaining is not None:
            before = max(to_base(line.granted) - to_base(line.used), Decimal(0))
            assert to_base(line.remaining) == before - to_base(line.taken)


def to_base(amount: Amount | None) -> Decimal:
    return Decimal(0) if amount is None else amount.value * (amount.unit.minutes or 1)


@given(VISITS, PERMISSIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_does_not_matter(visits, authorizations, random):
    shuffled = (
        random.sample(visits, len(visits)),
        random.sample(authorizations, len(authorizations)),
    )

    assert allocate(*shuffled) == allocate(visits, authorizations)


@given(VISITS, PERMISSIONS)
def test_a_visit_is_funded_on_a_day_of_its_item_only(visits, authorizations):
    whole = {one.id: one for one in authorizations}
    found = [one for one in allocate(visits, authorizations).visits if one.permission]

    assert all(one.drawn or inside(whole[one.permission], one.on, one.item) for one in found)


@given(VISITS, PERMISSIONS)
def test_drawing_what_was_allocated_leaves_the_same(visits, authorizations):
    """Writing the allocation down as draws, and allocating again, changes what is left nowhere."""
    first = allocate(visits, authorizations)
    second = allocate(visits, [written(one, first, visits) for one in authorizations])

    assert [one.remaining for one in second.left] == [one.remaining for one in first.left]
    assert [one.visit for one in second.unfunded] == [one.visit for one in first.unfunded]


def written(whole, allocation, visits):
    """A permission of items with sequences of their own, with the visits of an allocation drawn."""
    kept = {one.id: one for one in visits}
    new = [
        Draw(
            appointment=one.visit,
            on=one.on,
            units=one.amount.value,
            unit="MJ" if one.amount.unit.minutes else "VS",
            item=one.item.sequence,
        )
        for one in allocation.visits
        if one.permission == whole.id and not one.drawn and one.visit in kept
    ]
    return attrs.evolve(whole, case=attrs.evolve(whole.case, draws=(*whole.case.draws, *new)))
