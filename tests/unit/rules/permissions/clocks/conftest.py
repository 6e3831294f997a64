"""A calendar of working days for the tests of clocks."""

from datetime import date

import pytest

FEDERAL_HOLIDAYS = {
    date(2026, 5, 25): "Memorial Day",
    date(2026, 12, 25): "Christmas Day",
    date(2027, 1, 18): "Birthday of Martin Luther King, Jr.",
}
"""5 U.S.C. 6103(a), as far as the tests come by them."""


@pytest.fixture
def federal():
    """Working days of federal offices; not known before 2025, nor after 2028."""

    def is_worked(day):
        if not 2025 <= day.year <= 2028:
            return None
        return day.weekday() < 5 and day not in FEDERAL_HOLIDAYS

    return is_worked
