"""Whether a deadline is past: the last day is inside, hours count where there are hours."""

from datetime import UTC, date, datetime

import pytest

from carecoord.model import PartialDate
from carecoord.rules.moves.deadlines import later

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "limit", "expected"),
    [
        (NOON, NOON, False),
        (datetime(2026, 3, 9, 12, 0, 1, tzinfo=UTC), NOON, True),
        (date(2026, 3, 9), NOON, False),
        (date(2026, 3, 10), NOON, True),
        (NOON, date(2026, 3, 9), False),
        (NOON, date(2026, 3, 8), True),
        (PartialDate(2026, 3), date(2026, 3, 9), False),
        (PartialDate(2026, 4), date(2026, 3, 9), True),
    ],
)
def test_a_time_is_later_only_for_certain(time, limit, expected):
    assert expected == later(time, limit)
