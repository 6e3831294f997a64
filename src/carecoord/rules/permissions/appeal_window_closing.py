"""The time to appeal a payer's decision is about to be over, and no appeal was filed.

Of the first decision, and of an appeal that was lost where the last day of the next level is known.
Once the window is over, late filing needs good cause.

Population: patients with an adverse decision of a payer, or an appeal that was lost.
Source: 42 CFR 422.582(b), 438.402(c), 431.221(d), by which an appeal is filed in time.
Departures: told from 14 days before the last day to 30 days after it; without it, until 180 days
after the decision that it is not known; a decision that was accepted is not appealed
(decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from carecoord.model.moment import ClinicalTime
from carecoord.model.shown import shown
from carecoord.model.task import Task
from carecoord.rules.concepts.deadlines import days_in, due_on, in_words, lapsed, over, within
from carecoord.rules.concepts.permitted import REQUESTS
from carecoord.rules.concepts.requested import (
    APPEALS,
    adverse,
    appeal,
    appeals_of,
    concluded,
    line,
    requests,
)
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, as_date, day_bounds
from carecoord.rules.permissions.appealing import (
    LAPSES_AFTER_DECISION,
    LAPSES_AFTER_WINDOW,
    LOST,
    appeal_until,
    decided_on,
)

LEAD = Parameter(
    "permissions.appeal-window-closing.lead",
    default=days(14),
    says="how long before the last day to appeal it is told that no appeal was filed",
)
ACCEPTED = Facts(Task).where(Task.status, "completed", "cancelled")
LAST_DAY = "the last day to appeal"
EXACT_DAY = "the exact last day to appeal"


@attrs.frozen(kw_only=True)
class _Window:
    """The time to file an appeal of some level; ``until`` None is not known."""

    __repr__ = shown

    level: int
    until: ClinicalTime | None


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each decision that can be appealed, or was."""
    told = [
        said
        for name, row in requests(frame)
        if adverse(row)
        for said in _about(name, row, frame, rule)
    ]
    missing = frame.rows(REQUESTS).missing
    return concluded(told, missing, "no adverse decision that can still be appealed")


def closing(row: Row, frame: Frame) -> bool:
    """Whether this rule asks for a step on a decision that nobody has appealed."""
    if not frame.view.parameters.defines(LEAD.name) or appeals_of(row, frame):
        return False
    until = appeal_until(row, frame)
    if until is None or not within(until, LEAD, frame.view) or _lapsed(until, row, frame):
        return False
    return over(until, frame.view) is not None


def _lapsed(until: ClinicalTime | None, row: Row, frame: Frame) -> bool:
    if until is not None:
        return lapsed(until, LAPSES_AFTER_WINDOW, frame.view)
    decided = decided_on(row)
    return decided is not None and lapsed(decided, LAPSES_AFTER_DECISION, frame.view)


def _window(row: Row, filed: list[Row], frame: Frame) -> _Window | None:
    """The window that is open now; None while an appeal is open, won, or the last of its kind."""
    if not filed:
        return _Window(level=1, until=appeal_until(row, frame))
    last = appeal(filed[-1])
    if last.outcome not in LOST or last.next_deadline_on is None:
        return None
    return _Window(level=last.level + 1, until=last.next_deadline_on)


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Iterator[Conclusion]:
    filed = appeals_of(row, frame)
    window = _window(row, filed, frame)
    appealed = (line("appeal", filed),) if filed else ()
    seen = (line("adverse decision", [row]), *appealed)
    if window is None:
        yield _none(name, "an appeal was filed", seen)
        return
    if _lapsed(window.until, row, frame):
        return
    occurrence = name if window.level == 1 else f"{name}:level-{window.level}"
    missing = frame.rows(APPEALS).missing or ((LAST_DAY,) if window.until is None else ())
    accepted = _accepted(row, frame)
    if accepted:
        why = "the decision was accepted"
        yield _none(occurrence, why, (*seen, line("task on the decision", accepted)))
    elif missing or window.until is None:
        yield unknown(missing, seen, occurrence)
    else:
        yield _closing(occurrence, window.until, seen, frame, rule)


def _accepted(row: Row, frame: Frame) -> list[Row]:
    return [
        one
        for one in frame.rows(ACCEPTED).sure
        if isinstance(one.fact, Task) and one.fact.focus == row.fact.id
    ]


def _none(name: str, why: str, seen: tuple[Evidence, ...]) -> Conclusion:
    return Conclusion(occurrence=name, outcome=Outcome.NOT_MET, reason=why, evidence=seen)


def _closing(
    name: str, until: ClinicalTime, seen: tuple[Evidence, ...], frame: Frame, rule: Rule
) -> Conclusion:
    view, due = frame.view, due_on(until)
    if not within(until, LEAD, view):
        return _none(name, f"an appeal can be filed until {in_words(until)}", seen)
    late = over(until, view)
    if late is None:
        return unknown((EXACT_DAY,), seen, name)
    first = day_bounds(until, view.zone)[0]
    action = Action(
        title="File the appeal late, with good cause" if late else "File the appeal, or accept",
        urgency=Urgency.ASAP,
        closes="an appeal, or a task on the decision done: accepted",
        licences=rule.licences,
        earliest=as_date(first - days_in(LEAD, first, view)),
        due=due,
        overdue_after=due,
        window_over="window closed: late filing needs good cause",
    )
    told = "window closed" if late else "an appeal can be filed"
    more = ": late filing needs good cause" if late else ", and none was"
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{told}{', last day' if late else ' until'} {in_words(until)}{more}",
        evidence=seen,
        action=action,
        details=(("appeal until", due),),
    )


RULE = Rule(
    id="permissions.appeal-window-closing",
    edition="2026",
    title="The time to appeal is about to be over",
    population="patients with an adverse decision of a payer, or an appeal that was lost",
    citation=Citation(
        text="42 CFR 422.582, 438.402, 431.221",
        locator="422.582(b), 438.402(c), 431.221(d)",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="the last day is that of the case or of an appeal, else that of the payer's clock from "
    "the date on the notice; a state's own has to stand in the case; who may appeal is not told",
    departures="days before and after the last day, and what shows acceptance: decision 0057",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(REQUESTS, APPEALS, ACCEPTED)),
)
