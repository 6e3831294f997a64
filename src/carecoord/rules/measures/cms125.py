"""CMS125 Breast Cancer Screening: a mammogram in the 27 months to the end of the period.

Population: women aged 42 to 74 at the end of the period, an outpatient visit in it.
Source: eCQM CMS125FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.code import snomed
from carecoord.model.condition import Condition
from carecoord.rules.criteria import AgeAt, All, Any, Exists, Span, YearDay
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group, Stratum
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import imaging_studies, procedures, verified
from carecoord.rules.measures.shared import (
    ADULT_OUTPATIENT,
    FEMALE,
    FRAILTY_AND_ADVANCED_ILLNESS,
    HOSPICE,
    MP_END,
    NURSING_HOME,
    PALLIATIVE_CARE,
    UNTIL_MP_END,
)

LEFT, RIGHT = snomed("7771000"), snomed("24028007")

INITIAL_POPULATION = All(
    AgeAt(MP_END, at_least=42, at_most=74).named("age 42 to 74"),
    FEMALE,
    Exists(ADULT_OUTPATIENT).named("outpatient visit"),
)

UNSPECIFIED = verified(vs.UNILATERAL_MASTECTOMY_UNSPECIFIED).starting(UNTIL_MP_END)
RIGHT_BREAST = Any(
    Exists(verified(vs.STATUS_POST_RIGHT_MASTECTOMY).starting(UNTIL_MP_END)),
    Exists(UNSPECIFIED.where(Condition.body_site, RIGHT)),
    Exists(procedures(vs.UNILATERAL_MASTECTOMY_RIGHT).ending(UNTIL_MP_END)),
    name="right mastectomy",
)
LEFT_BREAST = Any(
    Exists(verified(vs.STATUS_POST_LEFT_MASTECTOMY).starting(UNTIL_MP_END)),
    Exists(UNSPECIFIED.where(Condition.body_site, LEFT)),
    Exists(procedures(vs.UNILATERAL_MASTECTOMY_LEFT).ending(UNTIL_MP_END)),
    name="left mastectomy",
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(verified(vs.HISTORY_OF_BILATERAL_MASTECTOMY).starting(UNTIL_MP_END)).named(
        "history of bilateral mastectomy"
    ),
    Exists(procedures(vs.BILATERAL_MASTECTOMY).ending(UNTIL_MP_END)).named("bilateral mastectomy"),
    All(RIGHT_BREAST, LEFT_BREAST),
    FRAILTY_AND_ADVANCED_ILLNESS,
    NURSING_HOME,
    PALLIATIVE_CARE,
    name="excluded",
)

NUMERATOR = Exists(imaging_studies(vs.MAMMOGRAPHY).ending(Span(YearDay(-2, 10, 1), MP_END))).named(
    "mammogram in 27 months"
)

STRATA = (
    Stratum(
        id="Stratification_1_1",
        title="age 42 to 51",
        holds=AgeAt(MP_END, at_least=42, at_most=51),
    ),
    Stratum(
        id="Stratification_1_2",
        title="age 52 to 74",
        holds=AgeAt(MP_END, at_least=52, at_most=74),
    ),
)

RULE = Rule(
    id="measures.cms125",
    edition="2026",
    title="Breast cancer screening",
    population="women aged 42 to 74 with an outpatient visit in the year",
    citation=Citation(
        text="eCQM CMS125FHIR Breast Cancer Screening, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR,),
    limits="an abnormal mammogram counts as screened: its work-up is another rule's work",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=NUMERATOR,
                strata=STRATA,
            ),
        ),
        years=(2026,),
        closes="a mammogram",
    ),
)
