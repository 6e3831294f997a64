"""What shows that a referral reached a stage: its own dates, else what the chart has on it.

A sign is dated by the first moment at which the record shows the stage; a record that only tells a
later state of a task does not tell when the earlier one was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.code import loinc
from carecoord.model.collected import as_tuple
from carecoord.model.encounter import Encounter
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order, Referral
from carecoord.model.shown import shown
from carecoord.model.task import Task
from carecoord.rules.concepts.referral_stages import DAYS, Stage
from carecoord.rules.referrals.parts import Parts
from carecoord.rules.referrals.times import certainly_before

CONSULT_NOTE = loinc("11488-4")
"""Consultation note: the document that CMS50 asks for as well."""
_NOT_ORDERED = frozenset({"draft", "entered-in-error"})
_NOT_ASKED = frozenset({"draft", "cancelled", "entered-in-error"})
_TAKEN = frozenset({"accepted", "ready", "in-progress", "on-hold", "completed"})
_BOOKED = frozenset({"booked", "arrived", "checked-in", "fulfilled"})
_DID_NOT_HOLD = frozenset({"cancelled", "noshow", "entered-in-error"})
_CAME = frozenset({"in-progress", "onleave", "finished"})


@attrs.frozen
class Sign:
    """That a stage was reached: when, if that is known, and which facts show it."""

    __repr__ = shown

    on: ClinicalTime | None
    facts: tuple[str, ...] = attrs.field(converter=as_tuple)


def signs(referral: Order, parts: Parts, stage: Stage, zone: tzinfo) -> Iterator[Sign]:
    """Find what shows a stage; ``parts`` are those of this referral.

    Where the referral gives a date of its own, nothing else is asked.
    """
    own = _own(referral, parts, stage)
    if own is not None:
        yield Sign(own, (referral.id,))
    elif stage is Stage.ORDERED and referral.status not in _NOT_ORDERED:
        yield Sign(referral.authored_on, (referral.id,))
    elif stage in {Stage.SENT, Stage.ACCEPTED}:
        yield from _of_tasks(parts.tasks, stage)
    elif stage is Stage.SCHEDULED:
        yield from (Sign(one.created_on, (one.id,)) for one in _held(parts.appointments))
    elif stage is Stage.SEEN:
        yield from _visits(parts)
    elif stage is Stage.REPORTED:
        yield from _reports(referral, parts, zone)
    elif stage is Stage.READ and not _follows_reading(referral):
        yield from _done(parts.tasks, referral, zone)


def _own(referral: Order, parts: Parts, stage: Stage) -> ClinicalTime | None:
    """The date that the referral itself gives of a stage."""
    if not isinstance(referral, Referral):
        return None
    if stage is Stage.SCHEDULED and _fell_through(referral, parts):
        return None
    own: ClinicalTime | None = getattr(referral, DAYS[stage]) if stage in DAYS else None
    return own


def _fell_through(referral: Referral, parts: Parts) -> bool:
    """Whether the visit that the referral names was cancelled, or the patient did not come."""
    named = (one for one in parts.appointments if one.id == referral.appointment)
    return any(one.status in _DID_NOT_HOLD for one in named)


def _follows_reading(referral: Order) -> bool:
    """Whether the record itself keeps when a report came: then it keeps when it was read, too."""
    return isinstance(referral, Referral) and (
        referral.reported_on is not None or referral.report is not None
    )


def _of_tasks(tasks: Iterable[Task], stage: Stage) -> Iterator[Sign]:
    for task in tasks:
        if stage is Stage.SENT and task.status not in _NOT_ASKED:
            yield Sign(task.authored_on, (task.id,))
        elif stage is Stage.ACCEPTED and task.status in _TAKEN:
            begun = task.execution.start if task.execution else None
            at = task.modified_at if task.status in {"accepted", "ready"} else begun
            yield Sign(at, (task.id,))


def _held(appointments: Iterable[Appointment]) -> Iterator[Appointment]:
    return (one for one in appointments if one.status in _BOOKED)


def _visits(parts: Parts) -> Iterator[Sign]:
    for visit in parts.appointments:
        if visit.status == "fulfilled":
            yield Sign(visit.start, (visit.id,))
    yield from (Sign(_began(one), (one.id,)) for one in parts.encounters if one.status in _CAME)


def _began(visit: Encounter) -> ClinicalTime | None:
    return visit.period.start if visit.period else None


def _reports(referral: Order, parts: Parts, zone: tzinfo) -> Iterator[Sign]:
    """The report that the referral names, a consultation note of its visit, or a finished task."""
    if isinstance(referral, Referral) and referral.report is not None:
        found: Fact | None = next(iter(parts.others), None)
        yield Sign(None if found is None else found.known_on, (referral.report,))
    for paper in parts.documents:
        if paper.code is not None and CONSULT_NOTE in paper.code.coding:
            yield Sign(paper.known_on, (paper.id,))
    yield from _done(parts.tasks, referral, zone)


def _done(tasks: Iterable[Task], referral: Order, zone: tzinfo) -> Iterator[Sign]:
    """Tasks on the referral that are done, but none that ended before it was ordered."""
    for task in tasks:
        ended = task.execution.ended if task.execution else None
        on, ordered = task.modified_at if ended is None else ended, referral.authored_on
        early = on is not None and ordered is not None and certainly_before(on, ordered, zone)
        if task.status == "completed" and not early:
            yield Sign(on, (task.id,))
