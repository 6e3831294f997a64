"""Days after a time, as far as there are days."""

from datetime import UTC, date, datetime

import pytest

from carecoord.model import PartialDate
from carecoord.rules.concepts.deadlines import days_after

NEVER = datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "after"),
    [
        (date(2026, 2, 27), date(2026, 3, 2)),
        (PartialDate(2026, 2), date(2026, 2, 4)),
        (datetime(2026, 2, 27, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)),
        (NEVER, NEVER),
        (date.max, None),
    ],
)
def test_three_days_later(time, after):
    assert days_after(time, 3) == after
