"""A payer has not decided by the time it had to.

Late is overdue and can be appealed; it is never approved. The clock is the payer's: the day or
instant that the case holds, moved by an extension once it was made known; where the case holds
none, that of ``clocks``, counted from the receipt of the request. Without what it is counted from
the finding names what is missing, and where no clock runs it says so.

Population: patients with a request for permission that no payer has decided.
Source: 42 CFR 422.568(b), 422.572, 438.210(d), 440.230(e), by which a payer decides in time, and
422.566(b)(5), by which failing to is a determination.
Departures: asked about on the day after; told for a year (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.moment import ClinicalTime
from carecoord.rules.concepts.deadlines import days_after, due_on, in_words, lapsed, over
from carecoord.rules.concepts.permitted import REQUESTS, permission
from carecoord.rules.concepts.requested import (
    APPEALS,
    appeals_of,
    awaiting,
    concluded,
    line,
    made_on,
    requests,
)
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable, unknown
from carecoord.rules.engine.timing import Row
from carecoord.rules.permissions.clock_of_case import decision_by_the_clock

ASK_DAYS_AFTER = 1
LAPSES_DAYS = 365
EXACT_DAY = "the exact day by which the payer decides"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each request that waits for a decision."""
    told = [
        said
        for name, row in requests(frame)
        if awaiting(row) and (said := _about(name, row, frame, rule)) is not None
    ]
    missing = frame.rows(REQUESTS).missing
    return concluded(told, missing, "no request that waits for a decision")


def decision_due(row: Row, frame: Frame) -> ClinicalTime | None:
    """By when the payer has to decide: an extension counts once it was made known."""
    case = permission(row).case
    if case is None:
        return None
    more = case.extension
    if more is not None and (more.noticed_on is None or frame.view.passed(more.noticed_on)):
        return more.to
    return case.due if case.due is not None else decision_by_the_clock(case, frame.view.zone).due


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion | None:
    due = decision_due(row, frame)
    since = made_on(row) if due is None else due
    if since is not None and lapsed(since, LAPSES_DAYS, frame.view):
        return None
    seen = line("request not decided", [row], "" if due is None else f"due {in_words(due)}")
    if due is None:
        told = decision_by_the_clock(permission(row).case, frame.view.zone)
        if told.no_clock is not None:
            return not_applicable(f"no clock runs: {told.no_clock}", name, (seen,))
        return unknown(told.missing, (seen,), name)
    late = over(due, frame.view)
    if late is None:
        return unknown((EXACT_DAY,), (seen,), name)
    if not late:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"the payer has until {in_words(due)}",
            evidence=(seen,),
            details=(("decision due", due_on(due)),),
        )
    return _overdue(name, due, seen, appeals_of(row, frame), rule)


def _overdue(
    name: str, due: ClinicalTime, seen: Evidence, appeals: list[Row], rule: Rule
) -> Conclusion:
    ask = days_after(due, ASK_DAYS_AFTER)
    action = Action(
        title="Ask the payer for the decision, or appeal",
        urgency=Urgency.URGENT,
        closes="the payer's decision, or an appeal because there is none",
        licences=rule.licences,
        earliest=due_on(due),
        due=ask,
        overdue_after=ask,
        window_over="still overdue: late is not approved, and can be appealed",
    )
    appealed = (line("appeal", appeals),) if appeals else ()
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"the decision was due {in_words(due)} and is overdue, which is not approved",
        evidence=(seen, *appealed),
        action=None if appeals else action,
        details=(("decision due", due_on(due)),),
    )


RULE = Rule(
    id="permissions.decision-overdue",
    edition="2026",
    title="The payer's decision is overdue",
    population="patients with a request for permission that no payer has decided",
    citation=Citation(
        text="42 CFR 422.566, 422.568, 422.572, 438.210, 440.230",
        locator="422.566(b)(5), 422.568(b), 438.210(d), 440.230(e)",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR,),
    limits="a state's own clock has to stand in the case; days are those of the review's zone; a "
    "concurrent or retrospective request, and one in an emergency, is told of only where the case "
    "names the day; one that lacked information may have another clock",
    departures="the day after, and the lapse: decision 0057",
    shape=Check(look=look, uses=(REQUESTS, APPEALS)),
)
