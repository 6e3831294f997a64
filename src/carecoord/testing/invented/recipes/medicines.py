"""Medicines for cholesterol, blood pressure and diabetes, as the pharmacy saw them."""

from __future__ import annotations

from datetime import timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Element
from carecoord.testing.invented.facts import fill, fills, prescription, problem
from carecoord.testing.invented.permissions import booking, order
from carecoord.testing.invented.story import Story, workday

DRUGS = (
    codes.ATORVASTATIN,
    codes.SIMVASTATIN,
    codes.LISINOPRIL,
    codes.LOSARTAN,
    codes.METFORMIN,
)


def high_cholesterol(story: Story) -> None:
    """Why a statin is taken."""
    problem(story, codes.HIGH_CHOLESTEROL, story.ago(story.between(500, 3000)))


def _drug(story: Story) -> Element:
    return story.one_of(DRUGS)


def continuous(story: Story) -> None:
    """Filled every month for more than a year, supply in hand today."""
    fills(story, _drug(story), story.ago(story.between(395, 424)), story.as_of)


def all_three(story: Story) -> None:
    """A statin, a blood pressure medicine and metformin, all filled every month."""
    for drug in (codes.ATORVASTATIN, codes.LISINOPRIL, codes.METFORMIN):
        fills(story, drug, story.ago(story.between(395, 424)), story.as_of)


def overlapping(story: Story) -> None:
    """Filled six days before the last supply ends, month after month."""
    fills(story, _drug(story), story.ago(story.between(396, 420)), story.as_of, every=24)


def with_gaps(story: Story) -> None:
    """Filled every six weeks or so, supplied for four."""
    every = story.between(42, 55)
    fills(story, _drug(story), story.ago(story.between(395, 440)), story.as_of, every=every)


def late(story: Story) -> None:
    """Filled every month until the supply ended a few weeks ago."""
    stopped = story.between(40, 58)
    fills(story, _drug(story), story.ago(stopped + 360), story.ago(stopped))


def stopped_long_ago(story: Story) -> None:
    """The last fill is so old that nothing is due any more."""
    fills(story, _drug(story), story.ago(900), story.ago(700))


def filled_once(story: Story) -> None:
    """A single fill this spring."""
    fill(story, _drug(story), story.ago(story.between(50, 100)))


def filled_twice_in_winter(story: Story) -> None:
    """Filled five and four months ago, and not since: too few days in hand for the year."""
    first = story.between(148, 150)
    fills(story, _drug(story), story.ago(first), story.ago(first - 30))


def ends_soon(story: Story) -> None:
    """Filled every month; the supply ends within days."""
    fills(story, _drug(story), story.ago(360 + story.between(26, 29)), story.as_of)


def without_days(story: Story) -> None:
    """Handed over by a pharmacy that does not say for how long."""
    drug = _drug(story)
    first = story.between(150, 200)
    for number in range(4):
        fill(story, drug, story.ago(first) + timedelta(days=31 * number), None)


def never_filled(story: Story) -> None:
    """Prescribed, and no pharmacy was ever asked."""
    prescription(story, _drug(story), story.ago(story.between(20, 90)))


def gap_opened(story: Story) -> None:
    """Filled every month until the supply ended some months ago."""
    last = story.between(75, 180)
    fills(story, _drug(story), story.ago(last + 360), story.ago(last))


def statin_not_filled(story: Story) -> None:
    """Metformin filled every month; a statin was prescribed with it, and no fill of it is seen."""
    fills(story, codes.METFORMIN, story.ago(story.between(395, 424)), story.as_of)
    prescription(story, codes.ATORVASTATIN, story.ago(story.between(40, 150)))


def two_statins(story: Story) -> None:
    """Two statins, both filled every month."""
    for drug in (codes.ATORVASTATIN, codes.SIMVASTATIN):
        fills(story, drug, story.ago(story.between(150, 170)), story.as_of)


def switched(story: Story) -> None:
    """From one statin to another, filled ten days before the first one's supply ends."""
    changed = story.between(2, 9)
    fills(story, codes.SIMVASTATIN, story.ago(changed + 380), story.ago(changed + 20))
    fills(story, codes.ATORVASTATIN, story.ago(changed), story.as_of)


def beside_one_without_days(story: Story) -> None:
    """A statin filled every month, another handed over lately that does not say for how long."""
    fills(story, codes.SIMVASTATIN, story.ago(story.between(395, 424)), story.as_of)
    fill(story, codes.ATORVASTATIN, story.ago(story.between(10, 60)), None)


def ends_before_visit(story: Story) -> None:
    """Supply that ends within days, and a visit booked for a month later."""
    ends_soon(story)
    booking(story, workday(story.ago(-35)), order(story, story.ago(25)))


def lasts_to_visit(story: Story) -> None:
    """A supply of this week, and a visit booked for next week."""
    fills(story, _drug(story), story.ago(story.between(360, 364)), story.as_of)
    booking(story, workday(story.ago(-7)), order(story, story.ago(25)))
