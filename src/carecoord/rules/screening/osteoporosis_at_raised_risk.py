"""Osteoporosis screening before 65: a bone density measurement after menopause at raised risk.

Population: women under 65 with menopause on record and without known osteoporosis.
Source: USPSTF, Osteoporosis to Prevent Fractures: Screening, 14 January 2025: postmenopausal women
under 65 whose risk a clinical risk assessment found raised.
Departures: not known until the risk is on record, and due from the first day on which it was found
raised; once, because no interval is fixed (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.criteria import Age, All
from carecoord.rules.engine.recurring import Recurring
from carecoord.rules.screening import bones
from carecoord.rules.screening.selections import FEMALE
from carecoord.rules.screening.sources import uspstf

RULE = uspstf(
    word="osteoporosis-at-raised-risk",
    title="Osteoporosis screening at raised risk",
    population="women under 65 after menopause whose risk was found raised",
    since=date(2025, 1, 14),
    topic="Screening for Osteoporosis to Prevent Fractures",
    limits="the risk is never computed here; menopause is read from conditions only, and without "
    "it nothing is asked; no interval is fixed, and when to repeat it is the clinician's decision",
    departures="recorded risk, once: decision 0018",
    shape=Recurring(
        applies=All(
            FEMALE,
            Age(at_most=64).named("age up to 64"),
            bones.AFTER_MENOPAUSE,
            bones.RAISED,
        ),
        reason_name="raised risk of osteoporosis after menopause",
        begins=bones.RAISED_RISKS,
        ways=(bones.MEASURED,),
        once=True,
        stopped_by=bones.OUT,
        title="Bone density measurement",
        closes="a bone density measurement",
    ),
)
