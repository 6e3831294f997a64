"""What was done to reach a patient after a visit was missed: reached, tried, or booked anew."""

from __future__ import annotations

from datetime import datetime

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.moment import ClinicalTime
from carecoord.model.shown import shown
from carecoord.rules.concepts.visits import ATTEMPTS, CONTACTS
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Row, day_bounds, times_of

STANDING = Facts(Appointment).where(
    Appointment.status, "booked", "pending", "arrived", "checked-in", "fulfilled"
)


@attrs.frozen(kw_only=True)
class Outreach:
    """What followed a moment: ``reached`` the patient, ``tried``, and what may have, or not.

    ``missing`` are the lists that nobody asked for.
    """

    __repr__ = shown

    reached: tuple[Row, ...] = ()
    tried: tuple[Row, ...] = ()
    unsure: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def days_tried(self) -> tuple[int, ...]:
        """The days on which somebody tried, in order."""
        return tuple(sorted({row.start_low for row in self.tried}))


def outreach(since: ClinicalTime, frame: Frame) -> Outreach:
    """What followed a moment; of the same day only what has a time and comes later is sure."""
    contacts, attempts = frame.rows(CONTACTS), frame.rows(ATTEMPTS)
    sorted_out: dict[bool | None, list[Row]] = {True: [], None: [], False: []}
    for row in contacts.sure:
        sorted_out[_after(times_of(row.fact)[0], since, frame)].append(row)
    anew = [row for row in frame.rows(STANDING).sure if _made_after(row, since, frame)]
    return Outreach(
        reached=tuple(_ordered([*sorted_out[True], *anew])),
        tried=tuple(
            row
            for row in _ordered(attempts.sure)
            if _after(times_of(row.fact)[0], since, frame) is True
        ),
        unsure=tuple(_ordered([*sorted_out[None], *contacts.maybe])),
        missing=contacts.missing,
    )


def _ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.start_low, row.fact.id))


def _made_after(row: Row, since: ClinicalTime, frame: Frame) -> bool:
    """Whether a visit was booked since: that takes a word with the patient."""
    assert isinstance(row.fact, Appointment)  # noqa: S101  STANDING selects them
    return _after(row.fact.created_on, since, frame) is True


def _after(time: ClinicalTime | None, since: ClinicalTime, frame: Frame) -> bool | None:
    """Whether a time lies after another; None where a day or a month leaves it open."""
    if time is None:
        return None
    if isinstance(time, datetime) and isinstance(since, datetime):
        return time > since
    low, high = day_bounds(time, frame.view.zone)
    first, last = day_bounds(since, frame.view.zone)
    return True if low > last else False if high < first else None
