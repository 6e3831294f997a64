"""A payer granted less than was asked for, and nothing was decided about it.

Denied, modified and partial are adverse, and so is what is called approved with fewer units or
days than were asked for: each opens the clock of an appeal. A next step is an appeal, a new
request, a talk with the payer's clinician that did not uphold the decision, or that the decision
was accepted: a task on it done or cancelled, or what was ordered revoked. While the window to
appeal is about to close, or closed lately, ``appeal-window-closing`` asks for the step. That no
reason of the payer is on record is a line of the evidence.

Population: patients with an adverse decision of a payer.
Source: 42 CFR 422.566(b)(3), by which a refusal in part is a determination too; X12 278 HCR01 A2,
A3, A6; 42 CFR 422.122(a), by which a specific reason is owed from 1 January 2026, not for drugs.
Departures: decided by the last day to appeal, else 14 days after the decision, or after the request
where the day of the decision is not known; told for 30 days after the last day to appeal, else 180
after the decision (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order
from carecoord.model.task import Task
from carecoord.rules.concepts.deadlines import days_in, due_on, in_words, lapsed
from carecoord.rules.concepts.permitted import REQUESTS, permission
from carecoord.rules.concepts.requested import (
    APPEALS,
    adverse,
    appeals_of,
    concluded,
    decided_as,
    line,
    made_after,
    made_or_received,
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
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import Row, day_bounds
from carecoord.rules.permissions.appeal_window_closing import closing
from carecoord.rules.permissions.appealing import (
    LAPSES_AFTER_DECISION,
    LAPSES_AFTER_WINDOW,
    appeal_until,
    decided_on,
)

WITHIN = Parameter(
    "permissions.denied-without-next-step.within",
    default=days(14),
    says="how long after an adverse decision the next step is decided, where no last day to "
    "appeal is known",
)
WHEN_DECIDED = "the day of the decision"
DECIDED = Facts(Task).where(Task.status, "completed", "cancelled")
REVOKED = Facts(Order).where(Order.status, "revoked").where(Order.do_not_perform, False)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each adverse decision that has not lapsed."""
    told = [
        _about(name, row, frame, rule)
        for name, row in requests(frame)
        if adverse(row) and not _lapsed(row, frame)
    ]
    missing = frame.rows(REQUESTS).missing
    return concluded(told, missing, "no adverse decision that has not lapsed")


def _lapsed(row: Row, frame: Frame) -> bool:
    until, decided = appeal_until(row, frame), decided_on(row)
    if until is not None:
        return lapsed(until, LAPSES_AFTER_WINDOW, frame.view)
    return decided is not None and lapsed(decided, LAPSES_AFTER_DECISION, frame.view)


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion:
    seen = line("adverse decision", [row], decided_as(row))
    step = _next_step(row, frame)
    if step is not None:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"the next step is known: {step.clause}",
            evidence=(seen, step),
        )
    missing = frame.rows(APPEALS).missing
    if missing:
        return unknown(missing, (seen, *_unexplained(row)), name)
    due = _due(row, frame)
    if due is None:
        return unknown((WHEN_DECIDED,), (seen, *_unexplained(row)), name)
    return _to_decide(name, row, due, seen, frame, rule)


def _unexplained(row: Row) -> tuple[Evidence, ...]:
    """That no reason of the payer is on record, of those services of which it refused something."""
    less = permission(row).granted_less
    bare = sum(1 for one in less if not one.reasons)
    said = f"none on record for {bare} of {len(less)} services: ask the payer"
    clause = "the payer's specific reason"
    return (line(clause, [row], said, holds=False),) if bare else ()


def _next_step(row: Row, frame: Frame) -> Evidence | None:
    """What was done about a decision, or shows that it was accepted."""
    if _talked(row, frame):
        return line("talk with the payer's clinician", [row])
    wanted = set(permission(row).orders)
    revoked = {r.fact.id: r for r in frame.rows(REVOKED).sure if r.fact.id in wanted}
    steps = (
        ("appeal", appeals_of(row, frame)),
        ("new request", made_after(row, frame)),
        ("accepted: task on the decision", _tasks(row, frame)),
        ("accepted: the orders revoked", revoked.values() if wanted == revoked.keys() else ()),
    )
    return next((line(clause, rows) for clause, rows in steps if rows), None)


def _talked(row: Row, frame: Frame) -> bool:
    """Whether the talk was held and did not uphold the decision."""
    case = permission(row).case
    talk = None if case is None else case.peer_to_peer
    if talk is None or talk.held_at is None or talk.outcome in {"upheld", "not-held"}:
        return False
    return frame.view.passed(talk.held_at)


def _tasks(row: Row, frame: Frame) -> list[Row]:
    return [
        one
        for one in frame.rows(DECIDED).sure
        if isinstance(one.fact, Task) and one.fact.focus == row.fact.id
    ]


def _due(row: Row, frame: Frame) -> date | datetime | None:
    """By when to decide; None where nothing tells until when, nor since when."""
    until, decided = appeal_until(row, frame), decided_on(row)
    if until is not None:
        return due_on(until)
    since = made_or_received(row) if decided is None else decided
    if since is None:
        return None
    first = day_bounds(since, frame.view.zone)[0]
    return on(first + days_in(WITHIN, first, frame.view))


def _to_decide(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    name: str, row: Row, due: date | datetime, seen: Evidence, frame: Frame, rule: Rule
) -> Conclusion:
    until = appeal_until(row, frame)
    action = Action(
        title="Decide on the next step: appeal, talk to the payer, ask anew, or accept",
        urgency=Urgency.URGENT,
        closes="an appeal, a new request, a talk held, or a task on the decision done",
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="late filing of an appeal needs good cause; ask anew, or tell the patient",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{seen.because}, and no next step is on record{_by(until)}",
        evidence=(seen, *_unexplained(row)),
        action=None if closing(row, frame) else action,
        details=(("appeal until", None if until is None else due_on(until)),),
    )


def _by(until: ClinicalTime | None) -> str:
    known = "the last day to appeal is not known"
    return f"; {known if until is None else f'an appeal can be filed until {in_words(until)}'}"


RULE = Rule(
    id="permissions.denied-without-next-step",
    edition="2026",
    title="Less was granted than asked for, and no next step is known",
    population="patients with an adverse decision of a payer",
    citation=Citation(
        text="42 CFR 422.566, 422.122; X12 278 HCR01",
        locator="422.566(b)(3), 422.122(a); A2, A3, A6",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="that a patient agreed is only seen where a task or a revoked order shows it",
    departures="days, lapses, and what is a next step: decision 0057",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(REQUESTS, APPEALS, DECIDED, REVOKED)),
)
