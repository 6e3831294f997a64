"""The shape Alert: a result that somebody with a licence must see now.

An alert is STAT, has an instant by which it is to be acknowledged, and waits for no batch. It stays
until it is acknowledged in the record, until something calms it, or until it lapses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, cast

import attrs

from carecoord.model.fact import Fact
from carecoord.model.patient import Patient
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import Answer, refer, refer_all
from carecoord.rules.criteria.conditions import Condition, Exists
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.acknowledged import acknowledged, end_of, later, on_day, since
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable, unknown
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import NEVER, Row, as_date, day_number
from carecoord.rules.engine.window import Window

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault

_ALWAYS = Answer(True)


@attrs.frozen(kw_only=True)
class Alert:
    """``alarming`` and ``calm`` judge one fact: true, false, or None when its value cannot be read.

    ``says`` words the value. ``when`` is asked of what alarms, with ``EACH`` standing for it.
    ``acknowledge_within`` counts from the moment of the result; ``ladder`` names who is told in
    turn when nobody has acknowledged it by then, each as long after the one before. ``listed`` is a
    set that the site brings: without it nothing alarms. ``inputs`` are named selections of what
    else is needed to go on: what is on record becomes evidence, what is not is missing.
    ``patient_inputs`` names the same of the patient.
    """

    __repr__ = shown

    results: Selection
    result_name: str
    alarming: Callable[[Fact], bool | None]
    calm: Callable[[Fact], bool | None]
    says: Callable[[Fact], str]
    moment: Callable[[Fact], datetime | None]
    acknowledge_within: timedelta | Parameter
    lapses_days: int
    title: str
    closes: str
    ladder: tuple[str, ...] = ("prescriber on call", "medical director")
    when: Condition | None = None
    listed: SetRef | None = None
    inputs: tuple[tuple[str, Selection], ...] = ()
    patient_inputs: Callable[[Patient], tuple[str, ...]] | None = None

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """The sets of its results and inputs."""
        inputs = (selection for _, selection in self.inputs)
        return sets_of((self.results, self.when, self.listed, *inputs))

    @property
    def faults(self) -> Iterator[Fault]:
        """Times to acknowledge it that are none, or over only after it has lapsed."""
        from carecoord.rules.engine.alert_faults import alert_faults

        return alert_faults(self)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """One conclusion for each alarming result not lapsed; else one that there is none."""
        if self.listed is not None and not _given(self.listed, frame):
            why = f"no {self.result_name} is listed: value set {self.listed.url} is not given"
            return (not_applicable(why),) if force.earliest else ()
        found = frame.rows(self.results)
        dated = [row for row in found.sure if row.start_high != NEVER]
        live = frame.view.not_over(dated, self.lapses_days, self._may_alarm)
        raised = [
            conclusion
            for occurrence, row in (named(dated) if live else ())
            if row in live and force.holds(row.start_high)
            for conclusion in self._about(occurrence, row, dated, frame, rule, force)
        ]
        if raised or not force.earliest:
            return raised
        undated = [
            r for r in found.sure if r.start_high == NEVER and self.alarming(r.fact) is not False
        ]
        if undated:
            seen = Evidence(clause=self.result_name, holds=None, facts=refer_all(undated))
            return (unknown((f"the exact day of {self.result_name}",), (seen,)),)
        if not found.certain:
            missing = found.missing or (f"the exact day of {self.result_name}",)
            return (unknown(missing),)
        return (not_applicable(f"no alarming {self.result_name} that has not lapsed"),)

    def _may_alarm(self, row: Row) -> bool:
        return self.alarming(row.fact) is not False

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
            yield unknown((f"the value or unit of {self.result_name}",), (seen,), occurrence)
            return
        because = _ALWAYS if self.when is None else self.when.answer(frame.of(row))
        if because.holds is False:
            return
        evidence = (seen, *because.evidence)
        closing = self._closed(row, rows, frame, rule)
        if closing is not None:
            yield self._over(occurrence, row, closing, evidence, frame)
        elif because.holds is None:
            what = because.missing or (cast("Condition", self.when).clause,)
            yield unknown(what, evidence, occurrence)
        else:
            yield self._raised(occurrence, row, evidence, frame, rule)

    def _closed(self, row: Row, rows: list[Row], frame: Frame, rule: Rule) -> Evidence | None:
        seen = acknowledged(row.fact, frozenset(rule.licences), frame)
        if seen is not None:
            return seen
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

    def _over(
        self,
        occurrence: str,
        row: Row,
        closing: Evidence,
        evidence: tuple[Evidence, ...],
        frame: Frame,
    ) -> Conclusion:
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.NOT_MET,
            reason=since(closing),
            evidence=(*evidence, closing),
            window=self._window(row, frame, closing.facts[0].on),
        )

    def _raised(
        self,
        occurrence: str,
        row: Row,
        evidence: tuple[Evidence, ...],
        frame: Frame,
        rule: Rule,
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
            window_over=f"not acknowledged: tell the {', then the '.join(self.ladder)}",
        )
        lapses = as_date(row.start_high + self.lapses_days)
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.MET,
            reason=f"{self.says(row.fact)} on {as_date(row.start_low)}",
            evidence=(*evidence, *on_record),
            missing=missing,
            action=action,
            details=(("lapses after", lapses), *self._rungs(by, row, frame)),
            window=self._window(row, frame),
        )

    def _rungs(self, by: datetime, row: Row, frame: Frame) -> Iterator[tuple[str, datetime]]:
        """Who is told, and from when, for as long as nobody has acknowledged it."""
        within = self._within(row, frame)
        for place, who in enumerate(self.ladder):
            yield f"not acknowledged, tell the {who} from", later(by, place * within)

    def _window(self, row: Row, frame: Frame, done: date | None = None) -> Window | None:
        """The days of it; its clock runs in hours, which the action holds."""
        earliest, lapses = as_date(row.start_low), as_date(row.start_high + self.lapses_days)
        if earliest is None:
            return None
        due = as_date(day_number(self._acknowledge_by(row, frame), frame.view.zone)) or earliest
        return Window(earliest=earliest, due=due, overdue_after=due, closes=lapses, done=done)

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

    def _within(self, row: Row, frame: Frame) -> timedelta:
        return on_day(self.acknowledge_within, as_date(row.start_high), frame)

    def _acknowledge_by(self, row: Row, frame: Frame) -> datetime:
        moment = self.moment(row.fact)
        if moment is not None:
            return later(moment, self._within(row, frame))
        return end_of(as_date(row.start_high), frame)


def _given(named: SetRef, frame: Frame) -> bool:
    lookup = frame.view.lookup
    return named.url in lookup.place and not lookup.sets[lookup.place[named.url]].empty
