"""Permissions of payers in the shapes of Da Vinci's prior authorization guide, and bookings."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from carecoord.testing.invented.bundle import Element, Reference, identifier
from carecoord.testing.invented.codes import HL7, PHYSICAL_THERAPY
from carecoord.testing.invented.people import clinic, coverage, payer, staff
from carecoord.testing.invented.story import Story, at

PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition"
REVIEW_ACTIONS = "https://codesystem.x12.org/005010/306"


@attrs.frozen(kw_only=True)
class Granted:
    """What a payer answers: HCR01 review action, the period (last day inside), the visits."""

    action: str = "A1"
    first: date | None = None
    last: date | None = None
    visits: int | None = 12
    outcome: str = "complete"


def order(story: Story, day: date, **more: object) -> Reference:
    """An order for physical therapy, unless ``more`` says for something else."""
    elements: dict[str, object] = {
        "identifier": identifier("orders", story.bundle.number(f"order of {day}").hex[:12]),
        "status": "active",
        "intent": "order",
        "code": PHYSICAL_THERAPY,
        "subject": story.patient,
        "authoredOn": at(day, 10),
        "requester": staff(story, "physician"),
        "insurance": [coverage(story)],
    }
    return story.bundle.add("ServiceRequest", elements | more)


def permission(
    story: Story, asked_on: date, ordered: Reference | None, granted: Granted
) -> Reference:
    """A request for permission, and the payer's answer two days later.

    Without an order neither says which service it is about.
    """
    claim = story.bundle.add("Claim", _claim(story, asked_on, ordered))
    period = {
        "start": granted.first.isoformat() if granted.first else None,
        "end": granted.last.isoformat() if granted.last else None,
    }
    number = story.bundle.number(f"permission of {asked_on}").hex[:10].upper()
    return story.bundle.add(
        "ClaimResponse",
        {
            "identifier": identifier("permissions", number),
            "status": "active",
            "type": _professional(),
            "use": "preauthorization",
            "patient": story.patient,
            "created": asked_on.isoformat(),
            "insurer": payer(story),
            "request": claim,
            "outcome": granted.outcome,
            "preAuthRef": number,
            "preAuthPeriod": {name: day for name, day in period.items() if day},
            "item": [_item(granted)] if ordered else [],
        },
    )


def _claim(story: Story, asked_on: date, ordered: Reference | None) -> Element:
    return {
        "status": "active",
        "type": _professional(),
        "use": "preauthorization",
        "patient": story.patient,
        "created": asked_on.isoformat(),
        "insurer": payer(story),
        "provider": clinic(story),
        "priority": {"coding": [{"system": f"{HL7}/processpriority", "code": "normal"}]},
        "insurance": [{"sequence": 1, "focal": True, "coverage": coverage(story)}],
        "item": [_asked(ordered)] if ordered else [],
    }


def _asked(ordered: Reference) -> Element:
    return {
        "extension": [{"url": f"{PAS}/extension-requestedService", "valueReference": ordered}],
        "sequence": 1,
        "productOrService": PHYSICAL_THERAPY,
        "quantity": {"value": 16},
    }


def _item(granted: Granted) -> Element:
    action = {
        "url": f"{PAS}/extension-reviewAction",
        "extension": [
            {
                "url": f"{PAS}/extension-reviewActionCode",
                "valueCodeableConcept": {
                    "coding": [{"system": REVIEW_ACTIONS, "code": granted.action}]
                },
            }
        ],
    }
    detail: list[Element] = []
    if granted.visits is not None:
        units = {"url": "quantity", "valueQuantity": {"value": granted.visits}}
        detail = [{"url": f"{PAS}/extension-itemAuthorizedDetail", "extension": [units]}]
    submitted = {"coding": [{"system": f"{HL7}/adjudication", "code": "submitted"}]}
    return {
        **({"extension": detail} if detail else {}),
        "itemSequence": 1,
        "adjudication": [{"extension": [action], "category": submitted}],
    }


def _professional() -> Element:
    return {"coding": [{"system": f"{HL7}/claim-type", "code": "professional"}]}


def booking(story: Story, day: date, ordered: Reference, **more: object) -> Reference:
    """A visit for physical therapy, booked three weeks before the story is seen or the visit is."""
    elements: dict[str, object] = {
        "status": "booked",
        "serviceType": [PHYSICAL_THERAPY],
        "start": at(day, 9),
        "end": at(day, 9, 45),
        "created": at(min(story.as_of, day) - timedelta(days=21), 12),
        "basedOn": [ordered],
        "participant": [{"actor": story.patient, "status": "accepted"}],
    }
    return story.bundle.add("Appointment", elements | more)
