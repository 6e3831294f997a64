from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.errors import RecordRejected
from carecoord.model import Timing


def test_the_times_of_a_plan_that_repeats_may_be_days_and_instants():
    events = (date(2026, 1, 1), datetime(2026, 1, 2, 8, tzinfo=UTC))

    assert Timing(events=events).events == events


@pytest.mark.parametrize(
    "wrong",
    [
        {"events": [datetime(2026, 1, 1, 8)]},  # noqa: DTZ001
        {"events": ["tomorrow"]},
        {"period": Decimal("NaN")},
        {"duration_max": Decimal("Infinity")},
    ],
)
def test_a_time_without_an_offset_and_an_amount_without_end_are_refused(wrong):
    with pytest.raises(RecordRejected):
        Timing(**wrong)
