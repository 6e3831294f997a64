"""The first prenatal visit is by ten weeks of pregnancy.

Population: patients with an estimated due date on record.
Source: AAP and ACOG, Guidelines for Perinatal Care, the traditional schedule, as restated: a first
visit by ten weeks.
Departures: the weeks count back from the last estimate on record (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.wellness.pregnancy import (
    AFTER_TERM_DAYS,
    ENDS,
    PREGNANCY,
    PRENATAL_VISITS,
    TERM_DAYS,
)

CITATION = Citation(
    text="AAP and ACOG, Guidelines for Perinatal Care, eighth edition, 2017",
    locator="antepartum care, frequency of visits, the traditional schedule",
    status=Status.SECONDARY,
)
IN_FORCE_FROM = date(2017, 9, 1)
LICENCES = (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)
BY = Parameter(
    name="wellness.first-prenatal-visit.by",
    default=days(70),
    says="by which day of pregnancy, counted from its first day, the first visit is due",
)

RULE = Rule(
    id="wellness.first-prenatal-visit",
    edition="2017",
    title="First prenatal visit",
    population="pregnant, with an estimated due date on record",
    citation=CITATION,
    licences=LICENCES,
    limits="a pregnancy without a due date on record is not seen; which estimate is the best is "
    "the clinician's: the last one stands",
    departures="which estimate counts: decision 0026",
    in_force_from=IN_FORCE_FROM,
    parameters=(BY,),
    shape=FollowUp(
        trigger=PREGNANCY.beginnings(),
        trigger_name="pregnancy",
        steps=(
            Step(
                name="visit",
                title="First prenatal visit by ten weeks",
                earliest=days(0),
                due=BY,
                closed_by=PRENATAL_VISITS,
                attempts=ATTEMPTS,
                closes="a prenatal visit",
                urgency=Urgency.URGENT,
                window_over="window closed, to be done at once",
            ),
        ),
        lapses_after=days(TERM_DAYS + AFTER_TERM_DAYS),
        stopped_by=ENDS,
        stopped_name="birth or loss",
    ),
)
