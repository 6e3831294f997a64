"""CMS1157 HIV annual retention in care: seen twice, or seen and tested, 90 days apart.

Population: HIV known in the first 240 days of the period, and a visit in those days.
Source: eCQM CMS1157FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: a visit that was entered in error is none (decision 0050).
"""

from __future__ import annotations

from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import EACH, All, Any, Exists, Facts, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import IN_ERROR, encounters, results, verified
from carecoord.rules.measures.shared import MP, MP_START

VISITS = (
    vs.OFFICE_VISIT,
    vs.OUTPATIENT_CONSULTATION,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.FACE_TO_FACE_INTERACTION,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
    vs.TELEPHONE_VISITS,
    vs.PREVENTIVE_OTHER,
)
DAY_240 = MP_START.plus(days=240)
FIRST_240_DAYS = Span(MP_START, DAY_240)
HIV = verified(vs.HIV)

# The text asks for no status here: a visit that is only planned counts as well.
ANY_VISIT = Facts(Encounter, *VISITS).where_not(Encounter.status, IN_ERROR)
HIV_VISITS = (
    encounters(*VISITS)
    .during(MP)
    .only_if(Exists(HIV.starting(Span(None, EACH.start))))
    .named("visit with HIV")
)
VIRAL_LOADS = results(vs.HIV_VIRAL_LOAD).during(MP)

NINETY_DAYS_LATER = Span(EACH.end.plus(days=90), None)
NINETY_DAYS_EARLIER = Span(None, EACH.start.minus(days=90))

INITIAL_POPULATION = All(
    Exists(HIV.starting(Span(None, DAY_240))).named("HIV by day 240 of the period"),
    Exists(ANY_VISIT.during(FIRST_240_DAYS)).named("visit in the first 240 days"),
)

NUMERATOR = Any(
    Exists(
        HIV_VISITS.only_if(
            Any(
                Exists(VIRAL_LOADS.starting(NINETY_DAYS_LATER)),
                Exists(VIRAL_LOADS.ending(NINETY_DAYS_EARLIER)),
            )
        )
    ).named("a visit and a viral load at least 90 days apart"),
    Exists(HIV_VISITS.only_if(Exists(HIV_VISITS.starting(NINETY_DAYS_LATER)))).named(
        "two visits at least 90 days apart"
    ),
    name="retained in care",
)

RULE = Rule(
    id="measures.cms1157",
    edition="2026",
    title="HIV: retained in care",
    population="HIV, with a visit in the first 240 days of the year",
    citation=Citation(
        text="eCQM CMS1157FHIR HIV Annual Retention in Care, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR, Licence.SOCIAL_WORKER, Licence.RN),
    limits="that the patient was seen is not that the virus is suppressed; whatever became of the "
    "visit in the first 240 days, it counts",
    departures="entered in error: decision 0050",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                numerator=NUMERATOR,
            ),
        ),
        years=(2026,),
        closes="a visit, or a viral load test, at least 90 days from another visit",
    ),
)
