"""CMS124 Cervical Cancer Screening: cytology in three years, or an HPV test in five from age 30.

Population: women aged 24 to 64 at the end of the period, an outpatient visit in it.
Source: eCQM CMS124FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.observation import Observation
from carecoord.rules.criteria import EACH, AgeAt, All, Any, Exists, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import encounters, procedures, results, verified
from carecoord.rules.measures.shared import (
    FEMALE,
    HOSPICE,
    MP,
    MP_END,
    MP_START,
    PALLIATIVE_CARE,
    UNTIL_MP_END,
)

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
).during(MP)

INITIAL_POPULATION = All(
    AgeAt(MP_END, at_least=24, at_most=64).named("age 24 to 64"),
    FEMALE,
    Exists(VISITS).named("outpatient visit"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(procedures(vs.HYSTERECTOMY).ending(UNTIL_MP_END)).named(
        "hysterectomy with no residual cervix"
    ),
    Exists(verified(vs.ABSENCE_OF_CERVIX).starting(UNTIL_MP_END)).named("no cervix"),
    PALLIATIVE_CARE,
    name="excluded",
)

CYTOLOGY = results(vs.PAP_TEST).with_value(Observation.value).latest()
HPV = results(vs.HPV_TEST).with_value(Observation.value).latest()

NUMERATOR = Any(
    Exists(CYTOLOGY.during(Span(MP_START.minus(years=2), MP_END))).named(
        "cervical cytology in three years"
    ),
    Exists(
        HPV.during(Span(MP_START.minus(years=4), MP_END)).only_if(AgeAt(EACH.start, at_least=30))
    ).named("HPV test in five years at age 30 or more"),
    name="screened",
)

RULE = Rule(
    id="measures.cms124",
    edition="2026",
    title="Cervical cancer screening",
    population="women aged 24 to 64 with an outpatient visit in the year",
    citation=Citation(
        text="eCQM CMS124FHIR Cervical Cancer Screening, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.PRESCRIBER,
    ),
    limits="an abnormal result counts as screened: its work-up is another rule's work",
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
        closes="cervical cytology, or an HPV test from age 30, with a result",
    ),
)
