"""After a PHQ-9 above 9 it is asked again at twelve months, sixty days either way.

Population: patients of 12 years and older with a PHQ-9 above 9.
Source: eCQM CMS159FHIR Depression Remission at Twelve Months, version 1.0.000: the assessment
between 60 days before and 60 days after twelve months.
Departures: the diagnosis is not asked; whether the score shows remission is said by the measure,
not here (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc
from carecoord.model.observation import Observation
from carecoord.rules.criteria import EACH, AgeAt, Facts, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.rule import Rule

PHQ9 = coded("PHQ-9 total score", loinc("44261-6"), loinc("89204-2"))
SCORES = Facts(Observation, PHQ9).where(Observation.status, "final", "amended", "corrected")
RAISED = SCORES.amounting(above=9).only_if(AgeAt(EACH.end, at_least=12).named("age 12 or more"))

RULE = Rule(
    id="followup.depression-remission",
    edition="2026",
    title="PHQ-9 twelve months after a raised one",
    population="age 12 or more with a PHQ-9 above 9",
    citation=Citation(
        text="eCQM CMS159FHIR Depression Remission at Twelve Months, version 1.0.000",
        locator="measure assessment period",
        status=Status.VERIFIED,
    ),
    licences=(Licence.RN, Licence.MENTAL_HEALTH, Licence.PRESCRIBER),
    limits="treatment in between is not followed here; thoughts of death are the safety lane's",
    departures="diagnosis, remission: decision 0017",
    in_force_from=date(2024, 1, 1),
    shape=FollowUp(
        trigger=RAISED,
        trigger_name="PHQ-9 above 9",
        one_in=months(12, and_days=60),
        steps=(
            Step(
                name="phq9",
                title="PHQ-9 at twelve months",
                earliest=months(12, and_days=-60),
                due=months(12),
                overdue_after=months(12, and_days=60),
                closed_by=SCORES.with_value(Observation.value).latest(),
                closes="a PHQ-9 with its total score",
                later_closes=False,
                window_over="window closed; ask all the same",
            ),
        ),
        lapses_after=months(15),
    ),
)
