"""Missed and late-cancelled appointments, and whether somebody has reached out since.

What counts as missed or cancelled late is decision 0031: 24 hours of notice unless the caller says
otherwise, exactly so many in time; cancelled by the patient. Reaching out is due within seven days
(decision 0055). It is help, never a penalty or a fee.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.calendar_rules import add_days
from carecoord.model.collected import as_tuple
from carecoord.model.communication import Communication
from carecoord.model.moment import ClinicalTime, last_day
from carecoord.model.shown import shown
from carecoord.rules.appointments.outreach import Reach, follows, missed_at, reach
from carecoord.rules.appointments.spans import zone_named
from carecoord.rules.concepts.came import Came, came

NOTICE = timedelta(hours=24)
"""So long before its start an appointment is cancelled in time (decision 0031)."""
REACH_OUT_WITHIN_DAYS = 7


@attrs.frozen(kw_only=True)
class OutreachDue:
    """That somebody is to reach out: why, since when, and the last day on which it is in time."""

    __repr__ = shown

    appointment: str
    why: Came
    since: ClinicalTime
    last_day: date


@attrs.frozen(kw_only=True)
class Outreach:
    """What was done since, by fact id: attempts that reached nobody, contacts, and what is unsure.

    A message without a time, or of the day itself, may lie before: that is not known.
    """

    __repr__ = shown

    attempts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    contacts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    unsure: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def reached(self) -> bool:
        """Whether somebody was reached; a voicemail reaches nobody."""
        return bool(self.contacts)


def outreach_due(
    appointment: Appointment,
    *,
    zone: str | None = None,
    notice: timedelta = NOTICE,
    within_days: int = REACH_OUT_WITHIN_DAYS,
) -> OutreachDue | None:
    """Whether an appointment was missed or cancelled late, so that somebody reaches out.

    None where it was not, where that is not known, or where no day is known. Days are those of the
    appointment's own zone, unless another is given.

    Raises:
        RecordRejected: there is no zone, or it is not known.
    """
    place = zone_named(zone or appointment.zone)
    why = came(appointment, notice, place)
    since = missed_at(appointment, why)
    if since is None:
        return None
    return OutreachDue(
        appointment=appointment.id,
        why=why,
        since=since,
        last_day=add_days(last_day(since, place), within_days),
    )


def outreach(
    appointment: Appointment,
    communications: Iterable[Communication],
    *,
    zone: str | None = None,
    notice: timedelta = NOTICE,
) -> Outreach:
    """What was done about a missed appointment since: see ``outreach`` for what counts.

    Raises:
        RecordRejected: the zone is not known.
    """
    place = zone_named(zone or appointment.zone)
    since = missed_at(appointment, came(appointment, notice, place))
    if since is None:
        return Outreach()
    did = [
        (one.id, how, follows(one.known_on, since, place))
        for one in communications
        if (how := reach(one, appointment.id)) is not None
    ]
    return Outreach(
        attempts=[name for name, how, after in did if after and how is Reach.TRIED],
        contacts=[name for name, how, after in did if after and how is Reach.REACHED],
        unsure=[name for name, how, after in did if after is None and how is Reach.REACHED],
    )
