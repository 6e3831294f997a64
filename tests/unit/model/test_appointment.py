from datetime import UTC, datetime

import pytest

from carecoord.model import Appointment

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
