"""The targets of a goal are reached by the day that was set for them.

The latest value of what a target measures, since the goal began, says whether it is reached; where
nothing is measured, the achievement status of the goal says it. Not reached before its day it is
still in time, whatever the values tend to: nothing is extrapolated. On the day after, it is not
seen reached, and somebody goes over the goal with the patient.

Population: patients with an active goal that has a target.
Source: FHIR R4 Goal.target: all targets must be met, a range is open on the side it does not name;
for the rest a convention of this project.
Departures: which goals, which value, when an amount alone is reached, twelve months for which a
goal is followed, fourteen days to go over it (decision 0031).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.goal import Goal
from carecoord.rules.adherence.concluding import not_known
from carecoord.rules.adherence.goal_targets import Judged, Stands, judge
from carecoord.rules.adherence.measured import RESULTS
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row

COUNTS_FOR = Parameter(
    "adherence.goals.counts-for",
    default=months(12),
    says="for how long after its day a target that was not reached is followed",
)
OVERDUE_DAYS = 14
"""Days to go over a goal after its day (decision 0031)."""
GOALS = Facts(Goal).where(Goal.lifecycle_status, "active", "accepted")
_HOLDS = {
    Stands.REACHED: True,
    Stands.IN_TIME: False,
    Stands.PAST: False,
    Stands.LAPSED: False,
}


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each goal with a target."""
    goals = frame.rows(GOALS)
    if goals.missing:
        return (not_known("-", goals.missing),)
    told = [
        _about(occurrence, row, frame, rule)
        for occurrence, row in named(row for row in goals.sure if _goal(row).targets)
    ]
    return told or (not_applicable("no active goal with a target"),)


def _goal(row: Row) -> Goal:
    assert isinstance(row.fact, Goal)  # noqa: S101  GOALS selects them
    return row.fact


def _about(occurrence: str, row: Row, frame: Frame, rule: Rule) -> Conclusion:
    goal = _goal(row)
    targets = [judge(target, goal, COUNTS_FOR, frame) for target in goal.targets]
    evidence = (
        Evidence(clause="goal", holds=True, facts=(refer(row),)),
        *(_evidence(target) for target in targets),
    )
    past = [target for target in targets if target.stands is Stands.PAST]
    details = (
        ("due by", tuple((on(day),) for day in _days(targets))),
        *((("turned on", on(_days(past)[0] + 1)),) if past else ()),
    )
    missing = tuple(dict.fromkeys(m for target in targets for m in target.missing))
    if missing and not past:
        return not_known(occurrence, missing, evidence, details)
    long_past = [target for target in targets if target.stands is Stands.LAPSED]
    if long_past and not past:
        return not_applicable(f"lapsed: {_told(long_past)}", occurrence, evidence)
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.NOT_MET if past else Outcome.MET,
        reason=_told(past or targets),
        evidence=evidence,
        action=_action(past, rule) if past else None,
        details=details,
    )


def _told(targets: Iterable[Judged]) -> str:
    return "; ".join(target.told for target in targets)


def _evidence(target: Judged) -> Evidence:
    return Evidence(
        clause="target reached",
        holds=_HOLDS.get(target.stands),
        facts=target.facts,
        because=target.told,
    )


def _days(targets: Iterable[Judged]) -> list[int]:
    return sorted(target.due[1] for target in targets if target.due is not None)


def _action(past: list[Judged], rule: Rule) -> Action:
    days = _days(past)
    return Action(
        title="Go over the goal with the patient: what stands in the way, what would help",
        urgency=Urgency.ROUTINE,
        closes="a value that reaches the target, or the goal given another day or ended; its day "
        f"was {', '.join(str(on(day)) for day in days)}",
        licences=rule.licences,
        due=on(days[0]),
        overdue_after=on(days[0] + OVERDUE_DAYS),
    )


RULE = Rule(
    id="adherence.goals",
    edition="2026",
    title="Goals on track by their targets",
    population="patients with an active goal that has a target",
    citation=Citation(
        text="FHIR R4 Goal.target; carecoord convention",
        locator="decision 0031",
        status=Status.CONVENTION,
    ),
    licences=(Licence.RN, Licence.COORDINATOR, Licence.PRESCRIBER),
    limits="a target without a comparator is reached only by its own value; mass is not converted "
    "to amount of substance, nor per cent to mmol/mol; when an achievement status was set is not "
    "known",
    departures="which value counts and when a goal is off track: decision 0031",
    parameters=(COUNTS_FOR,),
    shape=Check(look=look, uses=(GOALS, RESULTS)),
)
