"""A visit is booked outside the days of the permissions for its service, while units are left.

It lies before the first day of all of them; or after the last day, once ``running-out`` no longer
tells of that, 30 days after the permission ended. A visit after the last day of a permission that
is in force or ended lately is told of there alone, as one more to extend it for. Where no units
are left it does not help to move the visit: it is told of as unfunded.

Population: patients with a booked visit for whose service permission was granted.
Source: practice of utilization management; FHIR R4 ClaimResponse.preAuthPeriod.
Departures: both ends are inside; told until a year after the last day; moved, or asked for,
14 days before the visit; what running-out tells of is left to it (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from carecoord.rules.concepts.funding import (
    ahead,
    funded,
    granting,
    last_ahead,
    matters,
    visits,
)
from carecoord.rules.concepts.permitted import BOOKED, PERMISSIONS, belongs, holds
from carecoord.rules.concepts.requested import concluded, line
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import ALWAYS, NEVER, Row, as_date

MOVE_DAYS_BEFORE = 14
LAPSES_DAYS = 365
OUTSIDE = "visits outside its days"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each permission with visits ahead that belong to it."""
    outside: dict[str, list[Row]] = {}
    for visit, row in frame.once(misplaced):
        outside.setdefault(row.fact.id, []).append(visit)
    told = [
        said
        for name, row in named(granting(frame))
        if (said := _about(name, row, outside.get(row.fact.id, []), frame, rule)) is not None
    ]
    missing = frame.rows(PERMISSIONS).missing
    if not missing and any(_live(row, frame) for row in granting(frame)):
        missing = frame.rows(BOOKED).missing
    return concluded(told, missing, "no booked visit for whose service permission was granted")


def misplaced(frame: Frame) -> list[tuple[Row, Row]]:
    """Visits outside the days of every permission for them, each with the one that is nearest."""
    found: list[tuple[Row, Row]] = []
    for visit in visits(frame):
        own = [row for row in granting(frame) if belongs(visit, row)]
        if any(holds(row, visit) or _running_out_tells(row, visit, frame) for row in own):
            continue
        live = [row for row in own if _live(row, frame) and _units_left(row, frame)]
        if live and ahead(visit, frame):
            found.append((visit, min(live, key=lambda row: _distance(row, visit))))
    return found


def _running_out_tells(row: Row, visit: Row, frame: Frame) -> bool:
    return row.start_low <= visit.start_low and matters(row, frame)


def _live(row: Row, frame: Frame) -> bool:
    return row.end_high == NEVER or not frame.view.reached(row.end_high + LAPSES_DAYS + 1)


def _units_left(row: Row, frame: Frame) -> bool:
    left = funded(frame).left[row.fact.id]
    return left is None or left.value > 0


def _distance(row: Row, visit: Row) -> tuple[int, str]:
    """The next to begin before those that ended."""
    before = row.start_low - visit.start_low
    return (before if before > 0 else NEVER - row.end_high), row.fact.id


def _about(name: str, row: Row, outside: list[Row], frame: Frame, rule: Rule) -> Conclusion | None:
    own = [v for v in visits(frame) if belongs(v, row)]
    if not _live(row, frame) or not (booked := last_ahead(own, frame)):
        return None
    first, last = as_date(row.start_low), as_date(row.end_high)
    days = f"good from {first or 'a day not given'} to {last or 'a day not given'}"
    permission = line("permission", [row], days)
    if outside:
        return _outside(name, (permission, line(OUTSIDE, outside)), outside[0], (first, last), rule)
    unsure = [v for v in own if _may_be_before(v, row) and ahead(v, frame)]
    if unsure:
        missing = ("the exact first day of the permission",)
        return unknown(missing, (permission, line("booked visits", unsure, holds=None)), name)
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"{days}: no visit ahead lies before its first day",
        evidence=(permission, line("booked visits", booked)),
        details=(("first day", first), ("last day", last)),
    )


def _may_be_before(visit: Row, row: Row) -> bool:
    """Whether a visit lies among the days of which one is the first."""
    return row.start_low != ALWAYS and row.start_low <= visit.start_low < row.start_high


def _outside(
    name: str,
    seen: tuple[Evidence, ...],
    visit: Row,
    days: tuple[date | None, date | None],
    rule: Rule,
) -> Conclusion:
    day, due = as_date(visit.start_low), on(visit.start_low - MOVE_DAYS_BEFORE)
    first, last = days
    early = first is not None and day is not None and day < first
    why = f"before its first day, {first}" if early else f"after its last day, {last}"
    action = Action(
        title="Move the visit into the days of its permission, or ask for other dates",
        urgency=Urgency.URGENT,
        closes="the visit moved, or a permission that is good on its day",
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="a visit without permission: move it, ask for other dates or tell the patient",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"a visit on {day} lies {why}",
        evidence=seen,
        action=action,
        details=(("first day", first), ("last day", last), ("first visit outside", day)),
    )


RULE = Rule(
    id="permissions.wrong-dates",
    edition="2026",
    title="A visit lies outside the days of its permission",
    population="patients with a booked visit for whose service permission was granted",
    citation=Citation(
        text="Utilization management practice; FHIR R4 ClaimResponse",
        locator="preAuthPeriod",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="a visit belongs to a permission by its order, else by the code of the service",
    departures="lead and lapse days, and what is left to running-out: decision 0057",
    shape=Check(look=look, uses=(PERMISSIONS, BOOKED)),
)
