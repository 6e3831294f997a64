"""Home health care rests on a face-to-face visit from 90 days before it began to 30 days after.

Population: patients whose home health care began.
Source: 42 CFR 424.22(a)(1)(v): no more than 90 days before or within 30 days after the start.
Departures: the reason of the visit is not asked (decision 0020).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.courses import HOME_HEALTH_CARE
from carecoord.rules.concepts.visits import ATTEMPTS, STAYS, VISITS
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="certification.home-health-encounter",
    edition="2011",
    title="Face-to-face visit for home health care",
    population="home health care began",
    citation=Citation(
        text="42 CFR 424.22(a)(1)(v)",
        locator="no more than 90 days before or within 30 days after the start of care",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="that the visit was about the reason for home health care is not read",
    departures="reason of the visit: decision 0020",
    in_force_from=date(2011, 1, 1),
    shape=FollowUp(
        trigger=HOME_HEALTH_CARE.beginnings(),
        trigger_name="start of home health care",
        steps=(
            Step(
                name="visit",
                title="Face-to-face visit by 30 days after the start of home health care",
                earliest=days(-90),
                due=days(30),
                closed_by=VISITS | STAYS,
                by=frozenset({Licence.PRESCRIBER}),
                attempts=ATTEMPTS,
                closes="a visit or stay with a prescriber, in person or by video",
                urgency=Urgency.URGENT,
                licences=(Licence.PRESCRIBER,),
                later_closes=False,
                window_over="window closed: the care cannot be certified from its start",
            ),
        ),
        lapses_after=days(60),
    ),
)
