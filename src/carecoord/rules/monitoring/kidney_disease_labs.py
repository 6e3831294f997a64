"""In chronic kidney disease the blood is tested by stage: each 12, 5 or 3 months at the latest.

Population: patients whose last filtration rate is below 60.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 11: laboratory
monitoring, G3 every 6 to 12 months, G4 every 3 to 5, G5 every 1 to 3.
Departures: the longer end of each interval, a parameter for none; the stage is that of the last
rate alone (decision 0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Exists, Itself, Last
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule

FILTRATION_RATE = coded(
    "Filtration rate", loinc("33914-3"), loinc("98979-8"), loinc("62238-1"), loinc("69405-9")
)
PER_AREA = "mL/min/{1.73_m2}"
RATES = measured(FILTRATION_RATE)
REDUCED = RATES.amounting(below=60, unit=PER_AREA)

RULE = Rule(
    id="monitoring.kidney-disease-labs",
    edition="2026",
    title="Laboratory tests in chronic kidney disease",
    population="last filtration rate below 60 mL/min/1.73 m2",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 11, monitoring by stage",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="one low rate is no diagnosis: three months of it are not asked for; which tests "
    "belong to it is not asked; dialysis is not told apart",
    departures="longer ends, stage by the last rate: decision 0019",
    in_force_from=date(2026, 1, 1),
    shape=Recurring(
        applies=Exists(Last(RATES).amounting(below=60, unit=PER_AREA)).named(
            "last filtration rate below 60"
        ),
        reason_name="filtration rate below 60",
        begins=REDUCED,
        ways=(
            Way(
                "filtration rate",
                RATES,
                (
                    Interval(
                        months(3),
                        when=Exists(Itself().amounting(below=15, unit=PER_AREA)).named("G5"),
                        because="stage G5",
                    ),
                    Interval(
                        months(5),
                        when=Exists(Itself().amounting(below=30, unit=PER_AREA)).named("G4"),
                        because="stage G4",
                    ),
                    Interval(months(12)),
                ),
            ),
        ),
        title="Kidney laboratory tests",
        closes="a filtration rate, with what the clinician orders beside it",
        opens_before=days(14),
    ),
)
