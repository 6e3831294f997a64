"""Treatment of substance use begins within 14 days, and goes on twice in the 34 after.

Population: patients of 13 years and older with a substance use disorder and none in the 60 days
before.
Source: eCQM CMS137FHIR Initiation and Engagement of Substance Use Disorder Treatment, version
1.0.000: days 0 to 13, at another visit than that of the diagnosis; two contacts within 34 days of
the first.
Departures: the codes are ours; the age is that on the day of the diagnosis; a medicine for
substance use does not close it (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.condition import Condition
from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import EACH, AgeAt, All, Exists, Itself, Not, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import SUBSTANCE_USE, VISITS, because_of, conditions

EPISODES = (
    conditions(SUBSTANCE_USE)
    .beginnings()
    .only_if(
        All(
            AgeAt(EACH.start, at_least=13).named("age 13 or more"),
            Not(
                Exists(
                    conditions(SUBSTANCE_USE).overlapping(
                        Span(EACH.start.minus(days=60), EACH.start.minus(days=1))
                    )
                ).named("substance use in the 60 days before")
            ),
        )
    )
)
DIAGNOSED_AT = VISITS.named_by(Condition.encounter, Itself())
TREATMENT = because_of(VISITS, SUBSTANCE_USE).without(DIAGNOSED_AT)

INITIATION = Step(
    name="initiation",
    title="Treatment for substance use begins within 14 days",
    earliest=days(0),
    due=days(13),
    closed_by=TREATMENT,
    attempts=ATTEMPTS,
    closes="a visit or video visit for substance use",
    urgency=Urgency.URGENT,
    window_over="window closed, still to be done",
)
ENGAGEMENT = Step(
    name="engagement",
    title="Two more contacts for substance use within 34 days of the first",
    after=INITIATION,
    earliest=days(1),
    due=days(34),
    times=2,
    closed_by=TREATMENT,
    attempts=ATTEMPTS,
    closes="two visits or video visits for substance use on different days",
    window_over="window closed, still to be done",
)

RULE = Rule(
    id="followup.substance-use-episode",
    edition="2026",
    title="Treatment of a new episode of substance use",
    population="age 13 or more, substance use disorder new in 60 days",
    citation=Citation(
        text="eCQM CMS137FHIR Initiation and Engagement of Substance Use Disorder Treatment, "
        "version 1.0.000",
        locator="initiation within 14 days, engagement within 34 days",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.SOCIAL_WORKER, Licence.RN, Licence.MENTAL_HEALTH),
    limits="medicines and programmes for substance use are not read; consent under 42 CFR Part 2 "
    "is not checked here: labels carry it",
    departures="codes, medicines: decision 0017",
    in_force_from=date(2025, 1, 1),
    shape=FollowUp(
        trigger=EPISODES,
        trigger_name="new episode of substance use",
        one_in=days(60),
        steps=(INITIATION, ENGAGEMENT),
        lapses_after=days(90),
    ),
)
