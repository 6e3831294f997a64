"""In a home and community waiver the level of care and the plan are reviewed every 12 months.

Population: patients with services of a home and community waiver.
Source: 42 CFR 441.302(c): reevaluation at least annually.
Departures: programme and assessment are found by codes of our own; it opens 60 days before
(decision 0020).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.courses import LEVEL_ASSESSED, WAIVER_SERVICES
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.cycle import Around, Cycle
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.rule import Rule

RULE = Rule(
    id="certification.waiver",
    edition="1981",
    title="Yearly review of a waiver",
    population="services of a home and community waiver",
    citation=Citation(
        text="42 CFR 441.302(c)",
        locator="reevaluation of the level of care at least annually",
        status=Status.UNVERIFIED,
    ),
    licences=(Licence.SOCIAL_WORKER, Licence.RN),
    limits="states have shorter cycles and their own forms; the plan itself is not read",
    departures="codes and days before: decision 0020",
    in_force_from=date(1981, 10, 1),
    shape=Cycle(
        begins=WAIVER_SERVICES,
        begins_name="waiver services",
        lengths=(months(12),),
        review=Around(days(-60), days(-1)),
        certified_by=LEVEL_ASSESSED,
        by=frozenset({Licence.RN, Licence.SOCIAL_WORKER, Licence.PRESCRIBER}),
        title="Review level of care and plan for the next twelve months",
        closes="the level of care, assessed by a nurse or social worker",
        urgency=Urgency.ROUTINE,
    ),
)
