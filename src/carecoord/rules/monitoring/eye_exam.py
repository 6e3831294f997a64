"""In diabetes the eyes are examined with wide pupils once a year.

Population: patients with diabetes, type 1, type 2 or other.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 12: yearly; one
to two years are possible after normal exams at goal; any retinopathy yearly.
Departures: one year for all; with type 1 the first exam is asked for at once, not after five years
(decision 0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.done import examined, reported
from carecoord.rules.concepts.eyes import EYE_EXAM
from carecoord.rules.criteria import Exists
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.hba1c import CONDITIONS

RULE = Rule(
    id="monitoring.eye-exam",
    edition="2026",
    title="Dilated eye exam in diabetes",
    population="diabetes of type 1, type 2 or other",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 12, retinopathy",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what the exam found is not read; pregnancy, in which it is more often, is not told "
    "apart; exams outside of this record are not seen",
    departures="one year for all, the first exam: decision 0019",
    in_force_from=date(2026, 1, 1),
    shape=Recurring(
        applies=Exists(CONDITIONS).named("diabetes"),
        reason_name="diabetes",
        begins=CONDITIONS,
        ways=(Way("eye exam", reported(EYE_EXAM) | examined(EYE_EXAM), (Interval(months(12)),)),),
        title="Dilated eye exam",
        closes="the report of a dilated or retinal eye exam",
        opens_before=days(60),
    ),
)
