"""Courses of treatment, and answers from others: kept up and come back, or not."""

from __future__ import annotations

from datetime import date, timedelta

from carecoord.testing.invented import codes
from carecoord.testing.invented.bundle import Element
from carecoord.testing.invented.facts import diagnosis, fills, problem, result, score
from carecoord.testing.invented.people import staff
from carecoord.testing.invented.permissions import order
from carecoord.testing.invented.story import Story, at
from carecoord.testing.invented.visits import treatment, visit, visit_starts

COPIES = "{copies}/mL"


def _referred(story: Story, answer: Element) -> None:
    """Seen two months ago, and referred to a specialist, whose work is a task."""
    day = story.ago(60)
    visit(story, day)
    story.bundle.add(
        "Task",
        {
            "intent": "order",
            "code": codes.FULFILL,
            "focus": order(story, day, code=codes.REFERRAL, insurance=None),
            "for": story.patient,
            "authoredOn": at(day, 11),
            "owner": staff(story, "physician"),
            **answer,
        },
    )


def referral_open(story: Story) -> None:
    """The specialist took it, and nothing has come back."""
    _referred(story, {"status": "accepted"})


def referral_answered(story: Story) -> None:
    """The specialist's report came back a month later."""
    seen = {"start": at(story.ago(40), 11), "end": at(story.ago(30), 16)}
    done = {"status": "completed", "reasonCode": codes.CONSULTATION_REPORT}
    _referred(story, {**done, "executionPeriod": seen})


def _antidepressant(story: Story, started: date, until: date) -> None:
    """Depression, and sertraline every month until a day."""
    visit(story, started)
    problem(story, codes.DEPRESSION, started)
    fills(story, codes.SERTRALINE, started, until)


def antidepressant_kept(story: Story) -> None:
    """Filled every month for nine months."""
    _antidepressant(story, story.ago(story.between(250, 270)), story.as_of)


def antidepressant_stopped(story: Story) -> None:
    """Filled twice, eight months ago, and never again."""
    started = story.ago(story.between(240, 260))
    _antidepressant(story, started, started + timedelta(days=30))


def antidepressant_new(story: Story) -> None:
    """Filled once, five weeks ago: the next fill is late."""
    started = story.ago(35)
    _antidepressant(story, started, started)


def _drinking(story: Story, day: date) -> None:
    """Alcohol dependence, found out at a visit."""
    visit(story, day)
    diagnosis(story, codes.ALCOHOL_DEPENDENCE, day, onsetDateTime=visit_starts(day))


def substance_treated(story: Story) -> None:
    """Treated five days after the diagnosis, and three times more."""
    found_out = story.ago(80)
    _drinking(story, found_out)
    for days in (5, 12, 19, 26):
        treatment(story, found_out + timedelta(days=days))


def substance_untreated(story: Story) -> None:
    """Diagnosed three months ago, and nothing came of it."""
    _drinking(story, story.ago(story.between(80, 100)))


def substance_found_out(story: Story) -> None:
    """Diagnosed last week."""
    _drinking(story, story.ago(story.between(4, 7)))


def _depressed(story: Story) -> None:
    """Depression for years, and a high score a year ago."""
    problem(story, codes.DEPRESSION, story.ago(story.between(800, 1500)))
    day = story.ago(400)
    visit(story, day)
    score(story, codes.PHQ_9, day, story.between(12, 22))


def depression_remitted(story: Story) -> None:
    """A low score this spring."""
    _depressed(story)
    score(story, codes.PHQ_9, story.ago(20), story.between(0, 4))


def depression_lasting(story: Story) -> None:
    """Still a high score this spring."""
    _depressed(story)
    score(story, codes.PHQ_9, story.ago(20), story.between(10, 18))


def _hiv(story: Story) -> None:
    """HIV for years, seen this winter."""
    problem(story, codes.HIV, story.ago(story.between(1000, 4000)))
    visit(story, story.ago(130))


def hiv_retained(story: Story) -> None:
    """And the viral load was measured this spring."""
    _hiv(story)
    result(story, codes.VIRAL_LOAD, story.ago(25), 20, COPIES)


def hiv_out_of_sight(story: Story) -> None:
    """And neither seen nor tested since."""
    _hiv(story)
