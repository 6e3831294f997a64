"""A visit was missed or cancelled late, and nobody has reached the patient since.

Each such visit asks for a word with the patient, at once and about this visit: what happened, and
when to come instead. Why somebody misses visits again and again is another question
(adherence.appointments). A voicemail or a letter is an attempt, not a contact. Help, never a
penalty, a fee or a double booking.

Population: patients with a visit that was missed or cancelled late in the last 30 days.
Source: convention of this project on FHIR R4 Appointment.status and Communication.status.
Departures: what is missed and late (decision 0031); reached within 7 days, two tries on different
days are enough, a visit booked anew is a contact, told for 30 days (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast

from carecoord.model.appointment import Appointment
from carecoord.model.moment import ClinicalTime
from carecoord.rules.appointments.outreach import (
    STANDING,
    WORDS,
    Outreach,
    missed_at,
    outreach,
)
from carecoord.rules.concepts.booked import dated, days_of, in_time, not_known, visit
from carecoord.rules.concepts.came import Came, came
from carecoord.rules.concepts.visits import VISITS
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import NEVER, Row, day_bounds

WITHIN = Parameter(
    "appointments.no-show-without-outreach.within",
    default=days(7),
    says="how long after a missed visit the patient is reached in time",
)
TRIES = Parameter(
    "appointments.no-show-without-outreach.tries",
    default=2,
    says="on how many days somebody tried is enough",
)
NOTICE = Parameter(
    "appointments.no-show-without-outreach.notice",
    default=timedelta(hours=24),
    says="how long before its start a visit is cancelled in time",
)
LAPSES_DAYS = 30
GONE = Facts(Appointment).where(Appointment.status, "noshow", "cancelled")
_NOT_SURE = ("whether the patient was reached after the missed visit",)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each visit that was missed or cancelled late."""
    found = frame.rows(GONE)
    if found.missing:
        return (not_known("-", found.missing),)
    notice = cast("timedelta", frame.view.parameters.value(NOTICE.name))
    called = {id(row): came(visit(row), notice, frame.view.zone) for row in found.sure}
    lately = frame.view.not_over(
        in_time(found.sure), LAPSES_DAYS, lambda row: _counts(row, called[id(row)])
    )
    told = [
        _about(name, row, called[id(row)], frame, rule)
        for name, row in named(found.sure)
        if row in lately and (called[id(row)] is not Came.UNKNOWN or _has_begun(row, frame))
    ]
    return told or (not_applicable("no visit was missed or cancelled late in the last 30 days"),)


def _counts(row: Row, how: Came) -> bool:
    """Whether it may have been missed; one that was cancelled and has no day was not."""
    return how is not Came.OUT and (row.start_high != NEVER or visit(row).status == "noshow")


def _has_begun(row: Row, frame: Frame) -> bool:
    """Whether its day has come: before that, who cancelled it may still be written down."""
    return frame.view.reached(row.start_low)


def _about(name: str, row: Row, how: Came, frame: Frame, rule: Rule) -> Conclusion:
    clause = "missed" if how is Came.MISSED else "cancelled late"
    holds = None if how is Came.UNKNOWN else True
    gone = Evidence(clause=clause, holds=holds, facts=(refer(row),))
    since = _since(row, how)
    if since is None or not dated(row):
        return not_known(name, ("the day of a missed visit",), (gone,))
    after = outreach(row.fact.id, since, frame)
    if after.reached or _tried(after, frame):
        return _reached(name, gone, after)
    if after.missing or after.unsure or how is Came.UNKNOWN:
        missing = after.missing or (_NOT_SURE if after.unsure else ("who cancelled it, and when",))
        facts = tuple(refer(one) for one in after.unsure)
        line = Evidence(clause="patient reached", holds=None, facts=facts)
        return not_known(name, missing, (gone, line))
    return _open(name, gone, since, after, frame, rule)


def _since(row: Row, how: Came) -> ClinicalTime | None:
    """From when somebody could know: the start, or the moment at which it was cancelled late."""
    return missed_at(visit(row), how) or visit(row).start


def _tried(after: Outreach, frame: Frame) -> bool:
    enough = cast("int", frame.view.parameters.value(TRIES.name))
    return len(after.days_tried) >= enough


def _reached(name: str, gone: Evidence, after: Outreach) -> Conclusion:
    if not after.reached:
        tried = ", ".join(str(on(day)) for day in after.days_tried)
        line = Evidence(
            clause="patient tried", holds=True, facts=tuple(refer(one) for one in after.tried)
        )
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"not reached, tried on {tried}",
            evidence=(gone, line),
        )
    line = Evidence(clause="patient reached", holds=True, facts=(refer(after.reached[0]),))
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason="the patient was reached, or came, or booked anew",
        evidence=(gone, line),
    )


def _open(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    name: str, gone: Evidence, since: ClinicalTime, after: Outreach, frame: Frame, rule: Rule
) -> Conclusion:
    first = day_bounds(since, frame.view.zone)[0]
    due = on(first + days_of(WITHIN, first, frame))
    tried = tuple(refer(one) for one in after.tried)
    action = Action(
        title="Reach the patient about the missed visit: what happened, and when to come instead",
        urgency=Urgency.ROUTINE,
        closes="a word with the patient, or a visit booked anew; a voicemail is an attempt",
        licences=rule.licences,
        earliest=on(first),
        due=due,
        overdue_after=due,
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{gone.clause} on {on(first)}, no contact seen since",
        evidence=(gone, Evidence(clause="patient reached", holds=False, facts=tried)),
        action=action,
        details=(("reached in time by", due),),
    )


RULE = Rule(
    id="appointments.no-show-without-outreach",
    edition="2026",
    title="Missed visit without outreach",
    population="patients with a visit that was missed or cancelled late in the last 30 days",
    citation=Citation(
        text="carecoord convention on FHIR R4 Appointment and Communication",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.MEDICAL_ASSISTANT,
        Licence.COMMUNITY_HEALTH_WORKER,
        Licence.SOCIAL_WORKER,
        Licence.RN,
    ),
    limits="a talk that nobody wrote down is not seen; one that names nothing may have been about "
    "anything, and counts; who cancelled a visit is known by the codes of HL7 alone",
    departures="what is missed and late: decision 0031; days, tries and contacts: decision 0058",
    parameters=(WITHIN, TRIES, NOTICE),
    shape=Check(look=look, uses=(GONE, STANDING, WORDS, VISITS)),
)
