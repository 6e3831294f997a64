"""The payer's next review at a stay or a course that goes on is due.

The last look that is on record names the day of the next. The stay goes on while the patient is in
hospital, the course while visits that belong to it are booked ahead.

Population: patients with a permission that the payer looks at again while the service is given.
Source: practice of utilization management (concurrent review).
Departures: told from the day before; by the looks in their order; while a permission has not ended
(decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.encounter import Encounter
from carecoord.model.moment import ClinicalTime
from carecoord.model.permission_case import ConcurrentReview
from carecoord.rules.concepts.deadlines import days_in, due_on, in_words, over, within
from carecoord.rules.concepts.funding import last_ahead, visits
from carecoord.rules.concepts.permitted import BOOKED, REQUESTS, asked_for, permission
from carecoord.rules.concepts.requested import concluded, line, requests
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import INPATIENT
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, as_date, day_bounds

LEAD = Parameter(
    "permissions.next-review.lead",
    default=days(1),
    says="how long before the payer's next review it is told",
)
STAYS_THAT_GO_ON = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "in-progress", "onleave")
)
NEXT_DAY = "the day of the payer's next review"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each permission that is looked at again."""
    told = [
        _about(name, row, last, frame, rule)
        for name, row in requests(frame)
        if (last := _last_look(row, frame)) is not None and not _ended(row, frame)
    ]
    missing = frame.rows(REQUESTS).missing
    return concluded(told, missing, "no permission that the payer looks at again")


def _last_look(row: Row, frame: Frame) -> ConcurrentReview | None:
    case = permission(row).case
    made = [
        one
        for one in (() if case is None else case.reviews)
        if one.on is None or frame.view.passed(one.on)
    ]
    return made[-1] if made else None


def _ended(row: Row, frame: Frame) -> bool:
    case = permission(row).case
    return case is not None and case.ended_on is not None and bool(over(case.ended_on, frame.view))


def _about(name: str, row: Row, last: ConcurrentReview, frame: Frame, rule: Rule) -> Conclusion:
    seen = line("looked at by the payer", [row])
    goes_on = frame.rows(STAYS_THAT_GO_ON).sure or _visits(row, frame)
    if not goes_on:
        missing = (*frame.rows(STAYS_THAT_GO_ON).missing, *frame.rows(BOOKED).missing)
        if missing:
            return unknown(missing, (seen,), name)
        return _none(name, "neither stay nor course is seen to go on", (seen,))
    lines = (seen, line("the service goes on", goes_on))
    if last.next_on is None:
        return unknown((NEXT_DAY,), lines, name)
    if not within(last.next_on, LEAD, frame.view):
        return _none(name, f"the payer looks again on {in_words(last.next_on)}", lines)
    return _due(name, last.next_on, lines, frame, rule)


def _visits(row: Row, frame: Frame) -> list[Row]:
    items = permission(row).items
    return last_ahead((v for v in visits(frame) if asked_for(v, row, items)), frame)


def _none(name: str, why: str, seen: tuple[Evidence, ...]) -> Conclusion:
    return Conclusion(occurrence=name, outcome=Outcome.NOT_MET, reason=why, evidence=seen)


def _due(
    name: str, on: ClinicalTime, seen: tuple[Evidence, ...], frame: Frame, rule: Rule
) -> Conclusion:
    first = day_bounds(on, frame.view.zone)[0]
    action = Action(
        title="Send the payer the clinical information for its next review",
        urgency=Urgency.URGENT,
        closes="the payer's review on or after that day, or the end of the stay or course",
        licences=rule.licences,
        earliest=as_date(first - days_in(LEAD, first, frame.view)),
        due=due_on(on),
        overdue_after=due_on(on),
        window_over="days after it may not be permitted: send it at once",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"the payer looks again on {in_words(on)} while the service goes on",
        evidence=seen,
        action=action,
        details=(("next review", due_on(on)),),
    )


RULE = Rule(
    id="permissions.next-review",
    edition="2026",
    title="The payer's next review at a stay or course is due",
    population="patients with a permission that the payer looks at again while the service goes on",
    citation=Citation(
        text="carecoord convention on concurrent review",
        locator="decision 0057",
        status=Status.CONVENTION,
    ),
    licences=(Licence.RN,),
    limits="any stay in hospital counts: a permission does not say for which it is",
    departures="days before, and the order of looks: decision 0057",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(REQUESTS, STAYS_THAT_GO_ON, BOOKED)),
)
