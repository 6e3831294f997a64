"""Where one step of one trigger stands."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import refer, refer_all
from carecoord.rules.criteria.resting import refer_with
from carecoord.rules.engine.closers import Closers, in_time
from carecoord.rules.engine.finding import Action, Evidence, Outcome
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.step import Step
from carecoord.rules.engine.step_closing import StepClosing, missed
from carecoord.rules.engine.step_days import Days
from carecoord.rules.engine.timing import Row, as_date

AHEAD_DAYS = 30
"""How long before its first day a step comes onto the worklist, as what recurs does."""


@attrs.frozen(kw_only=True)
class StepStanding:
    """Where one step of one trigger stands."""

    __repr__ = shown

    closing: StepClosing
    rule: Rule
    asked: tuple[Evidence, ...]
    """The trigger, and what else is true of it so that anything is asked for."""
    stopped: Evidence | None = None
    """What ends the work that is still open."""

    @property
    def step(self) -> Step:
        """The step."""
        return self.closing.step

    def conclusion(self, name: str) -> Conclusion:
        """Done, open, waived, or what would have to be known."""
        why = self._asked_for(name)
        if isinstance(why, Conclusion):
            return why
        start = self.closing.day_zero()
        if start is None:
            waits = f"waits for: {self.step.after.title}" if self.step.after else ""
            return attrs.evolve(not_applicable(waits, name, why), title=self.step.title)
        why = (*why, *self.closing.started_by())
        days = self.closing.days(start)
        if days is None:
            return self._unknown(name, "a calendar that covers the business days", why)
        puller = self.closing.puller(days)
        if puller is not None:
            days = days.pulled_to(puller.start_low)
            pulled = Evidence(clause="no later than", holds=True, facts=(refer(puller),))
            why = (*why, pulled)
        closer = self.closing.closer(days)
        if closer is not None:
            return self._done(name, closer, days, why)
        said = self._waived(name, days, why) or self._stopped(name, why)
        return said or self._open(name, days, why)

    # -- what is said -------------------------------------------------------------------------

    def _asked_for(self, name: str) -> tuple[Evidence, ...] | Conclusion:
        """Why it is asked for, or that it is not."""
        if self.step.only_if is None:
            return self.asked
        answer = self.step.only_if.answer(self.closing.frame)
        evidence = (*self.asked, *answer.evidence)
        if answer.holds:
            return evidence
        if answer.holds is None:
            return self._unknown(name, ", ".join(answer.missing), evidence)
        return not_applicable(f"not {self.step.only_if.clause}", name, evidence)

    def _done(self, name: str, closer: Row, days: Days, why: tuple[Evidence, ...]) -> Conclusion:
        late, too_late = days.late(closer), missed(closer, days)
        on = as_date(closer.start_low)
        reason = f"done{' late' if late else ''} on {on}"
        if too_late:
            reason = f"window closed on {as_date(days.closing or days.in_time)}; done {on}"
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET if too_late else Outcome.MET,
            reason=reason,
            evidence=(*why, *(self._closed(row) for row in self.closing.closers(days))),
            title=self.step.title,
            details=(("due", as_date(days.due)), ("done", on)),
            window=days.window(self.closing.lapse, done=None if too_late else closer.start_low),
        )

    def _waived(self, name: str, days: Days, why: tuple[Evidence, ...]) -> Conclusion | None:
        if self.step.waived_by is None:
            return None
        rows = [
            row
            for row in self.closing.frame.rows(self.step.waived_by).sure
            if days.start <= row.start_low == row.start_high <= self.closing.last()
        ]
        if not rows:
            return None
        row = min(rows, key=in_time)
        line = self._line(row, holds=False, because="declined or not needed")
        said = not_applicable(f"waived on {as_date(row.start_low)}", name, (*why, line))
        window = days.window(self.closing.lapse, waived=row.start_low)
        return attrs.evolve(said, title=self.step.title, window=window)

    def _stopped(self, name: str, why: tuple[Evidence, ...]) -> Conclusion | None:
        if self.stopped is None:
            return None
        said = f"stopped by {self.stopped.clause} on {self.stopped.facts[0].on}"
        return attrs.evolve(not_applicable(said, name, (*why, self.stopped)), title=self.step.title)

    def _open(self, name: str, days: Days, why: tuple[Evidence, ...]) -> Conclusion:
        closers = self.closing.frame.rows(self.step.closed_by)
        seen = self.closing.sorted(closers.sure, days)
        evidence = (*why, *self._seen(seen))
        action = self._action(days)
        undated = [
            row
            for row in closers.sure
            if row.start_low != row.start_high and self.closing.may_count(row, days.earliest)
        ]
        if undated:
            row = max(undated, key=lambda r: (r.start_high, r.fact.id))
            line = self._line(row, holds=None, because="its day is not exactly known")
            what = f"the exact day: {self.step.title}"
            return self._unknown(name, what, (*evidence, line), action, days)
        lacking = closers.missing or tuple(
            dict.fromkeys(self.step.closed_by.lacking(self.closing.frame, closers.maybe))
        )
        if seen.open or (closers.maybe and not lacking):
            what = f"who performed it: {self.step.title}"
            return self._unknown(name, what, evidence, action, days)
        if lacking:
            return self._unknown(name, ", ".join(lacking), evidence, action, days)
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"{self._none_seen(seen.counted, days)}; due {as_date(days.due)}",
            evidence=evidence,
            action=action,
            title=self.step.title,
            details=(("due", as_date(days.due)),),
            window=days.window(self.closing.lapse),
        )

    def _none_seen(self, counted: tuple[Row, ...], days: Days) -> str:
        on = {row.start_low for row in counted}
        seen = f"{len(on)} of {self.step.times} seen" if on else "none seen"
        hidden = self.closing.row.fact.hides_its_day and self.step.after is None
        return seen if hidden else f"{seen} since {as_date(days.start)}"

    def _seen(self, seen: Closers) -> tuple[Evidence, ...]:
        lines = (self._line(row, holds=True) for row in sorted(seen.counted, key=in_time))
        return (*lines, *seen.lines(self.step.title, self.step.by), *self._attempts())

    def _attempts(self) -> tuple[Evidence, ...]:
        if self.step.attempts is None:
            return ()
        tries = [
            row
            for row in self.closing.frame.rows(self.step.attempts).sure
            if self.closing.row.end_high <= row.start_low <= self.closing.last()
        ]
        if not tries:
            return ()
        facts = refer_all(tries)
        because = f"{len(tries)} attempt{'s' if len(tries) > 1 else ''}, nobody reached"
        return (Evidence(clause=self.step.title, holds=False, facts=facts, because=because),)

    def _closed(self, row: Row) -> Evidence:
        facts = refer_with(self.step.closed_by, row, self.closing.frame)
        return Evidence(clause=self.step.title, holds=True, facts=facts)

    def _line(self, row: Row, *, holds: bool | None, because: str = "") -> Evidence:
        return Evidence(clause=self.step.title, holds=holds, facts=(refer(row),), because=because)

    def _unknown(
        self,
        name: str,
        what: str,
        evidence: tuple[Evidence, ...],
        action: Action | None = None,
        days: Days | None = None,
    ) -> Conclusion:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"not known: {what}",
            evidence=evidence,
            missing=(what,),
            action=action,
            title=self.step.title,
            window=None if days is None else days.window(self.closing.lapse),
        )

    def _action(self, days: Days) -> Action | None:
        view = self.closing.frame.view
        if days.over(view) or not view.reached(days.earliest - AHEAD_DAYS):
            return None
        return Action(
            title=self.step.title,
            urgency=self.step.urgency,
            closes=self.step.closes,
            licences=self.step.licences or self.rule.licences,
            earliest=as_date(days.earliest),
            due=days.instant or as_date(days.due),
            overdue_after=days.instant or as_date(days.in_time),
            window_over=self.step.window_over,
        )
