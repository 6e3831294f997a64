"""Days in hospital or in a nursing facility, which the older editions take out."""

from __future__ import annotations

import attrs

from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import INPATIENT
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import NEVER

STAYS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "finished", "in-progress", "onleave")
)
_CLAUSE = "days in hospital or a nursing facility, taken out"


@attrs.frozen
class Away:
    """Stays that touch a period, each from its first day up to the day after its last."""

    froms: tuple[int, ...] = ()
    untils: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def away(first: int, last: int, frame: Frame) -> Away | None:
    """The stays of a period, the day of discharge inside; None when an edge of one is not known."""
    found = frame.rows(STAYS)
    if found.missing:
        asked = Evidence(clause=_CLAUSE, holds=None, because=found.missing[0])
        return Away(evidence=(asked,))
    rows = [r for r in found.sure if r.start_low <= last and r.end_high >= first]
    if any(r.start_low != r.start_high or not r.end_low == r.end_high < NEVER for r in rows):
        return None
    if not rows:
        return Away()
    ordered = sorted(rows, key=lambda r: (r.start_low, r.fact.id))
    facts = tuple(refer(row) for row in ordered)
    return Away(
        froms=tuple(row.start_low for row in ordered),
        untils=tuple(row.end_low + 1 for row in ordered),
        evidence=(Evidence(clause=_CLAUSE, holds=True, facts=facts),),
    )
