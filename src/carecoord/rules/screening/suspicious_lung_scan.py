"""Lung-RADS 4: the next image or a biopsy, as the clinician decides.

Population: patients with a screening CT of category 4A, 4B or 4X.
Source: American College of Radiology, Lung-RADS 2022: 4A low-dose CT after three months, 4B and 4X
diagnostic work-up.
Departures: one window for all three, three months, a parameter; the scan itself resolves nothing;
it lapses after a year (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening import lungs
from carecoord.rules.screening.sources import CLINICAL

WITHIN = Parameter(
    name="screening.suspicious-lung-scan.next",
    default=months(3),
    says="by when after Lung-RADS 4 the next image or biopsy is due",
)

RULE = Rule(
    id="screening.suspicious-lung-scan",
    edition="2022",
    title="Work-up after Lung-RADS 4",
    population="patients with a screening CT of category 4A, 4B or 4X",
    citation=Citation(
        text="American College of Radiology, Lung-RADS 2022",
        locator="management of category 4; one window for 4A, 4B and 4X is ours",
        status=Status.UNVERIFIED,
    ),
    licences=CLINICAL,
    limits="4A is not told from 4B and 4X, which are worked up sooner; a category in the text of "
    "a report is not read",
    departures="window and lapse: decision 0018",
    in_force_from=date(2022, 11, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=lungs.SUSPICIOUS,
        trigger_name="scan of Lung-RADS 4",
        steps=(
            Step(
                name="next",
                title="Work-up after Lung-RADS 4",
                earliest=days(1),
                due=WITHIN,
                closed_by=lungs.RESOLVED,
                closes="a CT or PET of the chest, a biopsy, or a category below 4",
                urgency=Urgency.URGENT,
                licences=CLINICAL,
            ),
        ),
        lapses_after=months(12),
    ),
)
