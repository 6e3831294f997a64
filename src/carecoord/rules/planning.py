"""Planning: what comes due, for one patient or for many, by week and by licence.

What a review finds is taken as it stands. What repeats is carried on to the horizon as if each one
were done on its due day, those overdue on the day of planning; it stops where the rule would no
longer apply: with an age, an edition, the end of a reason that is on record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Protocol, cast

import attrs

from carecoord.errors import AuthoringError, UnknownRule
from carecoord.model.chart import Chart
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.review import conclusions, held, view_of
from carecoord.rules.engine.rule import Conclusion, Force, Rule
from carecoord.rules.engine.window import Standing, Window

_OVER = frozenset({Standing.DONE, Standing.DONE_LATE, Standing.WAIVED, Standing.WINDOW_CLOSED})


class Repeating(Protocol):
    """A shape that knows when the next one is due."""

    def next_due(self, frame: Frame, done_on: int) -> int | None:
        """The day number on which the next is due if this one is done on a day."""
        ...


@attrs.frozen(kw_only=True)
class Planned:
    """One thing to come.

    ``key`` is the key of the finding that it comes from. ``standing`` is that of the day of
    planning. ``projected`` says that it rests on the ones before it being done on their due days.
    """

    key: str
    patient: str
    rule: str
    title: str
    window: Window
    standing: Standing
    licences: tuple[Licence, ...]
    projected: bool = False


@attrs.frozen(kw_only=True)
class Load:
    """What a week asks of a licence.

    ``may`` counts what somebody with the licence may do, ``only`` what nobody with another may.
    ``week`` is its Monday; what is overdue belongs to the week of planning.
    """

    week: date
    licence: Licence
    may: int
    only: int


def plan(chart: Chart, catalogue: Catalogue, as_of: date, until: date) -> tuple[Planned, ...]:
    """What is due for a patient up to a day, that day inside, in the order of due days.

    Nothing of what stops under a hold (death, hospice choice …).

    Raises:
        AuthoringError: the horizon lies before the day of planning, or one of them is no whole day.
    """
    _whole_days(as_of=as_of, until=until)
    if until < as_of:
        raise AuthoringError(
            asked=f"a plan from {as_of} until {until}",
            found="it ends before it starts",
            remedy="Give in `until` a last day on or after `as_of`, the first",
        )
    view = view_of(chart, catalogue, as_of)
    holds = held(view)
    frame = Frame(view)
    planner = _Planner(chart, catalogue, as_of, until)
    told: dict[str, tuple[Rule, list[Conclusion]]] = {}
    for rule, conclusion in conclusions(frame, catalogue):
        if not rule.goes_on(holds):
            continue
        told.setdefault(rule.id, (rule, []))[1].append(conclusion)
    found = [one for rule, said in told.values() for one in planner.of(rule, said, frame)]
    return tuple(sorted(found, key=lambda one: (one.window.due, one.key)))


@attrs.frozen
class _Planner:
    """Plans one patient from one day to another."""

    chart: Chart
    catalogue: Catalogue
    as_of: date
    until: date

    def of(self, rule: Rule, said: list[Conclusion], frame: Frame) -> Iterator[Planned]:
        """What one rule asks for, first as it stands, then carried on."""
        windows = [one for one in said if one.window is not None and _needed(one)]
        for one in windows:
            planned = self._planned(rule, one, cast("Window", one.window))
            if planned.standing not in _OVER and planned.window.due <= self.until:
                yield planned
        if windows and hasattr(rule.shape, "next_due"):
            last = max(windows, key=lambda one: cast("Window", one.window).due)
            yield from self._carried_on(rule, last, frame)

    def _planned(
        self, rule: Rule, one: Conclusion, window: Window, *, projected: bool = False
    ) -> Planned:
        action = one.action
        return Planned(
            key=f"{rule.id}|{self.chart.key}|{one.occurrence}",
            patient=self.chart.key,
            rule=rule.id,
            title=one.title or rule.title,
            window=window,
            standing=window.standing(self.as_of),
            licences=rule.licences if action is None else action.licences,
            projected=projected,
        )

    def _carried_on(self, rule: Rule, one: Conclusion, frame: Frame) -> Iterator[Planned]:
        """Each next one, as long as the rule would still apply on its due day."""
        window = cast("Window", one.window)
        while True:
            done_on = window.done or max(window.due, self.as_of)
            edition, _ = _in_force(self.catalogue, rule.id, done_on)
            due = cast("Repeating", edition.shape).next_due(frame, done_on.toordinal())
            if due is None or not done_on.toordinal() < due <= self.until.toordinal():
                return
            if not self.applies(rule, date.fromordinal(due)):
                return
            window = _moved(window, date.fromordinal(due))
            yield self._planned(rule, one, window, projected=True)

    def applies(self, rule: Rule, day: date) -> bool:
        """Whether any edition of the rule would still ask for something on a day."""
        frame = Frame(view_of(self.chart, self.catalogue, day))
        return any(
            conclusion.outcome is not Outcome.NOT_APPLICABLE
            for edition, force in self.catalogue.editions
            if edition.id == rule.id
            for conclusion in edition.shape.conclude(frame, edition, force)
        )


def _whole_days(**given: object) -> None:
    """Refuse an instant, and whatever else is no day: what is planned comes due on whole days."""
    for name, day in given.items():
        if isinstance(day, datetime) or not isinstance(day, date):
            raise AuthoringError(
                asked=f"`{name}` of a plan",
                found="an instant" if isinstance(day, datetime) else "not a date",
                remedy="Give a whole day, such as date(2026, 3, 1); of an instant, its day where "
                "the work is done: `.astimezone(zone).date()`",
            )


def _needed(one: Conclusion) -> bool:
    return one.outcome in {Outcome.MET, Outcome.NOT_MET, Outcome.INSUFFICIENT_DATA}


def _moved(window: Window, due: date) -> Window:
    """The same window around another due day, with nothing done in it yet."""
    by = due - window.due
    return Window(
        earliest=window.earliest + by,
        due=due,
        overdue_after=window.overdue_after + by,
        closes=None if window.closes is None else window.closes + by,
    )


def next_if_done(
    chart: Chart, catalogue: Catalogue, rule_id: str, as_of: date, done_on: date
) -> date | None:
    """When the next one would be due if the present one were done on a day, early or late.

    What counts from the actual completion moves with it, what is anchored does not. None when
    nothing follows, or when it is not known.

    Raises:
        UnknownRule: the catalogue has no such rule.
        AuthoringError: the rule does not repeat, or one of the two days is no whole day.
    """
    _whole_days(as_of=as_of, done_on=done_on)
    rule, _ = _in_force(catalogue, rule_id, as_of)
    if not hasattr(rule.shape, "next_due"):
        raise AuthoringError(
            asked=f"what follows {rule_id!r}",
            found="it does not repeat",
            remedy="Ask for a rule that does, such as monitoring.hba1c",
        )
    frame = Frame(view_of(chart, catalogue, as_of))
    due = cast("Repeating", rule.shape).next_due(frame, done_on.toordinal())
    if due is None:
        return None
    planner = _Planner(chart, catalogue, as_of, date.fromordinal(due))
    return date.fromordinal(due) if planner.applies(rule, date.fromordinal(due)) else None


def _in_force(catalogue: Catalogue, rule_id: str, on: date) -> tuple[Rule, Force]:
    """The edition that answers on a day."""
    editions = [pair for pair in catalogue.editions if pair[0].id == rule_id]
    if not editions:
        raise UnknownRule(
            asked=f"rule {rule_id!r}",
            found="no such rule in this catalogue",
            remedy="List them: `carecoord rules`",
        )
    return next((pair for pair in editions if pair[1].holds(on.toordinal())), editions[-1])


def load(planned: Iterable[Planned], as_of: date) -> tuple[Load, ...]:
    """What the weeks ask of each licence, for the plans of one patient or of many.

    Raises:
        AuthoringError: the day of planning is no whole day.
    """
    _whole_days(as_of=as_of)
    may: Counter[tuple[date, Licence]] = Counter()
    only: Counter[tuple[date, Licence]] = Counter()
    for one in planned:
        day = max(one.window.due, as_of)
        week = day - timedelta(days=day.weekday())
        for licence in one.licences:
            may[week, licence] += 1
            only[week, licence] += len(one.licences) == 1
    return tuple(
        Load(week=week, licence=licence, may=may[week, licence], only=only[week, licence])
        for week, licence in sorted(may, key=lambda pair: (pair[0], pair[1].value))
    )
