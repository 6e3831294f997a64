"""After a birth with a hypertensive disorder the pressure is taken by day 10, or in 72 hours.

Population: patients who gave birth with a hypertensive disorder of pregnancy.
Source: American College of Obstetricians and Gynecologists, Committee Opinion 736 (2018,
reaffirmed 2021): no later than 7 to 10 days; severe hypertension within 72 hours.
Departures: the 72 hours are three days, counted from the day of birth; a reading of these days
does not close the one by day 10 (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.births import BIRTHS
from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import EACH, Exists, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import (
    HYPERTENSION_IN_PREGNANCY,
    READINGS,
    SEVERE_HYPERTENSION_IN_PREGNANCY,
    conditions,
)

AROUND_BIRTH = Span(EACH.end.minus(months=9), EACH.end.plus(days=3))
WITH_HYPERTENSION = BIRTHS.only_if(
    Exists(conditions(HYPERTENSION_IN_PREGNANCY).overlapping(AROUND_BIRTH)).named(
        "hypertensive disorder of pregnancy"
    )
)
SEVERE = Exists(conditions(SEVERE_HYPERTENSION_IN_PREGNANCY).overlapping(AROUND_BIRTH)).named(
    "severe hypertensive disorder"
)

WITHIN_72_HOURS = Step(
    name="pressure-72-hours",
    title="Blood pressure within 72 hours of birth (severe)",
    earliest=days(1),
    due=days(3),
    closed_by=READINGS,
    attempts=ATTEMPTS,
    closes="a blood pressure reading, taken by anybody trained to",
    urgency=Urgency.ASAP,
    only_if=SEVERE,
    window_over="window closed, to be done at once",
)
BY_DAY_10 = Step(
    name="pressure-10",
    title="Blood pressure by day 10 after birth",
    earliest=days(4),
    due=days(10),
    closed_by=READINGS,
    attempts=ATTEMPTS,
    closes="a blood pressure reading, taken by anybody trained to",
    urgency=Urgency.URGENT,
    window_over="window closed, to be done at once",
)

RULE = Rule(
    id="followup.postpartum-blood-pressure",
    edition="2018",
    title="Blood pressure after a birth with a hypertensive disorder",
    population="gave birth with a hypertensive disorder of pregnancy",
    citation=Citation(
        text="ACOG Committee Opinion 736, Optimizing Postpartum Care, 2018",
        locator="blood pressure evaluation no later than 7 to 10 days; severe within 72 hours",
        status=Status.VERIFIED,
    ),
    licences=(Licence.RN, Licence.LPN, Licence.MEDICAL_ASSISTANT, Licence.COORDINATOR),
    limits="what the reading shows is the safety lane's",
    departures="hours as days, readings of the first three days: decision 0017",
    in_force_from=date(2018, 5, 1),
    shape=FollowUp(
        trigger=WITH_HYPERTENSION,
        trigger_name="birth with a hypertensive disorder",
        one_in=days(84),
        steps=(WITHIN_72_HOURS, BY_DAY_10),
        lapses_after=days(42),
    ),
)
