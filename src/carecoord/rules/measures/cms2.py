"""CMS2 Screening for Depression and Follow-Up Plan: screened, and a plan when positive.

The tool is the adolescents' below 17, the adults' from 18 on, either at 17. A screening counts for
a visit within 14 days of it; the plan is made by two days after the visit.

Population: age 12 or more at the start of the period, a visit to be screened at.
Source: eCQM CMS2FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: a diagnosis that was entered in error is none (decision 0050).
"""

from __future__ import annotations

from carecoord.model.code import loinc, snomed
from carecoord.model.observation import Observation
from carecoord.model.order import Order
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import (
    EACH,
    AgeAt,
    All,
    Any,
    Condition,
    Exists,
    Facts,
    Last,
    Not,
    Selection,
    SetRef,
    Span,
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
    encounters,
    medication_orders,
    not_observed,
    problems,
    procedures,
    results,
)
from carecoord.rules.measures.shared import MP, MP_START

ADOLESCENT_SCREENING = coded("Adolescent depression screening", loinc("73831-0"))
ADULT_SCREENING = coded("Adult depression screening", loinc("73832-8"))
NEGATIVE, POSITIVE = snomed("428171000124102"), snomed("428181000124104")
DECLINED = snomed("720834000")

QUALIFYING = (
    encounters(
        vs.ENCOUNTER_TO_SCREEN_FOR_DEPRESSION, vs.PHYSICAL_THERAPY_EVALUATION, vs.TELEPHONE_VISITS
    )
    .during(MP)
    .named("qualifying visit")
)
FOURTEEN_DAYS_BEFORE = Span(EACH.start.minus(days=14), EACH.start)
BY_TWO_DAYS_AFTER = Span.days_after(EACH.end, 0, 2)


def _screenings(tool: ValueSet) -> Selection:
    """Screenings with a result up to 14 days before a qualifying visit, or on its day."""
    visit_soon = QUALIFYING.starting(Span.days_after(EACH.end, 0, 14))
    return results(tool).with_value(Observation.value).only_if(Exists(visit_soon))


def _taken_beyond_a_visit(medications: SetRef, screening: Last) -> Selection:
    """Medicines, ordered for this visit, that are taken from a visit on until after it.

    Any visit within 14 days of the screening will do.
    """
    visits = QUALIFYING.starting(Span.days_after(screening.start, 0, 14))
    goes_on = Exists(visits.ending(Span(EACH.start, EACH.end.minus(days=1))))
    ordered = medication_orders(medications).starting(BY_TWO_DAYS_AFTER).starting(MP)
    return ordered.timed(supply).only_if(goes_on)


def _referred(referral: SetRef) -> Selection:
    return (
        Facts(Order, referral)
        .where(Order.status, "active", "completed")
        .where(Order.do_not_perform, False)
        .starting(BY_TWO_DAYS_AFTER)
        .starting(MP)
    )


def _passed(
    tool: ValueSet, medications: SetRef, referral: SetRef, follow_up: SetRef, *, name: str
) -> Condition:
    """The last screening is negative, or positive with a plan."""
    last = Last(_screenings(tool))
    positive = last.where(Observation.value, POSITIVE).starting(FOURTEEN_DAYS_BEFORE)
    plan = Any(
        Exists(_taken_beyond_a_visit(medications, last)),
        Exists(_referred(referral)),
        Exists(procedures(follow_up).starting(EACH.span.to_the_instant)),
    )
    return Any(
        Exists(last.where(Observation.value, NEGATIVE)).named(f"{name} screening negative"),
        Exists(QUALIFYING.only_if(All(Exists(positive), plan))).named(
            f"{name} screening positive and a follow-up plan"
        ),
    )


ADOLESCENT_PASSED = _passed(
    ADOLESCENT_SCREENING,
    vs.ADOLESCENT_DEPRESSION_MEDICATIONS,
    vs.REFERRAL_FOR_ADOLESCENT_DEPRESSION,
    vs.FOLLOW_UP_FOR_ADOLESCENT_DEPRESSION,
    name="adolescent",
)
ADULT_PASSED = _passed(
    ADULT_SCREENING,
    vs.ADULT_DEPRESSION_MEDICATIONS,
    vs.REFERRAL_FOR_ADULT_DEPRESSION,
    vs.FOLLOW_UP_FOR_ADULT_DEPRESSION,
    name="adult",
)


def _not_screened(tool: ValueSet, *, name: str) -> Condition:
    """A reason for not screening was recorded during a visit, and nobody screened."""
    reason = (
        not_observed(tool)
        .where(Observation.cancelled_because, DECLINED, vs.MEDICAL_REASON)
        .only_if(Exists(QUALIFYING.overlapping(EACH.span)))
    )
    return All(
        Exists(reason).named(f"reason for no {name} screening"),
        Not(Exists(_screenings(tool)).named(f"{name} screening")),
    )


INITIAL_POPULATION = All(
    AgeAt(MP_START, at_least=12).named("age 12 or more"),
    Exists(QUALIFYING),
)

DENOMINATOR_EXCLUSIONS = Exists(
    QUALIFYING.only_if(
        Exists(problems(vs.BIPOLAR_DISORDER).starting(Span(None, EACH.start.minus(days=1))))
    )
).named("bipolar disorder before a visit")

NUMERATOR = Any(
    All(AgeAt(MP_START, at_most=17).named("age 17 or less"), ADOLESCENT_PASSED),
    All(AgeAt(MP_START, at_least=17).named("age 17 or more"), ADULT_PASSED),
    name="screened, with a plan when positive",
)

DENOMINATOR_EXCEPTIONS = Any(
    _not_screened(ADOLESCENT_SCREENING, name="adolescent"),
    _not_screened(ADULT_SCREENING, name="adult"),
    name="not screened for a reason",
)

RULE = Rule(
    id="measures.cms2",
    edition="2026",
    title="Depression screening and follow-up plan",
    population="age 12 or more with a visit in the year",
    citation=Citation(
        text="eCQM CMS2FHIR Screening for Depression and Follow-Up Plan, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.RN, Licence.SOCIAL_WORKER, Licence.MENTAL_HEALTH, Licence.PRESCRIBER),
    limits="a plan that was made is not a plan that was carried out; thoughts of death are another "
    "rule's work; a bipolar disorder that was refuted excludes",
    departures="entered in error: decision 0050",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=NUMERATOR,
                denominator_exceptions=DENOMINATOR_EXCEPTIONS,
            ),
        ),
        years=(2026,),
        closes="a depression screening at a visit, with a plan by two days after it when positive",
    ),
)
