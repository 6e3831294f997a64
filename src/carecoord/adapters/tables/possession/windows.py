"""The follow-up and observation windows of each patient, as day numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.spans import FARTHEST, Column, Span, Unit, Written, mover, span
from carecoord.errors import InputError

OUTSIDE = "the observation window lies outside the follow-up"
NO_START = "no start of follow-up or of the observation window: the column has no date or number"
NO_LENGTH = "no length of follow-up or of the observation window: the column has no number"


@attrs.frozen(kw_only=True)
class Windows:
    """When follow-up and observation start, and how long they last.

    Without a length, observation lasts to the end of follow-up.
    """

    follow_up_start: Written = 0
    follow_up: Written = 730
    observation_start: Written = 0
    observation: Written | None = None


@attrs.frozen(kw_only=True)
class Edges:
    """First day, and first day after, of follow-up and observation; why there are none."""

    follows: Any
    leaves: Any
    opens: Any
    closes: Any
    reasons: dict[int, str]


def edges(  # noqa: PLR0913  what windows are laid by
    windows: Windows,
    firsts: Any,  # noqa: ANN401
    rows: Any,  # noqa: ANN401
    table: Table,
    engine: Engine,
    *,
    form: str | None = None,
    dated: bool,
) -> Edges:
    """The windows of patients, of the days of their first fills and the rows these stand in.

    Follow-up starts so long after the first fill, on a date, or where the row says; observation so
    long after the start of follow-up, and lasts to its end unless a length is given. The reasons
    stand under the patient's place. ``form`` is how
    dates are written, where they are not ISO's.

    Raises: AuthoringError for what is no span, InputError for a column that is missing.
    """
    layer = _Layer(rows, table, engine, form, dated)
    follows = layer.days(span(windows.follow_up_start, "the start of follow-up"), firsts, NO_START)
    length = span(windows.follow_up, "the length of follow-up")
    leaves = layer.days(length, follows, NO_LENGTH)
    start = span(windows.observation_start, "the start of observation")
    opens = layer.days(start, follows, NO_START)
    closes = engine.later(leaves, 0)
    if windows.observation is not None:
        length = span(windows.observation, "the length of observation")
        closes = layer.days(length, opens, NO_LENGTH)
    for place in engine.falling([follows, opens, closes, leaves]):
        layer.reasons.setdefault(place, OUTSIDE)
    return Edges(follows=follows, leaves=leaves, opens=opens, closes=closes, reasons=layer.reasons)


@attrs.frozen
class _Layer:
    """Lays spans after days, of patients whose first fills stand in some rows."""

    rows: Any
    table: Table
    engine: Engine
    form: str | None
    dated: bool
    reasons: dict[int, str] = attrs.field(factory=dict[int, str])

    def days(self, by: Span, after: Any, why: str) -> Any:  # noqa: ANN401
        """The days that lie so long after others, or are the same for all, or in a column."""
        if isinstance(by, date):
            return self.engine.full(len(after), by.toordinal())
        if isinstance(by, Column):
            return self._by_column(by, after, why)
        if by.unit is Unit.DAYS:
            return self.engine.later(after, round(by.amount))
        move = mover(by.unit)
        return self.engine.ints([move(day, by.amount) for day in _plain(after)])

    def _by_column(self, by: Column, after: Any, why: str) -> Any:  # noqa: ANN401
        """What the column says in the row of the first fill: a date, or how long after."""
        series = self.table.column(by.name, "a window")
        if series.dtype.is_numeric():
            amounts, move = cells.numbers(series), mover(by.unit)
            found = [
                move(day, float(amounts[row])) if abs(amounts[row]) <= FARTHEST else cells.NO_DAY
                for day, row in zip(_plain(after), _plain(self.rows), strict=True)
            ]
        else:
            days, _ = days_alike(self.table, by.name, "a window", self.form, dated=self.dated)
            found = [int(days[row]) for row in _plain(self.rows)]
        for place, day in enumerate(found):
            if day == cells.NO_DAY:
                self.reasons.setdefault(place, why)
                found[place] = 1
        return self.engine.ints(found)


def _plain(values: Any) -> list[int]:  # noqa: ANN401
    return values.tolist() if hasattr(values, "tolist") else values  # type: ignore[no-any-return]


def check_dates(windows: Windows, *, dated: bool) -> None:
    """Refuse months, years and dates where the days are plain numbers.

    Raises: InputError.
    """
    if dated:
        return
    written = attrs.astuple(windows, recurse=False)
    spans = [span(one, "a window") for one in written if one is not None]
    calendar = {Unit.MONTHS, Unit.YEARS}
    if any(isinstance(one, date) or one.unit in calendar for one in spans):
        raise InputError(
            asked="windows by the calendar",
            found="days that are whole numbers, not dates",
            remedy="Give the windows in days or weeks, or the fills as dates",
        )
