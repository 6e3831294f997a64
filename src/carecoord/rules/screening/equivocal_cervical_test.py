"""ASC-US or a positive HPV test is resolved by a colposcopy or an HPV test that is negative.

Population: patients with ASC-US in cervical cytology or a positive HPV test.
Source: ASCCP, risk-based management consensus guidelines, 2019: the clinician decides by risk.
Departures: the source gives no days: 90, a parameter; what counts as resolved; it lapses after five
years (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening import cervix
from carecoord.rules.screening.sources import CLINICAL

WITHIN = Parameter(
    name="screening.equivocal-cervical-test.resolved",
    default=days(90),
    says="by when after ASC-US or a positive HPV test the next step is due",
)

RULE = Rule(
    id="screening.equivocal-cervical-test",
    edition="2020",
    title="ASC-US or positive HPV test resolved",
    population="patients with ASC-US in cervical cytology or a positive HPV test",
    citation=Citation(
        text="ASCCP risk-based management consensus guidelines for abnormal cervical cancer "
        "screening tests, 2019, published in 2020",
        locator="management of results; the days are ours",
        status=Status.UNVERIFIED,
    ),
    licences=CLINICAL,
    limits="risk is never computed: where the clinician decides on a test in a year, the step "
    "stays open until then; what a colposcopy found is not read",
    departures="days, what counts as resolved, lapse: decision 0018",
    in_force_from=date(2020, 4, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=cervix.UNSURE,
        trigger_name="ASC-US or positive HPV test",
        steps=(
            Step(
                name="resolved",
                title="ASC-US or positive HPV test resolved",
                earliest=days(0),
                due=WITHIN,
                closed_by=cervix.RESOLVED,
                closes="a completed colposcopy or excision, or a negative HPV test",
                urgency=Urgency.URGENT,
                licences=CLINICAL,
            ),
        ),
        lapses_after=months(60),
    ),
)
