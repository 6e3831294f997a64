"""Children who start a medicine for attention deficit disorder."""

from __future__ import annotations

from datetime import date, timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.facts import prescription, problem
from carecoord.testing.invented.story import Story
from carecoord.testing.invented.visits import visit


def _started(story: Story) -> date:
    """The first prescription: between March and December of the year before the story's own."""
    year = story.as_of.year - 1
    return date(year, 3, 10) + timedelta(days=story.between(0, 260))


def _begin(story: Story) -> date:
    started = _started(story)
    problem(story, codes.ADHD, started - timedelta(days=20))
    visit(story, started - timedelta(days=20))
    visit(story, started)
    prescription(story, codes.METHYLPHENIDATE, started, days=60)
    return started


def _seen_after(story: Story, started: date, *days: int) -> None:
    for day in (started + timedelta(days=count) for count in days):
        if day <= story.as_of:
            visit(story, day)


def seen_in_time(story: Story) -> None:
    """Seen three weeks after the start, and twice more; medicine for most of the year."""
    started = _begin(story)
    _seen_after(story, started, 21, 90, 180)


def seen_once(story: Story) -> None:
    """Seen three weeks after the start, then not again."""
    started = _begin(story)
    _seen_after(story, started, 21)


def not_seen(story: Story) -> None:
    """Started, and seen again only after two months."""
    started = _begin(story)
    _seen_after(story, started, 63)


def without_medicine(story: Story) -> None:
    """The diagnosis alone starts nothing."""
    started = _started(story)
    problem(story, codes.ADHD, started)
    visit(story, started)
