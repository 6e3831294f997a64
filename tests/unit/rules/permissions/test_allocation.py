"""Which permission funds which visit.

Scenario: physical therapy, 16 visits asked, 12 granted, 1 April to 31 May 2026. 5 April 2026 is a
Sunday.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from carecoord.errors import RecordRejected
from carecoord.model import PartialDate, Period
from carecoord.model.code import CodeableConcept, concept, cpt, snomed
from carecoord.rules.permissions.units import Amount, Unfunded, UnitType, allocate

SPRING = Period.through(date(2026, 4, 1), date(2026, 5, 31))
SUMMER = Period.through(date(2026, 5, 15), date(2026, 7, 31))
THERAPY, EXERCISE = concept(cpt("97110")), concept(cpt("97530"))
ONE = Amount(Decimal(1), UnitType.VISITS)
TUESDAYS = [date(2026, 4, 7) + timedelta(days=3 * n) for n in range(14)]


def funded(found):
    return {one.visit: one.permission for one in found.visits}


def reasons(found):
    return {one.visit: one.because for one in found.visits}


def left(found):
    return {one.permission: one.remaining for one in found.left}


def visits(value):
    return Amount(Decimal(value), UnitType.VISITS)


def test_twelve_of_fourteen_visits_are_funded(item, permission, visit):
    whole = permission(item(12, review_action="A2", requested=Decimal(16)), period=SPRING)
    booked = [visit(f"v{n:02}", day) for n, day in enumerate(TUESDAYS, 1)]

    found = allocate(booked, [whole])

    assert [one.visit for one in found.unfunded] == ["v13", "v14"]
    assert {one.because for one in found.unfunded} == {Unfunded.USED_UP}
    assert {one.nearest for one in found.unfunded} == {"p1"}
    assert left(found) == {"p1": visits(0)}


@pytest.mark.parametrize("status", ["noshow", "cancelled", "proposed", "waitlist", None])
def test_a_visit_that_was_not_kept_draws_nothing(item, permission, visit, status):
    found = allocate([visit("v1", date(2026, 4, 7), status=status)], [permission(item(1))])

    assert reasons(found) == {"v1": Unfunded.NOT_KEPT}
    assert (found.unfunded, left(found)) == ((), {"p1": visits(1)})


def test_a_corrected_arrival_draws_one(item, permission, visit):
    found = allocate(
        [visit("v1", date(2026, 4, 7), status="fulfilled")], [permission(item(1), period=SPRING)]
    )

    assert (funded(found), left(found)) == ({"v1": "p1"}, {"p1": visits(0)})


@pytest.mark.parametrize(
    ("day", "because"),
    [
        (date(2026, 3, 31), Unfunded.OUTSIDE),
        (date(2026, 4, 1), None),
        (date(2026, 5, 31), None),
        (date(2026, 6, 1), Unfunded.OUTSIDE),
    ],
)
def test_the_last_day_funds_and_the_day_after_does_not(item, permission, visit, day, because):
    found = allocate([visit("v1", day)], [permission(item(), period=SPRING)])

    assert reasons(found) == {"v1": because}


def test_the_first_to_end_is_drawn_on_first(item, permission, visit):
    later = permission(item(5), id="p0", period=SUMMER)
    sooner = permission(item(1), id="p1", period=SPRING)
    booked = [visit("v1", date(2026, 5, 20)), visit("v2", date(2026, 5, 21))]

    assert funded(allocate(booked, [later, sooner])) == {"v1": "p1", "v2": "p0"}


def test_a_visit_that_none_funds_is_told_of_by_the_last_to_end(item, permission, visit):
    sooner = permission(item(1), id="p9", period=SPRING)
    later = permission(item(1), id="p0", period=SUMMER)

    found = allocate([visit("v1", date(2026, 8, 1))], [sooner, later])

    assert [(one.because, one.nearest) for one in found.unfunded] == [(Unfunded.OUTSIDE, "p0")]


def test_of_two_that_are_used_up_the_last_to_end_is_told(item, permission, visit):
    sooner = permission(item(0), id="p9", period=SPRING)
    later = permission(item(0), id="p0", period=SUMMER)

    found = allocate([visit("v1", date(2026, 5, 20))], [sooner, later])

    assert [(one.because, one.nearest) for one in found.unfunded] == [(Unfunded.USED_UP, "p0")]


def test_a_draw_on_record_is_not_drawn_again(item, permission, visit, draw):
    whole = permission(item(2), draws=[draw("v1", date(2026, 4, 7))])
    booked = [visit("v1", date(2026, 4, 7), status="fulfilled"), visit("v2", date(2026, 4, 8))]

    found = allocate(booked, [whole])

    assert [(one.visit, one.drawn, one.amount) for one in found.visits] == [
        ("v1", True, ONE),
        ("v2", False, ONE),
    ]
    (line,) = found.left
    assert (line.used, line.taken, line.remaining) == (ONE, ONE, visits(0))


def test_a_draw_on_record_for_a_visit_that_is_not_kept_stands(item, permission, visit, draw):
    whole = permission(item(1), draws=[draw("v1", date(2026, 4, 7))])

    found = allocate([visit("v1", date(2026, 4, 7), status="noshow")], [whole])

    assert (reasons(found), left(found)) == ({"v1": Unfunded.NOT_KEPT}, {"p1": visits(0)})


def test_a_visit_drawn_from_two_permissions_is_told(item, permission, visit, draw):
    drawn = [draw("v1", date(2026, 5, 20))]
    both = [
        permission(item(2), id="p2", period=SUMMER, draws=drawn),
        permission(item(2), id="p1", period=SPRING, draws=drawn),
    ]

    found = allocate([visit("v1", date(2026, 5, 20))], both)

    assert (funded(found), found.drawn_twice) == ({"v1": "p1"}, ("v1",))


def test_a_draw_that_cannot_be_counted_is_still_a_draw(item, permission, visit, draw):
    whole = permission(item(2), draws=[draw("v1", date(2026, 4, 7), 1, "mg")])
    booked = [visit("v1", date(2026, 4, 7)), visit("v2", date(2026, 4, 8))]

    found = allocate(booked, [whole])

    assert [(one.drawn, one.amount) for one in found.visits] == [(True, None), (False, None)]
    assert reasons(found)["v2"] is Unfunded.UNIT_UNKNOWN


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"outcome": "queued"}, Unfunded.NOT_DECIDED),
        ({"outcome": None}, Unfunded.NOT_DECIDED),
        ({"status": "cancelled"}, Unfunded.NO_PERMISSION),
    ],
)
def test_what_is_not_granted_funds_nothing(item, permission, visit, fields, because):
    found = allocate([visit("v1", date(2026, 4, 7))], [permission(item(), **fields)])

    assert (reasons(found), found.left) == ({"v1": because}, ())


def test_a_request_without_items_is_found_by_its_order(permission, visit):
    found = allocate([visit("v1", date(2026, 4, 7))], [permission(outcome=None)])

    assert reasons(found) == {"v1": Unfunded.NOT_DECIDED}


@pytest.mark.parametrize(
    ("action", "because"), [("A3", Unfunded.REFUSED), ("A4", Unfunded.NOT_DECIDED)]
)
def test_a_service_that_was_not_granted_is_found_by_what_was_asked(
    item, permission, visit, action, because
):
    items = (
        item(5, code=THERAPY),
        item(None, sequence=2, review_action=action, requested_code=EXERCISE),
    )
    whole = permission(*items, orders=[])

    found = allocate([visit("v1", date(2026, 4, 7), based_on=[], service_type=[EXERCISE])], [whole])

    assert reasons(found) == {"v1": because}


def test_of_two_refusals_the_nearest_is_told(item, permission, visit):
    refused = permission(item(review_action="A3"), id="p1")
    waiting = permission(item(review_action="A4"), id="p2")
    again = permission(item(review_action="A3"), id="p3")

    found = allocate([visit("v1", date(2026, 4, 7))], [refused, waiting, again])

    assert [(one.because, one.nearest) for one in found.visits] == [(Unfunded.NOT_DECIDED, "p2")]


def test_no_permission_is_told(item, permission, visit):
    found = allocate([visit("v1", date(2026, 4, 7), based_on=["o2"])], [permission(item())])

    assert [(one.because, one.nearest) for one in found.visits] == [(Unfunded.NO_PERMISSION, None)]


@pytest.mark.parametrize("start", [None, PartialDate(2026, 4)])
def test_a_visit_without_a_day_is_not_dealt_out(item, permission, visit, start):
    found = allocate([visit("v1", start)], [permission(item())])

    assert reasons(found) == {"v1": Unfunded.NO_DAY}


def test_the_dates_of_a_permission_may_not_be_known(item, permission, visit):
    whole = permission(item(), period=Period(date(2026, 4, 1), PartialDate(2026, 5)))
    booked = [visit(f"v{day.month}", day) for day in (date(2026, 5, 20), date(2026, 6, 20))]

    found = allocate(booked, [whole])

    assert reasons(found) == {"v5": Unfunded.DATES_UNSURE, "v6": Unfunded.OUTSIDE}


@pytest.mark.parametrize(
    ("zone", "because"),
    [(None, None), (UTC, Unfunded.OUTSIDE), (ZoneInfo("America/New_York"), None)],
)
def test_the_zone_says_which_day_an_instant_is(item, permission, visit, zone, because):
    evening = datetime(2026, 5, 31, 21, tzinfo=timezone(timedelta(hours=-4)))

    found = allocate([visit("v1", evening)], [permission(item(), period=SPRING)], zone=zone)

    assert reasons(found) == {"v1": because}


def test_a_visit_belongs_to_the_item_of_its_code(item, permission, visit):
    whole = permission(item(0, code=THERAPY), item(5, sequence=2, code=EXERCISE))
    of_therapy = visit("v1", date(2026, 4, 7), service_type=[THERAPY])
    of_exercise = visit("v2", date(2026, 4, 8), service_type=[EXERCISE])

    found = allocate([of_therapy, of_exercise], [whole])

    assert reasons(found) == {"v1": Unfunded.USED_UP, "v2": None}


def test_a_code_of_another_system_does_not_rule_an_item_out(item, permission, visit):
    told = visit("v1", date(2026, 4, 7), service_type=[concept(snomed("91251008"))])

    assert funded(allocate([told], [permission(item(5, code=THERAPY))])) == {"v1": "p1"}


def test_a_visit_without_an_order_is_found_by_its_code(item, permission, visit):
    whole = permission(item(5, code=THERAPY), orders=[])
    booked = [
        visit("v1", date(2026, 4, 7), based_on=[], service_type=[THERAPY]),
        visit("v2", date(2026, 4, 7), based_on=[], service_type=[CodeableConcept((), "therapy")]),
    ]

    found = allocate(booked, [whole])

    assert reasons(found) == {"v1": None, "v2": Unfunded.NO_PERMISSION}


def test_an_item_may_have_an_order_of_its_own(item, permission, visit):
    whole = permission(item(1), item(1, sequence=2, orders=["o2"]), orders=["o1", "o2"])
    booked = [visit(f"v{n}", date(2026, 4, 6 + n), based_on=["o2"]) for n in (1, 2)]

    found = allocate(booked, [whole])

    assert [one.item and one.item.sequence for one in found.visits] == [2, None]


def test_a_visit_of_two_orders_draws_once(item, permission, visit):
    whole = permission(item(5, cap=Decimal(1)), orders=["o1", "o2"])
    spare = permission(item(5), id="p2", orders=["o2"])
    booked = [visit(f"v{n}", date(2026, 4, 6 + n), based_on=["o1", "o2"]) for n in (1, 2, 3)]

    found = allocate(booked, [whole, spare])

    assert funded(found) == {"v1": "p1", "v2": "p2", "v3": "p2"}
    assert left(found) == {"p1": visits(4), "p2": visits(3)}


def test_two_a_week_leave_the_third_unfunded(item, permission, visit, draw):
    whole = permission(item(12, cap=Decimal(2)), draws=[draw("v0", date(2026, 4, 6))])
    booked = [visit(f"v{n}", date(2026, 4, n)) for n in (7, 11, 12)]

    found = allocate(booked, [whole])

    assert reasons(found) == {"v7": None, "v11": Unfunded.CAP_REACHED, "v12": None}


def test_a_full_week_draws_on_the_next_permission(item, permission, visit):
    capped = permission(item(12, cap=Decimal(1)), id="p1", period=SPRING)
    other = permission(item(12), id="p2", period=SUMMER)
    booked = [visit(f"v{n}", date(2026, 5, n)) for n in (18, 19, 25)]

    assert funded(allocate(booked, [capped, other])) == {"v18": "p1", "v19": "p2", "v25": "p1"}


LENGTHS = [
    ({"minutes_duration": 45}, 45),
    (
        {
            "start": datetime(2026, 4, 7, 9, tzinfo=UTC),
            "end": datetime(2026, 4, 7, 9, 50, tzinfo=UTC),
        },
        50,
    ),
]


@pytest.mark.parametrize(("fields", "minutes"), LENGTHS)
def test_quarter_hours_are_drawn_by_the_planned_time(item, permission, visit, fields, minutes):
    told = visit("v1", **{"start": date(2026, 4, 7)} | fields)

    found = allocate([told], [permission(item(1, "HS"))])

    assert left(found) == {"p1": Amount(Decimal(60 - minutes), UnitType.MINUTES)}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"minutes_duration": -5},
        {"start": datetime(2026, 4, 7, 9, tzinfo=UTC)},
        {
            "start": datetime(2026, 4, 7, 9, tzinfo=UTC),
            "end": datetime(2026, 4, 7, 8, tzinfo=UTC),
        },
    ],
)
def test_a_visit_without_a_length_draws_no_time(item, permission, visit, fields):
    told = visit("v1", **{"start": date(2026, 4, 7)} | fields)

    found = allocate([told], [permission(item(8, "15.min"))])

    assert reasons(found) == {"v1": Unfunded.LENGTH_UNKNOWN}


@pytest.mark.parametrize("unit", ["UN", "MN"])
def test_units_of_which_a_visit_does_not_tell_how_many_fund_none(item, permission, visit, unit):
    found = allocate([visit("v1", date(2026, 4, 7))], [permission(item(8, unit))])

    assert reasons(found) == {"v1": Unfunded.UNITS_PER_VISIT_UNKNOWN}


@pytest.mark.parametrize("unit", ["UN", "MN", "mg"])
def test_an_item_without_a_number_funds_whatever_it_counts(item, permission, visit, unit):
    found = allocate([visit("v1", date(2026, 4, 7))], [permission(item(None, unit))])

    assert [(one.permission, one.amount) for one in found.visits] == [("p1", None)]


def test_all_visits_of_a_day_share_the_day(item, permission, visit):
    """Two days hold the two visits of 7 April and the one of 8 April; 9 April finds none left."""
    on = {"v1": date(2026, 4, 7), "v2": date(2026, 4, 7), "v3": date(2026, 4, 8)}
    booked = [visit(name, day) for name, day in on.items()]

    found = allocate([*booked, visit("v4", date(2026, 4, 9))], [permission(item(2, "DY"))])

    assert reasons(found) == {"v1": None, "v2": None, "v3": None, "v4": Unfunded.USED_UP}
    assert left(found) == {"p1": Amount(Decimal(0), UnitType.DAYS)}


def test_the_last_day_is_shared_too(item, permission, visit):
    booked = [visit(name, date(2026, 4, 7)) for name in ("v1", "v2")]

    found = allocate(booked, [permission(item(1, "DY"))])

    assert reasons(found) == {"v1": None, "v2": None}


def test_an_item_in_a_unit_that_is_not_known_funds_none(item, permission, visit):
    found = allocate([visit("v1", date(2026, 4, 7))], [permission(item(8, "mg"))])

    assert reasons(found) == {"v1": Unfunded.UNIT_UNKNOWN}


def four_units(*_):
    return Amount(Decimal(4), UnitType.UNITS)


def test_a_site_may_say_how_much_a_visit_draws(item, permission, visit):
    found = allocate(
        [visit("v1", date(2026, 4, 7))], [permission(item(10, "UN"))], drawing=four_units
    )

    assert left(found) == {"p1": Amount(Decimal(6), UnitType.UNITS)}


def test_what_a_site_says_in_another_unit_is_not_taken(item, permission, visit):
    found = allocate([visit("v1", date(2026, 4, 7))], [permission(item(10))], drawing=four_units)

    assert (reasons(found), left(found)) == ({"v1": Unfunded.OTHER_UNIT}, {"p1": visits(10)})


def test_an_item_without_a_number_funds_without_limit(item, permission, visit):
    booked = [visit(f"v{n}", date(2026, 4, n)) for n in range(1, 10)]

    found = allocate(booked, [permission(item(None))])

    (line,) = found.left
    assert (found.unfunded, line.taken, line.remaining) == ((), visits(9), None)


def test_the_same_visit_given_twice_draws_once(item, permission, visit):
    whole = permission(item(5))
    found = allocate([visit("v1", date(2026, 4, 7)), visit("v1", date(2026, 4, 7))], [whole, whole])

    assert (len(found.visits), left(found)) == (1, {"p1": visits(4)})


def test_two_visits_that_share_an_id_are_refused(item, permission, visit):
    with pytest.raises(RecordRejected, match="visits: two that differ and share an id"):
        allocate([visit("v1", date(2026, 4, 7)), visit("v1", date(2026, 4, 8))], [])


def test_two_permissions_that_share_an_id_are_refused(item, permission):
    with pytest.raises(RecordRejected, match="permissions: two that differ and share an id"):
        allocate([], [permission(item(5)), permission(item(6))])


def test_visits_without_a_day_come_last(permission, visit):
    found = allocate([visit("v0", None), visit("v1", date.max), visit("v2", date(2026, 4, 7))], [])

    assert [one.visit for one in found.visits] == ["v2", "v1", "v0"]


def test_a_visit_longer_than_what_is_left_does_not_draw_a_part(item, permission, visit):
    booked = [visit("v1", date(2026, 4, 7), minutes_duration=50)]

    found = allocate(booked, [permission(item(3, "15.min"))])

    assert reasons(found) == {"v1": Unfunded.USED_UP}
    assert left(found) == {"p1": Amount(Decimal(3), UnitType.QUARTER_HOURS)}
