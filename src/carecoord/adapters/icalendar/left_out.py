"""Which appointments are not in a calendar, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum

import attrs

from carecoord.errors import ImpossiblePeriod, InputError, RecordError
from carecoord.model.appointment import Appointment
from carecoord.model.label import Label
from carecoord.rules.appointments.spans import placed, span, zone_named

UNSEEN = frozenset({Label.SAFE_CONTACT, Label.VIOLENCE, Label.MINOR_CONFIDENTIAL})
"""Labels of what somebody who shares a calendar must not even know to exist."""


class Why(Enum):
    """Why an appointment is not in a calendar."""

    NO_TIME = "it has no time yet"
    NO_OFFSET = "its time has no offset from UTC, or its zone is not known"
    ENDS_FIRST = "its end precedes its start"
    NOT_PLACED = "its time reaches beyond the calendar, or its length is no number"
    LABELLED = "a label forbids showing that it exists"


@attrs.frozen(kw_only=True)
class LeftOut:
    """An appointment that was not written, by its id, and why."""

    id: str
    why: Why


def labels_by_id(appointments: Iterable[Appointment]) -> Mapping[str, frozenset[Label]]:
    """The labels of appointments, whether they are written or not."""
    found: dict[str, frozenset[Label]] = {}
    for one in appointments:
        found[one.id] = found.get(one.id, frozenset()) | one.labels
    return found


def sorted_out(
    appointments: Iterable[Appointment], unseen: frozenset[Label], zone: str
) -> tuple[dict[str, Appointment], list[LeftOut]]:
    """Those that are written, by id, in order of time; and those that are not.

    Raises:
        InputError: two that are written have one id.
    """
    held: list[tuple[datetime, Appointment]] = []
    left_out: list[LeftOut] = []
    for one in appointments:
        found = _time_of(one, unseen, zone)
        if isinstance(found, Why):
            left_out.append(LeftOut(id=one.id, why=found))
        else:
            held.append((found, one))
    held.sort(key=lambda pair: (pair[0], pair[1].id))
    by_id = {one.id: one for _, one in held}
    if len(by_id) < len(held):
        raise InputError(
            asked="calendar of appointments",
            found="two of one id",
            remedy="Give each once; write the charts one by one, each with its key",
        )
    return by_id, left_out


def _time_of(one: Appointment, unseen: frozenset[Label], zone: str) -> datetime | Why:
    if not one.labels.isdisjoint(unseen):
        return Why.LABELLED
    try:
        times = span(one)
        place = zone_named(zone if one.zone is None else one.zone)
    except ImpossiblePeriod:
        return Why.ENDS_FIRST
    except RecordError:
        return Why.NO_OFFSET
    if times is None:
        no_end = one.end is None and one.minutes_duration is None
        return Why.NO_TIME if one.start is None or no_end else Why.NOT_PLACED
    if not all(placed(moment, place) for moment in times):
        return Why.NOT_PLACED
    return times[0].astimezone(UTC)
