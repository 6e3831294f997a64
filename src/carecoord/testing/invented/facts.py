"""Problems, results and medicines."""

from __future__ import annotations

from datetime import date, timedelta

from carecoord.testing.invented.bundle import Element, Reference
from carecoord.testing.invented.codes import (
    DIASTOLIC,
    HBA1C,
    HL7,
    PRESSURE,
    SYSTOLIC,
    UCUM,
    term,
)
from carecoord.testing.invented.people import staff
from carecoord.testing.invented.story import Story, at

CATEGORY = f"{HL7}/observation-category"


def problem(story: Story, what: Element, since: date | None, **more: object) -> Reference:
    """A problem of the problem list, active unless ``more`` says otherwise."""
    elements: dict[str, object] = {
        "clinicalStatus": term("condition-clinical", "active"),
        "verificationStatus": term("condition-ver-status", "confirmed"),
        "category": [term("condition-category", "problem-list-item")],
        "code": what,
        "subject": story.patient,
        "onsetDateTime": None if since is None else since.isoformat(),
        "recordedDate": None if since is None else since.isoformat(),
    }
    return story.bundle.add("Condition", elements | more)


def diagnosis(story: Story, what: Element, since: date, **more: object) -> Reference:
    """A diagnosis of a visit or stay."""
    category = [term("condition-category", "encounter-diagnosis")]
    return problem(story, what, since, **{"category": category, **more})


def quantity(value: float, unit: str) -> Element:
    """An amount in a UCUM unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}


def result(story: Story, what: Element, day: date, value: float, unit: str) -> Reference:
    """A result of the laboratory."""
    return story.bundle.add(
        "Observation",
        {
            "status": "final",
            "category": [{"coding": [{"system": CATEGORY, "code": "laboratory"}]}],
            "code": what,
            "subject": story.patient,
            "effectiveDateTime": at(day, 8, 45),
            "issued": at(day, 16),
            "valueQuantity": quantity(value, unit),
        },
    )


def hba1c(story: Story, day: date, percent: float) -> Reference:
    """A hemoglobin A1c."""
    return result(story, HBA1C, day, percent, "%")


def pressure(story: Story, day: date, systolic: int, diastolic: int, **more: object) -> Reference:
    """A blood pressure, taken at nine unless ``more`` says otherwise."""
    elements: dict[str, object] = {
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "vital-signs"}]}],
        "code": PRESSURE,
        "subject": story.patient,
        "effectiveDateTime": at(day, 9),
        "component": [
            {"code": SYSTOLIC, "valueQuantity": quantity(systolic, "mm[Hg]")},
            {"code": DIASTOLIC, "valueQuantity": quantity(diastolic, "mm[Hg]")},
        ],
    }
    return story.bundle.add("Observation", elements | more)


def finding(
    story: Story, what: Element, day: date, value: Element, category: str = "social-history"
) -> Reference:
    """An observation whose value is a concept, such as smoking status."""
    return story.bundle.add(
        "Observation",
        {
            "status": "final",
            "category": [{"coding": [{"system": CATEGORY, "code": category}]}],
            "code": what,
            "subject": story.patient,
            "effectiveDateTime": at(day, 9),
            "valueCodeableConcept": value,
        },
    )


def score(story: Story, what: Element, day: date, points: int) -> Reference:
    """The score of a questionnaire, filled in at nine."""
    return story.bundle.add(
        "Observation",
        {
            "status": "final",
            "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
            "code": what,
            "subject": story.patient,
            "effectiveDateTime": at(day, 9),
            "valueInteger": points,
        },
    )


def prescription(
    story: Story, what: Element, day: date, *, days: int = 30, **more: object
) -> Reference:
    """An order for a medicine, one tablet a day, with five refills."""
    dosage: Element = {
        "text": "one tablet a day",
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "{tbl}"}}],
    }
    elements: dict[str, object] = {
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": what,
        "subject": story.patient,
        "authoredOn": at(day, 9, 20),
        "requester": staff(story, "physician"),
        "dosageInstruction": [dosage],
        "dispenseRequest": {
            "numberOfRepeatsAllowed": 5,
            "quantity": {"value": days, "unit": "{tbl}"},
            "expectedSupplyDuration": quantity(days, "d"),
        },
    }
    return story.bundle.add("MedicationRequest", elements | more)


def fill(
    story: Story, what: Element, day: date, days: int | None = 30, **more: object
) -> Reference:
    """A medicine handed over; ``days`` None leaves out how long it lasts."""
    elements: dict[str, object] = {
        "status": "completed",
        "medicationCodeableConcept": what,
        "subject": story.patient,
        "whenHandedOver": at(day, 15),
        "quantity": None if days is None else {"value": days, "unit": "{tbl}"},
        "daysSupply": None if days is None else quantity(days, "d"),
    }
    return story.bundle.add("MedicationDispense", elements | more)


def fills(story: Story, what: Element, first: date, until: date, *, every: int = 30) -> list[date]:
    """Fills of thirty days from a first day on, ``every`` so many days; their days."""
    days = [first]
    while days[-1] + timedelta(days=every) <= until:
        days.append(days[-1] + timedelta(days=every))
    prescribed = prescription(story, what, first)
    for day in days:
        fill(story, what, day, authorizingPrescription=[prescribed])
    return days
