"""Two visits at one time: Tuesday 10 March 2026, 09:00 to 09:30 UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord.model import Appointment
from carecoord.rules import Outcome
from carecoord.rules.appointments import RULES as ALL

title = "Visits booked at the same time"

RULES = tuple(rule for rule in ALL if rule.id == "appointments.conflict")
AS_OF = date(2026, 3, 2)


def at(hour, minute=0, day=10):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def visit(name, start, end, status="booked", **more):
    return Appointment(id=name, status=status, start=start, end=end, **more)


FIRST = visit("a", at(9), at(9, 30))


def conflict(told, *others, as_of=AS_OF, every=False):
    return told(RULES, as_of, every=every, appointments=[FIRST, *others])


@pytest.mark.parametrize(
    ("start", "end", "outcome"),
    [
        (at(8), at(9), Outcome.NOT_MET),
        (at(8), at(9, 1), Outcome.MET),
        (at(9, 10), at(9, 20), Outcome.MET),
        (at(9, 29), at(10), Outcome.MET),
        (at(9, 30), at(10), Outcome.NOT_MET),
        (at(9, 0, 11), at(9, 30, 11), Outcome.NOT_MET),
    ],
)
def test_back_to_back_is_no_conflict(told, start, end, outcome):
    finding = conflict(told, visit("b", start, end))

    assert finding.outcome is outcome
    assert (finding.action is None) is (outcome is not Outcome.MET)


def test_one_of_them_is_moved_by_the_day_before(told):
    finding = conflict(told, visit("b", at(9, 15), at(10)))

    assert finding.action.due == finding.action.overdue_after == date(2026, 3, 9)
    assert finding.reason == "visits on 2026-03-10 overlap"
    assert [ref.id for ref in finding.evidence[0].facts] == ["a", "b"]


def test_three_that_hang_together_are_told_once(told):
    third = visit("c", at(9, 45), at(10, 30))
    finding = conflict(told, visit("b", at(9, 15), at(10)), third)

    assert [ref.id for ref in finding.evidence[0].facts] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("pending", Outcome.MET),
        ("arrived", Outcome.MET),
        ("cancelled", Outcome.NOT_APPLICABLE),
        ("noshow", Outcome.NOT_APPLICABLE),
        ("waitlist", Outcome.NOT_APPLICABLE),
        ("proposed", Outcome.NOT_APPLICABLE),
    ],
)
def test_only_what_holds_a_time_conflicts(told, status, outcome):
    """What was cancelled, missed, or only asked for holds none."""
    as_of = date(2026, 3, 10)
    finding = conflict(told, visit("b", at(9), at(10), status), as_of=as_of)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 10), Outcome.MET), (date(2026, 3, 11), Outcome.NOT_MET)],
)
def test_it_is_told_until_the_day_is_over(told, as_of, outcome):
    finding = conflict(told, visit("b", at(9, 15), at(10)), as_of=as_of)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        (Appointment(id="b", status="booked", start=at(9)), Outcome.INSUFFICIENT_DATA),
        (Appointment(id="b", status="booked", start=date(2026, 3, 10)), Outcome.INSUFFICIENT_DATA),
        (Appointment(id="b", status="booked", start=date(2026, 3, 11)), Outcome.NOT_MET),
        (visit("b", at(9), at(8)), Outcome.INSUFFICIENT_DATA),
        (
            Appointment(id="b", status="booked", start=at(9, 15), minutes_duration=15),
            Outcome.MET,
        ),
    ],
    ids=["no end", "only the day", "another day", "ends before it starts", "a length"],
)
def test_without_its_times_a_visit_may_overlap_with_others_of_the_day(told, other, outcome):
    assert conflict(told, other).outcome is outcome


def test_a_day_that_is_past_is_not_asked_about(told):
    other = Appointment(id="b", status="booked", start=at(9))

    assert conflict(told, other, as_of=date(2026, 3, 11)).outcome is Outcome.NOT_MET


def test_a_visit_without_a_day_holds_no_time(told):
    finding = conflict(told, Appointment(id="b", status="booked"))

    assert finding.outcome is Outcome.NOT_APPLICABLE


def test_appointments_that_nobody_asked_for_are_missing(told):
    finding = told(RULES, AS_OF)

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("appointments (never asked for)",)


LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5))])
def test_a_length_that_leads_beyond_the_calendar_leaves_the_end_unknown(told, zone):
    last = Appointment(
        id="b", status="booked", start=LAST.replace(tzinfo=zone), minutes_duration=30
    )
    beside = Appointment(id="c", status="booked", start=date(9999, 12, 31))

    assert conflict(told, last).outcome is Outcome.NOT_MET
    assert conflict(told, last, beside).outcome is Outcome.INSUFFICIENT_DATA


@pytest.mark.parametrize("minutes", [10**12, 10**18])
def test_a_length_beyond_the_calendar_leaves_open_what_overlaps(told, minutes):
    endless = Appointment(id="b", status="booked", start=at(8), minutes_duration=minutes)
    finding = conflict(told, endless)

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("from when to when booked visits last",)


def test_one_from_the_first_day_of_the_calendar_on_has_no_day_before(told):
    since = visit("b", datetime(1, 1, 1, tzinfo=UTC), at(9, 15))
    finding = conflict(told, since)

    assert finding.outcome is Outcome.MET
    assert finding.action.due == date(1, 1, 1)
