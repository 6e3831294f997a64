"""A newborn is seen 48 to 72 hours after leaving the hospital.

Population: newborns discharged from the stay in which they were born, or from one to which they
went from it without being at home between.
Source: American Academy of Pediatrics, Bright Futures periodicity schedule, June 2024, footnote 4:
within 3 to 5 days of birth and within 48 to 72 hours after discharge.
Departures: the hours are days, counted from the day of discharge; a visit on the day after counts
(decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import (
    ADMISSIONS,
    ATTEMPTS,
    DISCHARGES,
    STAYS,
    VISITS,
)
from carecoord.rules.criteria import EACH, AgeAt, All, Exists, Not, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import LIVEBORN, conditions

FIRST_STAY = DISCHARGES.only_if(
    All(
        AgeAt(EACH.end, at_most=0).named("in the first year of life"),
        Exists(conditions(LIVEBORN).overlapping(EACH.span)).named("born in this stay"),
        Not(Exists(STAYS.ending(Span(None, EACH.start.minus(days=1)))).named("home before")),
    )
)

RULE = Rule(
    id="followup.newborn-visit",
    edition="2024",
    title="Newborn seen after leaving the hospital",
    population="born in the stay from which they were discharged",
    citation=Citation(
        text="American Academy of Pediatrics, Bright Futures periodicity schedule, June 2024",
        locator="footnote 4",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="the length of the stay is not asked: the schedule speaks of discharge within 48 hours "
    "of birth first of all",
    departures="hours as days: decision 0017",
    in_force_from=date(2024, 6, 1),
    shape=FollowUp(
        trigger=FIRST_STAY,
        trigger_name="discharge of a newborn",
        steps=(
            Step(
                name="visit",
                title="Newborn seen within 72 hours of leaving the hospital",
                earliest=days(1),
                due=days(3),
                closed_by=VISITS,
                attempts=ATTEMPTS,
                closes="a visit with a prescriber or nurse",
                by=frozenset({Licence.PRESCRIBER, Licence.RN}),
                urgency=Urgency.URGENT,
                window_over="window closed, to be done at once",
            ),
        ),
        lapses_after=days(30),
        superseded_by=ADMISSIONS,
        superseded_name="readmission",
    ),
)
