"""Visits, stays in hospital, calls, and what staff does in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from carecoord.testing.invented.bundle import Element, Reference, identifier
from carecoord.testing.invented.codes import (
    ADMISSION,
    DISPOSITION,
    EMERGENCY_VISIT,
    HL7,
    INTERNAL_MEDICINE,
    OFFICE_VISIT,
    RECONCILIATION,
    SCREENING,
    SUBSTANCE_USE_TREATMENT,
    act,
    concept,
    term,
)
from carecoord.testing.invented.people import clinic, staff
from carecoord.testing.invented.story import Story, at

VISIT_NUMBERS = "visits"
USUAL: Element = {}


def visit(story: Story, day: date, *, by: str | None = "physician") -> Reference:
    """An office visit of half an hour; ``by`` None leaves out who saw the patient."""
    return story.bundle.add(
        "Encounter",
        {
            "status": "finished",
            "class": act("AMB"),
            "type": [OFFICE_VISIT],
            "subject": story.patient,
            "participant": [{"individual": staff(story, by)}] if by else None,
            "period": {"start": visit_starts(day), "end": at(day, _hour(day), 30)},
            "serviceProvider": clinic(story),
        },
    )


def visit_starts(day: date) -> str:
    """The instant at which an office visit of a day starts."""
    return at(day, _hour(day))


def _hour(day: date) -> int:
    return 9 + day.day % 7


def emergency_visit(story: Story, day: date) -> Reference:
    """A visit to the emergency department that ends at home."""
    return story.bundle.add(
        "Encounter",
        {
            "status": "finished",
            "class": act("EMER"),
            "type": [EMERGENCY_VISIT],
            "subject": story.patient,
            "period": {"start": at(day, 14), "end": at(day, 19)},
            "hospitalization": {"dischargeDisposition": disposition("home")},
            "serviceProvider": clinic(story),
        },
    )


def disposition(code: str) -> Element:
    """Where a patient went from hospital: home, snf, exp."""
    return {"coding": [{"system": DISPOSITION, "code": code}]}


def stay(
    story: Story,
    admitted: date,
    discharged: date | None,
    *,
    because: Reference | None = None,
    differs: Element = USUAL,
) -> Reference:
    """An emergency stay in hospital that ended at home, except for the elements that differ.

    Without a discharge the stay is in progress. ``because`` is the principal diagnosis.
    """
    number = story.bundle.number(f"stay of {admitted}").hex[:12]
    hospitalization: dict[str, object] = {"admitSource": term("admit-source", "emd")}
    if discharged is not None:
        hospitalization["dischargeDisposition"] = disposition("home")
    elements: dict[str, object] = {
        "identifier": identifier(VISIT_NUMBERS, number),
        "status": "in-progress" if discharged is None else "finished",
        "class": act("IMP"),
        "type": [ADMISSION],
        "serviceType": INTERNAL_MEDICINE,
        "priority": term("v3-ActPriority", "EM"),
        "subject": story.patient,
        "participant": [{"individual": staff(story, "physician")}],
        "period": {
            "start": at(admitted, 8, 30),
            "end": None if discharged is None else at(discharged, 13, 15),
        },
        "diagnosis": [] if because is None else [_principal(because)],
        "hospitalization": hospitalization,
        "serviceProvider": clinic(story),
    }
    if discharged is None:
        elements["period"] = {"start": at(admitted, 8, 30)}
    return story.bundle.add("Encounter", {**elements, **differs})


def _principal(condition: Reference) -> Element:
    return {
        "condition": condition,
        "use": {"coding": [{"system": f"{HL7}/diagnosis-role", "code": "billing"}]},
        "rank": 1,
    }


PLANNED: Element = {
    "priority": term("v3-ActPriority", "EL"),
    "hospitalization": {
        "admitSource": term("admit-source", "outp"),
        "dischargeDisposition": disposition("home"),
    },
}
"""What differs for a stay that was planned."""


def ended_in(code: str) -> Element:
    """What differs for a stay that ended elsewhere than at home."""
    return {
        "hospitalization": {
            "admitSource": term("admit-source", "emd"),
            "dischargeDisposition": disposition(code),
        }
    }


def call(
    story: Story, day: date, *, by: str = "nurse", about: Sequence[Reference] = ()
) -> Reference:
    """A conversation on the telephone that reached the patient."""
    reached: Element = {
        "status": "completed",
        "about": list(about),
        "received": at(day, 10, 12),
    }
    return _communication(story, day, by, reached)


def voicemail(story: Story, day: date, *, by: str = "nurse") -> Reference:
    """A call that reached nobody: an attempt, not a contact."""
    reason = concept("No answer, left a voicemail")
    return _communication(story, day, by, {"status": "not-done", "statusReason": reason})


def _communication(story: Story, day: date, by: str, more: Element) -> Reference:
    sender = staff(story, by)
    return story.bundle.add(
        "Communication",
        {
            "category": [term("communication-category", "notification")],
            "medium": [term("v3-ParticipationMode", "PHONE")],
            "subject": story.patient,
            "sent": at(day, 10),
            "recipient": [story.patient],
            "sender": sender,
            **more,
        },
    )


def reconciliation(story: Story, day: date, *, by: str | None = "pharmacist") -> Reference:
    """Medicines compared before and after; ``by`` None leaves out who did it."""
    return _procedure(story, RECONCILIATION, day, by)


def screening(story: Story, day: date) -> Reference:
    """A screening, done by the medical assistant."""
    return _procedure(story, SCREENING, day, "medical assistant")


def treatment(story: Story, day: date) -> Reference:
    """Treatment of a substance use disorder, by the nurse."""
    return _procedure(story, SUBSTANCE_USE_TREATMENT, day, "nurse")


def _procedure(story: Story, what: Element, day: date, by: str | None) -> Reference:
    return story.bundle.add(
        "Procedure",
        {
            "status": "completed",
            "code": what,
            "subject": story.patient,
            "performedDateTime": at(day, 11),
            "performer": [{"actor": staff(story, by)}] if by else None,
        },
    )
