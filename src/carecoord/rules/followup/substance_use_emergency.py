"""After an emergency visit for substance use: seen within 7 and within 30 days.

Population: patients of 13 years and older, seen in an emergency department for substance use and
not admitted.
Source: NCQA, HEDIS Follow-Up After Emergency Department Visit for Substance Use (FUA): 7 days (8
with the day of the visit) and 30 days (31); the same day counts; the first visit in 31 days.
Departures: the codes of substance use are ours (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import EACH, AgeAt, All
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import (
    EMERGENCY_VISITS,
    NOT_ADMITTED,
    SUBSTANCE_USE,
    VISITS,
    because_of,
)

OCCASIONS = because_of(EMERGENCY_VISITS, SUBSTANCE_USE)


def _seen_by(day: int, urgency: Urgency, *, window_over: str, later: bool) -> Step:
    return Step(
        name=f"visit-{day}",
        title=f"Seen after an emergency visit for substance use within {day} days",
        earliest=days(0),
        due=days(day),
        closed_by=VISITS,
        attempts=ATTEMPTS,
        closes="a visit or video visit with any practitioner",
        urgency=urgency,
        later_closes=later,
        window_over=window_over,
    )


RULE = Rule(
    id="followup.substance-use-emergency",
    edition="2025",
    title="Follow-up after an emergency visit for substance use",
    population="age 13 or more, seen in an emergency department for substance use, not admitted",
    citation=Citation(
        text="NCQA, HEDIS Follow-Up After Emergency Department Visit for Substance Use (FUA)",
        locator="7-day and 30-day follow-up; visits on the day of the emergency visit count",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.SOCIAL_WORKER, Licence.RN, Licence.MENTAL_HEALTH),
    limits="which diagnoses count is by chapters of ICD-10-CM, not by NCQA's list; the diagnosis "
    "of the follow-up visit is not asked; medicines for substance use as follow-up are not read",
    departures="codes: decision 0017",
    in_force_from=date(2018, 1, 1),
    shape=FollowUp(
        trigger=OCCASIONS,
        trigger_name="emergency visit for substance use",
        one_in=days(30),
        only_if=All(
            AgeAt(EACH.end, at_least=13).named("age 13 or more at the visit"), NOT_ADMITTED
        ),
        steps=(
            _seen_by(
                7,
                Urgency.URGENT,
                window_over="window closed; by day 30 counts for 30",
                later=False,
            ),
            _seen_by(
                30, Urgency.ROUTINE, window_over="window closed, still to be done", later=True
            ),
        ),
        lapses_after=days(60),
    ),
)
