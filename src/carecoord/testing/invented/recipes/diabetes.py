"""Diabetes, and how long ago hemoglobin A1c was looked at."""

from __future__ import annotations

from carecoord.testing.invented import codes
from carecoord.testing.invented.facts import hba1c, problem
from carecoord.testing.invented.story import Story


def diabetic(story: Story) -> None:
    """Type 2 diabetes for years."""
    problem(story, codes.DIABETES, story.ago(story.between(900, 4000)))


def at_goal(story: Story) -> None:
    """Tested lately, below 7 %."""
    hba1c(story, story.ago(story.between(10, 110)), story.between(58, 69) / 10)
    hba1c(story, story.ago(story.between(200, 260)), story.between(60, 72) / 10)


def above_goal_lately(story: Story) -> None:
    """Tested last month, above goal."""
    hba1c(story, story.ago(story.between(10, 40)), story.between(78, 98) / 10)


def above_goal_overdue(story: Story) -> None:
    """Above goal, and not tested for four to five months."""
    hba1c(story, story.ago(story.between(120, 160)), story.between(78, 98) / 10)


def not_tested_for_long(story: Story) -> None:
    """The last test is a year old or more."""
    hba1c(story, story.ago(story.between(300, 800)), story.between(58, 75) / 10)


def on_the_limit(story: Story) -> None:
    """Exactly 7.0 %, which is not below 7 %, a hundred days ago."""
    hba1c(story, story.ago(100), 7.0)


def prediabetic(story: Story) -> None:
    """Not diabetes: the rule has nothing to say."""
    problem(story, codes.PREDIABETES, story.ago(story.between(200, 1500)))
    hba1c(story, story.ago(story.between(20, 300)), story.between(57, 63) / 10)


def refuted(story: Story) -> None:
    """Diabetes was suspected and ruled out."""
    status = codes.term("condition-ver-status", "refuted")
    problem(story, codes.DIABETES, story.ago(400), verificationStatus=status)
    hba1c(story, story.ago(390), 5.4)


def never_tested(story: Story) -> None:
    """Diabetes is known, and no result of anything was ever asked for."""
    problem(story, codes.DIABETES, story.ago(story.between(30, 200)))
