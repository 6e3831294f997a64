"""Breast cancer screening: a mammogram every two years from 40 to 74.

Population: women aged 40 to 74 without breast cancer, inherited risk or removal of both breasts.
Source: USPSTF, Breast Cancer: Screening, 30 April 2024: biennial screening mammography.
Departures: the routine waits up to two years for BI-RADS 0, 4 or 5 to be resolved (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.criteria import Age, All
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.screening import breast_imaging as imaging
from carecoord.rules.screening.selections import FEMALE
from carecoord.rules.screening.sources import uspstf

RULE = uspstf(
    word="breast",
    title="Breast cancer screening",
    population="women aged 40 to 74 at average risk",
    since=date(2024, 4, 30),
    topic="Screening for Breast Cancer",
    limits="the recorded sex is asked, not the organs; radiation of the chest, symptoms, dense "
    "breasts and single breasts removed are not read; a category in the text of a report is not "
    "read",
    departures="BI-RADS 0, 4 and 5: decision 0018",
    shape=Recurring(
        applies=All(FEMALE, Age(at_least=40, at_most=74).named("age 40 to 74")),
        reason_name="indication for breast cancer screening",
        begins=AtAge(40),
        ways=(Way("mammogram", imaging.MAMMOGRAMS, (Interval(months(24)),)),),
        loops=(
            Loop(
                name="incomplete",
                title="BI-RADS 0",
                opened_by=imaging.INCOMPLETE,
                closed_by=imaging.DECIDED,
                closes_from_day=1,
                lapses_after=months(24),
            ),
            Loop(
                name="suspicious",
                title="BI-RADS 4 or 5",
                opened_by=imaging.SUSPICIOUS,
                closed_by=imaging.BIOPSIES,
                lapses_after=months(24),
            ),
        ),
        stopped_by=imaging.OUT,
        title="Screening mammogram",
        closes="a mammogram of both breasts",
    ),
)
