"""CMS139 Falls: Screening for Future Fall Risk: screened once in the period.

Population: age 65 or more at the start of the period, a visit in it.
Source: eCQM CMS139FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.rules.criteria import AgeAt, All, Exists
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import encounters, results
from carecoord.rules.measures.shared import HOSPICE, MP, MP_START

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.AUDIOLOGY_VISIT,
    vs.DISCHARGE_SERVICES_NURSING_FACILITY,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.LONG_TERM_RESIDENTIAL_CARE,
    vs.NURSING_FACILITY_VISIT,
    vs.OCCUPATIONAL_THERAPY_EVALUATION,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.PHYSICAL_THERAPY_EVALUATION,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.PREVENTIVE_INDIVIDUAL_COUNSELING,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
).during(MP)

INITIAL_POPULATION = All(
    AgeAt(MP_START, at_least=65).named("age 65 or more"),
    Exists(VISITS).named("visit"),
)

DENOMINATOR_EXCLUSIONS = HOSPICE

NUMERATOR = Exists(results(vs.FALLS_SCREENING).during(MP)).named("falls screening")

RULE = Rule(
    id="measures.cms139",
    edition="2026",
    title="Screening for future fall risk",
    population="age 65 or more with a visit in the year",
    citation=Citation(
        text="eCQM CMS139FHIR Falls: Screening for Future Fall Risk, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.RN,
    ),
    limits="that somebody was asked counts, whatever the answer",
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
        closes="a falls screening",
    ),
)
