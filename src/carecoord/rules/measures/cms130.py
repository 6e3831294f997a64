"""CMS130 Colorectal Cancer Screening: one of five tests, each with its own look-back.

Population: age 46 to 75 at the end of the period, an outpatient visit in it.
Source: eCQM CMS130FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.observation import Observation
from carecoord.rules.criteria import AgeAt, All, Any, Exists, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group, Stratum
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import imaging_studies, procedures, results, verified
from carecoord.rules.measures.shared import (
    ADULT_OUTPATIENT,
    FRAILTY_AND_ADVANCED_ILLNESS,
    HOSPICE,
    MP,
    MP_END,
    MP_START,
    NURSING_HOME,
    PALLIATIVE_CARE,
    UNTIL_MP_END,
)

INITIAL_POPULATION = All(
    AgeAt(MP_END, at_least=46, at_most=75).named("age 46 to 75"),
    Exists(ADULT_OUTPATIENT).named("outpatient visit"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(verified(vs.MALIGNANT_NEOPLASM_OF_COLON).starting(UNTIL_MP_END)).named("colon cancer"),
    Exists(procedures(vs.TOTAL_COLECTOMY).ending(UNTIL_MP_END)).named("total colectomy"),
    FRAILTY_AND_ADVANCED_ILLNESS,
    NURSING_HOME,
    PALLIATIVE_CARE,
    name="excluded",
)


def _since(years: int) -> Span:
    return Span(MP_START.minus(years=years), MP_END)


FOBT_RESULTS = results(vs.FOBT).with_value(Observation.value).latest()
SDNA_FIT_RESULTS = results(vs.SDNA_FIT).with_value(Observation.value).latest()

NUMERATOR = Any(
    Exists(procedures(vs.COLONOSCOPY).ending(_since(9))).named("colonoscopy in ten years"),
    Exists(FOBT_RESULTS.during(MP)).named("fecal occult blood test in the year"),
    Exists(procedures(vs.FLEXIBLE_SIGMOIDOSCOPY).ending(_since(4))).named(
        "flexible sigmoidoscopy in five years"
    ),
    Exists(SDNA_FIT_RESULTS.during(_since(2))).named("stool DNA with FIT in three years"),
    Exists(imaging_studies(vs.CT_COLONOGRAPHY).ending(_since(4))).named(
        "CT colonography in five years"
    ),
    name="screened",
)

STRATA = (
    Stratum(
        id="Stratification_1_1",
        title="age 46 to 49",
        holds=AgeAt(MP_END, at_least=46, at_most=49),
    ),
    Stratum(
        id="Stratification_1_2",
        title="age 50 to 75",
        holds=AgeAt(MP_END, at_least=50, at_most=75),
    ),
)

RULE = Rule(
    id="measures.cms130",
    edition="2026",
    title="Colorectal cancer screening",
    population="age 46 to 75 with an outpatient visit in the year",
    citation=Citation(
        text="eCQM CMS130FHIR Colorectal Cancer Screening, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.PRESCRIBER,
    ),
    limits="a positive stool test counts as screened: its colonoscopy is another rule's work",
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
        closes="a colonoscopy, sigmoidoscopy, CT colonography or stool test with a result",
    ),
)
