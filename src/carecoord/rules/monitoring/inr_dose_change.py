"""One to two weeks after warfarin was changed to another strength the INR is measured.

Population: patients on warfarin with an order for another product of it than before.
Source: restatements of the practice behind ACCP 2012: 1 to 2 weeks after a changed dose.
Departures: another product stands for another dose: what the instructions say is not read; drugs
that interact are not asked about (decision 0026).
"""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Condition as Criterion
from carecoord.rules.criteria import Last, Selection
from carecoord.rules.criteria.answer import Answer, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence, Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import Row
from carecoord.rules.monitoring.inr import INR, ORDERS, WARFARIN
from carecoord.rules.monitoring.inr_start import CITATION, IN_FORCE_FROM, LICENCES
from carecoord.rules.monitoring.medicines import ordered_before


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AnotherProduct(Criterion):
    """What ``EACH`` stands for is another product than the last one of a selection."""

    than: Selection

    def answer(self, frame: Frame) -> Answer:
        """Not when there is none before, or when which was the last is not known."""
        before = next(iter(frame.rows(self.than).sure), None)
        holds = before is not None and frame.each is not None and _differ(before, frame.each)
        facts = () if before is None else (refer(before),)
        return Answer(holds, (Evidence(clause=self.clause, holds=holds, facts=facts),))


def _differ(one: Row, other: Row) -> bool:
    return _product(one) != _product(other)


def _product(row: Row) -> tuple[frozenset[object], str | None]:
    code: CodeableConcept | None = getattr(row.fact, "code", None)
    return (frozenset(), None) if code is None else (frozenset(code.coding), code.text)


RULE = Rule(
    id="monitoring.inr-dose-change",
    edition="2012",
    title="INR after a changed dose of warfarin",
    population="warfarin was changed to another product",
    citation=CITATION,
    licences=LICENCES,
    limits="a dose changed by the instructions alone is not seen, nor are drugs that interact",
    departures="product for dose: decision 0026",
    in_force_from=IN_FORCE_FROM,
    shape=FollowUp(
        trigger=ORDERS.only_if(
            AnotherProduct(
                than=Last(ordered_before(WARFARIN)), name="another product than the last"
            )
        ),
        trigger_name="changed warfarin",
        steps=(
            Step(
                name="inr",
                title="INR 1 to 2 weeks after a changed dose",
                earliest=days(7),
                due=days(14),
                closed_by=measured(INR),
                closes="an INR result",
                urgency=Urgency.URGENT,
            ),
        ),
        lapses_after=days(45),
    ),
)
