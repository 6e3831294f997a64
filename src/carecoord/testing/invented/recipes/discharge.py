"""Home from hospital: reached or not, seen or not, readmitted, never home at all."""

from __future__ import annotations

from datetime import date, timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Element, Reference
from carecoord.testing.invented.codes import act
from carecoord.testing.invented.facts import diagnosis, problem, result
from carecoord.testing.invented.story import Story
from carecoord.testing.invented.visits import (
    PLANNED,
    USUAL,
    call,
    emergency_visit,
    ended_in,
    reconciliation,
    stay,
    visit,
    voicemail,
)


def _home(story: Story, days_ago: int, differs: Element = USUAL) -> date:
    """A stay for pneumonia that ended so many days ago; the day of discharge."""
    discharged = story.ago(days_ago)
    admitted = discharged - timedelta(days=story.between(2, 6))
    stay(story, admitted, discharged, because=_pneumonia(story, admitted), differs=differs)
    return discharged


def _pneumonia(story: Story, since: date) -> Reference:
    return diagnosis(story, codes.PNEUMONIA, since)


def all_done(story: Story) -> None:
    """Reached, reconciled and seen in time."""
    discharged = _home(story, story.between(10, 24))
    call(story, story.working(discharged + timedelta(days=1)))
    seen = story.working(discharged + timedelta(days=story.between(3, 5)))
    reconciliation(story, seen)
    visit(story, seen)


def nobody_called(story: Story) -> None:
    """Home since yesterday or a few days, and nothing done yet."""
    _home(story, story.between(1, 4))


def only_voicemails(story: Story) -> None:
    """Two attempts, nobody reached."""
    discharged = _home(story, story.between(4, 8))
    for days in (1, 3):
        voicemail(story, story.working(discharged + timedelta(days=days)))


def seen_late(story: Story) -> None:
    """Called by the medical assistant, who also reconciled, which does not count; seen late."""
    discharged = _home(story, story.between(15, 26))
    call(story, story.working(discharged + timedelta(days=1)), by="medical assistant")
    seen = story.working(discharged + timedelta(days=10))
    reconciliation(story, seen, by="medical assistant")
    visit(story, seen)


def reconciled_by_somebody(story: Story) -> None:
    """Medicines reconciled, but nobody wrote down by whom."""
    discharged = _home(story, story.between(3, 12))
    reconciliation(story, discharged + timedelta(days=1), by=None)


def readmitted(story: Story) -> None:
    """Home, and back in hospital nine days later, where the patient still is."""
    _home(story, 12)
    stay(story, story.ago(3), None)


def to_nursing_facility(story: Story) -> None:
    """Discharged, but not to the community."""
    _home(story, story.between(2, 20), ended_in("snf"))


def died_in_hospital(story: Story) -> None:
    """The stay ended in death; the patient's own record says so too."""
    _home(story, 20, ended_in("exp"))


def home_then_died(story: Story) -> None:
    """Went home, and died: nobody is to be called any more."""
    _home(story, 14)


def observed(story: Story) -> None:
    """Kept for observation, which is no admission, and sent home."""
    discharged = story.ago(story.between(2, 6))
    stay(story, discharged - timedelta(days=1), discharged, differs={"class": act("OBSENC")})


def long_ago(story: Story) -> None:
    """A stay that nothing is due after any more."""
    _home(story, story.between(60, 700))


def comorbid(story: Story) -> None:
    """Heart and lungs are ill, and the emergency department knows the patient."""
    problem(story, codes.HEART_FAILURE, story.ago(story.between(800, 2500)))
    problem(story, codes.COPD, story.ago(story.between(800, 2500)))
    for _ in range(story.between(2, 4)):
        emergency_visit(story, story.ago(story.between(45, 160)))


def often_in_hospital(story: Story) -> None:
    """Home after a week, twice back soon after an earlier stay, with blood and salt low."""
    for days_ago in (story.between(230, 300), story.between(110, 180)):
        stay(story, story.ago(days_ago), story.ago(days_ago - story.between(2, 5)))
        stay(story, story.ago(days_ago - 20), story.ago(days_ago - 23))
    discharged = story.ago(story.between(2, 20))
    admitted = discharged - timedelta(days=story.between(6, 8))
    stay(story, admitted, discharged, because=_pneumonia(story, admitted))
    result(story, codes.HEMOGLOBIN, discharged, story.between(82, 114) / 10, "g/dL")
    result(story, codes.SODIUM, discharged, story.between(124, 133), "mmol/L")


def planned_knee(story: Story) -> None:
    """A new knee: planned, short, by somebody otherwise well."""
    discharged = story.ago(story.between(3, 20))
    admitted = discharged - timedelta(days=1)
    arthritis = problem(story, codes.KNEE_ARTHRITIS, story.ago(900))
    stay(story, admitted, discharged, because=arthritis, differs=PLANNED)
    result(story, codes.HEMOGLOBIN, discharged, story.between(121, 145) / 10, "g/dL")
    result(story, codes.SODIUM, discharged, story.between(136, 142), "mmol/L")


def undescribed_stay(story: Story) -> None:
    """A stay of which only the days are known: no problem was ever listed."""
    discharged = story.ago(story.between(2, 9))
    bare: Element = {"priority": None, "serviceType": None, "hospitalization": None}
    stay(story, discharged - timedelta(days=3), discharged, differs=bare)
