"""A permission that runs out before the booked visits do.

By date: a visit is booked after its last day, which is inside. By units: more visits are booked
than were granted, or in a day, week or month than its cap allows. A visit that another permission
covers is covered. What was granted is "approved", not "will be paid". A visit before the first day
is told of by ``wrong-dates``, minutes, days and recorded draws by ``units-short``. In units of
which nobody can tell how many a visit takes, or by a cap that visits cannot be counted by, it is
not known whether the visits are covered.

Population: patients with a payer's permission that is in force or ended lately.
Source: practice of utilization management; X12 278 HCR01 review actions; FHIR R4 ClaimResponse.
Departures: asked for 14 days before the first visit that is not covered; told until 30 days after
the last day; an item without a review action counts as granted; of several permissions the first
to end is drawn on first (decision 0005).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from carecoord.rules.concepts.permitted import (
    BOOKED,
    PERMISSIONS,
    TOLD_DAYS_AFTER,
    cap_granted,
    not_known,
    refused,
    uncounted,
)
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable, unknown
from carecoord.rules.engine.timing import NEVER, Row, as_date
from carecoord.rules.permissions.dealt import Dealt, dealt

ASK_DAYS_BEFORE = 14
AFTER_LAST_DAY, BEYOND_UNITS = "after its last day", "beyond its units"
BEYOND_UNITS_OR_CAP = "beyond its units or its cap"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each permission that still matters."""
    found = frame.rows(PERMISSIONS)
    told = [
        _about(occurrence, row, frame, rule)
        for occurrence, row in named(found.sure)
        if not refused(row) and _matters(row, frame)
    ]
    if told:
        return told
    if found.missing:
        return (_unknown("-", found.missing, ()),)
    return (not_applicable("no permission in force or ended lately"),)


def runs_out(frame: Frame) -> frozenset[str]:
    """The ids of the visits that this rule names as not covered: no other rule names them again."""
    clauses = {f"visits {why}" for why in (AFTER_LAST_DAY, BEYOND_UNITS, BEYOND_UNITS_OR_CAP)}
    lines = (line for said in look(frame, RULE) for line in said.evidence)
    return frozenset(fact.id for line in lines if line.clause in clauses for fact in line.facts)


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
    visits = dealt(frame)
    own = tuple(visits.own.get(row, ()))
    missing = frame.rows(BOOKED).missing or not_known(row, own)
    if missing:
        return _unknown(occurrence, missing, (permission,), last_day)
    uncovered = visits.told.get(row, ())
    lacking = () if uncovered else uncounted(row, own)
    if lacking:
        seen = _seen("booked visits", own)
        return _unknown(occurrence, lacking, (permission, *seen), last_day)
    if not uncovered:
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.NOT_MET,
            reason=f"covers the booked visits; last day {last_day or 'not given'}",
            evidence=(permission, *_seen("booked visits", own)),
            details=(("last day", last_day),),
        )
    late = [v for v in uncovered if v.start_low > row.end_high]
    beyond = [v for v in uncovered if v.start_low <= row.end_high]
    beyond_what = BEYOND_UNITS if cap_granted(row) is None else BEYOND_UNITS_OR_CAP
    lines = (
        permission,
        *(_drawing(row, visits) if beyond else ()),
        *_seen(f"visits {beyond_what}", beyond),
        *_seen(f"visits {AFTER_LAST_DAY}", late),
    )
    why = beyond_what if beyond else AFTER_LAST_DAY
    return _runs_out(occurrence, lines, uncovered[0], why, last_day, rule)


def _drawing(row: Row, visits: Dealt) -> tuple[Evidence, ...]:
    """Which visits lie beyond the units depends on all that draw on them."""
    sharing = visits.sharing(row)
    drawn = visits.drawing((row, *sharing))
    return (*_seen("permissions for the same visits", sharing), *_seen("booked visits", drawn))


def _runs_out(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    occurrence: str,
    lines: tuple[Evidence, ...],
    uncovered: Row,
    why: str,
    last_day: date | None,
    rule: Rule,
) -> Conclusion:
    first = as_date(uncovered.start_low)
    due = on(uncovered.start_low - ASK_DAYS_BEFORE)
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


def _seen(clause: str, rows: Sequence[Row]) -> tuple[Evidence, ...]:
    if not rows:
        return ()
    return (Evidence(clause=clause, holds=True, facts=tuple(refer(row) for row in rows)),)


def _unknown(
    occurrence: str,
    missing: tuple[str, ...],
    evidence: tuple[Evidence, ...],
    last_day: date | None = None,
) -> Conclusion:
    details = () if last_day is None else (("last day", last_day),)
    return unknown(missing, evidence, occurrence, details)


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
    limits="the units and the caps of all items of a permission add up, for weeks from Sunday and "
    "months from the first; minutes, days and recorded draws are counted by "
    "permissions.units-short; claims already drawn are not seen",
    departures="lead and lapse days, several permissions for the same visits: decision 0005",
    shape=Check(look=look, uses=(PERMISSIONS, BOOKED)),
)
