"""Osteoporosis screening: a bone density measurement for women from 65.

Population: women aged 65 or more without known osteoporosis.
Source: USPSTF, Osteoporosis to Prevent Fractures: Screening, 14 January 2025; the interval is not
fixed.
Departures: once, because no interval is fixed; a measurement at any age counts (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.criteria import Age, All
from carecoord.rules.engine.recurring import AtAge, Recurring
from carecoord.rules.screening import bones
from carecoord.rules.screening.selections import FEMALE
from carecoord.rules.screening.sources import uspstf

RULE = uspstf(
    word="osteoporosis",
    title="Osteoporosis screening",
    population="women aged 65 or more",
    since=date(2025, 1, 14),
    topic="Screening for Osteoporosis to Prevent Fractures",
    limits="no interval is fixed: once is all that is asked, and when to repeat it is the "
    "clinician's decision; medicines that harm the bone are not read",
    departures="once, at any age: decision 0018",
    shape=Recurring(
        applies=All(FEMALE, Age(at_least=65).named("age 65 or more")),
        reason_name="indication for osteoporosis screening",
        begins=AtAge(65),
        ways=(bones.MEASURED,),
        once=True,
        stopped_by=bones.OUT,
        title="Bone density measurement",
        closes="a bone density measurement",
    ),
)
