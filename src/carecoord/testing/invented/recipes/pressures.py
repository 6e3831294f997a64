"""High blood pressure: severe readings, and whether the year's last reading is controlled."""

from __future__ import annotations

from datetime import date, timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Reference
from carecoord.testing.invented.facts import pressure, problem
from carecoord.testing.invented.people import staff
from carecoord.testing.invented.story import Story, at
from carecoord.testing.invented.visits import call, visit


def hypertensive(story: Story) -> None:
    """Essential hypertension for years."""
    problem(story, codes.HYPERTENSION, story.ago(story.between(900, 4000)))


def _this_year(story: Story) -> date:
    """A day of the year in which the story is seen, none later than its own day."""
    first = date(story.as_of.year, 1, 2)
    return first + timedelta(days=story.between(0, max(0, (story.as_of - first).days)))


def controlled(story: Story) -> None:
    """Seen this year, below 140/90."""
    day = _this_year(story)
    seen = visit(story, day)
    pressure(story, day, story.between(112, 138), story.between(66, 88), encounter=seen)


def uncontrolled(story: Story) -> None:
    """Seen this year, above 140/90 but not severe."""
    day = _this_year(story)
    seen = visit(story, day)
    pressure(story, day, story.between(142, 172), story.between(84, 104), encounter=seen)


def controlled_by_the_lower(story: Story) -> None:
    """Two readings on one day: the lowest systolic and diastolic decide."""
    day = _this_year(story)
    visit(story, day)
    pressure(story, day, 146, 86, effectiveDateTime=at(day, 9))
    pressure(story, day, 138, 92, effectiveDateTime=at(day, 9, 20))


def not_measured(story: Story) -> None:
    """Seen this year, and nobody took the pressure."""
    visit(story, _this_year(story))


def kidney_failure(story: Story) -> None:
    """What excludes from controlling the pressure."""
    problem(story, codes.KIDNEY_FAILURE, story.ago(story.between(300, 1200)))


def _severe(story: Story, days_ago: int) -> Reference:
    day = story.ago(days_ago)
    seen = visit(story, day)
    systolic, diastolic = story.one_of(((184, 118), (192, 104), (176, 124), (206, 122)))
    return pressure(story, day, systolic, diastolic, encounter=seen)


def severe(story: Story) -> None:
    """A severe reading that nobody has answered."""
    _severe(story, story.between(0, 3))


def severe_then_calm(story: Story) -> None:
    """Severe, and below 140/90 a few days later."""
    _severe(story, story.between(9, 14))
    pressure(story, story.ago(story.between(1, 6)), story.between(118, 136), 78)


def severe_and_still_high(story: Story) -> None:
    """Severe, and lower but not calm some days later."""
    _severe(story, story.between(9, 14))
    pressure(story, story.ago(story.between(1, 6)), story.between(150, 168), 92)


def severe_acknowledged(story: Story) -> None:
    """Severe, and a nurse spoke with the patient about that reading."""
    days_ago = story.between(2, 8)
    seen = _severe(story, days_ago)
    call(story, story.working(story.ago(days_ago)), about=[seen])


def severe_taken(story: Story) -> None:
    """Severe, and the physician has taken the task of seeing to it."""
    days_ago = story.between(1, 5)
    reading = _severe(story, days_ago)
    story.bundle.add(
        "Task",
        {
            "status": "accepted",
            "intent": "order",
            "priority": "stat",
            "focus": reading,
            "for": story.patient,
            "authoredOn": at(story.ago(days_ago), 9, 15),
            "owner": staff(story, "physician"),
        },
    )


def severe_long_ago(story: Story) -> None:
    """Severe once, too long ago to alert anybody."""
    _severe(story, story.between(45, 200))


def severe_without_unit(story: Story) -> None:
    """A reading that looks severe but in a unit that cannot be compared."""
    day = story.ago(2)
    amounts = ((codes.SYSTOLIC, 24.6), (codes.DIASTOLIC, 16.1))
    parts = [
        {"code": part, "valueQuantity": {"value": value, "unit": "score"}}
        for part, value in amounts
    ]
    pressure(story, day, 0, 0, component=parts)
