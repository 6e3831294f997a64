"""What was agreed, and what came of it: kept, left, or given up."""

from __future__ import annotations

from datetime import timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.agreements import goal, laboratory_order, plan, step
from carecoord.testing.invented.facts import result
from carecoord.testing.invented.permissions import booking, order
from carecoord.testing.invented.story import Story
from carecoord.testing.invented.visits import visit


def kept(story: Story) -> None:
    """Visits kept, the steps of the plan done, the test taken and the goal reached, all in time."""
    since = story.ago(story.between(150, 200))
    last = since + timedelta(days=60)
    seen = visit(story, story.working(last - timedelta(days=9)))
    teaching = step(codes.concept("Learn to read labels"), last, "completed", seen)
    later = step(codes.concept("Walk with the group"), last + timedelta(days=30), "completed")
    plan(story, since, teaching, later)
    goal(story, since, last)
    laboratory_order(story, codes.CHOLESTEROL, since, last)
    result(story, codes.CHOLESTEROL, last - timedelta(days=5), story.between(150, 190), "mg/dL")
    therapy = order(story, since, status="completed")
    for days in (20, 40, 60):
        booking(story, since + timedelta(days=days), therapy, status="fulfilled")


def left(story: Story) -> None:
    """Two visits missed, a step of the plan and a test not seen done, the goal not reached."""
    since = story.ago(story.between(90, 140))
    last = since + timedelta(days=50)
    result(story, codes.CHOLESTEROL, since + timedelta(days=3), story.between(220, 260), "mg/dL")
    plan(story, since, step(codes.concept("Learn to read labels"), last, "not-started"))
    goal(story, since, last)
    laboratory_order(story, codes.HDL, since, last)
    therapy = order(story, since)
    for days, status in ((20, "fulfilled"), (30, "noshow"), (45, "noshow")):
        booking(story, since + timedelta(days=days), therapy, status=status)


def given_up(story: Story) -> None:
    """A plan that was revoked, and a goal that was cancelled."""
    since = story.ago(story.between(100, 300))
    last = since + timedelta(days=60)
    plan(
        story,
        since,
        step(codes.concept("Learn to read labels"), last, "cancelled"),
        status="revoked",
    )
    goal(story, since, last, lifecycleStatus="cancelled")
