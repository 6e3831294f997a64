"""What is concluded of things that came due, in the words of a rule."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.adherence.falling_due import AfterDue, Item, Sorted, Words
from carecoord.rules.engine.counts import counted
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable, unknown
from carecoord.rules.engine.timing import Bounds

OVERDUE_DAYS = 7
"""Days of grace after the last day, before the work is overdue (decision 0031)."""
IN_TIME, BY_ITS_DAY = "done by its last day", "seen done"


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
    return unknown(missing, evidence, occurrence, details)


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
        (IN_TIME, True, AfterDue.IN_TIME),
        (IN_TIME, False, AfterDue.LATE),
        (IN_TIME, None, AfterDue.DONE),
        (BY_ITS_DAY, False, AfterDue.OPEN),
        (BY_ITS_DAY, None, AfterDue.UNKNOWN),
    ):
        items = found.of(came)
        if items:
            facts = dict.fromkeys(ref for item in items for ref in item.facts)
            yield Evidence(clause=clause, holds=holds, facts=tuple(facts), because=_named(items))


def _days(items: Iterable[Item]) -> list[int]:
    return [item.due[1] for item in items if item.due is not None]


def _details(found: Sorted, words: Words) -> tuple[tuple[str, object], ...]:
    open_, done, late = _days(found.open), _days(found.done), _days(found.of(AfterDue.LATE))
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
