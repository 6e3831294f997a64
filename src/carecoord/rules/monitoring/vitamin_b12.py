"""After four years of metformin vitamin B12 is measured once a year.

Population: patients with metformin for more than four years.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 13: vitamin B12
yearly after more than four years of metformin.
Departures: the years count from the first prescription on record, whatever came between (decision
0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc, rxnorm
from carecoord.model.prescription import Prescription
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import All, Exists, Facts
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.medicines import running

METFORMIN = coded("Metformin", rxnorm("6809"))
VITAMIN_B12 = coded("Vitamin B12", loinc("2132-9"))
ALL_ORDERS = (
    Facts(Prescription, METFORMIN)
    .where(Prescription.do_not_perform, False)
    .where_not(Prescription.status, "draft", "cancelled", "entered-in-error")
)
RUNNING = running(METFORMIN)
RECENT = ALL_ORDERS.within_last(months=48)
LONG_AGO = ALL_ORDERS.without(RECENT)

RULE = Rule(
    id="monitoring.vitamin-b12",
    edition="2026",
    title="Vitamin B12 on metformin",
    population="metformin for more than four years",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 13, long-term metformin",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="prescriptions under product codes alone are not seen; gaps are not read",
    departures="from the first prescription: decision 0019",
    in_force_from=date(2026, 1, 1),
    shape=Recurring(
        applies=All(
            Exists(RUNNING).named("metformin now"),
            Exists(LONG_AGO).named("metformin more than four years ago"),
        ),
        reason_name="metformin for more than four years",
        begins=LONG_AGO,
        ways=(Way("vitamin B12", measured(VITAMIN_B12), (Interval(months(12)),)),),
        title="Vitamin B12",
        closes="a vitamin B12 result",
    ),
)
