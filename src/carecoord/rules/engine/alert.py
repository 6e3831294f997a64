"""The shape Alert: a result that somebody with a licence must see now.

An alert is STAT, has an instant by which it is to be acknowledged, and waits for no batch. It stays
until it is acknowledged in the record, until something calms it, or until it lapses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

import attrs

from carecoord.model.communication import Communication
from carecoord.model.fact import Fact
from carecoord.model.patient import Patient
from carecoord.model.task import Task
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import refer, refer_all
from carecoord.rules.criteria.conditions import Exists
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Facts, Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.performer import by_laity, performed_by
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import NEVER, Row, as_date

_SEEN = Facts(Communication).where(Communication.status, "completed")
_TAKEN = Facts(Task).where(Task.status, "accepted", "in-progress", "completed")


@attrs.frozen(kw_only=True)
class Alert:
    """``alarming`` and ``calm`` judge one fact: true, false, or None when its value cannot be read.

    ``says`` words the value. ``inputs`` are named selections of what else is needed to go on: what
    is on record becomes evidence, what is not is missing. ``patient_inputs`` names the same of the
    patient.
    """

    results: Selection
    result_name: str
    alarming: Callable[[Fact], bool | None]
    calm: Callable[[Fact], bool | None]
    says: Callable[[Fact], str]
    moment: Callable[[Fact], datetime | None]
    acknowledge_within: timedelta
    lapses_days: int
    title: str
    closes: str
    inputs: tuple[tuple[str, Selection], ...] = ()
    patient_inputs: Callable[[Patient], tuple[str, ...]] | None = None

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """The sets of its results and inputs."""
        return sets_of((self.results, *(selection for _, selection in self.inputs)))

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """One conclusion for each alarming result not lapsed; else one that there is none."""
        found = frame.rows(self.results)
        live = frame.view.not_over(found.sure, self.lapses_days)
        rows = [row for row in live if row.start_high != NEVER]
        raised = [
            conclusion
            for occurrence, row in named(rows)
            if force.holds(row.start_high)
            for conclusion in self._about(occurrence, row, rows, frame, rule, force)
        ]
        if raised or not force.earliest:
            return raised
        undated = [
            r for r in found.sure if r.start_high == NEVER and self.alarming(r.fact) is not False
        ]
        if undated:
            seen = Evidence(clause=self.result_name, holds=None, facts=refer_all(undated))
            return (_unknown("-", (f"the exact day of {self.result_name}",), (seen,)),)
        if not found.certain:
            missing = found.missing or (f"the exact day of {self.result_name}",)
            return (_unknown("-", missing, ()),)
        return (not_applicable(f"no alarming {self.result_name} that has not lapsed"),)

    def _about(  # noqa: PLR0913, PLR0917  one result and what surrounds it
        self,
        occurrence: str,
        row: Row,
        rows: list[Row],
        frame: Frame,
        rule: Rule,
        force: Force,
    ) -> Iterable[Conclusion]:
        alarming = self.alarming(row.fact)
        if alarming is False:
            return
        if force.too_early(row.start_high):
            seen = Evidence(clause=self.result_name, holds=alarming, facts=(refer(row),))
            yield not_applicable(f"no edition before {rule.in_force_from}", occurrence, (seen,))
            return
        seen = Evidence(
            clause=self.result_name,
            holds=alarming,
            facts=(refer(row),),
            because=self.says(row.fact),
        )
        if alarming is None:
            yield _unknown(occurrence, (f"the value or unit of {self.result_name}",), (seen,))
            return
        closing = self._closed(row, rows, frame, rule)
        if closing is not None:
            yield Conclusion(
                occurrence=occurrence,
                outcome=Outcome.NOT_MET,
                reason=_since(closing),
                evidence=(seen, closing),
            )
            return
        yield self._raised(occurrence, row, seen, frame, rule)

    def _closed(self, row: Row, rows: list[Row], frame: Frame, rule: Rule) -> Evidence | None:
        may = frozenset(rule.licences)
        for selection in (_SEEN, _TAKEN):
            told = [
                r
                for r in frame.rows(selection).sure
                if row.fact.id in _about(r.fact) and _may_acknowledge(r.fact, may, frame)
            ]
            if told:
                first = min(told, key=lambda r: (r.start_low, r.fact.id))
                return Evidence(clause="acknowledged", holds=True, facts=(refer(first),))
        later = [r for r in rows if self._order(r) > self._order(row) and self.calm(r.fact)]
        if not later:
            return None
        first = min(later, key=lambda r: (*self._order(r), r.fact.id))
        return Evidence(
            clause=f"later {self.result_name} no longer alarming",
            holds=True,
            facts=(refer(first),),
            because=self.says(first.fact),
        )

    def _order(self, row: Row) -> tuple[int, datetime]:
        return row.start_low, self.moment(row.fact) or datetime.min.replace(tzinfo=UTC)

    def _raised(
        self, occurrence: str, row: Row, seen: Evidence, frame: Frame, rule: Rule
    ) -> Conclusion:
        by = self._acknowledge_by(row, frame)
        on_record, missing = self._inputs(frame)
        action = Action(
            title=self.title,
            urgency=Urgency.STAT,
            closes=self.closes,
            licences=rule.licences,
            earliest=as_date(row.start_low),
            due=by,
            overdue_after=by,
            acknowledge_by=by,
            window_over="escalate to the prescriber on call",
        )
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.MET,
            reason=f"{self.says(row.fact)} on {as_date(row.start_low)}",
            evidence=(seen, *on_record),
            missing=missing,
            action=action,
            details=(("lapses after", as_date(row.start_high + self.lapses_days)),),
        )

    def _inputs(self, frame: Frame) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
        """The latest of each input that is on record, and the names of those that are not."""
        answers = [
            (name, Exists(selection).named(name).answer(frame)) for name, selection in self.inputs
        ]
        on_record = tuple(e for _, answer in answers if answer.holds for e in answer.evidence)
        missing = tuple(name for name, answer in answers if not answer.holds)
        if self.patient_inputs is not None:
            missing += self.patient_inputs(frame.view.patient)
        return on_record, missing

    def _acknowledge_by(self, row: Row, frame: Frame) -> datetime:
        moment = self.moment(row.fact)
        if moment is not None:
            return moment + self.acknowledge_within
        day = as_date(row.start_high) or date.max
        return datetime.combine(day, time(23, 59, 59), frame.view.zone)


def _may_acknowledge(fact: Fact, accepted: frozenset[Licence], frame: Frame) -> bool:
    """Whether somebody who may did it; of a professional whose licence is not known, it is so."""
    return not by_laity(fact) and performed_by(fact, accepted, frame.view.chart) is not False


def _about(fact: Fact) -> tuple[str | None, ...]:
    return (*getattr(fact, "about", ()), getattr(fact, "focus", None))


def _since(closing: Evidence) -> str:
    on = closing.facts[0].on
    return closing.clause if on is None else f"{closing.clause} on {on}"


def _unknown(
    occurrence: str, missing: tuple[str, ...], evidence: tuple[Evidence, ...]
) -> Conclusion:
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=evidence,
        missing=missing,
    )
