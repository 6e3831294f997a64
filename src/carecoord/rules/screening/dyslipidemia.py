"""Screening for dyslipidemia: lipids every five years from 19, as the heart societies have it.

Population: adults from 19 years on without cardiovascular disease and without a statin.
Source: ACC/AHA guideline on the management of dyslipidemia, 13 March 2026, as restated: screening
every five years from 19.
Departures: no last age; it stands beside the rule of USPSTF, and one test answers both (decision
0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.done import ever, examined, measured
from carecoord.rules.criteria import Age, All, Exists, Not
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import AtAge, Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening.lipids import DISEASE, PROFILE, STATINS
from carecoord.rules.screening.sources import ARRANGE

RULE = Rule(
    id="screening.dyslipidemia",
    edition="2026",
    title="Screening for dyslipidemia",
    population="adults from 19 years on without cardiovascular disease or a statin",
    citation=Citation(
        text="ACC/AHA, Guideline on the Management of Dyslipidemia, 2026",
        locator="screening of adults: every five years from 19",
        status=Status.SECONDARY,
    ),
    licences=ARRANGE,
    limits="the risk is not computed; a statin is seen only where the prescription carries the "
    "ingredient's code; lipoprotein(a) and children are not asked about",
    departures="no last age: decision 0026",
    in_force_from=date(2026, 3, 13),
    shape=Recurring(
        applies=All(
            Age(at_least=19).named("age 19 or more"),
            Not(Exists(STATINS)).named("no statin on record"),
        ),
        reason_name="indication for lipids without a statin",
        begins=AtAge(19),
        ways=(Way("lipids", measured(PROFILE) | examined(PROFILE), (Interval(months(60)),)),),
        stopped_by=ever(DISEASE),
        title="Lipids for dyslipidemia",
        closes="a lipid profile",
    ),
)
