"""Months and years on day numbers."""

from __future__ import annotations

from datetime import date

from carecoord.model.calendar_rules import add_months


def shift_months(day: int, months: int) -> int:
    """Add calendar months to a day number, clipping to the month's end."""
    return add_months(date.fromordinal(day), months).toordinal()
