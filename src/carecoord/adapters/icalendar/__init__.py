"""Appointments as an iCalendar file (RFC 5545), with the package ``icalendar``.

A calendar is seen by others: family, employers, whoever shares a telephone. So nothing but the
time is written unless the caller asks for ``full``, and then logistics only: what for in the words
of the booking, where, and what the patient was told. Reasons, staff's comments and people are never
written. What carries a sensitivity label is an "Appointment" and no more; what carries one of
``UNSEEN`` is left out, and that is told. A series shows no more than the least of its meetings may
(decision 0055).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from carecoord.adapters.icalendar.events import Dated, Writer
from carecoord.adapters.icalendar.faces import Detail
from carecoord.adapters.icalendar.left_out import UNSEEN, LeftOut, Why, labels_by_id, sorted_out
from carecoord.adapters.icalendar.series import Series, of_series
from carecoord.errors import ImpossiblePeriod, InputError, RecordRejected
from carecoord.model.appointment import Appointment
from carecoord.model.collected import as_tuple
from carecoord.model.label import Label
from carecoord.rules.appointments.spans import zone_named

__all__ = ["UNSEEN", "Detail", "Exported", "LeftOut", "Series", "Why", "dumps", "write"]


@attrs.frozen(kw_only=True)
class Exported:
    """The file, and what is not in it."""

    content: bytes = attrs.field(repr=False)
    left_out: tuple[LeftOut, ...] = attrs.field(converter=as_tuple)


def dumps(  # noqa: PLR0913  what a calendar shows is for the caller to say
    appointments: Iterable[Appointment],
    *,
    zone: str,
    detail: Detail = "busy",
    recurrences: Iterable[Series] = (),
    key: str = "",
    revisions: Mapping[str, int] | None = None,
    unseen: frozenset[Label] = UNSEEN,
) -> bytes:
    """Write appointments as an iCalendar file; ``write`` says what each argument means.

    What has no time yet, or must not be seen, is left out; ``write`` tells which that is.

    Raises:
        RecordRejected: a time has no offset from UTC or cannot be placed, or a zone is not known.
        ImpossiblePeriod: an end precedes its start.
        InputError, MissingExtra: as for ``write``.
    """
    made = write(
        appointments,
        zone=zone,
        detail=detail,
        recurrences=recurrences,
        key=key,
        revisions=revisions,
        unseen=unseen,
    )
    for one in made.left_out:
        if one.why in {Why.NO_OFFSET, Why.ENDS_FIRST, Why.NOT_PLACED}:
            kind = ImpossiblePeriod if one.why is Why.ENDS_FIRST else RecordRejected
            raise kind(
                asked="calendar of appointments",
                found=f"of one of them: {one.why.value}",
                remedy="Correct it, or let write leave it out and tell which it is",
            )
    return made.content


def write(  # noqa: PLR0913  what a calendar shows is for the caller to say
    appointments: Iterable[Appointment],
    *,
    zone: str,
    detail: Detail = "busy",
    recurrences: Iterable[Series] = (),
    key: str = "",
    revisions: Mapping[str, int] | None = None,
    unseen: frozenset[Label] = UNSEEN,
) -> Exported:
    """Write appointments as an iCalendar file, and tell which are not in it.

    ``zone`` is for appointments that name none. ``detail`` ``busy`` shows the time alone.
    ``recurrences`` are series that are written as one event that recurs: a meeting that is not
    among the appointments is taken out, one that is otherwise than meant stands by itself. A label
    of one meeting, or of the one that the series was made from, hides what it hides of all; where
    it is one of ``unseen``, the series is not written as one, and its other meetings stand by
    themselves. ``key`` tells the appointments of one chart from those of another: give the chart's.
    ``revisions`` say, by fact id, how often an appointment was changed (SEQUENCE); a cancelled one
    was at least once. For a calendar that staff alone can see, ``unseen`` may be empty.

    Raises:
        RecordRejected: the zone is not known, or a recurrence does not fit its first meeting.
        InputError: two appointments have one id, or the detail is none.
        MissingExtra: the package is not installed.
    """
    if detail not in ("busy", "full"):
        raise InputError(
            asked=f"detail {detail!r}", found="no such detail", remedy="Give busy or full"
        )
    zone_named(zone)
    writer = Writer.of(zone=zone, detail=detail, key=key, revisions=revisions or {})
    given = tuple(appointments)
    held, left_out = sorted_out(given, unseen, zone)
    labels = labels_by_id(given)
    dated: list[Dated] = [
        one for made in recurrences for one in of_series(writer, made, held, labels, unseen)
    ]
    dated.extend(writer.event(one, writer.face(one), one.id) for one in held.values())
    return Exported(content=writer.calendar(dated), left_out=left_out)
