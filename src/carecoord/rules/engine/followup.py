"""The shape FollowUp: a trigger, and the steps that are due after it."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.performer import performed_by
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import NEVER, Row, as_date


@attrs.frozen(kw_only=True)
class Step:
    """One thing due after the trigger.

    ``due`` counts from the trigger's day, which is day 0; ``earliest`` likewise. ``closed_by``
    selects what closes it, performed by one of ``by`` (empty: by anybody);
    ``unknown_performer_closes`` says whether a performer whose licence is not known is accepted.
    ``attempts`` are tries that do not close it. ``window_over`` says what happens after the due
    day.
    """

    name: str
    title: str
    due: Offset | Parameter
    closed_by: Selection
    closes: str
    earliest: Offset
    by: frozenset[Licence] = frozenset()
    unknown_performer_closes: bool = True
    attempts: Selection | None = None
    urgency: Urgency = Urgency.ROUTINE
    licences: tuple[Licence, ...] = ()
    window_over: str = "overdue, still to be done"
    later_closes: bool = True
    """Whether something after the due day still closes it, late."""
    no_later_than: Step | None = None
    """The step that it must not come after: what closes that one pulls the due day to its own."""


@attrs.frozen(kw_only=True)
class FollowUp:
    """What is due after something happened.

    The clock starts at the end of the ``trigger``. A row of ``superseded_by`` that starts on or
    after that day ends it; ``lapses_after`` is the last day on which anything is still to be done.
    """

    trigger: Selection
    trigger_name: str
    steps: tuple[Step, ...]
    lapses_after: Offset
    superseded_by: Selection | None = None
    superseded_name: str = ""

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its selections."""
        for selection in (self.trigger, self.superseded_by, *(s.closed_by for s in self.steps)):
            yield from sets_of(selection)
        for step in self.steps:
            yield from sets_of(step.attempts)
            if step.no_later_than is not None:
                yield from sets_of(step.no_later_than.closed_by)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say for every live trigger where each step stands; of the lapsed ones, name the last."""
        found = frame.rows(self.trigger)
        if not found.sure:
            return self._no_trigger(found, force)
        live: list[Conclusion] = []
        lapsed: list[Conclusion] = []
        for occurrence, row in named(found.sure):
            if as_date(row.end_high) is None:
                live.append(self._no_day(occurrence, row))
                continue
            if not force.holds(row.end_high):
                continue
            trigger = self._triggered(row)
            lapse = self.lapses_after.after(row.end_high, frame.view)
            if lapse is not None and frame.view.reached(lapse + 1):
                why = f"lapsed on {as_date(lapse)}: {self.trigger_name} {trigger.because}"
                lapsed = [not_applicable(why, occurrence, (trigger,))]
            elif row.end_low != row.end_high:
                live.append(self._no_day(occurrence, row))
            elif force.too_early(row.end_high):
                why = f"no edition before {rule.in_force_from}"
                live.append(not_applicable(why, occurrence, (trigger,)))
            else:
                live += self._steps(occurrence, row, lapse, frame, rule)
        return live or lapsed

    def _triggered(self, row: Row) -> Evidence:
        by = "" if row.end_low == row.end_high else "by "
        because = f"ended {by}{as_date(row.end_high)}"
        return Evidence(clause=self.trigger_name, holds=True, facts=(refer(row),), because=because)

    def _no_day(self, occurrence: str, *rows: Row) -> Conclusion:
        what = f"the exact day of {self.trigger_name}"
        evidence = Evidence(clause=self.trigger_name, holds=None, facts=refer_all(rows))
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"not known: {what}",
            evidence=(evidence,),
            missing=(what,),
        )

    def _no_trigger(self, found: Rows, force: Force) -> Iterable[Conclusion]:
        if not force.earliest:
            return ()
        if found.certain:
            return (not_applicable(f"no {self.trigger_name}"),)
        if not found.missing:
            return (self._no_day("-", *found.maybe),)
        return (
            Conclusion(
                occurrence="-",
                outcome=Outcome.INSUFFICIENT_DATA,
                reason=f"not known: {', '.join(found.missing)}",
                missing=found.missing,
            ),
        )

    def _steps(
        self, occurrence: str, row: Row, lapse: int | None, frame: Frame, rule: Rule
    ) -> Iterable[Conclusion]:
        superseding = self._superseding(row, frame)
        trigger = self._triggered(row)
        for step in self.steps:
            name = f"{occurrence}:{step.name}"
            if superseding is not None:
                seen = Evidence(
                    clause=self.superseded_name, holds=True, facts=(refer(superseding),)
                )
                why = f"superseded by {self.superseded_name} on {as_date(superseding.start_low)}"
                yield not_applicable(why, name, (trigger, seen))
                continue
            yield _Standing(step, row, lapse, frame, rule, trigger).conclusion(name)

    def _superseding(self, row: Row, frame: Frame) -> Row | None:
        if self.superseded_by is None:
            return None
        later = [
            other
            for other in frame.rows(self.superseded_by).sure
            if other.start_low >= row.end_high
            and other.start_low > row.start_high
            and other.fact.id != row.fact.id
            and as_date(other.start_high) is not None
        ]
        return min(later, key=lambda r: (r.start_low, r.fact.id), default=None)


@attrs.frozen
class _Standing:
    """Where one step of one trigger stands."""

    step: Step
    row: Row
    lapse: int | None
    frame: Frame
    rule: Rule
    trigger: Evidence

    def conclusion(self, name: str) -> Conclusion:
        view, step = self.frame.view, self.step
        due = step.due.after(self.row.end_high, view)
        earliest = step.earliest.after(self.row.end_high, view)
        if due is None or earliest is None:
            return self._unknown(name, "a calendar that covers the business days", ())
        puller = self._puller(due)
        why: tuple[Evidence, ...] = (self.trigger,)
        if puller is not None:
            due = puller.start_low
            pulled = Evidence(clause="no later than", holds=True, facts=(refer(puller),))
            why = (self.trigger, pulled)
        closers = self.frame.rows(step.closed_by)
        counted, open_ones, refused = self._sorted(closers.sure, earliest)
        if counted:
            return self._done(name, min(counted, key=_in_time), due, why)
        evidence = (*why, *self._seen(open_ones, refused))
        action = self._action(earliest, due)
        undated = [
            row
            for row in closers.sure
            if row.start_low != row.start_high and self._may_count(row, earliest)
        ]
        if undated:
            row = max(undated, key=lambda r: (r.start_high, r.fact.id))
            line = self._line(row, holds=None, because="its day is not exactly known")
            return self._unknown(name, f"the exact day: {step.title}", (*evidence, line), action)
        if open_ones or closers.maybe:
            what = f"who performed it: {step.title}"
            return self._unknown(name, what, evidence, action)
        if closers.missing:
            return self._unknown(name, ", ".join(closers.missing), evidence, action)
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"none seen since {as_date(self.row.end_high)}; due {as_date(due)}",
            evidence=evidence,
            action=action,
            title=step.title,
            details=(("due", as_date(due)),),
        )

    def _puller(self, due: int) -> Row | None:
        """What closes the step that this one must not come after, if it comes before the due day.

        A visit on the day of discharge, or by somebody who cannot close it, is not that visit.
        """
        other = self.step.no_later_than
        if other is None:
            return None
        earliest = other.earliest.after(self.row.end_high, self.frame.view)
        if earliest is None:
            return None
        standing = attrs.evolve(self, step=other)
        rows, _, _ = standing._sorted(self.frame.rows(other.closed_by).sure, earliest)  # noqa: SLF001  its own kind
        return min((row for row in rows if row.start_low < due), key=_in_time, default=None)

    def _may_count(self, row: Row, earliest: int) -> bool:
        """Whether a row of which the day is not exactly known may lie in the window."""
        last = NEVER if self.lapse is None else self.lapse
        another = row.fact.id != self.row.fact.id
        return another and row.start_low <= last and row.start_high >= earliest

    def _sorted(self, rows: list[Row], earliest: int) -> tuple[list[Row], list[Row], list[Row]]:
        """Rows of the window by performer: those that count, those left open, those refused."""
        last = NEVER if self.lapse is None else self.lapse
        within = [row for row in rows if earliest <= row.start_low == row.start_high <= last]
        counted: list[Row] = []
        open_ones: list[Row] = []
        refused: list[Row] = []
        for row in within:
            if row.fact.id == self.row.fact.id:
                continue
            by = self.step.by
            right = True if not by else performed_by(row.fact, by, self.frame.view.chart)
            if right is None and self.step.unknown_performer_closes:
                right = True
            (counted if right else open_ones if right is None else refused).append(row)
        return counted, open_ones, refused

    def _done(self, name: str, closer: Row, due: int, why: tuple[Evidence, ...]) -> Conclusion:
        late = closer.start_low > due
        if late and not self.step.later_closes:
            return Conclusion(
                occurrence=name,
                outcome=Outcome.NOT_MET,
                reason=f"window closed on {as_date(due)}; done {as_date(closer.start_low)}",
                evidence=(*why, self._line(closer, holds=True)),
                title=self.step.title,
                details=(("due", as_date(due)), ("done", as_date(closer.start_low))),
            )
        return Conclusion(
            occurrence=name,
            outcome=Outcome.MET,
            reason=f"done{' late' if late else ''} on {as_date(closer.start_low)}",
            evidence=(*why, self._line(closer, holds=True)),
            title=self.step.title,
            details=(("due", as_date(due)), ("done", as_date(closer.start_low))),
        )

    def _seen(self, open_ones: list[Row], refused: list[Row]) -> tuple[Evidence, ...]:
        lines: list[Evidence] = []
        row = latest(open_ones)
        if row is not None:
            lines.append(
                self._line(row, holds=None, because="the performer's licence is not known")
            )
        row = latest(refused)
        if row is not None:
            names = " or ".join(sorted(x.value for x in self.step.by))
            lines.append(self._line(row, holds=False, because=f"refused: needs {names}"))
        return (*lines, *self._attempts())

    def _attempts(self) -> tuple[Evidence, ...]:
        if self.step.attempts is None:
            return ()
        last = NEVER if self.lapse is None else self.lapse
        tries = [
            row
            for row in self.frame.rows(self.step.attempts).sure
            if self.row.end_high <= row.start_low <= last
        ]
        if not tries:
            return ()
        facts = refer_all(tries)
        because = f"{len(tries)} attempt{'s' if len(tries) > 1 else ''}, nobody reached"
        return (Evidence(clause=self.step.title, holds=False, facts=facts, because=because),)

    def _line(self, row: Row, *, holds: bool | None, because: str = "") -> Evidence:
        return Evidence(clause=self.step.title, holds=holds, facts=(refer(row),), because=because)

    def _unknown(
        self, name: str, what: str, evidence: tuple[Evidence, ...], action: Action | None = None
    ) -> Conclusion:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"not known: {what}",
            evidence=evidence or (self.trigger,),
            missing=(what,),
            action=action,
            title=self.step.title,
        )

    def _action(self, earliest: int, due: int) -> Action | None:
        if not self.step.later_closes and self.frame.view.reached(due + 1):
            return None
        return Action(
            title=self.step.title,
            urgency=self.step.urgency,
            closes=self.step.closes,
            licences=self.step.licences or self.rule.licences,
            earliest=as_date(earliest),
            due=as_date(due),
            overdue_after=as_date(due),
            window_over=self.step.window_over,
        )


def _in_time(row: Row) -> tuple[int, str]:
    return row.start_low, row.fact.id
