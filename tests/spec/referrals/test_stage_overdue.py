"""A referral stands still: ordered on 1 March 2026, one stage after the other."""

from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest

from carecoord.model import Appointment, PartialDate, Referral, Task
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.engine.offset import days
from carecoord.rules.referrals import RULES as ALL

title = "Referral stands still"

RULES = tuple(rule for rule in ALL if rule.id == "referrals.stage-overdue")
ORDERED = Referral(id="o", status="active", intent="order", authored_on=date(2026, 3, 1))
SENT = attrs.evolve(ORDERED, sent_on=date(2026, 3, 2))
ACCEPTED = attrs.evolve(SENT, accepted_on=date(2026, 3, 5))
BOOKED = attrs.evolve(ACCEPTED, scheduled_on=date(2026, 3, 10), appointment="a")
SEEN = attrs.evolve(BOOKED, seen_on=date(2026, 4, 1))
REPORTED = attrs.evolve(SEEN, reported_on=date(2026, 4, 8))
CLOSED = "closed: the report is read"
VISIT = Appointment(id="a", status="booked", start=datetime(2026, 4, 1, 9, tzinfo=UTC))


def ask(told, referral, as_of, *, parameters=None, visits=(VISIT,), tasks=()):
    return told(
        RULES, as_of, parameters=parameters, orders=[referral], appointments=visits, tasks=tasks
    )


STAGES = [
    (SENT, date(2026, 3, 9), "acceptance"),
    (ACCEPTED, date(2026, 3, 19), "visit booked"),
    (BOOKED, date(2026, 4, 8), "patient seen"),
    (SEEN, date(2026, 4, 15), "report"),
    (REPORTED, date(2026, 4, 15), "report read"),
]
"""2 March and 7 days; 5 March and 14; the visit of 1 April and 7, and 14; 8 April and 7."""
by_stage = pytest.mark.parametrize(("referral", "last", "waits"), STAGES, ids=lambda one: "")


@by_stage
def test_on_the_last_day_it_is_in_time(told, referral, last, waits):
    finding = ask(told, referral, last)

    assert finding.outcome is Outcome.NOT_MET
    assert finding.reason == f"{waits} is in time until {last}"
    assert finding.action is None


@by_stage
def test_the_day_after_it_is_told(told, referral, last, waits):
    finding = ask(told, referral, last.replace(day=last.day + 1))

    assert finding.outcome is Outcome.MET
    assert finding.reason == f"{waits} not seen by {last}"
    assert (finding.action.due, finding.action.overdue_after) == (last, last)


def test_a_report_is_read_by_a_prescriber_and_the_rest_asked_for_by_a_coordinator(told):
    reading = ask(told, REPORTED, date(2026, 5, 1)).action
    asking = ask(told, SENT, date(2026, 5, 1)).action

    assert reading.licences == (Licence.PRESCRIBER,)
    assert asking.licences == (Licence.COORDINATOR, Licence.RN)


@pytest.mark.parametrize(
    ("priority", "urgency"),
    [
        (None, Urgency.ROUTINE),
        ("routine", Urgency.ROUTINE),
        ("urgent", Urgency.URGENT),
        ("asap", Urgency.ASAP),
        ("stat", Urgency.ASAP),
    ],
)
def test_it_is_as_urgent_as_the_order(told, priority, urgency):
    referral = attrs.evolve(SENT, priority=priority)

    assert urgency is ask(told, referral, date(2026, 5, 1)).action.urgency


def test_a_site_sets_its_limits(told):
    parameters = {"referrals.stage-overdue.accepted-within": days(3)}

    assert ask(told, SENT, date(2026, 3, 6), parameters=parameters).outcome is Outcome.MET


def test_what_is_to_happen_has_not_happened(told):
    """Accepted on 5 March: on 4 March the referral was sent, and no more."""
    finding = ask(told, ACCEPTED, date(2026, 3, 4))

    assert finding.reason == "acceptance is in time until 2026-03-09"


@pytest.mark.parametrize(
    "referral",
    [
        ORDERED,
        attrs.evolve(SENT, status="revoked"),
        attrs.evolve(SENT, intent="proposal"),
        attrs.evolve(SENT, do_not_perform=True),
        attrs.evolve(SENT, rejected_on=date(2026, 3, 4)),
        attrs.evolve(SENT, handed_off_on=date(2026, 3, 4)),
        attrs.evolve(SENT, sent_on=date(2024, 3, 2)),
    ],
    ids=["not sent", "revoked", "a wish", "forbidden", "rejected", "handed off", "lapsed"],
)
def test_what_waits_for_nothing_is_not_told(told, referral):
    assert ask(told, referral, date(2026, 5, 1)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2028, 3, 1), Outcome.MET), (date(2028, 3, 2), Outcome.NOT_APPLICABLE)],
)
def test_it_is_told_for_730_days(told, as_of, outcome):
    """2 March 2026 and 730 days is 1 March 2028: 2028 has a 29 February."""
    assert ask(told, SENT, as_of).outcome is outcome


def test_a_report_that_was_read_closes_it(told):
    finding = ask(told, attrs.evolve(REPORTED, read_on=date(2026, 4, 9)), date(2026, 5, 1))

    assert (finding.outcome, finding.reason) == (Outcome.NOT_MET, CLOSED)


def test_a_task_that_is_done_closes_it(told):
    """As followup.referral after CMS50 has it."""
    done = Task(id="t", status="completed", focus="o", authored_on=date(2026, 3, 2))
    finding = ask(told, SENT, date(2026, 5, 1), tasks=[done])

    assert finding.outcome is Outcome.NOT_MET
    assert [ref.id for ref in finding.evidence[-1].facts] == ["t"]


@pytest.mark.parametrize(
    ("kept", "closed"),
    [
        ({}, True),
        ({"report": "letter"}, False),
        ({"reported_on": date(2026, 4, 8)}, False),
        ({"reported_on": date(2026, 6, 1)}, False),
        ({"read_on": date(2026, 6, 1)}, False),
    ],
)
def test_no_task_speaks_for_a_referral_that_keeps_its_report(told, kept, closed):
    """Be it that the report came, or that the record holds days that lie ahead on 1 May."""
    done = Task(id="t", status="completed", focus="o", modified_at=date(2026, 4, 9))
    finding = ask(told, attrs.evolve(SENT, **kept), date(2026, 5, 1), tasks=[done])

    assert (finding.reason == CLOSED) is closed


def test_a_task_that_is_done_later_has_not_closed_it_yet(told):
    done = Task(
        id="t",
        status="completed",
        focus="o",
        authored_on=date(2026, 3, 2),
        modified_at=date(2026, 5, 2),
    )

    assert ask(told, SENT, date(2026, 5, 1), tasks=[done]).reason != CLOSED
    assert ask(told, SENT, date(2026, 5, 2), tasks=[done]).reason == CLOSED


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 3, 8), Outcome.NOT_MET),
        (date(2026, 3, 9), Outcome.INSUFFICIENT_DATA),
        (date(2026, 4, 7), Outcome.INSUFFICIENT_DATA),
        (date(2026, 4, 8), Outcome.MET),
    ],
)
def test_sent_some_day_of_march_it_is_late_for_sure_from_8_april(told, as_of, outcome):
    """1 March and 7 days to 31 March and 7 days."""
    referral = attrs.evolve(SENT, sent_on=PartialDate(2026, 3), authored_on=date(2026, 2, 1))

    assert ask(told, referral, as_of).outcome is outcome


@pytest.mark.parametrize("visits", [[], [attrs.evolve(VISIT, start=None)]])
def test_the_day_of_the_visit_has_to_be_known(told, visits):
    finding = ask(told, BOOKED, date(2026, 5, 1), visits=visits)

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("the day of the visit",)


def test_a_visit_that_was_held_waits_for_the_report(told):
    held = attrs.evolve(VISIT, status="fulfilled")
    finding = ask(told, BOOKED, date(2026, 4, 16), visits=[held])

    assert finding.reason == "report not seen by 2026-04-15"


def test_orders_that_nobody_asked_for_are_missing(told):
    assert told(RULES, date(2026, 5, 1)).missing == ("orders (never asked for)",)


BEFORE_UTC = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
"""Systems write it for a day that they do not know; in UTC it cannot be written."""


@pytest.mark.parametrize(
    "step", ["sent_on", "accepted_on", "seen_on", "reported_on", "handed_off_on"]
)
def test_the_first_instant_of_the_calendar_is_a_day_long_past(told, step):
    odd = attrs.evolve(ORDERED, **{step: BEFORE_UTC})

    assert ask(told, odd, date(2026, 3, 10), visits=()).outcome is Outcome.NOT_APPLICABLE
