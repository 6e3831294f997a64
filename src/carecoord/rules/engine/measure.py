"""The shape Measure: populations from criteria, and the gap that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import as_date

INITIAL_POPULATION = "initial-population"
DENOMINATOR = "denominator"
DENOMINATOR_EXCLUSION = "denominator-exclusion"
NUMERATOR = "numerator"
POPULATIONS: tuple[str, ...] = (INITIAL_POPULATION, DENOMINATOR, DENOMINATOR_EXCLUSION, NUMERATOR)


@attrs.frozen(kw_only=True)
class Group:
    """One rate of a measure."""

    name: str
    initial_population: Condition
    denominator_exclusions: Condition
    numerator: Condition


@attrs.frozen(kw_only=True)
class Membership:
    """Which populations of a group a patient belongs to: only what is true counts.

    ``unknown`` names the clauses that could not be decided, by population.
    """

    group: str
    counts: Mapping[str, int]
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()


@attrs.frozen(kw_only=True)
class Measure:
    """A proportion measure over a period, usually a calendar year.

    ``years`` are the calendar years that this edition of the measure specifies. ``closes`` says
    what closes an open gap. In an ``inverse`` measure fewer are better: being in the numerator
    is the open gap.
    """

    groups: tuple[Group, ...]
    years: tuple[int, ...]
    closes: str
    inverse: bool = False

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its criteria."""
        parts = ((g.initial_population, g.denominator_exclusions, g.numerator) for g in self.groups)
        return sets_of(tuple(parts))

    def memberships(self, frame: Frame) -> tuple[Membership, ...]:
        """Which populations the patient belongs to in the frame's period."""
        return tuple(_membership(group, frame) for group in self.groups)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say for each group whether the gap is open in the calendar year of the review."""
        year = frame.view.year()
        if year not in self.years:
            if not force.earliest and year < min(self.years):
                return
            years = ", ".join(str(y) for y in self.years)
            yield not_applicable(f"this edition specifies {years}, not {year}")
            return
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        within = Frame(frame.view, (first, last))
        for group in self.groups:
            yield self._gap(group, within, rule)

    def _gap(self, group: Group, frame: Frame, rule: Rule) -> Conclusion:
        assert frame.period is not None  # noqa: S101  set by the caller
        last = as_date(frame.period[1])
        occurrence = f"{last.year if last else ''}:{group.name}"
        belongs = group.initial_population.answer(frame)
        if belongs.holds is not True:
            return _outside(occurrence, belongs, "not in the initial population")
        excluded = group.denominator_exclusions.answer(frame)
        if excluded.holds:
            return _outside(occurrence, excluded, "excluded")
        numerator = group.numerator.answer(frame)
        if excluded.holds is None or numerator.holds is None:
            return _unknown(occurrence, excluded if excluded.holds is None else numerator)
        closed = numerator.holds is not self.inverse
        found = "numerator met" if numerator.holds else "numerator not met"
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.MET if closed else Outcome.NOT_MET,
            reason=found if closed else f"gap open: {found}",
            evidence=(*belongs.evidence, *excluded.evidence, *numerator.evidence),
            action=None if closed else self._action(frame, rule),
            details=(("period ends on", last),),
        )

    def _action(self, frame: Frame, rule: Rule) -> Action:
        assert frame.period is not None  # noqa: S101  set by the caller
        return Action(
            title=rule.title,
            urgency=Urgency.ROUTINE,
            closes=self.closes,
            licences=rule.licences,
            earliest=as_date(frame.period[0]),
            due=as_date(frame.period[1]),
            overdue_after=as_date(frame.period[1]),
            window_over="cannot be closed any more",
        )


def _membership(group: Group, frame: Frame) -> Membership:
    counts: dict[str, int] = dict.fromkeys(POPULATIONS, 0)
    asked = [(INITIAL_POPULATION, group.initial_population)]
    if group.initial_population.holds(frame):
        counts[INITIAL_POPULATION] = counts[DENOMINATOR] = 1
        asked.append((DENOMINATOR_EXCLUSION, group.denominator_exclusions))
        counts[DENOMINATOR_EXCLUSION] = int(bool(group.denominator_exclusions.holds(frame)))
        if not counts[DENOMINATOR_EXCLUSION]:
            asked.append((NUMERATOR, group.numerator))
            counts[NUMERATOR] = int(bool(group.numerator.holds(frame)))
    return Membership(group=group.name, counts=counts, unknown=tuple(_unknown_of(asked, frame)))


def _unknown_of(
    asked: list[tuple[str, Condition]], frame: Frame
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, condition in asked:
        if condition.holds(frame) is None:
            yield name, condition.answer(frame).missing


def _outside(occurrence: str, answer: Answer, reason: str) -> Conclusion:
    if answer.holds is None:
        return _unknown(occurrence, answer)
    return not_applicable(reason, occurrence, answer.evidence)


def _unknown(occurrence: str, answer: Answer) -> Conclusion:
    evidence: tuple[Evidence, ...] = answer.evidence
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(answer.missing)}",
        evidence=evidence,
        missing=answer.missing,
    )
