"""Who the patients of a PDC measure are: ages, ends of their periods, and exclusions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.frames import Table, narwhals
from carecoord.adapters.tables.pqa.columns import Columns, Keys, Year
from carecoord.rules.adherence.treatment import ADULT_FROM

NO_MEMBER = "not among the members"
TWICE = "more than one row among the members"
NO_BIRTH_DATE = "no birth date that can be read"
_YES = {"1", "true", "t", "yes", "y"}
_NO = {"", "0", "false", "f", "no", "n", "none", "nan"}
_ALWAYS = 1


@attrs.define
class People:
    """Of each patient the first day after the period, and why they cannot be in the measure."""

    closes: list[int]
    out: dict[int, str] = attrs.field(factory=dict[int, str])

    @classmethod
    def of(
        cls, table: Table | None, columns: Columns, named: set[str], keys: Keys, year: Year
    ) -> People:
        """Read the members; without them nothing is known of anybody, and nobody is out.

        A column that is in ``named``, and that of births, has to be there.

        Raises: InputError for a column that is missing.
        """
        people = cls([year.last + 1] * len(keys))
        if table is not None:
            people._read(table, columns, named, keys, year)
        return people

    def _read(
        self, table: Table, columns: Columns, named: set[str], keys: Keys, year: Year
    ) -> None:
        rows = self._rows(table.column(columns.patient, "the patient"), keys)
        self._births(table, columns, rows, year)
        for field, meaning in (("hospice", "hospice care"), ("esrd", "end-stage kidney disease")):
            series = _optional(table, columns, field, meaning, named)
            if series is not None:
                since = _since(table, series, meaning, columns.date_format)
                self._exclude(meaning, since, rows, year)
        for field, meaning, later in (
            ("died_on", "the day of death", 1),
            ("disenrolled_on", "the first day not enrolled", 0),
            ("enrolled_until", "the last day enrolled", 1),
        ):
            series = _optional(table, columns, field, meaning, named)
            if series is not None:
                days = _days(table, series.name, meaning, columns.date_format)
                self._end(meaning, later, days, rows, year)

    def _rows(self, patients: Any, keys: Keys) -> dict[int, int]:  # noqa: ANN401
        """The row of each patient that has one, and only one."""
        rows: dict[int, int] = {}
        for row, value in enumerate(patients.to_list()):
            place = keys.get(cells.known(value))
            if place in rows:
                self.out[place] = TWICE
            elif place is not None:
                rows[place] = row
        for place in keys.values():
            if place not in rows:
                self.out[place] = NO_MEMBER
        return rows

    def _births(self, table: Table, columns: Columns, rows: Mapping[int, int], year: Year) -> None:
        if columns.birth_date is None:
            return
        form = columns.date_format
        born, _ = days_alike(table, columns.birth_date, "the birth date", form, dated=True)
        adults = date(year.number - ADULT_FROM, 1, 1).toordinal()
        for place, row in rows.items():
            if born[row] == cells.NO_DAY:
                self.out.setdefault(place, NO_BIRTH_DATE)
            elif born[row] > adults:
                self.out.setdefault(place, f"younger than {ADULT_FROM} on {year.number}-01-01")

    def _exclude(
        self, meaning: str, since: Sequence[int | None], rows: Mapping[int, int], year: Year
    ) -> None:
        for place, row in rows.items():
            day = since[row]
            if day == cells.NO_DAY:
                self.out.setdefault(place, f"{meaning}: neither yes or no nor a date")
            elif day is not None and day <= year.seen_to:
                self.out.setdefault(place, meaning)

    def _end(
        self,
        meaning: str,
        later: int,
        days: Sequence[int | None],
        rows: Mapping[int, int],
        year: Year,
    ) -> None:
        for place, row in rows.items():
            day = days[row]
            if day == cells.NO_DAY:
                self.out.setdefault(place, f"{meaning}: no date that can be read")
            elif day is not None and day <= year.seen_to:
                self.closes[place] = min(self.closes[place], day + later)


def _optional(
    table: Table, columns: Columns, field: str, meaning: str, named: set[str]
) -> Any | None:  # noqa: ANN401
    """A column that may be missing, unless the caller named it."""
    name = getattr(columns, field)
    if name is None or (field not in named and not table.has(name)):
        return None
    return table.column(name, meaning)


def _days(table: Table, name: str, meaning: str, form: str | None) -> list[int | None]:
    """Days; None where there is none, NO_DAY where one cannot be read."""
    found, unread = days_alike(table, name, meaning, form, dated=True)
    lost = set(unread)
    return [
        None if day == cells.NO_DAY and row not in lost else int(day)
        for row, day in enumerate(found)
    ]


def _since(table: Table, series: Any, meaning: str, form: str | None) -> list[int | None]:  # noqa: ANN401
    """From which day something is so: a date, or yes for always; None for no."""
    if series.dtype == narwhals().Boolean:
        return [_ALWAYS if flag is True else None for flag in series.to_list()]
    if series.dtype.is_numeric():
        told = {0.0: None, 1.0: _ALWAYS}
        amounts = (float(amount) for amount in cells.numbers(series))
        return [None if one != one else told.get(one, cells.NO_DAY) for one in amounts]  # noqa: PLR0124
    found = _days(table, series.name, meaning, form)
    if series.dtype.is_temporal():
        return found
    texts = [str(cell).strip().casefold() for cell in series.to_list()]
    return [
        _ALWAYS if text in _YES else None if text in _NO else day
        for day, text in zip(found, texts, strict=True)
    ]
