"""Looked at in a visit, and followed up when something was found, or not."""

from __future__ import annotations

from datetime import date

from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Element
from carecoord.testing.invented.facts import diagnosis, finding, pressure, result
from carecoord.testing.invented.people import staff
from carecoord.testing.invented.story import Story, at
from carecoord.testing.invented.visits import visit, visit_starts

KG_PER_M2 = "kg/m2"


def _looked_at(story: Story, index: float, systolic: int, diastolic: int, mood: Element) -> date:
    """A visit with the body mass index, the blood pressure and a depression screening."""
    day = story.ago(story.between(6, 9))
    visit(story, day)
    pressure(story, day, systolic, diastolic, effectiveDateTime=visit_starts(day))
    result(story, codes.BODY_MASS_INDEX, day, index, KG_PER_M2)
    finding(story, codes.DEPRESSION_SCREENING, day, mood)
    return day


def nothing_found(story: Story) -> None:
    """All of it as it should be."""
    _looked_at(story, 23.4, 114, 72, codes.DEPRESSION_SCREENING_NEGATIVE)


def found_and_left(story: Story) -> None:
    """Too heavy, pressure too high, mood low, and no plan."""
    _looked_at(story, 31.5, 138, 86, codes.DEPRESSION_SCREENING_POSITIVE)


def _retina(story: Story) -> date:
    """A visit with diabetic retinopathy, and the macula looked at during it."""
    day = story.ago(story.between(30, 40))
    visit(story, day)
    diagnosis(story, codes.RETINOPATHY, day, onsetDateTime=visit_starts(day))
    finding_at(story, codes.MACULAR_EXAM, visit_starts(day), codes.NORMAL)
    return day


def finding_at(story: Story, what: Element, instant: str, value: Element) -> None:
    """A finding at an instant."""
    story.bundle.add(
        "Observation",
        {
            "status": "final",
            "code": what,
            "subject": story.patient,
            "effectiveDateTime": instant,
            "valueCodeableConcept": value,
        },
    )


def retina_told(story: Story) -> None:
    """And the clinician who manages diabetes was told both findings at noon two days later."""
    day = _retina(story)
    for what in (codes.RETINOPATHY_SEVERITY, codes.NO_MACULAR_EDEMA):
        story.bundle.add(
            "Communication",
            {
                "status": "completed",
                "category": [what],
                "subject": story.patient,
                "sent": at(date.fromordinal(day.toordinal() + 2), 12),
                "sender": staff(story, "physician"),
            },
        )


def retina_kept_quiet(story: Story) -> None:
    """And nobody was told."""
    _retina(story)
