"""Abnormal cervical cytology is resolved by a colposcopy.

Population: patients with cervical cytology that is abnormal beyond ASC-US.
Source: ASCCP, risk-based management consensus guidelines, 2019: the clinician decides by risk.
Departures: the source gives no days: 90, a parameter; it lapses after five years (decision 0018).
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
    name="screening.abnormal-cytology.colposcopy",
    default=days(90),
    says="by when after abnormal cervical cytology the colposcopy is due",
)

RULE = Rule(
    id="screening.abnormal-cytology",
    edition="2020",
    title="Colposcopy after abnormal cervical cytology",
    population="patients with cervical cytology that is abnormal beyond ASC-US",
    citation=Citation(
        text="ASCCP risk-based management consensus guidelines for abnormal cervical cancer "
        "screening tests, 2019, published in 2020",
        locator="management of results; the days are ours",
        status=Status.UNVERIFIED,
    ),
    licences=CLINICAL,
    limits="risk is never computed: where the clinician decides on a test in a year, the step "
    "stays open until then; what a colposcopy found is not read",
    departures="days and lapse: decision 0018",
    in_force_from=date(2020, 4, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=cervix.ABNORMAL,
        trigger_name="abnormal cervical cytology",
        steps=(
            Step(
                name="colposcopy",
                title="Colposcopy after abnormal cervical cytology",
                earliest=days(0),
                due=WITHIN,
                closed_by=cervix.COLPOSCOPIES,
                closes="a completed colposcopy or excision",
                urgency=Urgency.URGENT,
                licences=CLINICAL,
            ),
        ),
        lapses_after=months(60),
    ),
)
