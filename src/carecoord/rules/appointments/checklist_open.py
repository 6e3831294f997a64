"""Something on the checklist of a visit is still to be seen to, or stands in the way of the visit.

What it is decides who may see to it: anybody books an interpreter or a ride, and whether somebody
may go into a scanner is for those to say who are trained for it.

Population: patients with a visit to come that has a checklist.
Source: convention of this project; what it takes to come and to be seen, by the practice of
clinics.
Departures: told from 3 days before, the last of them the day of the visit; due the day before; who
may see to which item (decision 0058).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from carecoord.model.readiness import ChecklistItem
from carecoord.rules.concepts.booked import (
    BOOKED,
    THE_DAY,
    dated,
    days_of,
    in_time,
    not_known,
    soon,
    visit,
)
from carecoord.rules.concepts.preparation import PREPARATIONS
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row

LEAD = Parameter(
    "appointments.checklist-open.lead",
    default=days(3),
    says="how long before a visit its checklist is looked at",
)
_CLINICIANS = (Licence.RN, Licence.PRESCRIBER)
WHO = {one.name: tuple(who for who in Licence if who in one.licences) for one in PREPARATIONS}
"""Who may see to an item: who may tick it; what is not among them, a clinician (decision 0058)."""


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:  # noqa: ARG001  one signature
    """One conclusion for each item that is open, else for each visit that is near."""
    found = frame.rows(BOOKED)
    if found.missing:
        return (not_known("-", found.missing),)
    listed = [(name, row) for name, row in named(in_time(found.sure)) if visit(row).checklist]
    near = [
        (name, row) for name, row in listed if soon(row, days_of(LEAD, row.start_low, frame), frame)
    ]
    told = [one for name, row in near for one in _about(name, row, frame)]
    return told or (not_applicable("no visit with a checklist is near"),)


def _about(name: str, row: Row, frame: Frame) -> Iterator[Conclusion]:
    open_ = {
        slug(item.name): item
        for item in reversed(visit(row).checklist)
        if item.blocks or not _ticked(item, frame)
    }
    if not open_:
        seen = Evidence(clause="checklist seen to", holds=True, facts=(refer(row),))
        yield Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="all of the checklist is seen to",
            evidence=(seen,),
        )
    elif not dated(row):
        line = Evidence(clause="checklist seen to", holds=False, facts=(refer(row),))
        yield not_known(name, (THE_DAY,), (line,))
    else:
        for what, item in sorted(open_.items()):
            yield _open(f"{name}:{what}", what, item, row, frame)


def slug(name: str) -> str:
    """The name of an item as one word: ``MRI safety`` and ``mri_safety`` are one."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _ticked(item: ChecklistItem, frame: Frame) -> bool:
    return item.ticked_at is not None and frame.view.passed(item.ticked_at)


def _open(occurrence: str, what: str, item: ChecklistItem, row: Row, frame: Frame) -> Conclusion:
    day, eve = on(row.start_low), on(row.start_low - 1)
    stands = "stands in the way" if _ticked(item, frame) else "is open"
    action = Action(
        title=f"See to the checklist of the visit: {item.text or item.name}",
        urgency=Urgency.URGENT if item.blocks else Urgency.ROUTINE,
        closes="the item ticked by somebody who may, or the visit moved",
        licences=WHO.get(what, _CLINICIANS),
        earliest=on(row.start_low - days_of(LEAD, row.start_low, frame)),
        due=eve,
        overdue_after=eve,
        window_over="the visit cannot take place" if item.blocks else "ask at check-in",
    )
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.MET,
        reason=f"{item.name} {stands} for the visit on {day}",
        evidence=(Evidence(clause=item.name, holds=False, facts=(refer(row),)),),
        action=action,
        details=(("visit on", day),),
    )


RULE = Rule(
    id="appointments.checklist-open",
    edition="2026",
    title="Checklist of a visit is open",
    population="patients with a visit to come that has a checklist",
    citation=Citation(
        text="carecoord convention on what is seen to before a visit",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=tuple(Licence),
    limits="what ought to be on a checklist is not looked at; an answer is not judged, it stands "
    "in the way where whoever ticked said so",
    departures="lead, who may see to what: decision 0058",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(BOOKED,)),
)
