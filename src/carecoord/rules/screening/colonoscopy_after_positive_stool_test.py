"""A positive stool test is resolved by a colonoscopy, and that by its report.

Population: patients with a positive stool blood test or stool DNA test.
Source: USPSTF, Colorectal Cancer: Screening, 18 May 2021: a positive test other than a colonoscopy
is followed by a colonoscopy.
Departures: the source gives no days: 180 for the colonoscopy and 210 for its report, both
parameters; it lapses after ten years (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening import colon
from carecoord.rules.screening.sources import ARRANGE

_ID = "screening.colonoscopy-after-positive-stool-test"
COLONOSCOPY_WITHIN = Parameter(
    name=f"{_ID}.colonoscopy",
    default=days(180),
    says="by when after the positive test the colonoscopy is due",
)
REPORT_WITHIN = Parameter(
    name=f"{_ID}.report",
    default=days(30),
    says="by when after the colonoscopy its report is due",
)
COLONOSCOPY = Step(
    name="colonoscopy",
    title="Colonoscopy after a positive stool test",
    earliest=days(0),
    due=COLONOSCOPY_WITHIN,
    closed_by=colon.COLONOSCOPIES,
    closes="a completed colonoscopy; a booked one does not close it",
    urgency=Urgency.URGENT,
    licences=ARRANGE,
)

RULE = Rule(
    id=_ID,
    edition="2021",
    title="Colonoscopy after a positive stool test",
    population="patients with a positive stool blood test or stool DNA test",
    citation=Citation(
        text="US Preventive Services Task Force, Screening for Colorectal Cancer, 2021",
        locator="follow-up of a positive test; the days are ours",
        status=Status.SECONDARY,
    ),
    licences=ARRANGE,
    limits="a colonoscopy that was refused, or is not wanted any more, is not read; whether "
    "anybody acted on the report is not seen",
    departures="days and lapse: decision 0018",
    in_force_from=date(2021, 5, 18),
    parameters=(COLONOSCOPY_WITHIN, REPORT_WITHIN),
    shape=FollowUp(
        trigger=colon.POSITIVE,
        trigger_name="positive stool test",
        steps=(
            COLONOSCOPY,
            Step(
                name="report",
                title="Report of the colonoscopy after a positive stool test",
                earliest=days(0),
                due=REPORT_WITHIN,
                after=COLONOSCOPY,
                closed_by=colon.REPORTS,
                closes="the report of the colonoscopy",
                licences=ARRANGE,
            ),
        ),
        lapses_after=months(120),
    ),
)
