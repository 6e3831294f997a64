"""CMS131 Diabetes: Eye Exam: seen this year, or last year when there is no retinopathy.

Population: age 18 to 75 with diabetes, a visit in the period.
Source: eCQM CMS131FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: exams are found by code, not by profile.
"""

from __future__ import annotations

from carecoord.model.code import LOINC, Code, loinc, snomed
from carecoord.model.observation import Observation
from carecoord.rules.criteria import AgeAt, All, Any, Exists, Not, Span, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import (
    encounter_diagnoses,
    encounters,
    physical_exams,
    verified,
)
from carecoord.rules.measures.shared import (
    FRAILTY_AND_ADVANCED_ILLNESS,
    HOSPICE,
    MP,
    MP_END,
    MP_START,
    NURSING_HOME,
    PALLIATIVE_CARE,
    UNTIL_MP_END,
)

BILATERAL_ANOPHTHALMOS = coded("Anophthalmos of bilateral eyes", snomed("15665641000119103"))
AUTONOMOUS_EXAM = coded("Autonomous retinopathy screening", loinc("105914-6"))
LEFT_SEVERITY = coded("Left eye retinopathy severity", loinc("71490-7"))
RIGHT_SEVERITY = coded("Right eye retinopathy severity", loinc("71491-5"))
NO_APPARENT_RETINOPATHY = Code(LOINC, "LA18643-9")
YEAR_BEFORE = Span(MP_START.minus(years=1), MP_END.minus(years=1))
TWO_YEARS = Span(MP_START.minus(years=1), MP_END)

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.OPHTHALMOLOGICAL_SERVICES,
    vs.TELEPHONE_VISITS,
).during(MP)

INITIAL_POPULATION = All(
    AgeAt(MP_END, at_least=18, at_most=75).named("age 18 to 75"),
    Exists(VISITS).named("visit"),
    Exists(encounter_diagnoses(vs.DIABETES).overlapping(MP)).named("diabetes"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(verified(BILATERAL_ANOPHTHALMOS).starting(UNTIL_MP_END)).named("both eyes missing"),
    NURSING_HOME,
    FRAILTY_AND_ADVANCED_ILLNESS,
    PALLIATIVE_CARE,
    name="excluded",
)

EXAMS = physical_exams(vs.RETINAL_OR_DILATED_EYE_EXAM)
RETINOPATHY = Exists(verified(vs.DIABETIC_RETINOPATHY).overlapping(MP)).named(
    "diabetic retinopathy in the year"
)
AUTONOMOUS_EXAMS = physical_exams(AUTONOMOUS_EXAM).where(Observation.value, vs.AUTONOMOUS_EYE_EXAM)
SEVERITY = vs.DIABETIC_RETINOPATHY_SEVERITY
LEFT = physical_exams(LEFT_SEVERITY).where(Observation.value, SEVERITY).during(MP)
RIGHT = physical_exams(RIGHT_SEVERITY).where(Observation.value, SEVERITY).during(MP)
LEFT_CLEAR_BEFORE = (
    physical_exams(LEFT_SEVERITY)
    .where(Observation.value, NO_APPARENT_RETINOPATHY)
    .during(YEAR_BEFORE)
)
RIGHT_CLEAR_BEFORE = (
    physical_exams(RIGHT_SEVERITY)
    .where(Observation.value, NO_APPARENT_RETINOPATHY)
    .during(YEAR_BEFORE)
)
SEVERITY_FOUND = Any(
    All(Exists(LEFT), Exists(RIGHT)),
    All(Exists(LEFT), Exists(RIGHT_CLEAR_BEFORE)),
    All(Exists(RIGHT), Exists(LEFT_CLEAR_BEFORE)),
    All(Exists(LEFT_CLEAR_BEFORE), Exists(RIGHT_CLEAR_BEFORE)),
    name="retinopathy severity of both eyes",
)

NUMERATOR = Any(
    Exists(EXAMS.during(MP)).named("eye exam in the year"),
    All(
        Not(RETINOPATHY),
        Exists(EXAMS.during(TWO_YEARS)).named("eye exam in the year or the year before"),
    ),
    Exists(AUTONOMOUS_EXAMS.during(MP)).named("autonomous eye exam in the year"),
    SEVERITY_FOUND,
    name="eyes examined",
)

RULE = Rule(
    id="measures.cms131",
    edition="2026",
    title="Diabetic eye exam",
    population="age 18 to 75 with diabetes and a visit in the year",
    citation=Citation(
        text="eCQM CMS131FHIR Diabetes: Eye Exam, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.COORDINATOR,),
    limits="an exam counts from the day it was made, whatever it found",
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
        closes="a retinal or dilated eye exam, or an autonomous one",
    ),
)
