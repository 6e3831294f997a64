"""Days in hospital or in a nursing facility: taken out by older editions, and nobody is called."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.encounter import Encounter
from carecoord.model.shown import shown
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import INPATIENT
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion
from carecoord.rules.engine.timing import NEVER, Row

STAYS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "finished", "in-progress", "onleave")
)
MOST_DAYS = 90
"""A stay that is said to go on for longer is not believed, and calls are made (decision 0014)."""
_CLAUSE = "days in hospital or a nursing facility, taken out"


@attrs.frozen
class Away:
    """Stays that touch a period, each from its first day up to the day after its last."""

    __repr__ = shown

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


def at_home(told: Iterable[Conclusion], frame: Frame) -> tuple[Conclusion, ...]:
    """The same, but nobody is called who is in hospital or in a nursing facility."""
    return tuple(one if one.action is None else _unless_away(one, frame) for one in told)


def _unless_away(told: Conclusion, frame: Frame) -> Conclusion:
    stay = frame.once(_going_on)
    if stay is None:
        return told
    where = Evidence(
        clause="in hospital or a nursing facility",
        holds=True,
        facts=(refer(stay),),
        because=f"since {on(stay.start_low)}",
    )
    return attrs.evolve(
        told,
        action=None,
        reason=f"{told.reason}; in hospital or a nursing facility since {on(stay.start_low)}",
        evidence=(*told.evidence, where),
    )


def _going_on(frame: Frame) -> Row | None:
    """The stay that goes on, as far as is known; of several the last that began."""
    found = [
        stay
        for stay in frame.rows(STAYS).sure
        if stay.end_high >= NEVER
        and stay.start_low == stay.start_high
        and not frame.view.reached(stay.start_low + MOST_DAYS + 1)
    ]
    return max(found, key=lambda stay: (stay.start_low, stay.fact.id), default=None)
