"""CMS951 Kidney Health Evaluation: eGFR and urine albumin-creatinine ratio in the period.

Population: age 18 to 85 with diabetes, an outpatient visit in the period.
Source: eCQM CMS951FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from datetime import date

from carecoord.model.observation import Observation
from carecoord.model.quantity import Quantity
from carecoord.rules.criteria import EACH, AgeAt, All, Any, Exists, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import encounters, results, verified
from carecoord.rules.measures.shared import HOSPICE, MP, MP_START, PALLIATIVE_CARE

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.OUTPATIENT_CONSULTATION,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.TELEPHONE_VISITS,
).during(MP)

INITIAL_POPULATION = All(
    AgeAt(MP_START, at_least=18, at_most=85).named("age 18 to 85"),
    Exists(
        verified(vs.DIABETES).overlapping(MP).starting(Span(None, MP_START.minus(days=1)))
    ).named("diabetes from before the period into it"),
    Exists(VISITS).named("outpatient visit"),
)

DENOMINATOR_EXCLUSIONS = Any(
    Exists(verified(vs.CKD_STAGE_5, vs.END_STAGE_RENAL_DISEASE).overlapping(MP)).named(
        "kidney failure"
    ),
    HOSPICE,
    PALLIATIVE_CARE,
    name="excluded",
)


EGFR = results(vs.EGFR).with_value(Observation.value).during(MP)
RATIOS = results(vs.URINE_ALBUMIN_CREATININE_RATIO).during(MP)
RATIO = RATIOS.with_value(Observation.value, Quantity) | RATIOS.where(
    Observation.value, vs.UNDETECTABLE_LAB_RESULT
)
ALBUMIN = results(vs.URINE_ALBUMIN).with_value(Observation.value).during(MP)
CREATININE = results(vs.URINE_CREATININE).with_value(Observation.value).during(MP)

# Four days to the instant; where both sources give no more than a day, four calendar days.
UNTIL_4_DAYS_LATER = Span(None, EACH.start.plus(days=4))
FROM_4_DAYS_EARLIER = Span(EACH.end.minus(days=4), None)
TOGETHER = ALBUMIN.only_if(
    Exists(
        CREATININE.starting(UNTIL_4_DAYS_LATER.to_the_instant).ending(
            FROM_4_DAYS_EARLIER.to_the_instant
        )
    )
) | ALBUMIN.with_value(Observation.effective, date).only_if(
    Exists(
        CREATININE.with_value(Observation.effective, date)
        .starting(UNTIL_4_DAYS_LATER)
        .ending(FROM_4_DAYS_EARLIER)
    )
)

NUMERATOR = All(
    Exists(EGFR).named("estimated GFR"),
    Any(
        Exists(RATIO).named("urine albumin-creatinine ratio"),
        Exists(TOGETHER).named("urine albumin and creatinine no more than four days apart"),
        name="urine albumin-creatinine ratio or both its parts",
    ),
)

RULE = Rule(
    id="measures.cms951",
    edition="2026",
    title="Kidney health evaluation",
    population="age 18 to 85 with diabetes and an outpatient visit in the year",
    citation=Citation(
        text="eCQM CMS951FHIR Kidney Health Evaluation, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.PRESCRIBER,
    ),
    limits="a test counts from the day it was taken, whatever its result",
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
        closes="an estimated GFR and a urine albumin-creatinine ratio, both with results",
    ),
)
