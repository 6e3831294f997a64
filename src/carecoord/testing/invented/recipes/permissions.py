"""Permissions of the health plan, and whether they last for the visits that are booked."""

from __future__ import annotations

import attrs

from carecoord.testing.invented.permissions import Granted, booking, order, permission
from carecoord.testing.invented.story import Story, workday

TWELVE_VISITS = Granted()


def _therapy(
    story: Story, lasts: int, booked: tuple[int, ...], granted: Granted = TWELVE_VISITS
) -> None:
    """Permission since three weeks ago that lasts so many days more, and visits in so many days."""
    ordered = order(story, story.ago(25))
    dated = attrs.evolve(granted, first=story.ago(21), last=story.ago(-lasts))
    permission(story, story.ago(23), ordered, dated)
    for days in booked:
        booking(story, workday(story.ago(-days)), ordered)


def runs_out_by_date(story: Story) -> None:
    """Two visits are booked after its last day."""
    _therapy(story, story.between(8, 14), (2, 7, 21, 28))


def runs_out_by_units(story: Story) -> None:
    """Five visits are booked, three were granted."""
    _therapy(story, 60, (2, 7, 14, 21, 28), Granted(action="A2", visits=3))


def covers_everything(story: Story) -> None:
    """All visits lie inside, in days and in number."""
    _therapy(story, 60, (2, 7, 14, 21))


def covers_without_visits(story: Story) -> None:
    """Permission is there, and nothing is booked against it but a visit of something else."""
    _therapy(story, 40, ())
    booking(story, workday(story.ago(-9)), order(story, story.ago(30)))


def denied(story: Story) -> None:
    """Not certified: there is no permission that could run out."""
    _therapy(story, 60, (7, 14), Granted(action="A3", visits=None))


def pended(story: Story) -> None:
    """The payer has not decided yet."""
    _therapy(story, 60, (7, 14), Granted(action="A4", visits=None, outcome="queued"))


def ended_long_ago(story: Story) -> None:
    """A permission that ended months ago."""
    ordered = order(story, story.ago(200))
    granted = Granted(first=story.ago(190), last=story.ago(100))
    permission(story, story.ago(195), ordered, granted)
    booking(story, workday(story.ago(150)), ordered, status="fulfilled")


def for_nobody_knows_what(story: Story) -> None:
    """A permission that does not say which service it is for."""
    permission(story, story.ago(20), None, Granted(first=story.ago(15), last=story.ago(-30)))
    booking(story, workday(story.ago(-10)), order(story, story.ago(25)))


def nothing_known_of_visits(story: Story) -> None:
    """A permission, and no list of appointments was ever asked for."""
    _therapy(story, 30, ())
