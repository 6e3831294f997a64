"""CMS136 Follow-Up Care for Children Prescribed ADHD Medication: seen in 30 days, and again.

Population: age 6 to 12 with a first prescription after 120 days without one, and a visit in the six
months before it; the second group also kept taking it for 210 of 300 days.
Source: eCQM CMS136FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.code import rxnorm
from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import (
    EACH,
    AgeAt,
    All,
    Any,
    Covered,
    Days,
    Exists,
    First,
    Not,
    Span,
    YearDay,
    coded,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.supply import supply
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import (
    active_medications,
    encounters,
    medication_orders,
    verified,
)
from carecoord.rules.measures.shared import HOSPICE, UNTIL_MP_END

METHAMPHETAMINE = coded("Methamphetamine hydrochloride 5 MG oral tablet", rxnorm("977860"))
DRUGS = (
    vs.ATOMOXETINE,
    vs.CLONIDINE,
    vs.DEXMETHYLPHENIDATE,
    vs.DEXTROAMPHETAMINE,
    vs.LISDEXAMFETAMINE,
    vs.METHYLPHENIDATE,
    vs.GUANFACINE,
    vs.VILOXAZINE,
    METHAMPHETAMINE,
)

INTAKE_START, INTAKE_END = YearDay(-1, 3, 1), YearDay(0, 2)
INTAKE = Span(INTAKE_START, INTAKE_END)

ORDERS = medication_orders(*DRUGS).timed(supply).named("order for an ADHD medication")
ACTIVE_ORDERS = (
    active_medications(*DRUGS).timed(supply).named("active order for an ADHD medication")
)
BEFORE_IT = Span(EACH.start.minus(days=120), EACH.start.minus(days=1))
FIRST_PRESCRIPTION = First(
    ORDERS.starting(INTAKE).only_if(Not(Exists(ACTIVE_ORDERS.overlapping(BEFORE_IT))))
).named("the first prescription")
IPSD = FIRST_PRESCRIPTION.start

VISITS_BEFORE = encounters(
    vs.OFFICE_VISIT,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
)
MENTAL_DISORDER = verified(vs.MENTAL_BEHAVIORAL_NEURODEVELOPMENTAL)
STAYS_FOR_MENTAL_DISORDER = encounters(vs.ENCOUNTER_INPATIENT).with_principal_diagnosis(
    MENTAL_DISORDER
)

IN_THE_RIGHT_AGE = All(
    AgeAt(INTAKE_START, at_least=6).named("age 6 or more when the intake starts"),
    AgeAt(INTAKE_END, at_most=12).named("age 12 or less when it ends"),
)
STARTED = Exists(FIRST_PRESCRIPTION).named("first prescription in the intake")
SEEN_BEFORE = Exists(VISITS_BEFORE.during(Span(IPSD.minus(months=6), IPSD))).named(
    "visit in the six months before the first prescription"
)


def no_stay_within(last_day: int) -> Not:
    """No stay for a mental disorder starts on day 1 to ``last_day`` after the prescription."""
    window = Span.days_after(IPSD, 1, last_day)
    stay = Exists(STAYS_FOR_MENTAL_DISORDER.starting(window))
    return Not(stay.named(f"stay for a mental disorder within {last_day} days"))


CONTINUED = Covered(
    drugs=tuple(medication_orders(drug).timed(supply) for drug in DRUGS),
    span=Span.days_after(IPSD, 0, 300),
    at_least=210,
    name="210 days of medication in 300",
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    Exists(verified(vs.NARCOLEPSY).starting(UNTIL_MP_END)).named("narcolepsy"),
    name="excluded",
)

FOLLOW_UP_VISITS = (
    encounters(
        vs.OFFICE_VISIT,
        vs.PREVENTIVE_GROUP_COUNSELING,
        vs.PREVENTIVE_INDIVIDUAL_COUNSELING,
        vs.BEHAVIORAL_HEALTH_FOLLOW_UP_VISIT,
        vs.OUTPATIENT_CONSULTATION,
        vs.HOME_HEALTHCARE_SERVICES,
        vs.PREVENTIVE_INITIAL_0_TO_17,
        vs.PREVENTIVE_ESTABLISHED_0_TO_17,
        vs.PSYCH_VISIT_DIAGNOSTIC_EVALUATION,
        vs.PSYCH_VISIT_PSYCHOTHERAPY,
        vs.TELEPHONE_VISITS,
    )
    | encounters(vs.PSYCHOTHERAPY_AND_PHARMACOLOGIC_MANAGEMENT).where(
        Encounter.locations, vs.AMBULATORY
    )
).named("follow-up visit")

SEEN_IN_30_DAYS = Exists(FOLLOW_UP_VISITS.starting(Span.days_after(IPSD, 1, 30))).named(
    "follow-up visit within 30 days"
)
# Who was not seen in 30 days cannot make up for it by later visits.
SEEN_SOON = First(FIRST_PRESCRIPTION.only_if(SEEN_IN_30_DAYS))
LATER = Span.days_after(IPSD, 31, 300)
LATER_VISITS = FOLLOW_UP_VISITS.starting(LATER)
VIRTUAL_VISITS = encounters(vs.VIRTUAL_ENCOUNTER)
LATER_VIRTUAL_VISITS = VIRTUAL_VISITS.starting(LATER)
# Two follow-up visits, or one and a virtual visit on another day: either way one is a follow-up
# visit, and the days are two.
SEEN_AGAIN_TWICE = All(
    Exists(LATER_VISITS).named("a follow-up visit on days 31 to 300"),
    Days(LATER_VISITS | LATER_VIRTUAL_VISITS, 2).named(
        "a second one, or a virtual one, on another day"
    ),
)

RULE = Rule(
    id="measures.cms136",
    edition="2026",
    title="Follow-up care for children prescribed ADHD medication",
    population="age 6 to 12 starting an ADHD medication",
    citation=Citation(
        text="eCQM CMS136FHIR Follow-Up Care for Children Prescribed ADHD Medication, v1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
        url="https://ecqi.healthit.gov/ecqm/ec/2026/cms0136v15",
    ),
    licences=(Licence.COORDINATOR,),
    limits="prescriptions stand for possession; the mental disorder set is often truncated",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=All(IN_THE_RIGHT_AGE, STARTED, SEEN_BEFORE, no_stay_within(30)),
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=SEEN_IN_30_DAYS,
                last_day=IPSD.plus(days=30),
            ),
            Group(
                name="Group_2",
                initial_population=All(
                    IN_THE_RIGHT_AGE, STARTED, SEEN_BEFORE, no_stay_within(300), CONTINUED
                ),
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=All(SEEN_IN_30_DAYS, SEEN_AGAIN_TWICE),
                last_day=SEEN_SOON.start.plus(days=300).otherwise(IPSD.plus(days=30)),
            ),
        ),
        years=(2026,),
        closes="a follow-up visit with a practitioner who may prescribe",
    ),
)
