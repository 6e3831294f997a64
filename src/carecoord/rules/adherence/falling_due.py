"""What was to be done by a day: done in time, done late, still to be done, or not known.

Shared by the rules about activities of a care plan and about tests (decision 0031).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from enum import Enum

import attrs

from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period
from carecoord.rules.engine.counts import counted
from carecoord.rules.engine.finding import Action, Evidence, FactRef, Outcome, Urgency
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import NEVER, Bounds, day_bounds, period_bounds
from carecoord.rules.engine.view import View

OVERDUE_DAYS = 7
"""Days of grace after the last day, before the work is overdue (decision 0031)."""
IN_TIME, BY_ITS_DAY = "done by its last day", "seen done"


class State(Enum):
    """What is known of something that was to be done; what is OUT does not count."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"
    OUT = "out"


@attrs.frozen(kw_only=True)
class Item:
    """Something to be done: ``due`` bounds its last day, ``done`` the day on which it was."""

    name: str
    state: State
    facts: tuple[FactRef, ...] = ()
    due: Bounds | None = None
    done: Bounds | None = None
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Words:
    """How a rule speaks of its items; ``closes`` has a place for their ``{days}``."""

    each: str
    counted: str
    title: str
    closes: str
    nothing: str


@attrs.define(kw_only=True)
class Sorted:
    """Items by what is known of them; those not due yet and those long past are not among them."""

    in_time: list[Item] = attrs.field(factory=list[Item])
    late: list[Item] = attrs.field(factory=list[Item])
    done: list[Item] = attrs.field(factory=list[Item])
    open: list[Item] = attrs.field(factory=list[Item])
    unknown: list[Item] = attrs.field(factory=list[Item])
    missing: list[str] = attrs.field(factory=list[str])

    @property
    def came_due(self) -> list[Item]:
        """Those that count: known to have come due, and whether they are done."""
        return [*self.in_time, *self.late, *self.done, *self.open]


def last_day(time: ClinicalTime | Period | str | None, zone: tzinfo) -> Bounds | None:
    """The earliest and latest day that can be the last one; None where none is given."""
    if time is None or isinstance(time, str):
        return None
    if not isinstance(time, Period):
        return day_bounds(time, zone)
    if time.end is None:
        return None
    _, _, low, high = period_bounds(time, zone)
    return max(low, 1), max(high, 1)


def sort_out(items: Iterable[Item], words: Words, counts_for: Parameter, view: View) -> Sorted:
    """Which of them came due within the time for which they count, and how each stands."""
    found = Sorted()
    for item in items:
        if item.due is None:
            _without_a_day(item, words, found)
        elif view.reached(item.due[0] + 1) and not lapsed(item.due[1], counts_for, view):
            _due(item, item.due, words, found, view)
    return found


def lapsed(day: int, counts_for: Parameter, view: View) -> bool:
    """Whether a day lies so long ago that what was to be done by it counts no more."""
    until = counts_for.after(day, view)
    assert until is not None  # noqa: S101  months need no calendar
    return view.reached(until)


def _without_a_day(item: Item, words: Words, found: Sorted) -> None:
    if item.state is not State.DONE:
        found.unknown.append(item)
        found.missing += item.missing or (f"the day by which {words.each} is due",)


def _due(item: Item, due: Bounds, words: Words, found: Sorted, view: View) -> None:
    if item.state is State.UNKNOWN:
        found.unknown.append(item)
        found.missing += item.missing or (f"whether {words.each} was done",)
    elif view.reached(due[1] + 1):
        _counted(item, due, found)
    elif item.state is State.OPEN:
        found.unknown.append(item)
        found.missing.append(f"the exact day by which {words.each} is due")


def _counted(item: Item, due: Bounds, found: Sorted) -> None:
    if item.state is State.OPEN:
        found.open.append(item)
    elif item.done is not None and item.done[1] <= due[0]:
        found.in_time.append(item)
    elif item.done is not None and item.done[0] > due[1]:
        found.late.append(item)
    else:
        found.done.append(item)


def conclude(
    occurrence: str, found: Sorted, words: Words, rule: Rule, about: tuple[Evidence, ...] = ()
) -> Conclusion:
    """Still to be done, not known, nothing came due, or all that did is done."""
    evidence = (*about, *_evidence(found))
    if not found.open and found.missing:
        missing = tuple(dict.fromkeys(found.missing))
        return not_known(occurrence, missing, evidence, _details(found, words))
    if not found.came_due:
        return not_applicable(words.nothing, occurrence, evidence)
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.NOT_MET if found.open else Outcome.MET,
        reason=f"window closed, still to be done: {_named(found.open)}"
        if found.open
        else f"all that came due is done: {_named(found.came_due)}",
        evidence=evidence,
        action=_action(found.open, words, rule) if found.open else None,
        details=_details(found, words),
    )


def not_known(
    occurrence: str,
    missing: tuple[str, ...],
    evidence: tuple[Evidence, ...] = (),
    details: tuple[tuple[str, object], ...] = (),
) -> Conclusion:
    """What cannot be told, for want of what."""
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=evidence,
        missing=missing,
        details=details,
    )


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda i: (i.due or (NEVER, NEVER), i.name))


def _named(items: Iterable[Item]) -> str:
    return "; ".join(_told(item) for item in _in_order(items))


def _told(item: Item) -> str:
    by = f" by {_day(item.due)}" if item.due else ", no day given"
    done = f", done {_day(item.done)}" if item.done else ""
    return f"{item.name}{by}{done}"


def _day(bounds: Bounds) -> str:
    low, high = (on(max(day, 1)) for day in bounds)
    return f"{low}" if low == high else f"some day from {low} to {high}"


def _evidence(found: Sorted) -> Iterable[Evidence]:
    for clause, holds, items in (
        (IN_TIME, True, found.in_time),
        (IN_TIME, False, found.late),
        (IN_TIME, None, found.done),
        (BY_ITS_DAY, False, found.open),
        (BY_ITS_DAY, None, found.unknown),
    ):
        if items:
            facts = dict.fromkeys(ref for item in _in_order(items) for ref in item.facts)
            yield Evidence(clause=clause, holds=holds, facts=tuple(facts), because=_named(items))


def _days(items: Iterable[Item]) -> list[int]:
    return [item.due[1] for item in items if item.due is not None]


def _details(found: Sorted, words: Words) -> tuple[tuple[str, object], ...]:
    done = [*found.in_time, *found.late, *found.done]
    turned = (("turned on", on(min(_days(found.open)) + 1)),) if found.open else ()
    return (
        *counted(words.counted, _days(found.came_due), _days(done), _days(found.late)),
        *turned,
    )


def _action(items: list[Item], words: Words, rule: Rule) -> Action:
    days = [on(day) for day in sorted(_days(items))]
    return Action(
        title=words.title,
        urgency=Urgency.ROUTINE,
        closes=words.closes.format(days=", ".join(str(day) for day in days)),
        licences=rule.licences,
        due=days[0],
        overdue_after=on(days[0].toordinal() + OVERDUE_DAYS),
        window_over="window closed, still to be done",
    )
