"""CMS165 Controlling High Blood Pressure: the last pressure of the year is below 140/90.

Population: age 18 to 85 at the end of the period, essential hypertension in its first six months,
an outpatient visit in it.
Source: eCQM CMS165FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: a visit that was entered in error is none (decision 0050); readings are found by code,
not by profile, as the published cases require.
"""

from __future__ import annotations

from decimal import Decimal

from carecoord.model.code import ACT_CODE, Code, loinc
from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.rules.criteria import (
    EACH,
    AgeAt,
    All,
    Any,
    Exists,
    Facts,
    LastDay,
    Lowest,
    Not,
    Span,
    coded,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import IN_ERROR, encounters, procedures, results, verified
from carecoord.rules.measures.shared import (
    ADULT_OUTPATIENT,
    ADVANCED_ILLNESS_OR_DEMENTIA,
    FRAILTY,
    HOSPICE,
    MP,
    MP_END,
    MP_START,
    NURSING_HOME,
    PALLIATIVE_CARE,
    UNTIL_MP_END,
)

SYSTOLIC, DIASTOLIC = loinc("8480-6"), loinc("8462-4")
BLOOD_PRESSURE = coded("Blood pressure panel", loinc("85354-9"))
MMHG = "mm[Hg]"
NOT_AT_REST = tuple(
    Code(ACT_CODE, code) for code in ("EMER", "IMP", "ACUTE", "NONAC", "PRENC", "SS")
)

FIRST_SIX_MONTHS = Span(MP_START, MP_START.plus(months=6).minus(days=1))

INITIAL_POPULATION = All(
    AgeAt(MP_END, at_least=18, at_most=85).named("age 18 to 85"),
    Exists(verified(vs.ESSENTIAL_HYPERTENSION).overlapping(FIRST_SIX_MONTHS)).named(
        "essential hypertension in the first six months"
    ),
    Exists(ADULT_OUTPATIENT).named("outpatient visit"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(
        verified(
            vs.PREGNANCY, vs.END_STAGE_RENAL_DISEASE, vs.KIDNEY_TRANSPLANT_RECIPIENT, vs.CKD_STAGE_5
        ).overlapping(MP)
    ).named("pregnancy or kidney failure"),
    Exists(procedures(vs.KIDNEY_TRANSPLANT, vs.DIALYSIS_SERVICES).ending(UNTIL_MP_END)).named(
        "kidney transplant or dialysis"
    ),
    Exists(encounters(vs.ESRD_MONTHLY_OUTPATIENT).starting(UNTIL_MP_END)).named(
        "monthly services for kidney failure"
    ),
    All(
        AgeAt(MP_END, at_least=66, at_most=80).named("age 66 to 80"),
        FRAILTY,
        ADVANCED_ILLNESS_OR_DEMENTIA,
    ),
    All(AgeAt(MP_END, at_least=81).named("age 81 or more"), FRAILTY),
    NURSING_HOME,
    PALLIATIVE_CARE,
    name="excluded",
)

HOSPITAL_OR_EMERGENCY = encounters(vs.ENCOUNTER_INPATIENT, vs.ED_EVALUATION_AND_MANAGEMENT)
AT_REST_VISIT = (
    Facts(Encounter)
    .where_not(Encounter.status, IN_ERROR)
    .where_not(Encounter.encounter_class, *NOT_AT_REST)
    .with_value(Encounter.encounter_class)
)
READINGS = results(BLOOD_PRESSURE).latest().during(MP)
QUALIFYING_READINGS = READINGS.only_if(
    Not(Exists(HOSPITAL_OR_EMERGENCY.overlapping(EACH.span)))
) | READINGS.linked(Observation.encounter, AT_REST_VISIT)
LAST_READINGS = LastDay(QUALIFYING_READINGS)

NUMERATOR = All(
    Exists(QUALIFYING_READINGS).named("a blood pressure reading outside of hospital"),
    Lowest(of=LAST_READINGS, component=SYSTOLIC, below=Decimal(140), unit=MMHG).named(
        "lowest systolic of the last day below 140 mm[Hg]"
    ),
    Lowest(of=LAST_READINGS, component=DIASTOLIC, below=Decimal(90), unit=MMHG).named(
        "lowest diastolic of the last day below 90 mm[Hg]"
    ),
)

RULE = Rule(
    id="measures.cms165",
    edition="2026",
    title="Controlling high blood pressure",
    population="age 18 to 85 with essential hypertension and an outpatient visit in the year",
    citation=Citation(
        text="eCQM CMS165FHIR Controlling High Blood Pressure, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
        url="https://ecqi.healthit.gov/ecqm/ec/2026/cms0165v14",
    ),
    licences=(Licence.RN, Licence.PRESCRIBER),
    limits="a reading belongs to the day it was taken; home readings count when recorded; what "
    "became of the visit at which it was taken is not asked",
    departures="entered in error: decision 0050",
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
        closes="a blood pressure below 140/90 taken outside of hospital and emergency visits",
    ),
)
