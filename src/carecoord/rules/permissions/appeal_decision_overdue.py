"""An appeal was filed, and no answer came by the time it was due.

Late is overdue, and never a decision in the patient's favour by itself.

Population: patients with an appeal that was filed and is open.
Source: 42 CFR 422.590, 438.408, 431.244(f), by which an appeal is decided in time.
Departures: asked about on the day after; told for a year; where nobody asked for appeals, that
is missing only of those with an adverse or late decision of the last 545 days (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.moment import ClinicalTime
from carecoord.rules.concepts.deadlines import days_after, due_on, in_words, lapsed, over
from carecoord.rules.concepts.permitted import REQUESTS, permission
from carecoord.rules.concepts.requested import (
    APPEALS,
    adverse,
    appeal,
    awaiting,
    concluded,
    line,
    requests,
    was_filed,
)
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row
from carecoord.rules.permissions.appealing import LAPSES_AFTER_DECISION, decided_on

ASK_DAYS_AFTER = 1
LAPSES_DAYS = 365


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each appeal that is open."""
    found = frame.rows(APPEALS)
    told = [
        said
        for name, row in named(one for one in found.sure if was_filed(one))
        if appeal(row).outcome is None and (said := _about(name, row, frame, rule)) is not None
    ]
    return concluded(told, _missing(frame), "no appeal is open")


def _missing(frame: Frame) -> tuple[str, ...]:
    """Appeals, where there was lately anything to appeal: no source of FHIR holds them."""
    lists = frame.rows(REQUESTS).missing
    appealable = any(_appealable(row, frame) for _, row in requests(frame))
    return frame.rows(APPEALS).missing if lists or appealable else ()


def _appealable(row: Row, frame: Frame) -> bool:
    """Whether there is a decision, or one that is known to be late, with an appeal still open."""
    case = permission(row).case
    late = None if case is None or not awaiting(row) else case.overdue_since
    since = decided_on(row) if adverse(row) else late
    if since is None:
        return adverse(row)
    return not lapsed(since, LAPSES_AFTER_DECISION + LAPSES_DAYS, frame.view)


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion | None:
    due, view = appeal(row).decision_due, frame.view
    since = appeal(row).known_on if due is None else due
    if since is not None and lapsed(since, LAPSES_DAYS, view):
        return None
    seen = line("appeal", [row], "" if due is None else f"answer due {in_words(due)}")
    if due is None:
        return unknown(("when the decision on the appeal is due",), (seen,), name)
    late = over(due, view)
    if late is None:
        return unknown(("the exact day by which the appeal is decided",), (seen,), name)
    if not late:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"the answer is due by {in_words(due)}",
            evidence=(seen,),
            details=(("answer due", due_on(due)),),
        )
    return _overdue(name, due, seen, rule)


def _overdue(name: str, due: ClinicalTime, seen: Evidence, rule: Rule) -> Conclusion:
    ask = days_after(due, ASK_DAYS_AFTER)
    action = Action(
        title="Ask for the overdue decision on the appeal, or go to the next level",
        urgency=Urgency.URGENT,
        closes="a decision on the appeal, or an appeal of the next level",
        licences=rule.licences,
        earliest=due_on(due),
        due=ask,
        overdue_after=ask,
        window_over="still overdue: late is not decided in the patient's favour",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"the answer to the appeal was due {in_words(due)} and is overdue",
        evidence=(seen,),
        action=action,
        details=(("answer due", due_on(due)),),
    )


RULE = Rule(
    id="permissions.appeal-decision-overdue",
    edition="2026",
    title="The decision on an appeal is overdue",
    population="patients with an appeal that was filed and is open",
    citation=Citation(
        text="42 CFR 422.590, 438.408, 431.244",
        locator="422.590, 438.408(b), 431.244(f)",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR,),
    limits="when the answer is due is what the appeal says; it is not computed here",
    departures="the day after, and the lapse: decision 0057",
    shape=Check(look=look, uses=(APPEALS, REQUESTS)),
)
