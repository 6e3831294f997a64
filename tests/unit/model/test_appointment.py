from datetime import UTC, date, datetime

import pytest

from carecoord.model import Appointment
from carecoord.model.code import concept

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "learned"),
    [
        ("fulfilled", AT),
        ("noshow", AT),
        ("arrived", AT),
        ("checked-in", AT),
        ("booked", None),
        ("cancelled", None),
        (None, None),
    ],
)
def test_whether_somebody_came_is_learned_at_the_start(status, learned):
    assert learned == Appointment(id="a", status=status, start=AT).learned_later


def test_before_its_start_an_appointment_was_booked():
    kept = Appointment(id="a", status="noshow", start=AT)

    assert Appointment(id="a", status="booked", start=AT) == kept.before_later()


def test_a_cancellation_is_learned_when_it_was_made():
    cancelled = Appointment(id="a", status="cancelled", start=AT, cancelled_on=date(2026, 3, 8))

    assert date(2026, 3, 8) == cancelled.learned_later


def test_before_its_cancellation_an_appointment_was_booked():
    reason = concept(text="could not come")
    cancelled = Appointment(
        id="a",
        status="cancelled",
        start=AT,
        cancellation_reason=reason,
        cancelled_on=date(2026, 3, 8),
    )

    assert Appointment(id="a", status="booked", start=AT) == cancelled.before_later()


def test_before_its_start_nobody_had_arrived_or_left():
    booked = Appointment(id="a", status="booked", start=AT)
    kept = Appointment(
        id="a",
        status="fulfilled",
        start=AT,
        arrived_at=AT,
        confirmed=["coverage"],
        left_at=AT,
        next_step="a2",
    )

    assert booked == kept.before_later()
