"""HbA1c in diabetes: every six months at goal, every three months above it.

Population: patients with diabetes, type 1, type 2 or other; not prediabetes, not gestational.
Source: American Diabetes Association, Standards of Care, "Glycemic goals", assessment at least two
times a year in patients who meet goals, quarterly in patients who do not.
Departures: at goal is below 7 % (53 mmol/mol), the general goal for most nonpregnant adults, and a
goal of the patient's own is not read; on the worklist 30 days before; never tested, due when
diabetes began (decision 0003).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from carecoord.model.code import loinc
from carecoord.model.condition import Condition
from carecoord.model.observation import Observation
from carecoord.model.quantity import Quantity
from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.criteria import Condition as Criterion
from carecoord.rules.criteria import Exists, Facts, coded
from carecoord.rules.criteria.answer import Answer, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule

HBA1C = coded("HbA1c", loinc("4548-4"), loinc("17856-6"), loinc("4549-2"), loinc("17855-8"))

CONDITIONS = (
    Facts(Condition, DIABETES)
    .where_not(Condition.verification_status, "refuted", "entered-in-error")
    .current()
)
TESTS = (
    Facts(Observation, HBA1C)
    .where(Observation.status, "final", "amended", "corrected")
    .with_value(Observation.value)
    .latest()
)
AT_GOAL_BELOW, AT_GOAL_BELOW_IFCC = Decimal(7), Decimal(53)
"""The same goal in per cent (NGSP) and in mmol/mol (IFCC), as the Standards give it."""


@attrs.frozen(kw_only=True, repr=False)
class AtGoal(Criterion):
    """The test that ``EACH`` stands for lies below the goal, in per cent or in mmol/mol."""

    def answer(self, frame: Frame) -> Answer:
        """Not known of words, of a bound that leaves it open, and of any other unit."""
        row = frame.each
        if row is None:  # asked what would follow a first test
            return Answer(None, (Evidence(clause=self.clause, holds=None),))
        assert isinstance(row.fact, Observation)  # noqa: S101  a test
        value = row.fact.value
        holds = _at_goal(value) if isinstance(value, Quantity) else None
        seen = f"{value.value:f} {value.unit}" if isinstance(value, Quantity) else ""
        evidence = Evidence(clause=self.clause, holds=holds, facts=(refer(row),), because=seen)
        return Answer(holds, (evidence,))


def _at_goal(value: Quantity) -> bool | None:
    # mmol/mol (IFCC) is another scale: UCUM would make 64 of them, which are 8 %, into 6.4 %.
    if "mol" in (value.unit or ""):
        return value.below(AT_GOAL_BELOW_IFCC, "mmol/mol") if value.unit == "mmol/mol" else None
    return value.below(AT_GOAL_BELOW, "%")


@attrs.frozen(kw_only=True, repr=False)
class KnownAboveGoal(Criterion):
    """The test is known not to be at goal; what cannot be compared shortens no interval."""

    goal: Criterion

    def answer(self, frame: Frame) -> Answer:
        """Never open, on the evidence of the goal."""
        answer = self.goal.answer(frame)
        return Answer(answer.holds is False, answer.evidence)


_SHAPE = Recurring(
    applies=Exists(CONDITIONS).named("diabetes"),
    reason_name="diabetes",
    begins=CONDITIONS,
    ways=(
        Way(
            "HbA1c test",
            TESTS,
            (
                Interval(
                    months(3),
                    when=KnownAboveGoal(
                        name="the last HbA1c is not below 7 %",
                        goal=AtGoal(name="last HbA1c below 7 %"),
                    ),
                ),
                Interval(months(6)),
            ),
        ),
    ),
    title="HbA1c test",
    closes="an HbA1c result",
)


def _edition(year: int, status: Status, locator: str) -> Rule:
    return Rule(
        id="monitoring.hba1c",
        edition=str(year),
        title="HbA1c monitoring in diabetes",
        population="diabetes of type 1, type 2 or other",
        citation=Citation(
            text=f"American Diabetes Association, Standards of Care in Diabetes {year}",
            locator=locator,
            status=status,
        ),
        licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
        limits="changed therapy is not read; pregnancy and own goals are not told apart",
        departures="goal below 7 %, on the worklist 30 days before: decision 0003",
        in_force_from=date(year, 1, 1),
        shape=_SHAPE,
    )


RULE_2014 = _edition(2014, Status.QUOTED, "Diabetes Care 37 Suppl 1, executive summary, A1C")
RULE_2026 = _edition(
    2026, Status.QUOTED, "Diabetes Care 49 Suppl 1, section 6, assessment of glycemic status"
)
