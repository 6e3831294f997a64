"""At which stage a referral stands, since when, and for how long it may."""

from __future__ import annotations

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Referral
from carecoord.model.shown import shown
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.timing import Row
from carecoord.rules.referrals.tracked import happened, refused

VISITS = Facts(Appointment).where_not(Appointment.status, "entered-in-error")
_COORDINATORS = (Licence.COORDINATOR, Licence.RN)


@attrs.frozen(kw_only=True)
class Stage:
    """What is waited for: ``name``, what it waits after, and how long it may take."""

    __repr__ = shown

    name: str
    after: str
    title: str
    closes: str
    limit: Parameter
    licences: tuple[Licence, ...] = _COORDINATORS


@attrs.frozen(kw_only=True)
class Standing:
    """A stage, the moment from which it counts (None: not known), and the visit, if it is known."""

    __repr__ = shown

    stage: Stage
    since: ClinicalTime | None
    visit: Row | None = None


def _limit(word: str, count: int, says: str) -> Parameter:
    name = f"referrals.stage-overdue.{word}-within"
    return Parameter(name, default=days(count), says=says)


ACCEPT = Stage(
    name="acceptance",
    after="sent",
    title="Ask whether the referral is accepted",
    closes="acceptance, or refusal",
    limit=_limit("accepted", 7, "how long after it was sent a referral is accepted in time"),
)
SCHEDULE = Stage(
    name="visit booked",
    after="accepted",
    title="Have the visit of the referral booked",
    closes="a visit booked with the other side",
    limit=_limit("scheduled", 14, "how long after it was accepted its visit is booked in time"),
)
SEE = Stage(
    name="patient seen",
    after="visit",
    title="Ask whether the patient was seen on the referral",
    closes="the visit held, or booked anew",
    limit=_limit("seen", 7, "how long after the day of the visit it is told that it took place"),
)
REPORT = Stage(
    name="report",
    after="seen",
    title="Ask for the report of the referral",
    closes="the report of the other side",
    limit=_limit("reported", 14, "how long after the visit the report comes in time"),
)
READ = Stage(
    name="report read",
    after="reported",
    title="Read the report of the referral",
    closes="the report read by the referrer",
    limit=_limit("read", 7, "how long after it came the report is read in time"),
    licences=(Licence.PRESCRIBER,),
)
STAGES = (ACCEPT, SCHEDULE, SEE, REPORT, READ)


def standing(fact: Referral, frame: Frame) -> Standing | None:
    """Where a referral stands; None if nothing is waited for: read, refused, or never sent.

    What happened last decides: a step that nobody wrote down is taken to have come before it.
    """
    if happened(fact.read_on, frame) or refused(fact, frame):
        return None
    if happened(fact.reported_on, frame) or fact.report is not None:
        return Standing(stage=READ, since=_if_past(fact.reported_on, frame))
    if happened(fact.seen_on, frame):
        return Standing(stage=REPORT, since=fact.seen_on)
    if happened(fact.scheduled_on, frame) or fact.appointment is not None:
        return _booked(fact, frame)
    if happened(fact.accepted_on, frame):
        return Standing(stage=SCHEDULE, since=fact.accepted_on)
    if happened(fact.sent_on, frame):
        return Standing(stage=ACCEPT, since=fact.sent_on)
    return None


def _if_past(time: ClinicalTime | None, frame: Frame) -> ClinicalTime | None:
    return time if happened(time, frame) else None


def _booked(fact: Referral, frame: Frame) -> Standing:
    """Once the visit was held the report is waited for; until then, that it is held."""
    for row in frame.rows(VISITS).sure:
        visit = row.fact
        if visit.id == fact.appointment and isinstance(visit, Appointment):
            stage = REPORT if visit.status == "fulfilled" else SEE
            return Standing(stage=stage, since=visit.start, visit=row)
    return Standing(stage=SEE, since=None)
