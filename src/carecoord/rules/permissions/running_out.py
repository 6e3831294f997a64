"""A permission that runs out before the booked visits do.

By date: a visit is booked after its last day, which is inside. By units: more visits are booked
than were granted. What was granted is "approved", not "will be paid".

Population: patients with a payer's permission that is in force or ended lately. Source: practice
of utilization management; X12 278 HCR01 review actions; FHIR R4 ClaimResponse. Departures: asked
for 14 days before the first visit that is not covered; told until 30 days after the last day; an
item without a review action counts as granted (decision 0005).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import NEVER, Row, as_date

ASK_DAYS_BEFORE = 14
TOLD_DAYS_AFTER = 30
AFTER_LAST_DAY, BEYOND_UNITS = "after its last day", "beyond its units"
REFUSED = frozenset({"A3", "A4", "C", "CT", "NA"})
VISIT_UNITS = frozenset({None, "", "VS", "visit", "visits", "{visit}", "{visits}", "1"})

PERMISSIONS = (
    Facts(Authorization)
    .where(Authorization.status, "active")
    .where(Authorization.outcome, "complete", "partial")
)
VISITS = Facts(Appointment).where(
    Appointment.status, "booked", "pending", "arrived", "checked-in", "fulfilled"
)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each permission that still matters."""
    found = frame.rows(PERMISSIONS)
    told = [
        _about(occurrence, row, frame, rule)
        for occurrence, row in named(found.sure)
        if _granted(row) and _matters(row, frame)
    ]
    if told:
        return told
    if found.missing:
        return (_unknown("-", found.missing, ()),)
    return (not_applicable("no permission in force or ended lately"),)


def _granted(row: Row) -> tuple[AuthorizationItem, ...]:
    assert isinstance(row.fact, Authorization)  # noqa: S101  PERMISSIONS selects them
    return tuple(i for i in row.fact.items if i.review_action not in REFUSED)


def _matters(row: Row, frame: Frame) -> bool:
    return row.end_high == NEVER or not frame.view.reached(row.end_high + TOLD_DAYS_AFTER + 1)


def _about(occurrence: str, row: Row, frame: Frame, rule: Rule) -> Conclusion:
    last_day = as_date(row.end_high)
    permission = Evidence(
        clause="permission",
        holds=True,
        facts=(refer(row),),
        because=f"last day {last_day}" if last_day else "no last day given",
    )
    booked = frame.rows(VISITS)
    if booked.missing:
        return _unknown(occurrence, booked.missing, (permission,), last_day)
    if not _says_what(row):
        return _unknown(occurrence, ("which service it permits",), (permission,), last_day)
    visits = sorted(
        (v for v in booked.sure if _belongs(v, row)), key=lambda v: (v.start_low, v.fact.id)
    )
    if any(as_date(v.start_low) is None for v in visits):
        return _unknown(occurrence, ("the day of a booked visit",), (permission,), last_day)
    uncovered, why = _uncovered(visits, row)
    if not uncovered:
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.NOT_MET,
            reason=f"covers the booked visits; last day {last_day or 'not given'}",
            evidence=(permission, *_seen("booked visits", visits, holds=True)),
            details=(("last day", last_day),),
        )
    # Which visits lie beyond the units depends on all that draw on them.
    drawn = visits if why == BEYOND_UNITS else []
    lines = (
        permission,
        *_seen("booked visits", drawn, holds=True),
        *_seen(f"visits {why}", uncovered, holds=True),
    )
    return _runs_out(occurrence, lines, uncovered[0], why, last_day, rule)


def _says_what(row: Row) -> bool:
    assert isinstance(row.fact, Authorization)  # noqa: S101  PERMISSIONS selects them
    return bool(row.fact.orders) or any(i.code is not None for i in _granted(row))


def _belongs(visit: Row, row: Row) -> bool:
    """By the order it is based on, else by the code of the service."""
    assert isinstance(visit.fact, Appointment)  # noqa: S101  VISITS selects them
    assert isinstance(row.fact, Authorization)  # noqa: S101  PERMISSIONS selects them
    if visit.fact.based_on:
        return not set(visit.fact.based_on).isdisjoint(row.fact.orders)
    permitted = {c for i in _granted(row) if i.code is not None for c in i.code.coding}
    return any(code in permitted for kind in visit.fact.service_type for code in kind.coding)


def _uncovered(visits: list[Row], row: Row) -> tuple[list[Row], str]:
    """Visits after the last day, else those beyond the units, and which of the two it is."""
    late = [v for v in visits if v.start_low > row.end_high]
    if late:
        return late, AFTER_LAST_DAY
    units = _units(row)
    if units is not None and len(visits) > units:
        return visits[int(units) :], BEYOND_UNITS
    return [], ""


def _units(row: Row) -> Decimal | None:
    granted = _granted(row)
    if any(i.units is None or i.unit not in VISIT_UNITS for i in granted):
        return None
    return sum((i.units for i in granted if i.units is not None), Decimal(0))


def _runs_out(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    occurrence: str,
    lines: tuple[Evidence, ...],
    uncovered: Row,
    why: str,
    last_day: date | None,
    rule: Rule,
) -> Conclusion:
    first = date.fromordinal(uncovered.start_low)
    due = first - timedelta(days=ASK_DAYS_BEFORE)
    action = Action(
        title="Ask for the permission to be extended",
        urgency=Urgency.URGENT,
        closes="a permission that covers the visits, or the visits moved",
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="visits without permission: extend, move or tell the patient",
    )
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.MET,
        reason=f"visits from {first} are {why}",
        evidence=lines,
        action=action,
        details=(("last day", last_day), ("first visit not covered", first)),
    )


def _seen(clause: str, rows: list[Row], *, holds: bool) -> tuple[Evidence, ...]:
    if not rows:
        return ()
    return (Evidence(clause=clause, holds=holds, facts=tuple(refer(row) for row in rows)),)


def _unknown(
    occurrence: str,
    missing: tuple[str, ...],
    evidence: tuple[Evidence, ...],
    last_day: date | None = None,
) -> Conclusion:
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=evidence,
        missing=missing,
        details=() if last_day is None else (("last day", last_day),),
    )


RULE = Rule(
    id="permissions.running-out",
    edition="2026",
    title="Permission runs out before the booked visits",
    population="patients with a payer's permission in force or ended lately",
    citation=Citation(
        text="Utilization management practice; X12 278 HCR01; FHIR R4 ClaimResponse",
        locator="review actions and preAuthPeriod",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="units other than visits are not counted down; claims already drawn are not seen",
    departures="lead and lapse days: decision 0005",
    shape=Check(look=look, uses=(PERMISSIONS, VISITS)),
)
