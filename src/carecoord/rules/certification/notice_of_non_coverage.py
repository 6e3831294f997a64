"""Two days before services covered by Medicare end the patient has the notice that they end.

Population: patients with Medicare whose home health care or hospice care has a known end.
Source: 42 CFR 405.1200(b) and 422.624(b): the Notice of Medicare Non-Coverage (NOMNC) no later than
two days before the proposed end of the services.
Departures: the last day of the programme is the last day of the services; the notice is found by
the number of its form, and counts from 30 days before; stays in a skilled nursing facility are
asked about once a site maps them to a programme (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import Code
from carecoord.model.communication import Communication
from carecoord.model.program import Program
from carecoord.rules.concepts.courses import (
    HOME_HEALTH_CARE,
    HOSPICE_CARE,
    PROGRAM,
)
from carecoord.rules.concepts.medicare import FORMS, MEDICARE
from carecoord.rules.criteria import EACH, Exists, Facts
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule

NOTICE = coded("Notice of Medicare Non-Coverage", Code(FORMS, "CMS-10123"))
NOTICES = Facts(Communication, NOTICE).where(Communication.status, "completed")
FACILITY = coded("Skilled nursing facility", Code(PROGRAM, "skilled-nursing"))
FACILITY_CARE = Facts(Program, FACILITY).where(Program.status, "active", "finished", "onhold")
ENDING = (HOME_HEALTH_CARE | HOSPICE_CARE | FACILITY_CARE).of_known_length()

RULE = Rule(
    id="certification.notice-of-non-coverage",
    edition="2005",
    title="Notice that covered services end (NOMNC) given",
    population="Medicare, with home health, hospice or skilled nursing care that has a known end",
    citation=Citation(
        text="42 CFR 405.1200(b), 422.624(b); form CMS-10123",
        locator="no later than two days before the proposed end of the services",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.SOCIAL_WORKER),
    limits="an end that nobody wrote down is not seen; whether the patient chose to end the care "
    "is not read; that the notice was signed is not read",
    departures="which end, how the notice is found, its first day: decision 0026",
    in_force_from=date(2005, 7, 1),
    shape=FollowUp(
        trigger=ENDING,
        trigger_name="end of covered services",
        only_if=Exists(MEDICARE.overlapping(EACH.span)).named("Medicare during the care"),
        steps=(
            Step(
                name="notice",
                title="Notice of Medicare Non-Coverage two days before services end",
                earliest=days(-30),
                due=days(-2),
                closed_by=NOTICES,
                closes="the notice, dated and on file",
                urgency=Urgency.URGENT,
                window_over="window closed; services go on until two days after the notice",
            ),
        ),
        lapses_after=days(7),
    ),
)
