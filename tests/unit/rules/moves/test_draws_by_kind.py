"""What visits draw of visits, days and time, and of what may be used in a week.

1 April 2026 is a Wednesday, 5 April a Sunday.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from carecoord.errors import MoveRefused
from carecoord.model import Appointment, Authorization, AuthorizationItem, Period
from carecoord.model.authorization_item import CapPeriod
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.drawn_visits import draw_visit
from carecoord.rules.moves.moving import move, replay
from carecoord.rules.moves.pools import pools

ZONE = ZoneInfo("America/Chicago")
LATER = date(2026, 6, 30)


def permission(units, unit, **fields):
    item = AuthorizationItem(
        sequence=1, review_action="A1", units=Decimal(units), unit=unit, **fields
    )
    return Authorization(
        id="p",
        status="active",
        outcome="complete",
        period=Period.through(date(2026, 4, 1), date(2026, 6, 30)),
        items=[item],
    )


def visit(day, minutes=60, month=4):
    start = datetime(2026, month, day, 9, tzinfo=ZONE)
    return Appointment(
        id=f"v-{month}-{day}",
        status="fulfilled",
        start=start,
        end=start + timedelta(minutes=minutes),
    )


def left(value):
    return pools(value)[0].left


@pytest.mark.parametrize(
    ("unit", "minutes", "after"),
    [
        ("visits", 60, 9),
        (None, 60, 9),
        ("days", 60, 9),
        ("15 min", 60, 6),
        ("15 min", 45, 7),
        ("HS", 90, Decimal("8.5")),
        ("MJ", 8, 2),
    ],
)
def test_a_visit_draws_what_it_is_in_the_unit_that_was_granted(unit, minutes, after):
    used = draw_visit(permission(10, unit), visit(2, minutes), at=LATER)

    assert left(used.value) == after


def test_minutes_are_added_before_they_are_quarter_hours():
    value = permission(4, "15 min")
    for day in (1, 2, 3):
        value = draw_visit(value, visit(day, 20), at=LATER).value

    assert left(value) == 0
    with pytest.raises(MoveRefused, match="fewer units are left"):
        draw_visit(value, visit(6, 1), at=LATER)


@pytest.mark.parametrize(
    "value", [permission(10, "UN"), permission(10, "months"), permission(10, "boxes")]
)
def test_where_a_visit_does_not_tell_the_caller_does(value):
    with pytest.raises(MoveRefused, match="does not tell how many units"):
        draw_visit(value, visit(2), at=LATER)

    unit = value.items[0].unit
    assert left(draw_visit(value, visit(2), at=LATER, units=Decimal(4), unit=unit).value) == 6


def test_a_visit_without_a_length_does_not_tell_minutes():
    endless = Appointment(id="v", status="fulfilled", start=datetime(2026, 4, 2, 9, tzinfo=ZONE))

    with pytest.raises(MoveRefused, match="does not tell how many units"):
        draw_visit(permission(10, "15 min"), endless, at=LATER)


@pytest.mark.parametrize(
    ("period", "days", "beyond", "anew"),
    [
        (CapPeriod.DAY, [], (2, 4), (3, 4)),
        (CapPeriod.WEEK, [(1, 4), (2, 4)], (4, 4), (5, 4)),
        (CapPeriod.MONTH, [(1, 4), (29, 4)], (30, 4), (1, 5)),
    ],
)
def test_no_more_than_the_payer_covers_in_a_while(period, days, beyond, anew):
    cap = Decimal(2 if days else 0)
    value = permission(12, "visits", cap=cap, cap_period=period)
    for day, month in days:
        value = draw_visit(value, visit(day, month=month), at=LATER).value

    with pytest.raises(MoveRefused, match=f"more than the payer covers in a {period.value}"):
        draw_visit(value, visit(beyond[0], month=beyond[1]), at=LATER)
    if days:
        after = draw_visit(value, visit(anew[0], month=anew[1]), at=LATER)
        assert left(after.value) == 9


def test_a_payer_may_count_its_weeks_from_monday():
    value = permission(12, "visits", cap=Decimal(1))
    saturday = draw_visit(value, visit(4), at=LATER)

    with pytest.raises(MoveRefused, match="in a week"):
        draw_visit(saturday.value, visit(5), at=LATER, first_weekday=0)
    sunday = draw_visit(saturday.value, visit(5), at=LATER)
    assert replay(AUTHORIZATION, value, [saturday.event, sunday.event]) == sunday.value


@pytest.mark.parametrize(
    ("told", "cap", "period"), [(None, 8, CapPeriod.MONTH), (2, 2, CapPeriod.WEEK)]
)
def test_an_answer_leaves_the_cap_that_was_asked_for_or_says_its_own(told, cap, period):
    asked = AuthorizationItem(
        sequence=1,
        requested=Decimal(16),
        unit="visits",
        cap=Decimal(8),
        cap_period=CapPeriod.MONTH,
    )
    answer = AuthorizationItem(
        sequence=1, review_action="A1", units=Decimal(16), cap=told and Decimal(told)
    )
    moved = move(
        AUTHORIZATION,
        Authorization(id="p", status="active", items=[asked]),
        "answer",
        at=LATER,
        answer=Authorization(id="a", status="active", outcome="complete", items=[answer]),
    )

    (item,) = moved.value.items
    assert (item.cap, item.cap_period) == (Decimal(cap), period)


def test_where_nobody_says_when_a_week_begins_it_is_on_sunday():
    value = draw_visit(permission(12, "visits", cap=Decimal(1)), visit(4), at=LATER).value
    details = {"appointment": "v", "units": Decimal(1), "unit": "visits", "on": date(2026, 4, 5)}
    drawn = move(AUTHORIZATION, value, "draw", at=LATER, first_weekday=None, **details)

    assert left(drawn.value) == 10


@pytest.mark.parametrize("weekday", [7, -1, "MO", True])
def test_a_week_begins_on_one_of_its_days(weekday):
    with pytest.raises(MoveRefused, match="a weekday from 0 to 6"):
        draw_visit(permission(12, "visits"), visit(2), at=LATER, first_weekday=weekday)


@pytest.mark.parametrize("units", ["1E-27", "0.0000001", "1E+15"])
def test_units_are_counted_exactly_or_not_at_all(units):
    with pytest.raises(MoveRefused, match="too large or too fine"):
        draw_visit(permission(10, "visits"), visit(2), at=LATER, units=Decimal(units))


def test_of_two_periods_a_visit_draws_on_that_of_its_day_while_it_lasts():
    spring = Period.through(date(2026, 4, 1), date(2026, 4, 30))
    asked = AuthorizationItem(sequence=1, review_action="A6", unit="boxes")
    added = [
        AuthorizationItem(
            review_action="A6",
            added=True,
            added_for=[1],
            units=Decimal(units),
            unit="boxes",
            period=period,
        )
        for units, period in [(1, spring), (5, None)]
    ]
    value = Authorization(
        id="p",
        status="active",
        outcome="complete",
        period=Period.through(date(2026, 4, 1), date(2026, 6, 30)),
        items=[asked, *added],
    )
    for day in (1, 2, 3):
        value = draw_visit(
            value, visit(day), at=LATER, units=Decimal(1), unit="boxes", item=1
        ).value

    assert [one.left for one in pools(value)] == [0, 3]
