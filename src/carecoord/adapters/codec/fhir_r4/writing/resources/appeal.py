"""Objections to a payer's decision."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.parameters import dated, parameter
from carecoord.model.appeal import Appeal


def appeal(fact: Appeal, names: Names) -> e.Json:
    """Write a Task: somebody is asked to look at the decision again.

    FHIR has no resource for an appeal, and Da Vinci PAS no exchange: no payer will understand this
    by itself. The decision is the focus, the deadline the end of the restriction; level, outcome
    and what else is known of it are texts of our own among the parameters. It is read back as a
    Task.
    """
    return e.element(
        resourceType="Task",
        status=_status(fact),
        intent="order",
        priority="urgent" if fact.expedited else None,
        code={"text": "appeal"},
        focus=names.fact(fact.authorization),
        for_=names.subject(),
        executionPeriod=e.element(end=e.moment(fact.decided_on)),
        authoredOn=e.moment(fact.filed_on),
        reasonCode=e.element(text=fact.reason),
        restriction=e.element(period=e.element(end=e.moment(fact.deadline_on))),
        input=[
            *parameter("level", valueInteger=fact.level),
            *parameter("kind", valueString=fact.kind),
            *dated({"notice": fact.notice_on, "decision due": fact.decision_due}),
        ],
        output=[
            *parameter("outcome", valueString=fact.outcome),
            *dated({"overdue since": fact.overdue_since, "next deadline": fact.next_deadline_on}),
        ],
    )


def _status(fact: Appeal) -> str:
    if fact.entered_in_error:
        return "entered-in-error"
    decided = fact.decided_on is not None or fact.outcome is not None
    return "completed" if decided else "requested"
