"""More visits are booked than the payer said are left.

What is left was left when the payer said so. Visits on that day and later draw on it, those that
took place and those that are booked; the first beyond it are told. What the payer will pay is not.

Population: patients whose payer told how many visits of a service are left, with visits booked.
Source: FHIR R4 CoverageEligibilityResponse.insurance.item.benefit (allowed less used, type visit).
Departures: which visits draw; due 14 days before the first visit beyond (decisions 0056 and 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from carecoord.model.appointment import Appointment
from carecoord.model.calendar_rules import add_days
from carecoord.model.eligibility_response import CoverageEligibilityResponse
from carecoord.rules.concepts.booked import BOOKED, THE_DAY, days_of, in_time, not_known
from carecoord.rules.concepts.permitted import BOOKED as DRAWING
from carecoord.rules.coverage.coming import days_booked, to_come, visits_on
from carecoord.rules.coverage.told import COVERAGES, RESPONSES, coverage, coverages
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
from carecoord.rules.engine.timing import Row

if TYPE_CHECKING:
    from carecoord.rules.coverage.benefits import BenefitLine
    from carecoord.rules.coverage.visits_left import VisitsLeft

AHEAD = Parameter(
    "coverage.benefits-short.ahead",
    default=days(14),
    says="how long before the first visit beyond the benefit it is seen to",
)
VISIT = frozenset({"visit", "visits"})
"""HL7 benefit-type ``visit``, and what others write."""
_CLAUSE = "visits left"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each benefit of visits on which booked visits draw."""
    booked = frame.rows(BOOKED)
    answers = frame.rows(RESPONSES)
    missing = booked.missing or (frame.rows(COVERAGES).missing if answers.sure else ())
    if missing:
        return (not_known("-", missing),)
    lines = _named(_lines(frame)) if booked.sure and answers.sure else []
    told = [_about(name, line, frame, rule) for name, line in lines]
    return told or (not_applicable("no payer told how many visits are left of what is booked"),)


def _lines(frame: Frame) -> list[BenefitLine]:
    """The benefits of visits that hold on the days of booked visits, each once."""
    # Few charts hold answers of payers: a start does not load how they are read (decision 0041).
    from carecoord.rules.coverage.benefits import benefits
    from carecoord.rules.coverage.visits_left import visits_of

    responses = [
        row.fact
        for row in frame.rows(RESPONSES).sure
        if isinstance(row.fact, CoverageEligibilityResponse)
    ]
    found = {
        (line.coverage, line.response, line.item, line.benefit): line
        for day in days_booked(frame)
        for row in coverages(frame)
        for line in benefits(coverage(row), responses, day)
        if _of_visits(line)
    }
    return [line for line in found.values() if visits_of(line, _drawing(frame))]


def _of_visits(line: BenefitLine) -> bool:
    kind = line.benefit.type
    words = () if kind is None else (*(code.code for code in kind.coding), kind.text or "")
    return any(word.lower() in VISIT for word in words)


def _drawing(frame: Frame) -> list[Appointment]:
    rows = in_time(frame.rows(DRAWING).sure)
    return [row.fact for row in rows if isinstance(row.fact, Appointment)]


def _named(lines: list[BenefitLine]) -> list[tuple[str, BenefitLine]]:
    """Each by the code of its service and its place among those of the same code."""
    names: dict[str, BenefitLine] = {}
    for line in sorted(lines, key=lambda one: (one.coverage, str(one.term), one.response)):
        stem = _service(line)
        place = 1
        while f"{stem}:{place}" in names:
            place += 1
        names[f"{stem}:{place}"] = line
    return list(names.items())


def _service(line: BenefitLine) -> str:
    concepts = (line.item.code, line.item.category)
    return next(code.code for one in concepts if one is not None for code in one.coding)


def _about(name: str, line: BenefitLine, frame: Frame, rule: Rule) -> Conclusion:
    from carecoord.rules.coverage.visits_left import visits_left, visits_of

    rows = {row.fact.id: row for row in frame.rows(DRAWING).sure}
    source = [row for row in frame.rows(RESPONSES).sure if row.fact.id == line.response]
    answered = Evidence(
        clause="answer of the payer", holds=True, facts=tuple(refer(row) for row in source)
    )
    found = visits_left(line, visits_of(line, _drawing(frame)), frame.view.zone)
    if found.left is None or line.contradicted:
        return not_known(name, ("how many visits are left",), (answered,))
    beyond = [rows[one] for one in found.beyond]
    coming = [row for row in beyond if to_come(on(row.start_low), frame)]
    if any(row.start_low != row.start_high for row in beyond) or _may_exceed(found):
        return not_known(name, (THE_DAY,), (answered,))
    if not coming:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"no visit to come is beyond the {found.left} that were left",
            evidence=(answered,),
        )
    return _short(name, found.left, coming, answered, frame, rule)


def _may_exceed(found: VisitsLeft) -> bool:
    """Whether visits without a day might be too many."""
    if not found.undated or found.beyond or found.left is None:
        return False
    return len(found.within) + len(found.undated) > max(found.left, 0)


def _short(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    name: str, left: int, coming: list[Row], answered: Evidence, frame: Frame, rule: Rule
) -> Conclusion:
    first = on(coming[0].start_low)
    action = Action(
        title="Fewer visits are left than are booked: ask the payer for more, and tell the patient",
        urgency=Urgency.ROUTINE,
        closes="more visits by the payer's word, the patient's word to pay, or fewer visits",
        licences=rule.licences,
        due=add_days(first, -days_of(AHEAD, first.toordinal(), frame)),
        overdue_after=add_days(first, -1),
        window_over="tell the patient before the visit what is not known to be paid",
    )
    beyond = Evidence(clause=_CLAUSE, holds=False, facts=visits_on(coming).facts)
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{left} visits were left; those from {first} are beyond them",
        evidence=(answered, beyond),
        action=action,
        details=(("visits left when told", left), ("first visit beyond", first)),
    )


RULE = Rule(
    id="coverage.benefits-short",
    edition="2026",
    title="Fewer visits left than booked",
    population="patients whose payer told how many visits of a service are left",
    citation=Citation(
        text="FHIR R4 CoverageEligibilityResponse: benefit",
        locator="insurance.item.benefit, allowed less used; decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="visits before the payer told are taken for used, though a claim may come later; of "
    "several plans each is looked at alone; money is not counted",
    departures="which visits draw: decision 0056; days: decision 0058",
    parameters=(AHEAD,),
    shape=Check(look=look, uses=(BOOKED, DRAWING, COVERAGES, RESPONSES)),
)
