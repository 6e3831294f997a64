"""What a clock is looked up for, and which row answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from carecoord.model.calendar_rules import add_months
from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.model.shown import shown
from carecoord.rules.permissions.clocks.row import Absence, Clock, DatedBy, holds

_RATING_MONTHS = 12
"""A rating period is twelve months (42 CFR 438.2)."""


@attrs.frozen(kw_only=True)
class Asked:
    """A request, or an appeal at a level, as far as the tables tell them apart."""

    __repr__ = shown

    payer_kind: PayerKind
    service_kind: ServiceKind
    urgency: RequestUrgency
    level: int = 0
    jurisdiction: str | None = None


def rows_for(
    tables: tuple[Iterable[Clock], ...], asked: Asked, on: date, rating_period_from: date | None
) -> tuple[Clock | None, ...]:
    """The rows that may hold on a day: one, or two where an unknown rating period decides.

    The first table that has a row answers; in it a state's own row goes before one for all, and a
    later row before an earlier one.
    """
    earliest = add_months(on, -_RATING_MONTHS) + timedelta(days=1)
    firsts = (earliest, on) if rating_period_from is None else (rating_period_from,)
    return tuple(dict.fromkeys(_row(tables, asked, on, first) for first in firsts))


def _row(
    tables: tuple[Iterable[Clock], ...], asked: Asked, on: date, period_from: date
) -> Clock | None:
    for table in tables:
        fitting = [
            row
            for row in table
            if _fits(row, asked)
            and holds(row, period_from if row.dated_by is DatedBy.RATING_PERIOD else on)
        ]
        if fitting:
            return max(fitting, key=_closest)
    return None


def _fits(row: Clock, asked: Asked) -> bool:
    return (
        row.payer_kind is asked.payer_kind
        and row.service_kind is asked.service_kind
        and row.urgency is asked.urgency
        and row.level == asked.level
        and row.jurisdiction in {None, asked.jurisdiction}
    )


def _closest(row: Clock) -> tuple[bool, date]:
    return row.jurisdiction is not None, row.from_date or date.min


def absence_for(table: Iterable[Absence], asked: Asked, on: date) -> Absence | None:
    """The row that says why no clock runs, if one does."""
    return next(
        (
            row
            for row in table
            if row.payer_kind is asked.payer_kind
            and row.level == asked.level
            and row.service_kind in {None, asked.service_kind}
            and row.urgency in {None, asked.urgency}
            and holds(row, on)
        ),
        None,
    )
