"""Lung cancer screening: low-dose CT every year from 50 to 80 after 20 pack-years.

Population: adults aged 50 to 80 with 20 or more pack-years who smoke, or quit within 15 years.
Source: USPSTF, Lung Cancer: Screening, 9 March 2021: yearly, until 15 years since quitting.
Departures: the day on which 15 years since quitting are complete is the last; the routine waits up
to a year for Lung-RADS 4 to be resolved (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.criteria import Age, All, Any
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.screening import lungs
from carecoord.rules.screening.smoking import (
    EVER_SMOKED,
    QUIT_WITHIN_15_YEARS,
    SMOKES,
    TWENTY_PACK_YEARS,
)
from carecoord.rules.screening.sources import uspstf

RULE = uspstf(
    word="lung",
    title="Lung cancer screening",
    population="adults aged 50 to 80 with 20 or more pack-years who smoke or quit within 15 years",
    since=date(2021, 3, 9),
    topic="Screening for Lung Cancer",
    limits="limited life expectancy, symptoms and shared decision making are not read; what a "
    "payer covers is another thing: Medicare pays from 50 to 77; pack-years are those on record, "
    "which may be old",
    departures="the last day after quitting, Lung-RADS 4: decision 0018",
    shape=Recurring(
        applies=All(
            Age(at_least=50, at_most=80).named("age 50 to 80"),
            EVER_SMOKED,
            TWENTY_PACK_YEARS,
            Any(SMOKES, QUIT_WITHIN_15_YEARS),
        ),
        reason_name="indication for lung cancer screening",
        begins=AtAge(50),
        ways=(Way("low-dose CT", lungs.SCANS, (Interval(months(12)),)),),
        loops=(
            Loop(
                name="suspicious",
                title="Lung-RADS 4",
                opened_by=lungs.SUSPICIOUS,
                closed_by=lungs.RESOLVED,
                lapses_after=months(12),
                closes_from_day=1,
            ),
        ),
        stopped_by=lungs.OUT,
        title="Low-dose CT of the chest",
        closes="a low-dose CT of the chest",
    ),
)
