"""Where one step of one trigger stands."""

from __future__ import annotations

import attrs

from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Action, Evidence, Outcome
from carecoord.rules.engine.performer import performed_by
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.step import Step
from carecoord.rules.engine.step_days import Days, days_of
from carecoord.rules.engine.timing import NEVER, Row, as_date


@attrs.frozen(kw_only=True)
class StepStanding:
    """Where one step of one trigger stands. The frame's ``EACH`` is the trigger."""

    step: Step
    row: Row
    lapse: int | None
    frame: Frame
    rule: Rule
    trigger: Evidence
    stopped: Evidence | None = None
    """What ends the work that is still open."""

    def conclusion(self, name: str) -> Conclusion:
        """Done, open, waived, or what would have to be known."""
        unasked = self._not_asked_for(name)
        if unasked is not None:
            return unasked
        start = self.day_zero()
        if start is None:
            waits = f"waits for: {self.step.after.title}" if self.step.after else ""
            return not_applicable(waits, name, (self.trigger,))
        days = self.days(start)
        if days is None:
            return self._unknown(name, "a calendar that covers the business days", ())
        why: tuple[Evidence, ...] = (self.trigger,)
        puller = self._puller(days)
        if puller is not None:
            days = days.pulled_to(puller.start_low)
            pulled = Evidence(clause="no later than", holds=True, facts=(refer(puller),))
            why = (self.trigger, pulled)
        closer = self.closer(days)
        if closer is not None:
            return self._done(name, closer, days, why)
        said = self._waived(name, days, why) or self._stopped(name, why)
        return said or self._open(name, days, why)

    # -- the days -----------------------------------------------------------------------------

    def day_zero(self) -> int | None:
        """The day that starts the clock: the trigger's, or the day that closed another step."""
        if self.step.after is None:
            return self.row.end_high
        other = attrs.evolve(self, step=self.step.after)
        start = other.day_zero()
        days = None if start is None else other.days(start)
        closer = None if days is None else other.closer(days)
        if days is None or closer is None or _missed(closer, days):
            return None
        return closer.start_low

    def days(self, start: int) -> Days | None:
        """The days of the step; None when no calendar covers them."""
        return days_of(self.step, start, self.row, self.frame.view)

    def _last(self) -> int:
        return NEVER if self.lapse is None else self.lapse

    # -- what closes it -----------------------------------------------------------------------

    def closer(self, days: Days) -> Row | None:
        """The row that closes it: that of the day on which it was done often enough."""
        counted, _, _ = self._sorted(self.frame.rows(self.step.closed_by).sure, days)
        on: set[int] = set()
        for row in sorted(counted, key=_in_time):
            on.add(row.start_low)
            if len(on) == self.step.times:
                return row
        return None

    def _puller(self, days: Days) -> Row | None:
        """What closes the step that this one must not come after, if it comes before the due day.

        A visit on the day of discharge, or by somebody who cannot close it, is not that visit.
        """
        if self.step.no_later_than is None:
            return None
        other = attrs.evolve(self, step=self.step.no_later_than)
        theirs = other.days(self.row.end_high)
        closer = None if theirs is None else other.closer(theirs)
        return closer if closer is not None and closer.start_low < days.due else None

    def _sorted(self, rows: list[Row], days: Days) -> tuple[list[Row], list[Row], list[Row]]:
        """Rows of the window by performer: those that count, those left open, those refused."""
        last = self._last()
        within = [row for row in rows if days.earliest <= row.start_low == row.start_high <= last]
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

    def _may_count(self, row: Row, earliest: int) -> bool:
        """Whether a row of which the day is not exactly known may lie in the window."""
        another = row.fact.id != self.row.fact.id
        return another and row.start_low <= self._last() and row.start_high >= earliest

    # -- what is said -------------------------------------------------------------------------

    def _not_asked_for(self, name: str) -> Conclusion | None:
        if self.step.only_if is None:
            return None
        answer = self.step.only_if.answer(self.frame)
        if answer.holds:
            return None
        evidence = (self.trigger, *answer.evidence)
        if answer.holds is None:
            return self._unknown(name, ", ".join(answer.missing), evidence)
        return not_applicable(f"not {self.step.only_if.clause}", name, evidence)

    def _done(self, name: str, closer: Row, days: Days, why: tuple[Evidence, ...]) -> Conclusion:
        late, missed = days.late(closer), _missed(closer, days)
        on = as_date(closer.start_low)
        reason = f"done{' late' if late else ''} on {on}"
        if missed:
            reason = f"window closed on {as_date(days.closing or days.in_time)}; done {on}"
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET if missed else Outcome.MET,
            reason=reason,
            evidence=(*why, self._line(closer, holds=True)),
            title=self.step.title,
            details=(("due", as_date(days.due)), ("done", on)),
            window=days.window(self.lapse, done=None if missed else closer.start_low),
        )

    def _waived(self, name: str, days: Days, why: tuple[Evidence, ...]) -> Conclusion | None:
        if self.step.waived_by is None:
            return None
        rows = [
            row
            for row in self.frame.rows(self.step.waived_by).sure
            if days.start <= row.start_low == row.start_high <= self._last()
        ]
        if not rows:
            return None
        row = min(rows, key=_in_time)
        line = self._line(row, holds=False, because="declined or not needed")
        said = not_applicable(f"waived on {as_date(row.start_low)}", name, (*why, line))
        window = days.window(self.lapse, waived=row.start_low)
        return attrs.evolve(said, title=self.step.title, window=window)

    def _stopped(self, name: str, why: tuple[Evidence, ...]) -> Conclusion | None:
        if self.stopped is None:
            return None
        said = f"stopped by {self.stopped.clause} on {self.stopped.facts[0].on}"
        return attrs.evolve(not_applicable(said, name, (*why, self.stopped)), title=self.step.title)

    def _open(self, name: str, days: Days, why: tuple[Evidence, ...]) -> Conclusion:
        closers = self.frame.rows(self.step.closed_by)
        counted, open_ones, refused = self._sorted(closers.sure, days)
        evidence = (*why, *self._seen(counted, open_ones, refused))
        action = self._action(days)
        undated = [
            row
            for row in closers.sure
            if row.start_low != row.start_high and self._may_count(row, days.earliest)
        ]
        if undated:
            row = max(undated, key=lambda r: (r.start_high, r.fact.id))
            line = self._line(row, holds=None, because="its day is not exactly known")
            what = f"the exact day: {self.step.title}"
            return self._unknown(name, what, (*evidence, line), action, days)
        lacking = closers.missing or tuple(
            dict.fromkeys(self.step.closed_by.lacking(self.frame, closers.maybe))
        )
        if open_ones or (closers.maybe and not lacking):
            what = f"who performed it: {self.step.title}"
            return self._unknown(name, what, evidence, action, days)
        if lacking:
            return self._unknown(name, ", ".join(lacking), evidence, action, days)
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"{self._none_seen(counted)} since {as_date(days.start)}; "
            f"due {as_date(days.due)}",
            evidence=evidence,
            action=action,
            title=self.step.title,
            details=(("due", as_date(days.due)),),
            window=days.window(self.lapse),
        )

    def _none_seen(self, counted: list[Row]) -> str:
        on = {row.start_low for row in counted}
        return f"{len(on)} of {self.step.times} seen" if on else "none seen"

    def _seen(
        self, counted: list[Row], open_ones: list[Row], refused: list[Row]
    ) -> tuple[Evidence, ...]:
        lines = [self._line(row, holds=True) for row in sorted(counted, key=_in_time)]
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
        tries = [
            row
            for row in self.frame.rows(self.step.attempts).sure
            if self.row.end_high <= row.start_low <= self._last()
        ]
        if not tries:
            return ()
        facts = refer_all(tries)
        because = f"{len(tries)} attempt{'s' if len(tries) > 1 else ''}, nobody reached"
        return (Evidence(clause=self.step.title, holds=False, facts=facts, because=because),)

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
            evidence=evidence or (self.trigger,),
            missing=(what,),
            action=action,
            title=self.step.title,
            window=None if days is None else days.window(self.lapse),
        )

    def _action(self, days: Days) -> Action | None:
        if days.over(self.frame.view):
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


def _missed(closer: Row, days: Days) -> bool:
    """Whether it was done after the last day on which that closes it."""
    return days.closing is not None and closer.start_low > days.closing


def _in_time(row: Row) -> tuple[int, str]:
    return row.start_low, row.fact.id
