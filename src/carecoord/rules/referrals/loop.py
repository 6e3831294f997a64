"""Whether the loop of a referral is closed, and the board of those that are not.

Closed is: the referrer has read the report. A referral that keeps its report, or when that came,
says itself when it was read; of one that does not, a task on it that is done says both, as in eCQM
CMS50FHIR. ``followup.referral`` means the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, tzinfo
from enum import Enum

import attrs

from carecoord.model.chart import Chart
from carecoord.model.collected import as_frozenset
from carecoord.model.label import Label
from carecoord.model.moment import ClinicalTime, PartialDate, first_day
from carecoord.model.order import Order
from carecoord.model.shown import shown
from carecoord.rules.concepts.referred import is_referral
from carecoord.rules.concepts.times import after_day
from carecoord.rules.referrals.parts import Parts
from carecoord.rules.referrals.stages import (
    Stage,
    current,
    rejected,
    rereferred_by,
    stages,
)

_WITHDRAWN = frozenset({"revoked", "entered-in-error"})
_OPEN_TASK = frozenset({"requested", "received", "accepted", "ready", "in-progress", "on-hold"})


class LoopState(Enum):
    """What becomes of a referral."""

    NOT_ORDERED = "not ordered"
    OPEN = "open"
    NEEDS_REREFERRAL = "rejected, to be made anew"
    REREFERRED = "rejected, and made anew"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed: the report is read"


_ON_THE_BOARD = frozenset({LoopState.OPEN, LoopState.NEEDS_REREFERRAL})


class Party(Enum):
    """Whose move it is."""

    REFERRER = "who referred"
    RECEIVER = "to whom was referred"
    PATIENT = "the patient"


class NextStep(Enum):
    """What has to be done next."""

    SEND = "send the referral"
    ACCEPT = "accept the referral"
    ACCEPT_HAND_OFF = "accept the hand-off"
    BOOK = "book the visit"
    SEE = "keep the visit"
    REPORT = "send the report"
    READ = "read the report"
    REFER_ANEW = "refer to somebody else"


_NEXT = {
    Stage.ORDERED: (NextStep.SEND, Party.REFERRER),
    Stage.SENT: (NextStep.ACCEPT, Party.RECEIVER),
    Stage.HANDED_OFF: (NextStep.ACCEPT_HAND_OFF, Party.RECEIVER),
    Stage.ACCEPTED: (NextStep.BOOK, Party.RECEIVER),
    Stage.SCHEDULED: (NextStep.SEE, Party.PATIENT),
    Stage.SEEN: (NextStep.REPORT, Party.RECEIVER),
    Stage.REPORTED: (NextStep.READ, Party.REFERRER),
}


@attrs.frozen(kw_only=True)
class BoardRow:
    """A referral that is open on the day of the board; no names.

    ``patient`` is the key of the chart, ``referral`` a fact id. ``state`` is open, or to be made
    anew: a referral that was rejected stands at no stage, and its ``stage`` is None. ``since`` is
    when it came to its stage or was rejected, ``days`` how long ago that is, ``next_step`` what has
    to be done about it. ``actor`` is the id of the practitioner or organization whose move it is,
    None where the record does not say. ``held`` is whether a hold or a death stops everything.
    """

    __repr__ = shown

    patient: str
    referral: str
    state: LoopState
    stage: Stage | None
    since: ClinicalTime | None
    days: int | None
    next_step: NextStep
    who: Party
    actor: str | None
    held: bool = False
    labels: frozenset[Label] = attrs.field(default=frozenset(), converter=as_frozenset)
    """Those of the referral and of all that belongs to it."""

    @property
    def stands(self) -> str:
        """Where it stands, in words: its stage, or that it was rejected."""
        return "rejected" if self.stage is None else self.stage.value


def closed(referral: Order, chart: Chart | Parts, zone: tzinfo, *, on: date | None = None) -> bool:
    """Whether the referrer has read the report, by the end of the day ``on`` if one is given."""
    standing = current(stages(referral, chart, zone, on=on))
    return standing is not None and standing.stage is Stage.READ


def state(
    referral: Order,
    chart: Chart | Parts,
    zone: tzinfo,
    *,
    orders: Iterable[Order] = (),
    on: date | None = None,
) -> LoopState:
    """Tell what became of a referral; ``orders`` are those among which its successor may be."""
    parts = Parts.of(chart)
    if closed(referral, parts, zone, on=on):
        return LoopState.CLOSED
    if referral.status in _WITHDRAWN:
        return LoopState.WITHDRAWN
    if current(stages(referral, parts, zone, on=on)) is None:
        return LoopState.NOT_ORDERED
    if rejected(referral, parts, zone, on=on) is None:
        return LoopState.OPEN
    known = [one for one in orders if not after_day(one.authored_on, on, zone)]
    anew = rereferred_by(referral, known)
    return LoopState.NEEDS_REREFERRAL if anew is None else LoopState.REREFERRED


def board(charts: Iterable[Chart], on: date, zone: tzinfo = UTC) -> tuple[BoardRow, ...]:
    """List the referrals that are open on a day, those that have waited longest first.

    Of those whose wait is not known the first come before all others.
    """
    rows = [row for chart in charts for row in _rows(chart, on, zone)]
    return tuple(sorted(rows, key=_longest_first))


def _longest_first(row: BoardRow) -> tuple[bool, int, str, str]:
    return row.days is not None, -(row.days or 0), row.patient, row.referral


def _rows(chart: Chart, on: date, zone: tzinfo) -> Iterable[BoardRow]:
    parts, orders, held = Parts.of(chart), chart.orders or (), _held(chart, on, zone)
    for order in filter(is_referral, orders):
        became = state(order, parts, zone, orders=orders, on=on)
        if became not in _ON_THE_BOARD:
            continue
        stage, since, (step, who) = _stands(order, parts, zone, on)
        yield BoardRow(
            patient=chart.key,
            referral=order.id,
            state=became,
            stage=stage,
            since=since,
            days=_days(since, on, zone),
            next_step=step,
            who=who,
            actor=_actor(order, parts, who),
            held=held,
            labels=_labels(order, parts),
        )


def _stands(
    order: Order, parts: Parts, zone: tzinfo, on: date
) -> tuple[Stage | None, ClinicalTime | None, tuple[NextStep, Party]]:
    """At which stage an open referral stands, since when, and what is next; rejected, at none."""
    rejection = rejected(order, parts, zone, on=on)
    if rejection is not None:
        return None, rejection.on, (NextStep.REFER_ANEW, Party.REFERRER)
    standing = next(one for one in stages(order, parts, zone, on=on) if one.current)
    return standing.stage, standing.open_since, _NEXT[standing.stage]


def _days(since: ClinicalTime | None, on: date, zone: tzinfo) -> int | None:
    if since is None or isinstance(since, PartialDate):
        return None
    return (on - first_day(since, zone)).days


def _actor(order: Order, parts: Parts, who: Party) -> str | None:
    if who is Party.REFERRER:
        return None if order.requester is None else order.requester.id
    if who is Party.PATIENT:
        return None
    owners = [one.owner for one in parts.on(order).tasks if one.status in _OPEN_TASK]
    named = (one.id for one in (*owners, *order.performers) if one is not None)
    return next((one for one in named if one is not None), None)


def _labels(order: Order, parts: Parts) -> frozenset[Label]:
    own = parts.on(order)
    facts = (*own.tasks, *own.appointments, *own.encounters, *own.documents, *own.others)
    return order.labels.union(*(one.labels for one in facts))


def _held(chart: Chart, on: date, zone: tzinfo) -> bool:
    """Whether a hold is in force on a day; one whose day is not known is."""
    died = chart.patient.deceased
    if died is True or (died and not after_day(died, on, zone)):
        return True
    return any(not after_day(one.since, on, zone) for one in chart.holds or ())
