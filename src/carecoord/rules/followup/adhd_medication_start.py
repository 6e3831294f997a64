"""After a first medicine for ADHD children are seen within 30 days, and twice more by day 300.

Population: children of 6 to 12 years with a first prescription of a medicine for ADHD.
Source: eCQM CMS136FHIR Follow-Up Care for Children Prescribed ADHD Medication, version 1.0.000:
days 1 to 30, days 31 to 300.
Departures: the age is that on the day of the prescription; a virtual visit counts as any other
(decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import EACH, AgeAt, All, Exists, Not, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.adhd_care import (
    ACTIVE_ORDERS,
    FOLLOW_UP_VISITS,
    ORDERS,
    VIRTUAL_VISITS,
)

STARTED = ORDERS.only_if(
    All(
        AgeAt(EACH.start, at_least=6, at_most=12).named("age 6 to 12 at the prescription"),
        Not(
            Exists(
                ACTIVE_ORDERS.overlapping(
                    Span(EACH.start.minus(days=120), EACH.start.minus(days=1))
                )
            ).named("a medicine for ADHD in the 120 days before")
        ),
    )
).beginnings()

FIRST_VISIT = Step(
    name="visit-30",
    title="Seen within 30 days of a first medicine for ADHD",
    earliest=days(1),
    due=days(30),
    closed_by=FOLLOW_UP_VISITS,
    attempts=ATTEMPTS,
    closes="a follow-up visit with a practitioner who may prescribe",
    urgency=Urgency.URGENT,
    window_over="window closed, still to be done",
)
SEEN_AGAIN = Step(
    name="visits-300",
    title="Seen twice more by day 300 of a medicine for ADHD",
    earliest=days(31),
    due=days(300),
    times=2,
    closed_by=FOLLOW_UP_VISITS | VIRTUAL_VISITS,
    attempts=ATTEMPTS,
    closes="two follow-up visits on different days; video counts",
    window_over="window closed, still to be done",
)

RULE = Rule(
    id="followup.adhd-medication-start",
    edition="2026",
    title="Follow-up after a first medicine for ADHD",
    population="age 6 to 12, first prescription of a medicine for ADHD",
    citation=Citation(
        text="eCQM CMS136FHIR Follow-Up Care for Children Prescribed ADHD Medication, v1.0.000",
        locator="initiation phase, continuation and maintenance phase",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="needs the measure's value sets; a prescription stands for possession",
    departures="age, virtual visits: decision 0017",
    in_force_from=date(2025, 1, 1),
    shape=FollowUp(
        trigger=STARTED,
        trigger_name="first prescription for ADHD",
        one_in=days(300),
        steps=(FIRST_VISIT, SEEN_AGAIN),
        lapses_after=days(300),
    ),
)
