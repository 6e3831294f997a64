"""The time for a talk with the payer's clinician is about to be over, and it was not held.

Population: patients with a request of which the payer offers its clinician a talk.
Source: convention of this project; payers set the window themselves.
Departures: told from 3 days before it is over, an instant counted to the moment; once it is over
nothing is told (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.moment import ClinicalTime
from carecoord.model.permission_case import PeerToPeer
from carecoord.rules.concepts.deadlines import days_in, due_on, in_words, over, within
from carecoord.rules.concepts.permitted import REQUESTS, permission
from carecoord.rules.concepts.requested import adverse, awaiting, concluded, line, requests
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, as_date, day_bounds

LEAD = Parameter(
    "permissions.peer-to-peer-closing.lead",
    default=days(3),
    says="how long before the time for a talk is over it is told that none was held",
)
UNTIL = "until when the talk can be had"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each talk that was offered and can still be had."""
    told = [
        said
        for name, row in requests(frame)
        if (awaiting(row) or adverse(row)) and (said := _about(name, row, frame, rule)) is not None
    ]
    missing = frame.rows(REQUESTS).missing
    return concluded(told, missing, "no talk with a payer's clinician that can still be had")


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion | None:
    case = permission(row).case
    talk = None if case is None else case.peer_to_peer
    if talk is None:
        return None
    seen = line("a talk was offered", [row])
    if _over_with(talk, frame):
        return _none(name, "the talk was held, or will not be", seen)
    late = None if talk.until is None else over(talk.until, frame.view)
    if late:
        return None
    if talk.until is not None and not within(talk.until, LEAD, frame.view):
        return _none(name, f"the talk can be had until {in_words(talk.until)}", seen)
    if talk.until is None or late is None:
        return unknown((UNTIL,), (seen,), name)
    return _closing(name, talk.until, seen, frame, rule)


def _over_with(talk: PeerToPeer, frame: Frame) -> bool:
    held = talk.held_at is not None and frame.view.passed(talk.held_at)
    return held or (talk.held_at is None and talk.outcome is not None)


def _none(name: str, why: str, seen: Evidence) -> Conclusion:
    return Conclusion(occurrence=name, outcome=Outcome.NOT_MET, reason=why, evidence=(seen,))


def _closing(
    name: str, until: ClinicalTime, seen: Evidence, frame: Frame, rule: Rule
) -> Conclusion:
    first = day_bounds(until, frame.view.zone)[0]
    action = Action(
        title="Hold the peer-to-peer talk with the payer's clinician",
        urgency=Urgency.ASAP,
        closes="the talk held, or given up",
        licences=rule.licences,
        earliest=as_date(first - days_in(LEAD, first, frame.view)),
        due=due_on(until),
        overdue_after=due_on(until),
        window_over="the time for the talk is over: an appeal is left",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"the talk can be had until {in_words(until)}, and was not held",
        evidence=(seen,),
        action=action,
        details=(("talk until", due_on(until)),),
    )


RULE = Rule(
    id="permissions.peer-to-peer-closing",
    edition="2026",
    title="The time for a talk with the payer's clinician is about to be over",
    population="patients with a request of which the payer offers its clinician a talk",
    citation=Citation(
        text="carecoord convention on talks that payers offer",
        locator="decision 0057",
        status=Status.CONVENTION,
    ),
    licences=(Licence.PRESCRIBER,),
    limits="whether a payer offers a talk, and how long, is what the case says",
    departures="days before the end: decision 0057",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(REQUESTS,)),
)
