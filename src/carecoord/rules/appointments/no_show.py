"""Missed and late-cancelled appointments, and whether somebody has reached out since.

What counts as missed or cancelled late is decision 0031: 24 hours of notice unless the caller says
otherwise, exactly so many in time; cancelled by the patient. Reaching out is due within seven days
(decision 0055). It is help, never a penalty or a fee.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.code import Code
from carecoord.model.collected import as_tuple
from carecoord.model.communication import Communication
from carecoord.model.moment import ClinicalTime, first_day, last_day
from carecoord.model.shown import shown
from carecoord.rules.appointments.spans import zone_named
from carecoord.rules.concepts.came import Came, came

NOTICE = timedelta(hours=24)
"""So long before its start an appointment is cancelled in time (decision 0031)."""
REACH_OUT_WITHIN_DAYS = 7
_MODE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
_ON_PAPER = frozenset(Code(_MODE, code) for code in ("FAXWRIT", "MAILWRIT"))
_TRIED = frozenset({"not-done", "stopped", "on-hold", "in-progress"})


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
    """What was done since: attempts that reached nobody, and contacts, by fact id."""

    __repr__ = shown

    attempts: tuple[str, ...] = attrs.field(converter=as_tuple)
    contacts: tuple[str, ...] = attrs.field(converter=as_tuple)

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
    since = _since(appointment, why)
    if since is None:
        return None
    return OutreachDue(
        appointment=appointment.id,
        why=why,
        since=since,
        last_day=last_day(since, place) + timedelta(days=within_days),
    )


def outreach(
    appointment: Appointment,
    communications: Iterable[Communication],
    *,
    zone: str | None = None,
    notice: timedelta = NOTICE,
) -> Outreach:
    """What was done about a missed appointment: the communications about it since it was missed.

    A completed talk, message or video is a contact; a voicemail, or whatever else was not done or
    broken off, is an attempt, and so is a letter or a fax, of which nobody knows who read it.

    Raises:
        RecordRejected: the zone is not known.
    """
    place = zone_named(zone or appointment.zone)
    since = _since(appointment, came(appointment, notice, place))
    if since is None:
        return Outreach(attempts=(), contacts=())
    after = [
        one
        for one in communications
        if appointment.id in (*one.about, *one.reason_facts, *one.based_on)
        and one.known_on is not None
        and _not_before(one.known_on, since, place)
    ]
    contacts = [one.id for one in after if one.status == "completed" and not _on_paper(one)]
    attempts = [one.id for one in after if one.status in _TRIED or _sent_on_paper(one)]
    return Outreach(attempts=attempts, contacts=contacts)


def _since(appointment: Appointment, why: Came) -> ClinicalTime | None:
    """When it was missed: at its start, or when it was cancelled."""
    if why is Came.MISSED:
        return appointment.start
    return appointment.cancelled_on if why is Came.LATE else None


def _not_before(time: ClinicalTime, since: ClinicalTime, zone: tzinfo) -> bool:
    """Whether a time may lie at or after another; days count as a whole."""
    if isinstance(time, datetime) and isinstance(since, datetime):
        return time >= since
    return last_day(time, zone) >= first_day(since, zone)


def _on_paper(one: Communication) -> bool:
    codes = {code for medium in one.medium for code in medium.coding}
    return bool(codes) and codes <= _ON_PAPER


def _sent_on_paper(one: Communication) -> bool:
    return one.status == "completed" and _on_paper(one)
