"""How a target of a goal stands: reached, in time, past its day, or not known."""

from __future__ import annotations

from enum import Enum

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.goal import Goal, Target
from carecoord.model.observation import Value
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown
from carecoord.rules.adherence.falling_due import lapsed
from carecoord.rules.adherence.goal_values import achieved, reaches
from carecoord.rules.adherence.measured import RESULTS, Latest, latest
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.timing import ALWAYS, LAST_DAY, Bounds, day_bounds, shifted
from carecoord.rules.engine.view import View

NONE_SINCE = "a value of what the target measures since the goal began"
_DAYS = {"d": 1, "wk": 7}
_MONTHS = {"mo": 1, "a": 12}
_LONGEST = 36_525
"""No target is set for more days, or months, than make a century of days."""


class Stands(Enum):
    """How a target stands."""

    REACHED = "reached"
    IN_TIME = "not reached so far, its day is still to come"
    PAST = "not seen to be reached, its day is over"
    LAPSED = "its day is long past"
    UNKNOWN = "not known"


@attrs.frozen(kw_only=True)
class Judged:
    """A target: how it stands, by which values, its last day, and what is missing to know."""

    __repr__ = shown

    name: str
    stands: Stands
    facts: tuple[FactRef, ...] = ()
    due: Bounds | None = None
    missing: tuple[str, ...] = ()
    seen: str = ""

    @property
    def told(self) -> str:
        """In words, with its days."""
        by = "no day given" if self.due is None else f"due by {_days(self.due)}"
        seen = f", {self.seen}" if self.seen else ""
        return f"{self.name}: {self.stands.value}, {by}{seen}"


def _days(bounds: Bounds) -> str:
    low, high = (on(day) for day in bounds)
    return f"{low}" if low == high else f"some day from {low} to {high}"


def judge(target: Target, goal: Goal, counts_for: Parameter, frame: Frame) -> Judged:
    """How a target of a goal stands."""
    since = _since(goal, frame.view)
    due = _due(target, since, frame.view)
    measure, detail = target.measure, target.detail
    if measure is None or not measure.coding or detail is None:
        name = goal.description.label if goal.description else "goal"
        reached = achieved(goal.achievement_status)
        missing = () if reached is not None else ("whether the goal is reached",)
        base = Judged(name=name, stands=Stands.REACHED, due=due, missing=missing)
    else:
        reached, base = _measured(measure, detail, since, frame)
        base = attrs.evolve(base, due=due)
    return base if reached else _not_reached(base, counts_for, frame.view)


def _measured(
    measure: CodeableConcept, detail: Value, since: Bounds, frame: Frame
) -> tuple[bool, Judged]:
    """Whether the latest value reaches it, and what is known whether it does or not."""
    base = Judged(name=measure.label, stands=Stands.REACHED)
    lists = frame.rows(RESULTS).missing
    if lists:
        return False, attrs.evolve(base, missing=lists)
    found = latest(measure, since, frame)
    answers = {reaches(seen.value, detail) for seen in found.values}
    base = attrs.evolve(
        base,
        facts=tuple(refer(seen.row) for seen in found.values),
        seen=_told(found),
        missing=_lacking(found, answers),
    )
    return not base.missing and True in answers, base


def _lacking(found: Latest, answers: set[bool | None]) -> tuple[str, ...]:
    """What is missing to know whether the latest value reaches the target."""
    if not found.values:
        return (NONE_SINCE,)
    if None in answers:
        return ("whether the latest value reaches the target: its unit, or which side counts",)
    if found.perhaps_none or len(answers) > 1:
        return ("the day of a value of what the target measures",)
    return ()


def _told(found: Latest) -> str:
    """The latest value with its day, where there is one."""
    if len(found.values) != 1:
        return ""
    seen = found.values[0]
    value = seen.value
    shown = f"{value.value} {value.unit or ''}".strip() if isinstance(value, Quantity) else ""
    return f"latest {shown}".strip() + f" on {refer(seen.row).on or 'a day not known'}"


def _not_reached(base: Judged, counts_for: Parameter, view: View) -> Judged:
    """In time, past its day, or not known: nothing seen since the goal began is not reached."""
    unknown = attrs.evolve(base, stands=Stands.UNKNOWN)
    if base.missing and base.missing != (NONE_SINCE,):
        return unknown
    if base.due is None:
        more = (*base.missing, "the day by which the target is to be reached")
        return attrs.evolve(unknown, missing=more)
    stands = _by_its_day(base.due, counts_for, view)
    if stands in {Stands.PAST, Stands.LAPSED}:
        return attrs.evolve(base, stands=stands, missing=())
    if stands is Stands.UNKNOWN:
        return attrs.evolve(unknown, missing=("the exact day by which it is to be reached",))
    return unknown if base.missing else attrs.evolve(base, stands=stands)


def _by_its_day(due: Bounds, counts_for: Parameter, view: View) -> Stands:
    """Whether the last day is still to come, over, long over, or may be either."""
    if not view.reached(due[0] + 1):
        return Stands.IN_TIME
    if not view.reached(due[1] + 1):
        return Stands.UNKNOWN
    return Stands.LAPSED if lapsed(due[1], counts_for, view) else Stands.PAST


def _since(goal: Goal, view: View) -> Bounds:
    """When the goal began; any value counts where that is not known."""
    start = goal.started_on
    if start is None or isinstance(start, CodeableConcept):
        return ALWAYS, ALWAYS
    return day_bounds(start, view.zone)


def _due(target: Target, since: Bounds, view: View) -> Bounds | None:
    """The last day of a target: its date, or so long after the goal began."""
    due = target.due
    if due is None:
        return None
    if not isinstance(due, Quantity):
        return day_bounds(due, view.zone)
    unit = due.unit or ""
    days, months = due.value * _DAYS.get(unit, 0), due.value * _MONTHS.get(unit, 0)
    length = days + months
    if since[0] == ALWAYS or not 0 < length <= _LONGEST or length % 1:
        return None
    last = shifted(since, days=int(days), months=int(months))
    return last if last[1] <= LAST_DAY else None
