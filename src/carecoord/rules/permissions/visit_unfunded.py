"""A visit took place, or is about to, without a permission that funds it.

A visit that was kept is told of for 30 days; one that is booked as soon as permission was refused,
and from 7 days before it while the payer has not decided, or where no units are left. What other
rules tell of a booked visit is left to them: that nobody asked, that its day lies outside, that
days or units run out.

Population: patients with a visit that needs permission: order or plan say so, or it was asked for.
Source: practice of utilization management; FHIR R4 ClaimResponse.preAuthPeriod.
Departures: asked for afterwards within 7 days, told for 30; what is booked is settled by the day
before; no other rule's visits (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.concepts.deadlines import days_in
from carecoord.rules.concepts.funding import ahead, funded, visits
from carecoord.rules.concepts.needed import ANSWERS, ORDERS, Need, booked, need
from carecoord.rules.concepts.permitted import (
    BOOKED,
    REQUESTS,
    TOLD_DAYS_AFTER,
    permission,
)
from carecoord.rules.concepts.requested import awaiting, concluded, line, names_nothing, requests
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, as_date
from carecoord.rules.permissions.missing import WHICH_SERVICE, covering
from carecoord.rules.permissions.running_out import runs_out
from carecoord.rules.permissions.units_short import not_reached
from carecoord.rules.permissions.wrong_dates import misplaced

LEAD = Parameter(
    "permissions.visit-unfunded.lead",
    default=days(7),
    says="how long before a booked visit it is told that the payer has not decided",
)
AFTERWARDS_DAYS = 7
TITLE_AHEAD = "Get the visit permitted, move it, or tell the patient"
TITLE_AFTERWARDS = "Ask for permission afterwards, or tell who sends the bill"
CLOSES_AHEAD = "a permission that covers the visit, or the visit moved or cancelled"
CLOSES_AFTERWARDS = "a permission that covers the visit, or a request for one"
KEPT = frozenset({"arrived", "checked-in", "fulfilled"})
_NOT_NEEDED = "NA"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each visit that nothing funds; else one about all that need permission."""
    lists = frame.rows(BOOKED), frame.rows(REQUESTS)
    told: list[Conclusion] = []
    fine: list[Row] = []
    unsure: list[tuple[Row, tuple[str, ...]]] = []
    for name, visit in named(visits(frame)):
        says, asked = need(visit, frame), covering(visit, frame)
        missing = _missing(says, asked, lists[1].missing, frame)
        if missing:
            unsure.append((visit, missing))
        elif _needed(says, asked):
            if _told_here(visit, asked, frame):
                told.append(_unfunded(name, visit, (says, asked), frame, rule))
            else:
                fine.append(visit)
    if told:
        return told
    open_ = next((one for one in reversed(unsure) if _counts(one[0], frame)), None)
    if open_ is not None:
        return (unknown(open_[1], (line("visit", [open_[0]], holds=None),)),)
    funded_one = next((one for one in reversed(fine) if _counts(one, frame)), None)
    if funded_one is not None:
        return (_fine(funded_one),)
    return concluded([], lists[0].missing, "no visit that needs permission")


def _missing(says: Need, asked: list[Row], lists: tuple[str, ...], frame: Frame) -> tuple[str, ...]:
    """What is missing to say of a visit whether it needs permission and whether it was asked for.

    What asked for it shows that it is needed.
    """
    if asked or says.holds is False:
        return ()
    if says.holds is None:
        return says.missing
    if lists:
        return lists
    nameless = any(names_nothing(row) for _, row in requests(frame))
    return (WHICH_SERVICE,) if nameless else ()


def _counts(visit: Row, frame: Frame) -> bool:
    """Whether a visit is booked, or was kept lately."""
    if ahead(visit, frame):
        return True
    kept = booked(visit).status in KEPT
    return kept and not frame.view.reached(visit.start_high + TOLD_DAYS_AFTER + 1)


def _needed(says: Need, asked: list[Row]) -> bool:
    """Somebody says so, or nobody says otherwise and it was asked for."""
    if says.holds is not None:
        return says.holds
    return any(not _exempt(row) for row in asked)


def _exempt(row: Row) -> bool:
    of = permission(row)
    actions = {item.review_action for item in of.items}
    return actions == {_NOT_NEEDED} or (of.case is not None and of.case.exempt_because is not None)


def _told_here(visit: Row, asked: list[Row], frame: Frame) -> bool:
    """Whether nothing funds a visit, it is time to say so, and no other rule does."""
    if all(visit is not one for one in funded(frame).unfunded) or not _counts(visit, frame):
        return False
    if visit.fact.id in frame.once(runs_out) | frame.once(not_reached):
        return False
    if not ahead(visit, frame):
        return True
    if not asked or any(one is visit for one, _ in frame.once(misplaced)):
        return False
    day = visit.start_low
    return not any(awaiting(row) for row in asked) or frame.view.reached(
        day - days_in(LEAD, day, frame.view)
    )


def _unfunded(
    name: str, visit: Row, why: tuple[Need, list[Row]], frame: Frame, rule: Rule
) -> Conclusion:
    says, asked = why
    day = as_date(visit.start_low)
    booked_ahead = ahead(visit, frame)
    due = on(visit.start_low + (-1 if booked_ahead else AFTERWARDS_DAYS))
    waits = any(awaiting(row) for row in asked)
    because = "the payer has not decided" if waits else "none was granted for it"
    lines: tuple[Evidence, ...] = (
        line("visit", [visit]),
        *((line("permission is needed", says.said_by),) if says.said_by else ()),
        line("requests for its service", asked, because, holds=False),
    )
    action = Action(
        title=TITLE_AHEAD if booked_ahead else TITLE_AFTERWARDS,
        urgency=Urgency.URGENT,
        closes=CLOSES_AHEAD if booked_ahead else CLOSES_AFTERWARDS,
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="still to be done: a payer may refuse what is asked for late",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"no permission covers the visit on {day}: {because}",
        evidence=lines,
        action=action,
        details=(("visit on", day),),
    )


def _fine(visit: Row) -> Conclusion:
    return Conclusion(
        occurrence="-",
        outcome=Outcome.NOT_MET,
        reason="permission covers the visits that need it, waits, or another rule tells of them",
        evidence=(line("visit that needs permission", [visit]),),
    )


RULE = Rule(
    id="permissions.visit-unfunded",
    edition="2026",
    title="No permission covers a visit",
    population="patients with a visit that needs permission, as order or plan say or a request",
    citation=Citation(
        text="Utilization management practice; FHIR R4 ClaimResponse",
        locator="preAuthPeriod and review actions",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="whether a payer takes a request after the visit is not known; a visit belongs to a "
    "permission by its order, else by the code of the service; a cap that not all items have, or "
    "that visits cannot be counted by, is not counted here",
    departures="days before and after the visit, and what is left to other rules: decision 0057",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(BOOKED, REQUESTS, ORDERS, ANSWERS)),
)
