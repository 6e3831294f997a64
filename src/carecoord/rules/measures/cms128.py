"""CMS128 Antidepressant medication management: the first antidepressant kept for 84 and 180 days.

Population: age 18 or more when the first antidepressant of the intake was dispensed, with major
depression and a visit no more than 60 days from it.
Source: eCQM CMS128FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.fill import Fill
from carecoord.rules.criteria import AgeAt, All, Any, Covered, Exists, Facts, First, Span, YearDay
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.supply import supply
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import active_medications, encounters, verified
from carecoord.rules.measures.shared import HOSPICE

INTAKE = Span(YearDay(-1, 5, 1), YearDay(0, 4))

# A fill of which nobody knows how long it lasts has no days in the text of the measure.
DISPENSED = (
    Facts(Fill, vs.ANTIDEPRESSANT_MEDICATION)
    .where(Fill.status, "completed", "in-progress", "on-hold")
    .timed(supply)
    .of_known_length()
    .named("antidepressant dispensed")
)
FIRST_FILL = First(DISPENSED.starting(INTAKE))
IPSD = FIRST_FILL.start
AROUND_IT = Span(IPSD.minus(days=60), IPSD.plus(days=60))

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.NURSING_FACILITY_VISIT,
    vs.PSYCH_VISIT_DIAGNOSTIC_EVALUATION,
    vs.PSYCH_VISIT_PSYCHOTHERAPY,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
)

INITIAL_POPULATION = All(
    Exists(FIRST_FILL).named("antidepressant dispensed in the intake"),
    AgeAt(IPSD, at_least=18).named("age 18 or more at the first fill"),
    Exists(verified(vs.MAJOR_DEPRESSION).starting(AROUND_IT)).named(
        "major depression within 60 days of it"
    ),
    Exists(VISITS.starting(AROUND_IT)).named("visit within 60 days of it"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(
        active_medications(vs.ANTIDEPRESSANT_MEDICATION)
        .timed(supply)
        .overlapping(Span(IPSD.minus(days=105), IPSD.minus(days=1)))
    ).named("on an antidepressant in the 105 days before"),
    name="excluded",
)


def _kept(at_least: int, last_day: int) -> Covered:
    """So many days covered up to a day after the first fill; what overlaps counts once."""
    return Covered(
        drugs=(DISPENSED,),
        span=Span.days_after(IPSD, 0, last_day),
        at_least=at_least,
        laid_end_to_end=False,
        name=f"{at_least} days of antidepressant in {last_day + 1}",
    )


ACUTE, CONTINUED = _kept(84, 114), _kept(180, 231)

RULE = Rule(
    id="measures.cms128",
    edition="2026",
    title="Antidepressant medication management",
    population="age 18 or more starting an antidepressant for major depression",
    citation=Citation(
        text="eCQM CMS128FHIR Antidepressant Medication Management, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.RN,
        Licence.PHARMACIST,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    ),
    limits="a medicine dispensed is not a medicine taken; a fill without days' supply, or a "
    "quantity and a dose to work it out from, counts for nothing",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=ACUTE,
                last_day=ACUTE.last_chance,
            ),
            Group(
                name="Group_2",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=CONTINUED,
                last_day=CONTINUED.last_chance,
            ),
        ),
        years=(2026,),
        closes="the antidepressant dispensed again in time",
    ),
)
