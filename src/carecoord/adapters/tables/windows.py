"""The follow-up and observation windows of each patient, as day numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.spans import Column, Length, Span, Unit, Written, mover, span
from carecoord.errors import InputError

Shift = Callable[[int, int], int]
"""Of a day number, in a row of the table, another."""
OUTSIDE = "the observation window lies outside the follow-up"
NO_START = "no start of follow-up or of the observation window: the column has no date or number"
NO_LENGTH = "no length of follow-up or of the observation window: the column has no number"


@attrs.frozen(kw_only=True)
class Windows:
    """When follow-up and observation start, and how long they last."""

    follow_up_start: Written = 0
    follow_up: Written = 730
    observation_start: Written = 0
    observation: Written = 730


@attrs.frozen(kw_only=True)
class Edges:
    """First day, and first day after, of follow-up and observation; why there are none."""

    follows: list[int]
    leaves: list[int]
    opens: list[int]
    closes: list[int]
    reasons: dict[int, str]


def edges(windows: Windows, firsts: Sequence[int], rows: Sequence[int], table: Table) -> Edges:
    """The windows of patients, of the days of their first fills and the rows these stand in.

    Follow-up starts so long after the first fill, on a date, or where the row says; observation so
    long after the start of follow-up. The reasons stand under the patient's place.

    Raises: AuthoringError for what is no span, InputError for a column that is missing.
    """
    reasons: dict[int, str] = {}
    start = _at(span(windows.follow_up_start, "the start of follow-up"), table)
    follows = _each(start, firsts, rows, reasons, NO_START)
    length = _after(span(windows.follow_up, "the length of follow-up"), table)
    leaves = _each(length, follows, rows, reasons, NO_LENGTH)
    start = _at(span(windows.observation_start, "the start of observation"), table)
    opens = _each(start, follows, rows, reasons, NO_START)
    length = _after(span(windows.observation, "the length of observation"), table)
    closes = _each(length, opens, rows, reasons, NO_LENGTH)
    for place, whole in enumerate(zip(follows, leaves, opens, closes, strict=True)):
        if place not in reasons and not whole[0] <= whole[2] <= whole[3] <= whole[1]:
            reasons[place] = OUTSIDE
    return Edges(follows=follows, leaves=leaves, opens=opens, closes=closes, reasons=reasons)


def _each(
    shift: Shift, days: Sequence[int], rows: Sequence[int], reasons: dict[int, str], why: str
) -> list[int]:
    found = [shift(day, row) for day, row in zip(days, rows, strict=True)]
    for place, day in enumerate(found):
        if day == cells.NO_DAY:
            reasons.setdefault(place, why)
            found[place] = 1
    return found


def _at(at: Span, table: Table) -> Shift:
    """A start: after a day, on a date, or where a column says."""
    if isinstance(at, date):
        on = at.toordinal()
        return lambda _day, _row: on
    if isinstance(at, Column):
        series = table.column(at.name, "the start of a window")
        if not series.dtype.is_numeric():
            days, _ = cells.days(series)
            return lambda _day, row: int(days[row])
        return _by_amount(series, at.unit)
    return _by_length(at)


def _after(after: Span, table: Table) -> Shift:
    """An end: so long after a day, or as long as a column says."""
    if isinstance(after, date):
        until = after.toordinal()
        return lambda _day, _row: until
    if isinstance(after, Column):
        series = table.column(after.name, "the length of a window")
        if not series.dtype.is_numeric():
            days, _ = cells.days(series)
            return lambda _day, row: int(days[row])
        return _by_amount(series, after.unit)
    return _by_length(after)


def _by_amount(series: Any, unit: Unit) -> Shift:  # noqa: ANN401
    amounts, move = cells.numbers(series), mover(unit)

    def shift(day: int, row: int) -> int:
        amount = float(amounts[row])
        return cells.NO_DAY if amount != amount else move(day, amount)  # noqa: PLR0124

    return shift


def _by_length(length: Length) -> Shift:
    move, amount = mover(length.unit), length.amount
    return lambda day, _row: move(day, amount)


def check_dates(windows: Windows, *, dated: bool) -> None:
    """Refuse months, years and dates where the days are plain numbers.

    Raises: InputError.
    """
    if dated:
        return
    written = attrs.astuple(windows, recurse=False)
    spans = [span(one, "a window") for one in written]
    if any(isinstance(one, date) or getattr(one, "unit", None) in {Unit.MONTHS, Unit.YEARS} for one in spans):
        raise InputError(
            asked="windows by the calendar",
            found="days that are whole numbers, not dates",
            remedy="Give the windows in days or weeks, or the fills as dates",
        )
