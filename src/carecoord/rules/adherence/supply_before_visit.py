"""Supply in hand ends before the next booked visit, and no refill is seen to remain.

Told from 14 days before the supply ends, so that a renewal need not wait for the visit; once the
supply has ended, the refill is late (adherence.late-refill).

Population: patients with a statin, RAS antagonist or diabetes medicine in hand and a visit booked.
Source: convention of this project on days' supply as pharmacies state it (FHIR R4
MedicationDispense.daysSupply) and on booked visits (FHIR R4 Appointment).
Departures: 14 days before, any booked visit, refills as the prescription says (decision 0029).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.appointment import Appointment
from carecoord.model.fill import Fill
from carecoord.rules.adherence.stays import STAYS, at_home
from carecoord.rules.concepts.fills import FILLS, refs, supplies, unknown
from carecoord.rules.concepts.in_hand import InHand, days_set, in_hand, nothing_seen
from carecoord.rules.concepts.prescribed import (
    PRESCRIPTIONS,
    all_stopped,
    last_prescription,
    prescription,
)
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import ALWAYS, Row

AHEAD = Parameter(
    "adherence.supply-before-visit.ahead",
    default=days(14),
    says="how long before supply ends it is told that the visit comes later",
)
"""A parameter: 14 days, time for a renewal."""

VISITS = Facts(Appointment).where(Appointment.status, "booked", "pending")


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each class that is in hand."""
    found = in_hand(frame)
    if not found:
        return (nothing_seen(frame),)
    held = [one for one in found if not isinstance(one, InHand) or _lasts(one, frame)]
    missing = frame.rows(VISITS).missing
    if held and missing:
        return (unknown("-", missing),)
    told = [_about(one, frame, rule) if isinstance(one, InHand) else one for one in held]
    return at_home(told, frame) or (not_applicable("no supply in hand"),)


def _lasts(held: InHand, frame: Frame) -> bool:
    return not frame.view.reached(held.last_day + 1)


def _next(frame: Frame) -> Row | None:
    """The next visit; of one day, that with the lower id."""
    dated = sorted(
        (v for v in frame.rows(VISITS).sure if v.start_low != ALWAYS),
        key=lambda v: (v.start_low, v.fact.id),
    )
    return next((visit for visit in dated if not frame.view.reached(visit.start_low)), None)


def _about(held: InHand, frame: Frame, rule: Rule) -> Conclusion:
    name, visit = held.drugs.name, frame.once(_next)
    if visit is not None and visit.start_low <= held.last_day:
        return _met(held, visit, "reaches the visit", ())
    if any(v.start_low == ALWAYS for v in frame.rows(VISITS).sure):
        return unknown(name, ("the day of a booked visit",), held.chain)
    if visit is None:
        return not_applicable(f"{name}: no visit is booked", name, (held.evidence,))
    ended = all_stopped(held, frame)
    if ended is not None:
        return ended
    refills = _refills(held, frame)
    if all(one.holds for one in refills):
        return _met(held, visit, "and refills are left before the visit", refills)
    return _ends_before(held, visit, refills, frame, rule)


def _refills(held: InHand, frame: Frame) -> tuple[Evidence, ...]:
    """Whether refills are left of each treatment whose supply ends last."""
    ending = (treatment for treatment, day in held.treatments if day == held.last_day)
    return tuple(dict.fromkeys(_left(treatment, held, frame) for treatment in ending))


def _left(treatment: frozenset[str], held: InHand, frame: Frame) -> Evidence:
    """Whether fewer fills are seen than the last prescription allows, as far as it says."""
    clause = "refills left on the prescription"
    last = last_prescription(treatment, frame)
    if last is None:
        return Evidence(clause=clause, holds=None)
    of = prescription(last)
    if of.refills is None or of.status != "active":
        return Evidence(clause=clause, holds=None, facts=(refer(last),))
    seen = [
        s
        for s in supplies(held.drugs, frame)
        if s.ingredients & treatment
        and s.row.start_low >= last.start_low
        and _drawn(s.row) in {None, of.id}
    ]
    left = len(seen) < 1 + of.refills
    return Evidence(clause=clause, holds=left, facts=(refer(last), *(() if left else refs(seen))))


def _drawn(row: Row) -> str | None:
    assert isinstance(row.fact, Fill)  # noqa: S101  FILLS selects them
    return row.fact.prescription


def _visit(visit: Row, *, holds: bool) -> Evidence:
    return Evidence(clause="supply to the next visit", holds=holds, facts=(refer(visit),))


def _dates(held: InHand, visit: Row) -> tuple[tuple[str, object], ...]:
    return (("supply ends on", on(held.last_day)), ("next visit on", on(visit.start_low)))


def _met(held: InHand, visit: Row, why: str, more: tuple[Evidence, ...]) -> Conclusion:
    name, visited_on = held.drugs.name, on(visit.start_low)
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{name}: supply in hand to {on(held.last_day)} {why} on {visited_on}",
        evidence=(held.evidence, _visit(visit, holds=visit.start_low <= held.last_day), *more),
        details=_dates(held, visit),
    )


def _ends_before(
    held: InHand, visit: Row, refills: tuple[Evidence, ...], frame: Frame, rule: Rule
) -> Conclusion:
    name, last_day = held.drugs.name, held.last_day
    told_from = last_day - days_set(AHEAD, last_day, frame)
    action = Action(
        title=f"Ask for a refill of {name} before the next visit",
        urgency=Urgency.ROUTINE,
        closes=f"a fill of {name}, or an earlier visit",
        licences=rule.licences,
        earliest=on(told_from),
        due=on(last_day),
        overdue_after=on(last_day),
    )
    ends = f"supply ends on {on(last_day)}, the next visit is on {on(visit.start_low)}"
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"{name}: {ends}, no refill seen to be left",
        evidence=(held.evidence, _visit(visit, holds=False), *refills),
        action=action if frame.view.reached(told_from) else None,
        details=(*_dates(held, visit), ("told from", on(told_from))),
    )


RULE = Rule(
    id="adherence.supply-before-visit",
    edition="2026",
    title="Supply ends before the next visit",
    population="patients with a statin, RAS antagonist or diabetes medicine in hand",
    citation=Citation(
        text="carecoord convention on stated days' supply and booked visits",
        locator="decision 0029",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.PHARMACIST, Licence.PRESCRIBER, Licence.RN),
    limits="any booked visit counts, whether medicines are prescribed there or not; refills are "
    "those that the prescription written last allows, less the fills seen since; until when it is "
    "valid is not looked at",
    departures="days ahead, visits and refills: decision 0029",
    parameters=(AHEAD,),
    shape=Check(look=look, uses=(FILLS, VISITS, PRESCRIPTIONS, STAYS)),
)
