"""BI-RADS 4 or 5: a biopsy is to be considered by the clinician and recorded.

Population: patients with a mammogram of category 4 or 5.
Source: American College of Radiology, BI-RADS Atlas, fifth edition, 2013: categories 4 and 5,
tissue diagnosis.
Departures: the source gives no days: 60, a parameter; it lapses after two years (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening import breast_imaging as imaging
from carecoord.rules.screening.sources import CLINICAL

WITHIN = Parameter(
    name="screening.suspicious-mammogram.biopsy",
    default=days(60),
    says="by when after BI-RADS 4 or 5 the biopsy is due",
)

RULE = Rule(
    id="screening.suspicious-mammogram",
    edition="2013",
    title="Biopsy after BI-RADS 4 or 5",
    population="patients with a mammogram of category 4 or 5",
    citation=Citation(
        text="American College of Radiology, BI-RADS Atlas, fifth edition, 2013",
        locator="mammography, assessment categories, categories 4 and 5; the days are ours",
        status=Status.UNVERIFIED,
    ),
    licences=CLINICAL,
    limits="the result of the biopsy is not read; a biopsy that was refused is not read; a "
    "category in the text of a report is not read",
    departures="days and lapse: decision 0018",
    in_force_from=date(2013, 1, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=imaging.SUSPICIOUS,
        trigger_name="mammogram of BI-RADS 4 or 5",
        steps=(
            Step(
                name="biopsy",
                title="Biopsy after BI-RADS 4 or 5",
                earliest=days(0),
                due=WITHIN,
                closed_by=imaging.BIOPSIES,
                closes="a completed biopsy of the breast",
                urgency=Urgency.URGENT,
                licences=CLINICAL,
            ),
        ),
        lapses_after=months(24),
    ),
)
