"""Fewer units are left than the booked visits need.

Counts what ``running-out`` does not: units of minutes and days, and caps on them, by the length of
the visits, and what was drawn by visits that are not on record or took more than one. A visit that
running-out names is not named again.

Population: patients with a permission, in force or ended lately, that counts minutes or days, or on
which draws are recorded.
Source: practice of utilization management; X12 278 HCR01 review actions; FHIR R4 ClaimResponse.
Departures: asked for 14 days before the first visit that is not covered, as an extension is; a
visit takes its length in minutes, each day once, or what its draw says; of several permissions the
first to end is drawn on first (decisions 0005 and 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.concepts.amounts import UnitType
from carecoord.rules.concepts.funding import (
    ahead,
    draws,
    funded,
    granting,
    matters,
    stray,
    unit_counted,
    visits,
)
from carecoord.rules.concepts.permitted import BOOKED, PERMISSIONS, cap_granted, holds, uncounted
from carecoord.rules.concepts.requested import concluded, line
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, as_date
from carecoord.rules.permissions.running_out import runs_out

ASK_DAYS_BEFORE = 14
UNFUNDED = "visits that its units do not reach"
WHAT_WAS_DRAWN = "what the recorded draws count"
CLOSES = "a permission that covers the visits, or the visits cancelled"
CLOSES_CAPPED = "a permission that covers the visits, or the visits moved or cancelled"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each permission whose units are counted here."""
    told = [
        _about(name, row, frame, rule)
        for name, row in named(granting(frame))
        if counted_here(row, frame) and matters(row, frame)
    ]
    missing = frame.rows(PERMISSIONS).missing
    return concluded(told, missing, "no permission that counts minutes, days or recorded draws")


def counted_here(row: Row, frame: Frame) -> bool:
    """Whether running-out does not count the units of a permission, or not what was drawn."""
    unit = unit_counted(row)
    if unit is None:
        return False
    return unit is not UnitType.VISITS or bool(draws(row, frame) or stray(row, frame))


def beyond(row: Row, frame: Frame) -> list[Row]:
    """Visits ahead that lie on the days of a permission and find no units; the last to end tells.

    Without those that running-out names.
    """
    told = frame.once(runs_out)
    return [
        visit
        for visit in funded(frame).unfunded
        if visit.fact.id not in told and ahead(visit, frame) and _last(visit, frame) is row
    ]


def not_reached(frame: Frame) -> frozenset[str]:
    """The ids of the visits that this rule names."""
    rows = (r for r in granting(frame) if counted_here(r, frame) and matters(r, frame))
    return frozenset(visit.fact.id for row in rows for visit in beyond(row, frame))


def _last(visit: Row, frame: Frame) -> Row | None:
    own = [one for one in granting(frame) if holds(one, visit)]
    return own[-1] if own else None


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion:
    last = as_date(row.end_high)
    permission = line("permission", [row], f"last day {last}" if last else "no last day given")
    missing = frame.rows(BOOKED).missing
    if missing:
        return unknown(missing, (permission,), name)
    own = [visit for visit in visits(frame) if holds(row, visit)]
    short = beyond(row, frame)
    if short:
        seen = (permission, line("booked visits", own), line(UNFUNDED, short))
        return _short(name, seen, short[0], row, rule)
    if stray(row, frame):
        return unknown((WHAT_WAS_DRAWN,), (permission,), name)
    lacking = uncounted(row, own)
    if lacking:
        return unknown(lacking, (permission, line("booked visits", own, holds=None)), name)
    unmeasured = [visit for visit in own if visit.fact.id in funded(frame).unmeasured]
    if unmeasured:
        lengths = line("booked visits", unmeasured, holds=None)
        return unknown(("how long a booked visit takes",), (permission, lengths), name)
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason="no further visit ahead finds its units used up",
        evidence=(permission, *((line("booked visits", own),) if own else ())),
        details=(("last day", last),),
    )


def _short(name: str, seen: tuple[Evidence, ...], visit: Row, row: Row, rule: Rule) -> Conclusion:
    capped = cap_granted(row) is not None
    day, due = as_date(visit.start_low), on(visit.start_low - ASK_DAYS_BEFORE)
    action = Action(
        title="Ask for more units",
        urgency=Urgency.URGENT,
        closes=CLOSES_CAPPED if capped else CLOSES,
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="visits without permission: ask at once, cancel or tell the patient",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"units{' or cap' if capped else ''} do not reach the visits from {day}",
        evidence=seen,
        action=action,
        details=(("first visit not covered", day),),
    )


RULE = Rule(
    id="permissions.units-short",
    edition="2026",
    title="Fewer units than booked visits need",
    population="patients with a permission that counts minutes or days, or with recorded draws",
    citation=Citation(
        text="Utilization management practice; X12 278 HCR01; FHIR R4 ClaimResponse",
        locator="review actions and authorizedItemDetail.quantity",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="units of which nobody can tell how many a visit takes, and items that count different "
    "things are not counted down, nor caps that not all items have; the caps of all items add up, "
    "for weeks from Sunday and months from the first; minutes are not rounded to whole units",
    departures="lead days, lengths and draws: decisions 0005 and 0057",
    shape=Check(look=look, uses=(PERMISSIONS, BOOKED)),
)
