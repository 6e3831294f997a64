"""A payer asks for more before it decides, and nobody has sent it.

It says so with a question (FHIR CommunicationRequest), with the mark that it wants more, with a
pended item and reasons, or with "contact payer". A question that was answered, or taken back, is
closed; the payer's clock runs on meanwhile.

Population: patients with a request for permission that is not finally decided.
Source: Da Vinci PAS, ClaimResponse.communicationRequest; X12 278 HCR01 A4 and CT.
Departures: sent by the day that the payer named, else 3 days after it asked; where nothing tells
when that was, after the request; told for 180 days (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from carecoord.model.authorization_decision import Decision
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest
from carecoord.model.moment import ClinicalTime
from carecoord.rules.concepts.deadlines import days_in, due_on, in_words, lapsed
from carecoord.rules.concepts.permitted import REQUESTS, permission
from carecoord.rules.concepts.requested import concluded, line, made_or_received, requests
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

WITHIN = Parameter(
    "permissions.information-asked-for.within",
    default=days(3),
    says="how long after the payer asked it is answered, where it named no day",
)
LAPSES_DAYS = 180
WHEN_ASKED = "when the payer asked for more"
QUESTIONS = Facts(CommunicationRequest).where_not(CommunicationRequest.status, "entered-in-error")
SENT = Facts(Communication).where(Communication.status, "completed")
_OPEN = frozenset({"draft", "active", "on-hold", "unknown", None})
_UNDECIDED = frozenset({None, Decision.PENDED, Decision.ACTION_NEEDED})


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each request of which the payer asked for more."""
    told = [
        said
        for name, row in requests(frame)
        if permission(row).decision in _UNDECIDED
        and (said := _about(name, row, frame, rule)) is not None
    ]
    missing = frame.rows(REQUESTS).missing
    return concluded(told, missing, "no payer asked for more")


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion | None:
    asked = permission(row).communication_requests
    on_record = [q for q in frame.rows(QUESTIONS).sure if q.fact.id in asked] if asked else []
    because = _says_so(row)
    asked_on = _asked_on(row, on_record)
    if not (asked or because) or (
        asked_on is not None and lapsed(asked_on, LAPSES_DAYS, frame.view)
    ):
        return None
    seen = line("the payer asks for more", [row], because)
    answers = _answers(row, on_record, frame)
    open_ = [q for q in on_record if _is_open(q, answers)]
    lines = (seen, *((line("questions", open_ or on_record),) if on_record else ()))
    if not open_ and (answers or on_record):
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="what the payer asked for was answered or is no longer asked for",
            evidence=(*lines, *((line("answers", answers),) if answers else ())),
        )
    if not open_ and not because:
        return unknown(frame.rows(QUESTIONS).missing or ("the payer's question",), lines, name)
    due = _due(row, asked_on, frame)
    if due is None:
        return unknown((WHEN_ASKED,), lines, name)
    return _send(name, row, due, lines, rule)


def _says_so(row: Row) -> str:
    """How the answer itself says that more is wanted; empty when it does not."""
    of = permission(row)
    if of.information_requested:
        return "more was asked for"
    if of.decision is Decision.ACTION_NEEDED:
        return "the payer is to be contacted"
    reasons = {one for item in of.items for one in item.reasons}
    if of.decision is Decision.PENDED and reasons:
        return f"pended, reasons {', '.join(sorted(reasons))}"
    return ""


def _asked_on(row: Row, on_record: list[Row]) -> ClinicalTime | None:
    """When the payer answered, else when its first question, else when the request was made."""
    of = permission(row)
    if of.created_on is not None:
        return of.created_on
    made = [q for q in on_record if q.fact.known_on is not None]
    first = min(made, key=lambda q: (q.start_low, q.fact.id), default=None)
    return made_or_received(row) if first is None else first.fact.known_on


def _answers(row: Row, on_record: list[Row], frame: Frame) -> list[Row]:
    """What was sent in answer to the questions, or about the request where there are none."""
    wanted = {q.fact.id for q in on_record} or {row.fact.id}
    return [one for one in frame.rows(SENT).sure if not wanted.isdisjoint(_of(one))]


def _of(row: Row) -> tuple[str, ...]:
    """What a message belongs to."""
    sent = row.fact
    assert isinstance(sent, Communication)  # noqa: S101  SENT selects them
    return (*sent.based_on, *sent.in_response_to, *sent.about)


def _is_open(question: Row, answers: list[Row]) -> bool:
    asked = question.fact
    assert isinstance(asked, CommunicationRequest)  # noqa: S101  QUESTIONS selects them
    if asked.do_not_perform or asked.status not in _OPEN:
        return False
    return all(asked.id not in _of(one) for one in answers)


def _named(row: Row) -> ClinicalTime | None:
    """The day that the payer named."""
    case = permission(row).case
    return None if case is None else case.information_due


def _due(row: Row, asked_on: ClinicalTime | None, frame: Frame) -> date | datetime | None:
    """By when to answer; None where the payer named no day and nothing tells when it asked."""
    named = _named(row)
    if named is not None:
        return due_on(named)
    if asked_on is None:
        return None
    first = day_bounds(asked_on, frame.view.zone)[0]
    return on(first + days_in(WITHIN, first, frame.view))


def _send(
    name: str, row: Row, due: date | datetime, lines: tuple[Evidence, ...], rule: Rule
) -> Conclusion:
    named = _named(row)
    action = Action(
        title="Send what the payer asked for",
        urgency=Urgency.URGENT,
        closes="an answer to the payer, or its decision",
        licences=rule.licences,
        due=due,
        overdue_after=due,
        window_over="the payer may decide on what it has: send it all the same",
    )
    by = "the payer named no day" if named is None else f"wanted by {in_words(named)}"
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"the payer asked for more: {by}",
        evidence=lines,
        action=action,
        details=(("wanted by", None if named is None else due_on(named)),),
    )


RULE = Rule(
    id="permissions.information-asked-for",
    edition="2026",
    title="The payer asked for more",
    population="patients with a request for permission that is not finally decided",
    citation=Citation(
        text="Da Vinci PAS ClaimResponse; X12 278 HCR01",
        locator="communicationRequest; A4, CT",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="what was sent is not compared with what was asked for",
    departures="days to answer where the payer named none, and the lapse: decision 0057",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(REQUESTS, QUESTIONS, SENT)),
)
