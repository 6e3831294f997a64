"""The hour that comes twice: 1 November 2026, 01:00 to 02:00 in New York, first EDT, then EST."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord import review
from carecoord.errors import ImpossiblePeriod
from carecoord.model import (
    Appeal,
    Authorization,
    AuthorizationItem,
    Chart,
    Patient,
    Period,
    PermissionCase,
)
from carecoord.model.instants import elapsed, is_before, real_time_later
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.moves.appeal import APPEAL
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.moving import advance
from carecoord.rules.moves.precedence import precedes

ZONE = ZoneInfo("America/New_York")
EAST = timezone(timedelta(hours=1))
FIRST = datetime(2026, 11, 1, 1, 30, tzinfo=ZONE)
"""01:30 EDT, 05:30 UTC."""
SECOND = datetime(2026, 11, 1, 1, 15, fold=1, tzinfo=ZONE)
"""01:15 EST, 06:15 UTC: 45 minutes later, though the wall shows less."""


@pytest.mark.parametrize("other", [SECOND, SECOND.astimezone(UTC)])
def test_the_wall_does_not_say_which_is_first(other):
    assert is_before(FIRST, other)
    assert not is_before(other, FIRST)
    assert not is_before(FIRST, FIRST)
    assert precedes(FIRST, other)


def test_a_fixed_offset_has_no_hour_twice():
    zone = timezone(timedelta(hours=-5))
    one, other = datetime(2026, 11, 1, 1, tzinfo=zone), datetime(2026, 11, 1, 2, tzinfo=zone)

    assert is_before(one, other)
    assert not is_before(other, one)


def test_the_ends_of_the_calendar_are_instants_too():
    first, last = datetime.min.replace(tzinfo=ZONE), datetime.max.replace(tzinfo=ZONE)

    assert is_before(first, last)
    assert real_time_later(last, timedelta(hours=1)) == last


def test_a_period_is_in_order_by_real_time():
    assert Period(FIRST, SECOND).end == SECOND
    with pytest.raises(ImpossiblePeriod):
        Period(SECOND, FIRST)


def test_hours_are_real_hours():
    assert real_time_later(FIRST, timedelta(minutes=45)) == SECOND
    assert real_time_later(FIRST, timedelta(minutes=45)).fold == 1


def permission(due):
    return Authorization(
        id="p",
        status="active",
        requested_on=date(2026, 10, 29),
        items=[AuthorizationItem(sequence=1)],
        case=PermissionCase(due=due),
    )


@pytest.mark.parametrize(("due", "at", "late"), [(FIRST, SECOND, True), (SECOND, FIRST, False)])
def test_a_deadline_in_that_hour_is_over_once_it_is(due, at, late):
    assert (advance(AUTHORIZATION, permission(due), at) is not None) is late
    assert (
        advance(APPEAL, Appeal(id="a", authorization="p", deadline_on=due), at) is not None
    ) is late


@pytest.mark.parametrize("zone", [ZONE, UTC])
@pytest.mark.parametrize(
    ("due", "at", "outcome"),
    [
        (FIRST, SECOND, Outcome.MET),
        (SECOND, FIRST, Outcome.NOT_MET),
        (SECOND, SECOND, Outcome.NOT_MET),
        (SECOND, SECOND + timedelta(hours=3), Outcome.MET),
    ],
)
def test_a_finding_in_that_hour_tells_what_is_late(due, at, outcome, zone):
    chart = Chart(key="pat", patient=Patient(), authorizations=[permission(due)])
    found = review(chart, standard(zone=zone), at).findings
    (told,) = [one for one in found if one.rule == "permissions.decision-overdue"]

    assert told.outcome is outcome


def test_a_review_in_that_hour_holds_until_the_deadline_is_over():
    later = attrs.evolve(permission(SECOND + timedelta(hours=2)), id="q")
    chart = Chart(key="pat", patient=Patient(), authorizations=[permission(SECOND), later])
    until = review(chart, standard(zone=ZONE), FIRST).valid_until

    assert until.astimezone(UTC) == SECOND.astimezone(UTC) + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (FIRST, SECOND),
        (
            datetime.min.replace(tzinfo=EAST),
            datetime.min.replace(tzinfo=UTC),
        ),
        (datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=ZONE)),
    ],
    ids=["in the hour that comes twice", "before the calendar in UTC", "after it"],
)
def test_what_elapsed_puts_all_instants_in_order(earlier, later):
    assert elapsed(earlier) < elapsed(later)


def test_of_1970_nothing_had_elapsed():
    assert elapsed(datetime(1969, 12, 31, 19, tzinfo=ZONE)) == timedelta(0)
