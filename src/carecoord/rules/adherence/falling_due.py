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


class Came(Enum):
    """What came of something that was to be done."""

    IN_TIME = "done in time"
    LATE = "done late"
    DONE = "done, in time or late"
    OPEN = "still to be done"
    UNKNOWN = "not known"


@attrs.frozen(kw_only=True)
class Sorted:
    """Items with what came of them; those not due yet and those long past are not among them."""

    items: tuple[tuple[Item, Came], ...]
    missing: tuple[str, ...]

    def of(self, *which: Came) -> list[Item]:
        """The items of which this came, in the order of their last days."""
        found = [item for item, came in self.items if came in which]
        return sorted(found, key=lambda i: (i.due or (NEVER, NEVER), i.name))

    @property
    def open(self) -> list[Item]:
        """Those that came due and are not seen done."""
        return self.of(Came.OPEN)

    @property
    def done(self) -> list[Item]:
        """Those that came due and are done."""
        return self.of(Came.IN_TIME, Came.LATE, Came.DONE)


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


def sort_out(
    items: Iterable[Item],
    words: Words,
    counts_for: Parameter,
    view: View,
    missing: tuple[str, ...] = (),
) -> Sorted:
    """Which of them came due within the time for which they count, and what came of each."""
    judged = [
        (item, *told)
        for item in items
        if (told := _judged(item, words, counts_for, view)) is not None
    ]
    lacking = (one for _, _, lacks in judged for one in lacks)
    return Sorted(
        items=tuple((item, came) for item, came, _ in judged),
        missing=tuple(dict.fromkeys((*lacking, *missing))),
    )


def lapsed(day: int, counts_for: Parameter, view: View) -> bool:
    """Whether a day lies so long ago that what was to be done by it counts no more."""
    until = counts_for.after(day, view)
    assert until is not None  # noqa: S101  months need no calendar
    return view.reached(until)


_Told = tuple[Came, tuple[str, ...]]
"""What came of an item, and what is missing to know it."""


def _judged(item: Item, words: Words, counts_for: Parameter, view: View) -> _Told | None:
    """None for what does not count: not due yet, long past, or done and perhaps not due yet."""
    if item.due is None:
        return (
            None
            if item.state is State.DONE
            else _unknown(item, f"the day by which {words.each} is due")
        )
    if not view.reached(item.due[0] + 1) or lapsed(item.due[1], counts_for, view):
        return None
    if item.state is State.UNKNOWN:
        return _unknown(item, f"whether {words.each} was done")
    if view.reached(item.due[1] + 1):
        return _counted(item, item.due), ()
    if item.state is State.OPEN:
        return _unknown(item, f"the exact day by which {words.each} is due")
    return None


def _unknown(item: Item, missing: str) -> _Told:
    return Came.UNKNOWN, item.missing or (missing,)


def _counted(item: Item, due: Bounds) -> Came:
    if item.state is State.OPEN:
        return Came.OPEN
    if item.done is not None and item.done[1] <= due[0]:
        return Came.IN_TIME
    if item.done is not None and item.done[0] > due[1]:
        return Came.LATE
    return Came.DONE


def conclude(
    occurrence: str, found: Sorted, words: Words, rule: Rule, about: tuple[Evidence, ...] = ()
) -> Conclusion:
    """Still to be done, not known, nothing came due, or all that did is done."""
    evidence = (*about, *_evidence(found))
    if not found.open and found.missing:
        return not_known(occurrence, found.missing, evidence, _details(found, words))
    if not found.open and not found.done:
        return not_applicable(words.nothing, occurrence, evidence)
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.NOT_MET if found.open else Outcome.MET,
        reason=f"window closed, still to be done: {_named(found.open)}"
        if found.open
        else f"all that came due is done: {_named(found.done)}",
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


def _named(items: Iterable[Item]) -> str:
    return "; ".join(_told(item) for item in items)


def _told(item: Item) -> str:
    by = f" by {_day(item.due)}" if item.due else ", no day given"
    done = f", done {_day(item.done)}" if item.done else ""
    return f"{item.name}{by}{done}"


def _day(bounds: Bounds) -> str:
    low, high = (on(max(day, 1)) for day in bounds)
    return f"{low}" if low == high else f"some day from {low} to {high}"


def _evidence(found: Sorted) -> Iterable[Evidence]:
    for clause, holds, came in (
        (IN_TIME, True, Came.IN_TIME),
        (IN_TIME, False, Came.LATE),
        (IN_TIME, None, Came.DONE),
        (BY_ITS_DAY, False, Came.OPEN),
        (BY_ITS_DAY, None, Came.UNKNOWN),
    ):
        items = found.of(came)
        if items:
            facts = dict.fromkeys(ref for item in items for ref in item.facts)
            yield Evidence(clause=clause, holds=holds, facts=tuple(facts), because=_named(items))


def _days(items: Iterable[Item]) -> list[int]:
    return [item.due[1] for item in items if item.due is not None]


def _details(found: Sorted, words: Words) -> tuple[tuple[str, object], ...]:
    open_, done, late = _days(found.open), _days(found.done), _days(found.of(Came.LATE))
    turned = (("turned on", on(min(open_) + 1)),) if open_ else ()
    return (*counted(words.counted, [*open_, *done], done, late), *turned)


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
