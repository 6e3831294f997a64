"""What was agreed with a patient: steps of a plan, goals, tests for a day."""

from __future__ import annotations

from datetime import date, timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Element, Reference
from carecoord.testing.invented.facts import quantity
from carecoord.testing.invented.people import staff
from carecoord.testing.invented.story import Story, at

_WINDOW = timedelta(days=20)


def plan(story: Story, since: date, *steps: Element, **more: object) -> Reference:
    """A care plan that goes on, made on a day."""
    elements: dict[str, object] = {
        "status": "active",
        "intent": "plan",
        "subject": story.patient,
        "period": {"start": since.isoformat()},
        "created": at(since, 11),
        "activity": list(steps),
    }
    return story.bundle.add("CarePlan", elements | more)


def step(what: Element, last: date, status: str, outcome: Reference | None = None) -> Element:
    """A step of a plan, in the three weeks up to a last day."""
    period = {"start": (last - _WINDOW).isoformat(), "end": last.isoformat()}
    detail = {"code": what, "status": status, "scheduledPeriod": period}
    return {"detail": detail} | ({"outcomeReference": [outcome]} if outcome else {})


def goal(story: Story, since: date, due: date, **more: object) -> Reference:
    """Total cholesterol below 200 mg/dL by a day."""
    target = {
        "measure": codes.CHOLESTEROL,
        "detailQuantity": {"comparator": "<", **quantity(200, "mg/dL")},
        "dueDate": due.isoformat(),
    }
    elements: dict[str, object] = {
        "lifecycleStatus": "active",
        "description": {"text": "Lower the cholesterol"},
        "subject": story.patient,
        "startDate": since.isoformat(),
        "target": [target],
    }
    return story.bundle.add("Goal", elements | more)


def laboratory_order(story: Story, what: Element, day: date, last: date) -> Reference:
    """An order for a test of the laboratory, to be done from a day to a last day."""
    return story.bundle.add(
        "ServiceRequest",
        {
            "status": "active",
            "intent": "order",
            "code": what,
            "subject": story.patient,
            "authoredOn": at(day, 10),
            "occurrencePeriod": {"start": day.isoformat(), "end": last.isoformat()},
            "requester": staff(story, "physician"),
        },
    )
