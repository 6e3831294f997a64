"""The shape FollowUp: a trigger, and the steps that are due after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import refer, refer_all
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.resting import refer_with
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Evidence, Outcome
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.step import Span, Step
from carecoord.rules.engine.step_closing import StepClosing
from carecoord.rules.engine.step_standing import StepStanding
from carecoord.rules.engine.timing import Row, as_date

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault

__all__ = ["FollowUp", "Step"]


@attrs.frozen(kw_only=True)
class FollowUp:
    """What is due after something happened.

    The clock starts at the end of the ``trigger`` (of ``beginnings()``, at its start). A row of
    ``superseded_by`` that starts on or after that day ends it, one of ``stopped_by`` what is still
    open of it; ``lapses_after`` is the last day on which anything is still to be done. ``one_in``
    is how long after a trigger another one of the same kind starts nothing new. ``only_if`` is
    asked of each trigger as ``EACH``; one of which it does not hold leaves out no other.
    """

    __repr__ = shown

    trigger: Selection
    trigger_name: str
    steps: tuple[Step, ...]
    lapses_after: Span
    superseded_by: Selection | None = None
    superseded_name: str = ""
    stopped_by: Selection | None = None
    stopped_name: str = ""
    one_in: Span | None = None
    only_if: Condition | None = None

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its selections and conditions."""
        return sets_of(
            (self.trigger, self.superseded_by, self.stopped_by, self.only_if, self.steps)
        )

    @property
    def faults(self) -> Iterator[Fault]:
        """Steps that can never be done, that share a name, or that wait for what is not there."""
        from carecoord.rules.engine.step_faults import follow_up_faults

        return follow_up_faults(self)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say for every live trigger where each step stands; of the lapsed ones, name the last."""
        found = frame.rows(self.trigger)
        if not found.sure:
            return self._no_trigger(found, frame, force)
        live: list[Conclusion] = []
        lapsed: list[Conclusion] = []
        for occurrence, row in self._first_of_each(found.sure, frame):
            if as_date(row.end_high) is None:
                live.append(self._no_day(occurrence, row))
                continue
            if not force.holds(row.end_high):
                continue
            trigger = self._triggered(row, frame)
            lapse = self.lapses_after.after(row.end_high, frame.view)
            if lapse is not None and frame.view.reached(lapse + 1):
                why = self._lapsed(row, lapse, trigger)
                lapsed = [not_applicable(why, occurrence, (trigger,))]
            elif row.end_low != row.end_high:
                live.append(self._no_day(occurrence, row))
            elif force.too_early(row.end_high):
                why = f"no edition before {rule.in_force_from}"
                live.append(not_applicable(why, occurrence, (trigger,)))
            else:
                live += self._steps(occurrence, row, lapse, frame, rule)
        return live or lapsed

    def _first_of_each(self, rows: list[Row], frame: Frame) -> Iterator[tuple[str, Row]]:
        """The triggers by name, without those that fall into the time of one before them.

        One that asks for nothing takes the time of none that does.
        """
        if self.one_in is None:
            yield from named(rows)
            return
        until: dict[bool | None, int | None] = {}
        for occurrence, row in named(rows):
            asks = True if self.only_if is None else self.only_if.holds(frame.of(row))
            ends = (until.get(True), until.get(asks))
            if any(end is not None and row.end_high <= end for end in ends):
                continue
            yield occurrence, row
            if as_date(row.end_high) is not None:
                until[asks] = self.one_in.after(row.end_high, frame.view)

    def _asked_for(
        self, occurrence: str, trigger: Evidence, within: Frame
    ) -> tuple[Evidence, ...] | Conclusion:
        """Why anything is asked for after a trigger, or that nothing is."""
        if self.only_if is None:
            return (trigger,)
        answer = self.only_if.answer(within)
        evidence = (trigger, *answer.evidence)
        if answer.holds:
            return evidence
        if answer.holds is False:
            return not_applicable(_decided_by(answer.evidence), occurrence, evidence)
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"not known: {', '.join(answer.missing)}",
            evidence=evidence,
            missing=answer.missing,
        )

    def _lapsed(self, row: Row, lapse: int, trigger: Evidence) -> str:
        if row.fact.hides_its_day:
            return f"lapsed: {self.trigger_name}"
        return f"lapsed on {as_date(lapse)}: {self.trigger_name} {trigger.because}"

    def _triggered(self, row: Row, frame: Frame) -> Evidence:
        facts = refer_with(self.trigger, row, frame)
        if row.fact.hides_its_day:
            return Evidence(clause=self.trigger_name, holds=True, facts=facts)
        by = "" if row.end_low == row.end_high else "by "
        because = f"ended {by}{as_date(row.end_high)}"
        return Evidence(clause=self.trigger_name, holds=True, facts=facts, because=because)

    def _no_day(self, occurrence: str, *rows: Row) -> Conclusion:
        asked = "whether it counts as" if _on_known_days(rows) else "the exact day of"
        what = f"{asked} {self.trigger_name}"
        evidence = Evidence(clause=self.trigger_name, holds=None, facts=refer_all(rows))
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"not known: {what}",
            evidence=(evidence,),
            missing=(what,),
        )

    def _no_trigger(self, found: Rows, frame: Frame, force: Force) -> Iterable[Conclusion]:
        if not force.earliest:
            return ()
        if found.certain:
            return (not_applicable(f"no {self.trigger_name}"),)
        lacking = tuple(dict.fromkeys(self.trigger.lacking(frame, found.maybe)))
        missing = found.missing or lacking
        if not missing:
            return (self._no_day("-", *found.maybe),)
        return (
            Conclusion(
                occurrence="-",
                outcome=Outcome.INSUFFICIENT_DATA,
                reason=f"not known: {', '.join(missing)}",
                missing=missing,
            ),
        )

    def _steps(
        self, occurrence: str, row: Row, lapse: int | None, frame: Frame, rule: Rule
    ) -> Iterable[Conclusion]:
        trigger, within = self._triggered(row, frame), frame.of(row)
        asked = self._asked_for(occurrence, trigger, within)
        if isinstance(asked, Conclusion):
            yield asked
            return
        superseding = self._first_after(row, self.superseded_by, self.superseded_name, within)
        stopping = self._first_after(row, self.stopped_by, self.stopped_name, within)
        for step in self.steps:
            name = f"{occurrence}:{step.name}"
            closing = StepClosing(step=step, row=row, lapse=lapse, frame=within)
            said = StepStanding(
                closing=closing, rule=rule, asked=asked, stopped=stopping
            ).conclusion(name)
            if superseding is not None and not _done_by(said, superseding.facts[0].on):
                why = f"superseded by {superseding.clause} on {superseding.facts[0].on}"
                said = attrs.evolve(
                    not_applicable(why, name, (*asked, superseding)), title=step.title
                )
            yield said

    def _first_after(
        self, row: Row, selection: Selection | None, name: str, within: Frame
    ) -> Evidence | None:
        """The first other row that starts on or after the trigger's day."""
        if selection is None:
            return None
        later = [
            other
            for other in within.rows(selection).sure
            if other.start_low >= row.end_high
            and other.start_low > row.start_high
            and not other.is_of(row.fact)
            and as_date(other.start_high) is not None
        ]
        first = min(later, key=lambda r: (r.start_low, r.fact.id), default=None)
        return None if first is None else Evidence(clause=name, holds=True, facts=(refer(first),))


def _on_known_days(rows: tuple[Row, ...]) -> bool:
    return all(row.end_low == row.end_high and as_date(row.end_high) is not None for row in rows)


def _decided_by(lines: tuple[Evidence, ...]) -> str:
    """What decided that nothing is asked for: what holds and must not, or does not and must."""
    return ", ".join(line.clause if line.holds else f"not {line.clause}" for line in lines)


def _done_by(said: Conclusion, day: date | None) -> bool:
    """Whether a step was done before what supersedes the rest."""
    done = None if said.window is None else said.window.done
    return done is not None and day is not None and done <= day
