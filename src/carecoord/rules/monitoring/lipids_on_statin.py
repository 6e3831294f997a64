"""On a statin lipids are measured every year, or sooner as the site sets it.

Population: patients with a running prescription of a statin, begun more than twelve weeks ago.
Source: ACC/AHA guideline on the management of dyslipidemia, 13 March 2026, as restated: every 6 to
12 months once stable.
Departures: the longer end, a parameter (decision 0026).
"""

from __future__ import annotations

from carecoord.rules.concepts.done import reported
from carecoord.rules.criteria import All, Exists
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.lipids_after_statin import CITATION, IN_FORCE_FROM
from carecoord.rules.monitoring.medicines import LIPIDS, STATIN, ordered, running

EVERY = Parameter(
    name="monitoring.lipids-on-statin.every",
    default=months(12),
    says="how long after lipids on a statin they are measured again; 6 to 12 months",
)
LONG_AGO = ordered(STATIN).without(ordered(STATIN).within_last(days=84))

RULE = Rule(
    id="monitoring.lipids-on-statin",
    edition="2026",
    title="Lipids on a statin",
    population="a running prescription of a statin, begun more than twelve weeks ago",
    citation=CITATION,
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="prescriptions under product codes alone are not seen; whether lipids are at goal is "
    "not read; lipids measured before the statin count",
    departures="longer end: decision 0026",
    in_force_from=IN_FORCE_FROM,
    parameters=(EVERY,),
    shape=Recurring(
        applies=All(
            Exists(running(STATIN)).named("a statin now"),
            Exists(LONG_AGO).named("a statin more than twelve weeks ago"),
        ),
        reason_name="a statin for more than twelve weeks",
        begins=LONG_AGO,
        ways=(Way("lipids", reported(LIPIDS), (Interval(EVERY),)),),
        title="Lipids on a statin",
        closes="a lipid panel or a cholesterol result",
    ),
)
