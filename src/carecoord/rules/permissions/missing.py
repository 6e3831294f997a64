"""A booked visit needs permission, and nobody has asked for it.

The order or the plan says that permission is needed, and no request for the service is on record,
granted or not. One that was refused, that waits, or whose days lie elsewhere has been asked for:
other rules tell of it.

Population: patients with a booked visit of which the order or the plan says something.
Source: Da Vinci CRD coverage-information (pa-needed auth-needed, performpa); FHIR R4
CoverageEligibilityResponse.insurance.item.authorizationRequired.
Departures: asked for 14 days before the first visit, as an extension is; what needs permission
beyond what order and plan say is the site's own data (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.code import Code
from carecoord.model.order import Order
from carecoord.rules.concepts.funding import ahead, last_ahead, undated, visits
from carecoord.rules.concepts.needed import ANSWERS, ORDERS, Need, need, services
from carecoord.rules.concepts.permitted import BOOKED, REQUESTS, asked_for, permission
from carecoord.rules.concepts.requested import concluded, line, names_nothing, requests
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, as_date

ASK_DAYS_BEFORE = 14
NOT_ASKED_FOR = "visits that need permission"
WHICH_DAY = "the day of a booked visit"
WHICH_SERVICE = "which service a request is for"
_UNDECIDED = "whether permission is needed"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each order or service that needs permission; one for what is open."""
    needing: dict[str, list[tuple[Row, Need]]] = {}
    unsure: list[tuple[Row, Need]] = []
    for visit in visits(frame):
        says = need(visit, frame)
        if says.holds:
            needing.setdefault(_occurrence(visit, says, frame), []).append((visit, says))
        elif says.missing:
            unsure.append((visit, says))
    abouts = (_about(name, needing[name], frame, rule) for name in sorted(needing))
    told = [said for said in abouts if said is not None]
    left = last_ahead((visit for visit, _ in unsure), frame)
    open_ = [(visit, says) for visit, says in unsure if visit in left]
    open_ += [(row, lacking) for row in undated(frame) if (lacking := _no_day(row, frame))]
    if open_:
        told.append(_open(open_))
    return concluded(told, frame.rows(BOOKED).missing, "no booked visit that needs permission")


def _no_day(visit: Row, frame: Frame) -> Need | None:
    """What is open of a visit of no known day that needs permission: when it is asked for."""
    says = need(visit, frame)
    if not says.holds or covering(visit, frame):
        return None
    return attrs.evolve(says, missing=(WHICH_DAY,))


def covering(visit: Row, frame: Frame) -> list[Row]:
    """The requests for the service of a visit, granted or not."""
    return [row for _, row in requests(frame) if asked_for(visit, row, permission(row).items)]


def _occurrence(visit: Row, says: Need, frame: Frame) -> str:
    """By the order that says it, else by the service."""
    order = next((row for row in says.said_by if isinstance(row.fact, Order)), None)
    if order is not None:
        return next(name for name, row in frame.once(_named) if row is order)
    first = min(services(visit, frame), key=_in_order)
    return f"service:{first.code}"


def _named(frame: Frame) -> list[tuple[str, Row]]:
    return named(frame.rows(ORDERS).sure)


def _in_order(code: Code) -> tuple[str, str]:
    return code.system, code.code


def _about(name: str, group: list[tuple[Row, Need]], frame: Frame, rule: Rule) -> Conclusion | None:
    said_by = list(dict.fromkeys(row for _, says in group for row in says.said_by))
    needed = line("permission is needed", said_by)
    covers = {visit.fact.id: covering(visit, frame) for visit, _ in group}
    bare = [v for v, _ in group if not covers[v.fact.id] and ahead(v, frame)]
    if not bare:
        asked = list(dict.fromkeys(row for rows in covers.values() for row in rows))
        return _asked_for(name, needed, asked) if last_ahead((v for v, _ in group), frame) else None
    open_ = [row for _, row in requests(frame) if names_nothing(row)]
    missing = frame.rows(REQUESTS).missing or ((WHICH_SERVICE,) if open_ else ())
    seen = (needed, line(NOT_ASKED_FOR, bare))
    if missing:
        return unknown(missing, (*seen, *_seen(open_)), name)
    return _none_asked_for(name, bare[0], seen, rule)


def _asked_for(name: str, needed: Evidence, asked: list[Row]) -> Conclusion:
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason="permission was asked for",
        evidence=(needed, line("requests for permission", asked)),
    )


def _seen(rows: list[Row]) -> tuple[Evidence, ...]:
    return (line("requests that name no service", rows, holds=None),) if rows else ()


def _none_asked_for(name: str, first: Row, seen: tuple[Evidence, ...], rule: Rule) -> Conclusion:
    day, due = as_date(first.start_low), on(first.start_low - ASK_DAYS_BEFORE)
    action = Action(
        title="Ask for permission",
        urgency=Urgency.URGENT,
        closes="a request for the service, or the visits cancelled",
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="a visit without permission: ask at once, move it or tell the patient",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"visits from {day} need permission, and no request for it is on record",
        evidence=seen,
        action=action,
        details=(("first visit", day),),
    )


def _open(unsure: list[tuple[Row, Need]]) -> Conclusion:
    missing = tuple(dict.fromkeys(one for _, says in unsure for one in says.missing))
    said_by = list(dict.fromkeys(row for _, says in unsure for row in says.said_by))
    lines = [line("booked visits", [visit for visit, _ in unsure], holds=None)]
    if said_by:
        lines.append(line(_UNDECIDED, said_by, holds=None))
    return unknown(missing, tuple(lines), "need not known")


RULE = Rule(
    id="permissions.missing",
    edition="2026",
    title="Permission was not asked for",
    population="patients with a booked visit of which the order or the plan says something",
    citation=Citation(
        text="Da Vinci CRD coverage-information; FHIR R4 CoverageEligibilityResponse",
        locator="pa-needed; insurance.item.authorizationRequired",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="an item of a plan is matched by its code, not by modifiers, providers or places; what "
    "needs permission beyond what order and plan say is not known",
    departures="days before the first visit, and whose word counts: decision 0057",
    shape=Check(look=look, uses=(BOOKED, REQUESTS, ORDERS, ANSWERS)),
)
