"""The columns of a PDC measure, and its reasons in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import attrs

from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts, narwhals
from carecoord.adapters.tables.possession.fills import NO_PATIENT
from carecoord.rules.concepts.fills import MOST_DAYS
from carecoord.rules.kernels import pqa, pqa_year


@attrs.frozen(kw_only=True)
class Result:
    """What the kernel found, a column for each of its results, and what it stands for.

    ``firsts`` are the rows in which each patient appears first, ``nobody`` is the number of rows
    without a patient.
    """

    firsts: Sequence[int]
    nobody: int
    columns: Sequence[Sequence[int]]
    closes: Sequence[int]
    out: Mapping[int, str]
    share: tuple[int, int]
    medicines: str
    exclusions: str
    year: int

    def numbers(self, column: int, *, always: bool = False) -> list[float | None]:
        """A column; None where there is no value, or where it is 0 of what is ``always`` told."""
        reasons = self.columns[pqa_year.REASON]
        return [
            value if always or why == pqa_year.DONE else None
            for value, why in zip(self.columns[column], reasons, strict=True)
        ]

    def values(self) -> list[float | None]:
        """Days with supply over days that count."""
        return [
            numerator / denominator if denominator else None
            for numerator, denominator in self._days()
        ]

    def adherent(self) -> list[bool | None]:
        """Whether the threshold is reached, in whole numbers."""
        top, bottom = self.share
        return [
            bottom * numerator >= top * denominator if denominator else None
            for numerator, denominator in self._days()
        ]

    def _days(self) -> zip[tuple[int, int]]:
        return zip(
            self.columns[pqa_year.NUMERATOR], self.columns[pqa_year.DENOMINATOR], strict=True
        )

    def dates(self, column: int) -> list[date | None]:
        """A column of days; None for those that are 0."""
        return [_on(day) for day in self.columns[column]]

    def ends(self) -> list[date | None]:
        """The last day of each period that has begun."""
        indexes = self.columns[pqa_year.INDEX]
        return [
            _on(closes - 1) if index else None
            for index, closes in zip(indexes, self.closes, strict=True)
        ]

    def reasons(self) -> list[str | None]:
        """Why there is no value, in words."""
        told = _told(self.medicines, self.exclusions, self.year)
        codes, doubtful = self.columns[pqa_year.REASON], self.columns[pqa_year.DOUBTFUL]
        return [
            None
            if why == pqa_year.DONE
            else self.out[place]
            if why == pqa_year.PERSON
            else told[why](doubtful[place])
            for place, why in enumerate(codes)
        ]


def _told(medicines: str, exclusions: str, year: int) -> Mapping[int, Callable[[int], str]]:
    """Reasons, of the number of fills of which something is not known."""
    return {
        pqa_year.NO_FILL: lambda _: f"no fill of {medicines} in {year}",
        pqa_year.NO_DAY: lambda many: (
            f"{_fills(many)} of {medicines} with no date that can be read"
        ),
        pqa_year.EXCLUDING_FILL: lambda _: f"a fill of {exclusions} in {year}",
        pqa_year.ONE_DATE: lambda _: "fills on two different dates of the period are needed",
        pqa_year.SHORT: lambda _: (
            f"less than {pqa.LEAST_DAYS} days from the first fill to the end of the period"
        ),
        pqa_year.NO_SUPPLY: lambda many: (
            f"{_fills(many)} of {medicines} without days' supply from 1 to {MOST_DAYS}"
        ),
        pqa_year.NO_STAY: lambda _: "the days of a stay in hospital are not known",
        pqa_year.ALL_AWAY: lambda _: "in hospital or a nursing facility for the whole period",
    }


def _fills(many: int) -> str:
    return f"{many} {'fill' if many == 1 else 'fills'}"


@lru_cache(4096)
def _on(day: int) -> date | None:
    return date.fromordinal(min(day, date.max.toordinal())) if day else None


def made(table: Table, patient: str, found: Result) -> Frame:
    """A frame of the same kind as the fills, with a row for each patient, and one for nobody."""
    columns: dict[str, Any] = {
        "index_on": found.dates(pqa_year.INDEX),
        "period_ends_on": found.ends(),
        "fill_dates": found.numbers(pqa_year.DATES, always=True),
        "numerator": found.numbers(pqa_year.NUMERATOR),
        "denominator": found.numbers(pqa_year.DENOMINATOR),
        "value": found.values(),
        "adherent": found.adherent(),
        "supply_ends_on": found.dates(pqa_year.SUPPLIED),
        "miss_days_allowed": found.numbers(pqa_year.ALLOWED),
        "miss_days_left": found.numbers(pqa_year.LEFT),
        "last_chance_on": found.dates(pqa_year.CHANCE),
        "ignored_rows": found.numbers(pqa_year.IGNORED, always=True),
        "reason": found.reasons(),
    }
    if found.nobody:
        rows = f"{found.nobody} {'row' if found.nobody == 1 else 'rows'} with {NO_PATIENT}"
        columns = {name: [*values, None] for name, values in columns.items()}
        columns["reason"][-1] = rows
    kinds: dict[str, Callable[[Any, Table, str], Any]] = {"adherent": _truths, "reason": _texts}
    made = {
        name: (_dates if name.endswith("_on") else kinds.get(name, _numbers))(values, table, name)
        for name, values in columns.items()
    }
    return table.made({patient: _who(table, patient, found)}, made)


def _who(table: Table, patient: str, found: Result) -> Any:  # noqa: ANN401
    series = table.frame[patient]
    if not found.nobody:
        return series[list(found.firsts)]
    values = [*series[list(found.firsts)].to_list(), None]
    return narwhals().new_series(patient, values, series.dtype, backend=table.frame.implementation)


def _numbers(values: Any, _: Table, __: str) -> Numbers:  # noqa: ANN401
    return Numbers(values)


def _texts(values: Any, _: Table, __: str) -> Texts:  # noqa: ANN401
    return Texts(values)


def _dates(values: Sequence[date | None], table: Table, name: str) -> Any:  # noqa: ANN401
    """Dates; pandas has moments only."""
    nw, backend = narwhals(), table.frame.implementation
    if not backend.is_pandas():
        return nw.new_series(name, values, nw.Date, backend=backend)
    moments = [None if day is None else datetime.combine(day, time()) for day in values]
    return nw.new_series(name, moments, nw.Datetime("us"), backend=backend)


def _truths(values: Sequence[bool | None], table: Table, name: str) -> Any:  # noqa: ANN401
    """True, False or null; pandas has a kind of its own that knows null."""
    nw, backend = narwhals(), table.frame.implementation
    if not backend.is_pandas():
        return nw.new_series(name, values, nw.Boolean, backend=backend)
    native = backend.to_native_namespace().Series(values, dtype="boolean", name=name)
    return nw.from_native(native, series_only=True)
