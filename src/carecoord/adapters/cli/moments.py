"""Moments, zones and periods as people type them."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from typing import TYPE_CHECKING

from carecoord.adapters.cli.faults import bad_option

if TYPE_CHECKING:
    from carecoord.model.period import Period

_DATE_LENGTH = len("2026-11-20")


def zone(name: str) -> tzinfo:
    """Find a time zone by its IANA name.

    Raises: InputError with the nearest name.
    """
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        near = get_close_matches(name, available_timezones(), n=1)
        remedy = f"Did you mean {near[0]}?" if near else "Give an IANA name: America/New_York"
        raise bad_option(f"--zone {name}", "no such time zone is known", remedy) from None


def moment(text: str | None, within: tzinfo) -> date | datetime:
    """Read ``--as-of``: a day, or an instant with its offset; without one, today in the zone.

    Raises: InputError.
    """
    if text is None:
        return datetime.now(within).date()
    try:
        if len(text) <= _DATE_LENGTH:
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise bad_option(
            f"--as-of {text}",
            "neither a day nor an instant",
            "Write 2026-11-20 or 2026-11-20T08:00:00-05:00",
        ) from None
    if instant.tzinfo is None:
        raise bad_option(
            f"--as-of {text}", "an instant without an offset", f"Write {text}Z or another offset"
        )
    return instant


def period(text: str) -> Period:
    """Read ``--period START/END``, half-open days.

    Raises: InputError.
    """
    from carecoord.model.period import Period

    start_text, _, end_text = text.partition("/")
    try:
        start, end = date.fromisoformat(start_text), date.fromisoformat(end_text)
    except ValueError:
        raise _bad_period(text, "not two days") from None
    if end <= start:
        raise _bad_period(text, "the end is not after the start")
    return Period(start, end)


def _bad_period(text: str, found: str) -> Exception:
    remedy = "The end is the first day outside: write 2026-01-01/2027-01-01"
    return bad_option(f"--period {text}", found, remedy)
