"""Until when a step of an appeal may be filed.

Source: the rows of ``LEVELS``, each with its place in the law. Departures: decision 0053.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from carecoord.errors import RecordRejected
from carecoord.model.calendar_rules import IsBusinessDay
from carecoord.model.moment import first_day
from carecoord.model.permission_case import PayerKind
from carecoord.rules.permissions.clocks.answer import (
    Answer,
    Due,
    Insufficient,
    Moment,
    NoClock,
    checked,
)
from carecoord.rules.permissions.clocks.appeals import EXTERNAL_REVIEW, LEVELS
from carecoord.rules.permissions.clocks.counting import (
    CALENDAR,
    last_day_of,
    later,
    working_day_from,
)
from carecoord.rules.permissions.clocks.lengths import Hours
from carecoord.rules.permissions.clocks.levels import AppealLevel, CountedFrom
from carecoord.rules.permissions.clocks.row import holds


def appeal_deadline(  # noqa: PLR0913  what tells one step from another, by name
    notice_on: Moment,
    *,
    payer_kind: PayerKind | None,
    zone: tzinfo,
    level: int = 1,
    received_on: Moment | None = None,
    overrides: Iterable[AppealLevel] = (),
    jurisdiction: str | None = None,
    calendar: IsBusinessDay | None = None,
) -> Answer:
    """Tell the last day to file the next step against a decision.

    ``notice_on`` is the date printed on the notice, ``received_on`` when it is shown to have come.
    The row is that of the notice's date. ``overrides`` are a state's own rows: they go first.

    Raises:
        RecordRejected: an instant without an offset, or a notice received before its own date.
    """
    noticed = first_day(checked(notice_on, "notice on"), zone)
    received = None if received_on is None else first_day(checked(received_on, "received on"), zone)
    if received is not None and received < noticed:
        raise RecordRejected(
            asked="appeal deadline",
            found="the notice was received before the date on it",
            remedy="Give the date printed on the notice, and the day on which it came",
        )
    if payer_kind is None:
        return Insufficient(("the kind of payer",))
    row = _level(tuple(overrides), payer_kind, level, jurisdiction, noticed)
    if row is None:
        return Insufficient((f"step {level} of appeals of {payer_kind.value} (hand in a row)",))
    if row.not_filed is not None:
        return NoClock(row.not_filed, row.citation)
    start = _start(row, noticed, received)
    if start is None:
        return Insufficient(("the day on which the notice was received",))
    return _last_day(row, start, zone, calendar)


def external_review_deadline(
    received_on: Moment, *, zone: tzinfo, calendar: IsBusinessDay | None = None
) -> Answer:
    """Tell the last day to ask for an external review of a decision received on a day.

    Four months on, or the first day of the fifth month where the fourth has no such day; on a
    weekend or holiday of ``calendar``, the next working day. Without a calendar it is not known.

    Raises:
        RecordRejected: an instant without an offset.
    """
    day = first_day(checked(received_on, "received on"), zone)
    return _last_day(EXTERNAL_REVIEW, day, zone, calendar)


def _level(
    overrides: tuple[AppealLevel, ...],
    payer_kind: PayerKind,
    level: int,
    jurisdiction: str | None,
    on: date,
) -> AppealLevel | None:
    for table in (overrides, LEVELS):
        fitting = [
            row
            for row in table
            if row.payer_kind is payer_kind
            and row.level == level
            and row.jurisdiction in {None, jurisdiction}
            and holds(row, on)
        ]
        if fitting:
            return max(
                fitting, key=lambda row: (row.jurisdiction is not None, row.from_date or date.min)
            )
    return None


def _start(row: AppealLevel, noticed: date, received: date | None) -> date | None:
    if row.counted_from is CountedFrom.NOTICE:
        return noticed
    if row.presumed_days is None:
        return received
    presumed = later(noticed, row.presumed_days)
    return presumed if received is None else max(presumed, received)


def _last_day(
    row: AppealLevel, start: date, zone: tzinfo, calendar: IsBusinessDay | None
) -> Due | Insufficient:
    if row.file_within is None or isinstance(row.file_within, Hours):
        return Insufficient((f"the days that the state allows: {row.state_sets}",))
    last = last_day_of(row.file_within, start, calendar)
    if last is not None and row.to_working_day:
        last = working_day_from(last, calendar)
    if last is None:
        return Insufficient((CALENDAR,))
    return Due(by=last, since=start, zone=zone, row=row)
