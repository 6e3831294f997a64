"""Working days of a country, from the package ``holidays``."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from difflib import get_close_matches
from importlib.metadata import version

import attrs

from carecoord.errors import InputError, missing_extra


@attrs.frozen(kw_only=True)
class WorkingDays:
    """A country's working days, to hand to ``Catalogue.of(calendar=...)``.

    ``name`` tells where they come from, and in which version: it becomes part of a catalogue's
    fingerprint. ``first_year`` and ``last_year``, both inclusive, bound what is known.
    """

    name: str
    first_year: int
    last_year: int
    weekend: frozenset[int]
    """Days of the week that are never worked: 0 is Monday."""
    public_holidays: Container[date] = attrs.field(eq=False, repr=False)

    def __call__(self, day: date) -> bool | None:
        """Whether a day is worked; None where the calendar's coverage ends."""
        if not self.first_year <= day.year <= self.last_year:
            return None
        return day.weekday() not in self.weekend and day not in self.public_holidays


def us() -> WorkingDays:
    """Working days by the federal holidays of the United States."""
    return country("US")


def country(code: str) -> WorkingDays:
    """Working days of a country, ``US``, or of a part of it, ``US-CA`` (ISO 3166).

    Raises: InputError for a code that is not known, MissingExtra without the package.
    """
    try:
        import holidays
    except ImportError:
        raise missing_extra("a calendar of working days", "calendar") from None
    known = holidays.list_supported_countries()
    name, _, part = code.upper().partition("-")
    if name not in known:
        raise _unknown(code, list(known))
    if part and part not in known[name]:
        raise _unknown(code, [f"{name}-{one}" for one in known[name]])
    table = holidays.country_holidays(name, subdiv=part or None)
    return WorkingDays(
        name=f"{code.upper()}, holidays {version('holidays')}",
        first_year=table.start_year,
        last_year=table.end_year,
        weekend=frozenset(table.weekend),
        public_holidays=table,
    )


def _unknown(code: str, known: list[str]) -> InputError:
    near = get_close_matches(code.upper(), known, n=1)
    return InputError(
        asked=f"a calendar for {code!r}",
        found="no such country is known" if "-" not in code else "no such part is known",
        remedy=f"Did you mean {near[0]!r}?" if near else "Give an ISO 3166 code, such as US",
    )
