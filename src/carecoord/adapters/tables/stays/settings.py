"""The settings of readmissions, checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, cast, get_args

import attrs

from carecoord.adapters.tables.cells import FARTHEST, is_missing
from carecoord.adapters.tables.engines import Choice
from carecoord.adapters.tables.keywords import are_texts, is_among, is_count, shown
from carecoord.errors import AuthoringError
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables

Observation = Literal["leave out", "count"]
HWR_AGE = 65
HWR_WINDOW = 30


@attrs.frozen(kw_only=True)
class Settings:
    """How readmissions are looked for."""

    tables: CodeTables
    window_days: int = HWR_WINDOW
    observation: Observation = "leave out"
    until: date | str | int | None = None
    age_from: int | None = HWR_AGE
    cancer_hospitals: frozenset[str] = frozenset()
    engine: Choice = "auto"

    def __attrs_post_init__(self) -> None:
        """Refuse settings without meaning.

        Raises: AuthoringError.
        """
        if not is_window(self.window_days):
            raise _wrong("window_days", self.window_days, "Give a number of days, such as 30")
        if not is_among(self.observation, get_args(Observation)):
            raise _wrong("observation", self.observation, "Say leave out, or count")
        if self.age_from is not None and not is_count(self.age_from):
            raise _wrong("age_from", self.age_from, "Give an age in years, or None for all ages")

    def last_day(self, *, dated: bool) -> int | None:
        """The last day of the data, where it was said.

        Raises: AuthoringError for one of another kind than the days of the table.
        """
        if self.until is None:
            return None
        day: object = self.until
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                day = None
        if isinstance(day, date) and not is_missing(day) and dated:
            return day.toordinal()
        if isinstance(day, int) and not isinstance(day, bool) and not dated:
            return day
        remedy = "Give a date, such as 2025-12-31" if dated else "Give a day number, as for stays"
        raise _wrong("until", self.until, remedy)


def code_tables(year: object, tables: object) -> CodeTables:
    """The tables handed in, or those of a reporting year.

    Raises: AuthoringError for both or neither, or a year without tables.
    """
    if (year is None) == (tables is None):
        raise AuthoringError(
            asked="the tables of codes",
            found="both a year and tables" if tables is not None else "neither a year nor tables",
            remedy="Give year=2021, or another year that there is, or tables of your own",
        )
    if tables is not None:
        if isinstance(tables, CodeTables):
            return tables
        raise _wrong("tables", tables, "Hand in CodeTables")
    from carecoord.adapters.tables.reference import hospital_wide

    return hospital_wide(cast("int", year))


def is_window(days: object) -> bool:
    """Whether a setting is a number of days from 1, and no more than a calendar has."""
    return is_count(days) and not isinstance(days, bool) and cast("int", days) <= FARTHEST


def texts(asked: str, values: object) -> frozenset[str]:
    """A set of texts.

    Raises: AuthoringError for one text alone, or anything else.
    """
    if isinstance(values, str) or not are_texts(values):
        raise _wrong(asked, values, "Give several texts, such as {'050146'}")
    return frozenset(cast("Iterable[str]", values))


def _wrong(setting: str, value: object, remedy: str) -> AuthoringError:
    return AuthoringError(
        asked=f"{setting}={shown(value)}", found="it has no meaning here", remedy=remedy
    )
