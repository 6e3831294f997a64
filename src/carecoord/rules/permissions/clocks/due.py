"""By when a payer has to decide on a request, or on an appeal.

Source: the rows of ``decisions`` and ``appeals``, each with its place in the law. Departures:
decision 0053 says how clocks are counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.calendar_rules import IsBusinessDay
from carecoord.model.moment import ClinicalTime, PartialDate, first_day
from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.permissions.clocks.absences import ABSENT, APPEALS_ABSENT
from carecoord.rules.permissions.clocks.answer import Answer, Due, Insufficient, NoClock, checked
from carecoord.rules.permissions.clocks.appeal_decisions import APPEAL_DECISIONS
from carecoord.rules.permissions.clocks.asked import Asked, absence_for, rows_for
from carecoord.rules.permissions.clocks.counting import (
    CALENDAR,
    last_day_of,
    real_hours_later,
)
from carecoord.rules.permissions.clocks.decisions import DECISIONS
from carecoord.rules.permissions.clocks.lengths import Hours
from carecoord.rules.permissions.clocks.row import Clock, DatedBy

_CLOCKS = (*DECISIONS, *APPEAL_DECISIONS)
_ABSENCES = (*ABSENT, *APPEALS_ABSENT)


def decision_due(  # noqa: PLR0913  what tells one clock from another, by name
    received_at: ClinicalTime | None,
    *,
    payer_kind: PayerKind | None,
    service_kind: ServiceKind | None,
    urgency: RequestUrgency,
    zone: tzinfo,
    overrides: Iterable[Clock] = (),
    jurisdiction: str | None = None,
    on: date | None = None,
    rating_period_from: date | None = None,
    calendar: IsBusinessDay | None = None,
) -> Answer:
    """Tell by when a payer has to decide on a request that it received.

    ``zone`` is the payer's: it says which day it was. The row is that of ``on``, without it of the
    day of receipt; of managed care, that of the first day of its rating period. ``overrides`` are
    rows of a state or a contract: they go first. ``calendar`` is asked for working days only.

    Raises:
        RecordRejected: an instant without an offset, or a rating period that begins later.
    """
    return _decided(
        received_at,
        _asked(payer_kind, service_kind, urgency, 0, jurisdiction),
        zone,
        _Tables(overrides=tuple(overrides), on=on, period=rating_period_from, calendar=calendar),
    )


def appeal_decision_due(  # noqa: PLR0913  what tells one clock from another, by name
    received_at: ClinicalTime | None,
    *,
    payer_kind: PayerKind | None,
    service_kind: ServiceKind | None,
    urgency: RequestUrgency,
    zone: tzinfo,
    level: int = 1,
    overrides: Iterable[Clock] = (),
    jurisdiction: str | None = None,
    calendar: IsBusinessDay | None = None,
) -> Answer:
    """Tell by when an appeal has to be decided that whoever decides it received.

    ``level`` is the step, see ``LEVELS``.

    Raises:
        RecordRejected: an instant without an offset.
    """
    return _decided(
        received_at,
        _asked(payer_kind, service_kind, urgency, level, jurisdiction),
        zone,
        _Tables(overrides=tuple(overrides), calendar=calendar),
    )


@attrs.frozen(kw_only=True)
class _Tables:
    overrides: tuple[Clock, ...]
    on: date | None = None
    period: date | None = None
    calendar: IsBusinessDay | None = None


def _asked(
    payer_kind: PayerKind | None,
    service_kind: ServiceKind | None,
    urgency: RequestUrgency,
    level: int,
    jurisdiction: str | None,
) -> Asked | Insufficient:
    if payer_kind is None or service_kind is None:
        known = {"the kind of payer": payer_kind, "the kind of service": service_kind}
        return Insufficient(tuple(name for name, value in known.items() if value is None))
    return Asked(
        payer_kind=payer_kind,
        service_kind=service_kind,
        urgency=urgency,
        level=level,
        jurisdiction=jurisdiction,
    )


def _decided(
    received_at: ClinicalTime | None, asked: Asked | Insufficient, zone: tzinfo, tables: _Tables
) -> Answer:
    if received_at is None or isinstance(received_at, PartialDate):
        return Insufficient(("the day of receipt",))
    received_at = checked(received_at, "received at")
    if isinstance(asked, Insufficient):
        return asked
    day = first_day(received_at, zone)
    if tables.period is not None and tables.period > day:
        raise RecordRejected(
            asked="decision due",
            found="the rating period begins after the request was received",
            remedy="Give the first day of the period in which it was received",
        )
    on = tables.on or day
    row, *others = rows_for((tables.overrides, _CLOCKS), asked, on, tables.period)
    if others:
        return Insufficient((DatedBy.RATING_PERIOD.value,))
    if row is None:
        return _without_row(asked, on)
    return _ends(row, received_at, zone, tables.calendar)


def _without_row(asked: Asked, on: date) -> NoClock | Insufficient:
    absence = absence_for(_ABSENCES, asked, on)
    if absence is not None:
        return NoClock(absence.reason, absence.citation)
    step = f"appeal {asked.level}" if asked.level else "request"
    whose = f"{asked.payer_kind.value}: {asked.service_kind.value}"
    return Insufficient((f"a clock for the {asked.urgency.value} {step}, {whose} (hand in a row)",))


def _ends(
    row: Clock, received_at: date | datetime, zone: tzinfo, calendar: IsBusinessDay | None
) -> Due | Insufficient:
    if not isinstance(row.length, Hours):
        last = last_day_of(row.length, first_day(received_at, zone), calendar)
        if last is None:
            return Insufficient((CALENDAR,))
        return Due(by=last, since=received_at, zone=zone, row=row)
    if not isinstance(received_at, datetime):
        return Insufficient(("the hour of receipt",))
    by = real_hours_later(received_at, row.length.count, zone)
    return Due(by=by, since=received_at, zone=zone, row=row)
