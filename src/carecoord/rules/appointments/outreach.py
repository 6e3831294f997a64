"""What was done to reach a patient after a visit was missed: reached, tried, or booked anew.

What counts is about the visit, or about nothing in particular: a word about another visit or about
an order is not one about this visit. A talk or message with the patient reaches; what was not done
or broken off, and a letter or a fax, of which nobody knows who read it, is an attempt.

Source: decisions 0055 and 0058.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from enum import Enum

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.communication import Communication
from carecoord.model.instants import is_before
from carecoord.model.moment import ClinicalTime
from carecoord.model.shown import shown
from carecoord.rules.concepts.came import Came
from carecoord.rules.concepts.medicare import FORMS_GIVEN
from carecoord.rules.concepts.visits import ON_PAPER, TRIED, VISITS, with_the_patient
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Row, day_bounds, times_of

STANDING = Facts(Appointment).where(
    Appointment.status, "booked", "pending", "arrived", "checked-in", "fulfilled"
)
WORDS = Facts(Communication).where(Communication.status, "completed", *TRIED)


class Reach(Enum):
    """What a message did."""

    REACHED = "reached the patient"
    TRIED = "tried to"


def reach(message: Communication, visit: str) -> Reach | None:
    """What a message did about a missed visit; None: nothing."""
    named = {*message.about, *message.reason_facts, *message.based_on}
    if named and visit not in named:
        return None
    if message.status in TRIED:
        return Reach.TRIED
    if message.status != "completed":
        return None
    if any(code in ON_PAPER for medium in message.medium for code in medium.coding):
        return Reach.TRIED
    handed_over = any(code in FORMS_GIVEN for kind in message.concepts for code in kind.coding)
    return Reach.REACHED if with_the_patient(message) and not handed_over else None


def missed_at(appointment: Appointment, how: Came) -> ClinicalTime | None:
    """When a visit was missed: at its start, or when it was cancelled late; else None."""
    if how is Came.MISSED:
        return appointment.start
    return appointment.cancelled_on if how is Came.LATE else None


def follows(time: ClinicalTime | None, since: ClinicalTime, zone: tzinfo) -> bool | None:
    """Whether a time lies after another; None where a day or a month leaves it open."""
    if time is None:
        return None
    if isinstance(time, datetime) and isinstance(since, datetime):
        return is_before(since, time)
    low, high = day_bounds(time, zone)
    first, last = day_bounds(since, zone)
    return True if low > last else False if high < first else None


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


def outreach(visit: str, since: ClinicalTime, frame: Frame) -> Outreach:
    """What followed a moment; of the same day only what has a time and comes later is sure."""
    words, visits = frame.rows(WORDS), frame.rows(VISITS)
    spoken = [(row, _reach(row, visit)) for row in words.sure]
    contacts = [*(row for row, did in spoken if did is Reach.REACHED), *visits.sure]
    vague = [row for row in words.maybe if _reach(row, visit) is Reach.REACHED]
    sorted_out: dict[bool | None, list[Row]] = {True: [], None: [], False: []}
    for row in contacts:
        sorted_out[_after(row, since, frame)].append(row)
    anew = [row for row in frame.rows(STANDING).sure if _made_after(row, since, frame)]
    tried = [row for row, did in spoken if did is Reach.TRIED]
    return Outreach(
        reached=tuple(_ordered([*sorted_out[True], *anew])),
        tried=tuple(row for row in _ordered(tried) if _after(row, since, frame) is True),
        unsure=tuple(_ordered([*sorted_out[None], *vague, *visits.maybe])),
        missing=(*words.missing, *visits.missing),
    )


def _reach(row: Row, visit: str) -> Reach | None:
    return reach(_message(row), visit)


def _message(row: Row) -> Communication:
    assert isinstance(row.fact, Communication)  # noqa: S101  WORDS selects them
    return row.fact


def _ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.start_low, row.fact.id))


def _made_after(row: Row, since: ClinicalTime, frame: Frame) -> bool:
    """Whether a visit was booked since: that takes a word with the patient."""
    assert isinstance(row.fact, Appointment)  # noqa: S101  STANDING selects them
    return follows(row.fact.created_on, since, frame.view.zone) is True


def _after(row: Row, since: ClinicalTime, frame: Frame) -> bool | None:
    return follows(times_of(row.fact)[0], since, frame.view.zone)
