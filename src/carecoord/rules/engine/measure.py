"""The shape Measure: populations from criteria, and the gap that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.resting import refer_with
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.group import Group, Membership, membership
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.timing import as_date
from carecoord.rules.engine.window import Window

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault


class Gap(Enum):
    """How a patient stands to a measure in a year."""

    OPEN = "open"
    CLOSED = "closed"
    CANNOT_CLOSE = "cannot close any more"
    NOT_APPLICABLE = "not applicable"


@attrs.frozen(kw_only=True)
class Measure:
    """A proportion measure over a period, usually a calendar year.

    ``years`` are the calendar years that this edition of the measure specifies. ``closes`` says
    what closes an open gap. In an ``inverse`` measure fewer are better: being in the numerator
    is the open gap.
    """

    __repr__ = shown

    groups: tuple[Group, ...]
    years: tuple[int, ...]
    closes: str
    inverse: bool = False

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its criteria."""
        for group in self.groups:
            yield from group.sets

    @property
    def faults(self) -> Iterator[Fault]:
        """Populations that nobody can be in, and names that stand twice."""
        from carecoord.rules.engine.group_faults import measure_faults

        return measure_faults(self)

    def memberships(self, frame: Frame) -> tuple[Membership, ...]:
        """Which populations the patient belongs to in the frame's period."""
        return tuple(membership(group, frame) for group in self.groups)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say for each group whether the gap is open in the calendar year of the review."""
        year = frame.view.year()
        if year not in self.years:
            if not force.earliest and year < min(self.years):
                return
            years = ", ".join(str(y) for y in self.years)
            yield not_applicable(f"this edition specifies {years}, not {year}")
            return
        within = frame.once(_of_the_year)
        for group in self.groups:
            yield from self._of_group(group, within, rule, f"{year}:{group.name}")

    def _of_group(
        self, group: Group, frame: Frame, rule: Rule, occurrence: str
    ) -> Iterable[Conclusion]:
        """One conclusion about the patient, or one about each of what is counted."""
        if group.per is None:
            yield self._gap(group, frame, rule, occurrence)
            return
        found = frame.rows(group.per)
        if not found.certain:
            missing = found.missing or (f"the exact day or value: {group.per}",)
            yield _unknown(occurrence, Answer(None, (), missing))
        elif not found.sure:
            yield not_applicable("nothing of what is counted", occurrence)
        for name, row in named(found.sure):
            facts = refer_with(group.per, row, frame)
            counted = Evidence(clause=str(group.per), holds=True, facts=facts)
            said = self._gap(group, frame.of(row), rule, f"{occurrence}:{name}")
            yield attrs.evolve(said, evidence=(counted, *said.evidence))

    def _gap(self, group: Group, frame: Frame, rule: Rule, occurrence: str) -> Conclusion:
        belongs = group.initial_population.answer(frame)
        if belongs.holds is not True:
            return _outside(occurrence, belongs, "not in the initial population")
        counted = _NONE if group.denominator is None else group.denominator.answer(frame)
        if group.denominator is not None and counted.holds is not True:
            return _outside(occurrence, counted, "not in the denominator")
        excluded = _NONE
        if group.denominator_exclusions is not None:
            excluded = group.denominator_exclusions.answer(frame)
        if excluded.holds:
            return _outside(occurrence, excluded, "excluded")
        numerator = group.numerator.answer(frame)
        if excluded.holds is None or numerator.holds is None:
            return _unknown(occurrence, excluded if excluded.holds is None else numerator)
        if not numerator.holds and group.denominator_exceptions is not None:
            excepted = group.denominator_exceptions.answer(frame)
            if excepted.holds is not False:
                return _outside(occurrence, excepted, "excepted")
        parts = (belongs, counted, excluded, numerator)
        evidence = tuple(line for part in parts for line in part.evidence)
        return self._decided(group, frame, rule, occurrence, met=numerator.holds, rests_on=evidence)

    def _decided(  # noqa: PLR0913  one place in one year
        self,
        group: Group,
        frame: Frame,
        rule: Rule,
        occurrence: str,
        *,
        met: bool,
        rests_on: tuple[Evidence, ...],
    ) -> Conclusion:
        closed = met is not self.inverse
        found = "numerator met" if met else "numerator not met"
        first, last = _span(group, frame)
        gap = Gap.CLOSED if closed else Gap.OPEN
        if not closed and frame.view.reached(last + 1):
            gap = Gap.CANNOT_CLOSE
        day = as_date(last)
        reason = {
            Gap.CLOSED: found,
            Gap.OPEN: f"gap open: {found}",
            Gap.CANNOT_CLOSE: f"gap cannot be closed any more: {found} by {day}",
        }[gap]
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.MET if closed else Outcome.NOT_MET,
            reason=reason,
            evidence=rests_on,
            action=self._action(first, last, rule) if gap is Gap.OPEN else None,
            details=(("gap", gap.value), ("last day", day)),
            window=None if closed else _window(first, last),
        )

    def _action(self, first: int, last: int, rule: Rule) -> Action:
        return Action(
            title=rule.title,
            urgency=Urgency.ROUTINE,
            closes=self.closes,
            licences=rule.licences,
            earliest=as_date(first),
            due=as_date(last),
            overdue_after=as_date(last),
            window_over="cannot be closed any more",
        )


_NONE = Answer(False, ())


def _of_the_year(frame: Frame) -> Frame:
    """The frame of the review's calendar year; all measures share it, and what they found."""
    year = frame.view.year()
    return Frame(frame.view, (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()))


def _span(group: Group, frame: Frame) -> tuple[int, int]:
    """The first day of the year and the last day on which the gap can still be closed."""
    assert frame.period is not None  # noqa: S101  set by the caller
    bounds = group.last_day.bounds(frame)
    last = frame.period[1] if bounds is None else min(bounds[1], frame.period[1])
    return frame.period[0], last


def _window(first: int, last: int) -> Window:
    start, end = date.fromordinal(min(first, last)), date.fromordinal(last)
    return Window(earliest=start, due=end, overdue_after=end, closes=end)


def _outside(occurrence: str, answer: Answer, reason: str) -> Conclusion:
    if answer.holds is None:
        return _unknown(occurrence, answer)
    said = not_applicable(reason, occurrence, answer.evidence)
    return attrs.evolve(said, details=(("gap", Gap.NOT_APPLICABLE.value),))


def _unknown(occurrence: str, answer: Answer) -> Conclusion:
    evidence: tuple[Evidence, ...] = answer.evidence
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(answer.missing)}",
        evidence=evidence,
        missing=answer.missing,
    )
