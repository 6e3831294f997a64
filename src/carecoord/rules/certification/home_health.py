"""Home health care is certified for sixty days at a time, again on days 56 to 60.

Population: patients with home health care that goes on.
Source: 42 CFR 424.22 and 484.55: periods of 60 days; the update of the assessment in the last
five days of each.
Departures: the programme and its certification are found by codes of our own or of HCPCS
(decision 0020).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.courses import HOME_HEALTH_CARE, HOME_HEALTH_CERTIFIED
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.cycle import Cycle, DaysBefore
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="certification.home-health",
    edition="2000",
    title="Recertification of home health care",
    population="home health care that goes on",
    citation=Citation(
        text="42 CFR 424.22(b), 484.55(d)",
        locator="recertification every 60 days, in the last 5 days of the period",
        status=Status.VERIFIED,
    ),
    licences=(Licence.RN, Licence.PRESCRIBER),
    limits="whether the care is still needed is for the nurse and the prescriber to say",
    departures="codes of programme and certification: decision 0020",
    in_force_from=date(2000, 10, 1),
    shape=Cycle(
        begins=HOME_HEALTH_CARE,
        begins_name="home health care",
        lengths=(days(60),),
        review=DaysBefore(56, 60),
        certified_by=HOME_HEALTH_CERTIFIED,
        by=frozenset({Licence.RN, Licence.PRESCRIBER}),
        unknown_performer_closes=False,
        title="Recertify home health care for the next 60 days",
        closes="the recertification, reviewed by a registered nurse or the prescriber",
        ahead=days(7),
        urgency=Urgency.URGENT,
        window_over="overdue: the days not certified are not paid for",
    ),
)
