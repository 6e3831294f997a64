"""In diabetes urine albumin and the filtration rate are measured once a year.

Population: patients with diabetes, type 1, type 2 or other.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 11: urinary
albumin to creatinine ratio and estimated glomerular filtration rate at least yearly; type 1 from
five years on.
Departures: the albumin stands for both; with type 1 it is asked for at once (decision 0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Exists
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.hba1c import CONDITIONS

ALBUMIN = coded("Urine albumin ratio", loinc("14959-1"), loinc("9318-7"), loinc("30000-4"))

RULE = Rule(
    id="monitoring.kidney-check",
    edition="2026",
    title="Kidney check in diabetes",
    population="diabetes of type 1, type 2 or other",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 11, screening",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="the filtration rate is another rule where kidney disease is known; a raised ratio "
    "has a rule of its own",
    departures="albumin for both, type 1: decision 0019",
    in_force_from=date(2026, 1, 1),
    shape=Recurring(
        applies=Exists(CONDITIONS).named("diabetes"),
        reason_name="diabetes",
        begins=CONDITIONS,
        ways=(Way("urine albumin", measured(ALBUMIN), (Interval(months(12)),)),),
        title="Urine albumin to creatinine ratio",
        closes="the result of a urine albumin to creatinine ratio",
    ),
)
