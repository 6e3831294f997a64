"""CMS122 Diabetes: glycemic status above 9 %, where fewer are better.

Population: age 18 to 75 with diabetes, a visit in the period.
Source: eCQM CMS122FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from decimal import Decimal

from carecoord.model.code import cpt, hcpcs, loinc
from carecoord.rules.criteria import AgeAt, All, Any, Exists, LastDay, Lowest, Not, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import encounter_diagnoses, encounters, results
from carecoord.rules.measures.shared import (
    FRAILTY_AND_ADVANCED_ILLNESS,
    HOSPICE,
    MP,
    MP_END,
    NURSING_HOME,
    PALLIATIVE_CARE,
)

GLUCOSE_MANAGEMENT_INDICATOR = coded("Glucose management indicator", loinc("97506-0"))
NUTRITION_THERAPY = coded(
    "Medical nutrition therapy",
    cpt("97802"),
    cpt("97803"),
    cpt("97804"),
    hcpcs("G0270"),
    hcpcs("G0271"),
)

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.NUTRITION_SERVICES,
    vs.TELEPHONE_VISITS,
    NUTRITION_THERAPY,
).during(MP)

INITIAL_POPULATION = All(
    AgeAt(MP_END, at_least=18, at_most=75).named("age 18 to 75"),
    Exists(VISITS).named("visit"),
    Exists(encounter_diagnoses(vs.DIABETES).overlapping(MP)).named("diabetes"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    NURSING_HOME,
    FRAILTY_AND_ADVANCED_ILLNESS,
    PALLIATIVE_CARE,
    name="excluded",
)

TESTS = results(vs.HBA1C_TEST, GLUCOSE_MANAGEMENT_INDICATOR).latest().during(MP)
# No test, a test without a value and a value above 9 % all count as poor control.
NUMERATOR = Not(
    Lowest(of=LastDay(TESTS), below=Decimal(9), or_equal=True, unit="%").named(
        "lowest HbA1c or GMI of the last day 9 % or less"
    )
)

RULE = Rule(
    id="measures.cms122",
    edition="2026",
    title="Glycemic status above 9 %",
    population="age 18 to 75 with diabetes and a visit in the year",
    citation=Citation(
        text="eCQM CMS122FHIR Diabetes: Glycemic Status Assessment Greater Than 9%, v1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.RN, Licence.PRESCRIBER),
    limits="no test in the year counts as poor control",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=NUMERATOR,
            ),
        ),
        years=(2026,),
        inverse=True,
        closes="an HbA1c or glucose management indicator of 9 % or less",
    ),
)
