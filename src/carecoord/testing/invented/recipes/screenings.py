"""What everybody of an age is offered: looked for this year, or not."""

from __future__ import annotations

from datetime import timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.facts import diagnosis, finding, result
from carecoord.testing.invented.story import Story
from carecoord.testing.invented.visits import visit


def _seen_with_diabetes(story: Story) -> None:
    day = story.ago(20)
    visit(story, day)
    diagnosis(story, codes.DIABETES, story.ago(900))


def up_to_date(story: Story) -> None:
    """Diabetes, and everything that was due was done two weeks ago."""
    _seen_with_diabetes(story)
    day = story.ago(14)
    result(story, codes.HBA1C, day, 6.8, "%")
    result(story, codes.EGFR, day, story.between(60, 90), "mL/min/{1.73_m2}")
    result(story, codes.ALBUMIN_CREATININE, day, story.between(5, 25), "mg/g")
    for test, category in (
        (codes.STOOL_TEST, "laboratory"),
        (codes.CYTOLOGY, "laboratory"),
        (codes.MAMMOGRAM, "imaging"),
        (codes.EYE_EXAM, "exam"),
        (codes.FALLS_SCREENING, "survey"),
    ):
        finding(story, test, day, codes.NORMAL, category)


def nothing_done(story: Story) -> None:
    """Diabetes above 9 %, and nothing else was looked for in years."""
    _seen_with_diabetes(story)
    result(story, codes.HBA1C, story.ago(14) - timedelta(days=2), 9.8, "%")
