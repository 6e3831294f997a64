"""The Task beside a referral: what became of it."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.parameters import dated, parameter
from carecoord.model.order import Referral

_FULFILL = {"system": "http://hl7.org/fhir/CodeSystem/task-code", "code": "fulfill"}
_STEPS = (
    "accepted_on",
    "appointment",
    "handed_off_on",
    "read_by",
    "read_on",
    "rejected_because",
    "rejected_on",
    "report",
    "reported_on",
    "scheduled_on",
    "seen_on",
    "sent_on",
)


def began(fact: Referral) -> bool:
    """Whether it was sent, or anything came of it."""
    return any(getattr(fact, field) is not None for field in _STEPS)


def loop(fact: Referral, names: Names) -> e.Json:
    """Write the Task that asks the other side for a referral.

    ServiceRequest has no place for what becomes of it: FHIR tracks that by a Task with the code
    ``fulfill`` whose focus is the request. It is written on the day of sending, begun on the day of
    acceptance, and ends with the refusal or when the report is read: a report that came and was not
    read leaves it in progress, or whoever reads it back would take the loop for closed. Other days
    are parameters under texts of our own. The Task is read back as a Task.
    """
    report = names.fact(fact.report)
    ended = fact.rejected_on if fact.accepted_on is None else None
    return e.element(
        resourceType="Task",
        status=_status(fact),
        statusReason=e.element(text=fact.rejected_because),
        intent="order",
        code={"coding": [_FULFILL]},
        focus=names.fact(fact.id),
        for_=names.subject(),
        executionPeriod=e.element(
            start=e.moment(fact.accepted_on), end=e.moment(fact.read_on or ended)
        ),
        authoredOn=e.moment(fact.sent_on),
        input=dated({"handed off": fact.handed_off_on}),
        output=[
            *parameter("appointment", valueReference=names.fact(fact.appointment)),
            *parameter("report", valueReference=report),
            *parameter("read by", valueReference=names.actor(fact.read_by)),
            *dated(
                {
                    "scheduled": fact.scheduled_on,
                    "seen": fact.seen_on,
                    "reported": fact.reported_on,
                    "read": fact.read_on,
                }
            ),
        ],
    )


def _status(fact: Referral) -> str:
    if fact.read_on is not None:
        return "completed"
    if fact.reported_on is not None or fact.report is not None:
        return "in-progress"
    if fact.accepted_on is not None:
        return "accepted"
    if fact.rejected_on is not None or fact.rejected_because is not None:
        return "rejected"
    return "accepted" if fact.scheduled_on is not None or fact.seen_on is not None else "requested"
