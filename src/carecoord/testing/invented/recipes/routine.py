"""Ordinary care: what most charts hold besides what a rule is about."""

from __future__ import annotations

from datetime import timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.facts import (
    fill,
    finding,
    prescription,
    pressure,
    problem,
    result,
)
from carecoord.testing.invented.people import coverage
from carecoord.testing.invented.permissions import Granted, booking, order, permission
from carecoord.testing.invented.story import Story
from carecoord.testing.invented.visits import call, screening, visit


def yearly_visit(story: Story) -> None:
    """Seen once in the last ten months, with a calm pressure and a weight."""
    day = story.working(story.ago(story.between(60, 300)))
    seen = visit(story, day)
    pressure(story, day, story.between(108, 128), story.between(64, 82), encounter=seen)
    result(story, codes.BODY_MASS_INDEX, day, story.between(200, 290) / 10, "kg/m2")
    finding(story, codes.SMOKING, day, codes.NEVER_SMOKED)


def well_kept(story: Story) -> None:
    """A record in which most lists hold something, long past and of no consequence."""
    day = story.ago(story.between(400, 600))
    over = codes.term("condition-clinical", "resolved")
    ended = (day + timedelta(days=12)).isoformat()
    problem(story, codes.BRONCHITIS, day, clinicalStatus=over, abatementDateTime=ended)
    prescription(story, codes.ACETAMINOPHEN, day, days=10, status="completed")
    fill(story, codes.ACETAMINOPHEN, day, 10)
    therapy = order(story, day, status="completed")
    until = day + timedelta(days=60)
    permission(story, day, therapy, Granted(first=day, last=until))
    booking(story, day + timedelta(days=20), therapy, status="fulfilled")
    screening(story, day)
    call(story, story.working(day + timedelta(days=7)))


def weighed(story: Story) -> None:
    """A child's body mass index."""
    day = story.ago(story.between(30, 300))
    result(story, codes.BODY_MASS_INDEX, day, story.between(150, 190) / 10, "kg/m2")


def insured(story: Story) -> None:
    """A member of the health plan."""
    coverage(story)


def back_pain(story: Story) -> None:
    """A problem that no rule asks about."""
    problem(story, codes.BACK_PAIN, story.ago(story.between(100, 2000)))


def only_registered(story: Story) -> None:
    """Nothing is known yet: no list of anything was ever asked for."""
