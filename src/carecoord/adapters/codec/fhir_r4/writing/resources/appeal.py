"""Objections to a payer's decision."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.appeal import Appeal


def appeal(fact: Appeal, names: Names) -> e.Json:
    """Write a Task: somebody is asked to look at the decision again.

    FHIR has no resource for an appeal, and Da Vinci PAS no exchange: no payer will understand this
    by itself. The decision is the focus, the deadline the end of the restriction, level and
    outcome are texts of our own among the parameters. It is read back as a Task.
    """
    decided = fact.decided_on is not None or fact.outcome is not None
    outcome = {"type": {"text": "outcome"}, "valueString": fact.outcome}
    return e.element(
        resourceType="Task",
        status="completed" if decided else "requested",
        intent="order",
        priority="urgent" if fact.expedited else None,
        code={"text": "appeal"},
        focus=names.fact(fact.authorization),
        for_=names.subject(),
        executionPeriod=e.element(end=e.moment(fact.decided_on)),
        authoredOn=e.moment(fact.filed_on),
        restriction=e.element(period=e.element(end=e.moment(fact.deadline_on))),
        input=[{"type": {"text": "level"}, "valueInteger": fact.level}],
        output=[outcome] if fact.outcome else None,
    )
