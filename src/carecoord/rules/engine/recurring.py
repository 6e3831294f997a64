"""The shape Recurring: something to be done again and again while a reason lasts.

A FollowUp that repeats: the next one is due so long after the last was actually done.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.picks import First, Last
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import Row, as_date


def _last_of(recurring: Recurring) -> Selection:
    return Last(recurring.done)


def _first_reason_of(recurring: Recurring) -> Selection:
    return First(recurring.reason)


@attrs.frozen(kw_only=True)
class Recurring:
    """Something due again ``every`` so long after it was last done, while ``applies`` holds.

    When ``sooner_if`` holds (of the last one, as ``EACH``), ``sooner`` takes the place of
    ``every``. Never done, it is due when ``reason`` began. ``opens_before`` is how long before the
    due day it comes onto the worklist.
    """

    applies: Condition
    reason: Selection
    reason_name: str
    done: Selection
    every: Offset
    sooner_if: Condition | None = None
    sooner: Offset | None = None
    opens_before_days: int = 30
    title: str
    closes: str
    urgency: Urgency = Urgency.ROUTINE
    _last: Selection = attrs.field(
        init=False, repr=False, default=attrs.Factory(_last_of, takes_self=True)
    )
    _first_reason: Selection = attrs.field(
        init=False, repr=False, default=attrs.Factory(_first_reason_of, takes_self=True)
    )

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its criteria."""
        for node in (self.applies, self.reason, self.done, self.sooner_if):
            yield from sets_of(node)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say when it is due next."""
        view = frame.view
        if force.until is not None and view.reached(force.until):
            return ()
        if force.since is not None and not view.reached(force.since):
            why = f"no edition before {rule.in_force_from}"
            return (not_applicable(why),) if force.earliest else ()
        applies = self.applies.answer(frame)
        if applies.holds is None:
            return (_unknown(applies.missing, applies.evidence),)
        if not applies.holds:
            return (not_applicable(f"no {self.reason_name}", evidence=applies.evidence),)
        return (self._next(frame, rule, applies.evidence),)

    def _next(self, frame: Frame, rule: Rule, why: tuple[Evidence, ...]) -> Conclusion:
        found = frame.rows(self.done)
        if not found.certain:
            missing = found.missing or (f"the exact day of {self.title}",)
            return _unknown(missing, why)
        last = next(iter(frame.rows(self._last).sure), None)
        if last is not None and last.start_low != last.start_high:
            return _unknown((f"the exact day of {self.title}",), (*why, self._seen(last)))
        if last is not None:
            return self._after(last, frame, rule, why)
        if found.sure:
            return _unknown((f"which {self.title} was the last",), why)
        began = next(iter(frame.rows(self._first_reason).sure), None)
        if began is None or as_date(began.start_high) is None:
            return _unknown((f"when {self.reason_name} began",), why)
        return self._due(began.start_high, frame, rule, why, f"{self.title}: none seen")

    def _after(self, last: Row, frame: Frame, rule: Rule, why: tuple[Evidence, ...]) -> Conclusion:
        interval = self.every
        lines: tuple[Evidence, ...] = ()
        if self.sooner_if is not None and self.sooner is not None:
            answer = self.sooner_if.answer(frame.of(last))
            lines = answer.evidence
            interval = self.sooner if answer.holds else self.every
        done = self._seen(last)
        due = interval.after(last.start_low, frame.view)
        seen = f"last seen {as_date(last.start_low)}, next after {interval}"
        if due is None:
            return _unknown(("a calendar that covers the interval",), (*why, done))
        return self._due(due, frame, rule, (*why, done, *lines), seen)

    def _seen(self, last: Row) -> Evidence:
        return Evidence(clause=self.title, holds=True, facts=(refer(last),))

    def _due(
        self, due: int, frame: Frame, rule: Rule, evidence: tuple[Evidence, ...], seen: str
    ) -> Conclusion:
        earliest = due - self.opens_before_days
        reason = f"{seen}; due {as_date(due)}"
        details = (("due", as_date(due)),)
        if not frame.view.reached(earliest):
            return Conclusion(
                occurrence="-",
                outcome=Outcome.MET,
                reason=reason,
                evidence=evidence,
                details=details,
            )
        action = Action(
            title=self.title,
            urgency=self.urgency,
            closes=self.closes,
            licences=rule.licences,
            earliest=as_date(earliest),
            due=as_date(due),
            overdue_after=as_date(due),
        )
        return Conclusion(
            occurrence="-",
            outcome=Outcome.NOT_MET,
            reason=reason,
            evidence=evidence,
            action=action,
            details=details,
        )


def _unknown(missing: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Conclusion:
    return Conclusion(
        occurrence="-",
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=evidence,
        missing=missing,
    )
