"""BI-RADS 0: the images are not complete, more are to be taken.

Population: patients with a mammogram of category 0.
Source: American College of Radiology, BI-RADS Atlas, fifth edition, 2013: category 0, recall for
additional imaging.
Departures: the source gives no days: 60, a parameter; images and categories count from the next day
on; it lapses after two years (decision 0018).
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
from carecoord.rules.screening.sources import ARRANGE

WITHIN = Parameter(
    name="screening.incomplete-mammogram.imaging",
    default=days(60),
    says="by when after BI-RADS 0 the additional images are due",
)

RULE = Rule(
    id="screening.incomplete-mammogram",
    edition="2013",
    title="Additional images after BI-RADS 0",
    population="patients with a mammogram of category 0",
    citation=Citation(
        text="American College of Radiology, BI-RADS Atlas, fifth edition, 2013",
        locator="mammography, assessment categories, category 0; the days are ours",
        status=Status.UNVERIFIED,
    ),
    licences=ARRANGE,
    limits="comparison with earlier images resolves category 0 only when a new category is "
    "recorded; further images of the same day are not told from those that were not complete; a "
    "category in the text of a report is not read",
    departures="days, from the next day on, lapse: decision 0018",
    in_force_from=date(2013, 1, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=imaging.INCOMPLETE,
        trigger_name="mammogram of BI-RADS 0",
        steps=(
            Step(
                name="imaging",
                title="Additional images after BI-RADS 0",
                earliest=days(1),
                due=WITHIN,
                closed_by=imaging.DECIDED,
                closes="a diagnostic mammogram or ultrasound, or a final category, of a later day",
                urgency=Urgency.URGENT,
                licences=ARRANGE,
            ),
        ),
        lapses_after=months(24),
    ),
)
