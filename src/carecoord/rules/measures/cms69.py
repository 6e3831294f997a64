"""CMS69 Body mass index screening and follow-up plan: a plan when it is too high or too low.

Population: age 18 or more at a visit at which the body mass index is to be looked at.
Source: eCQM CMS69FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: the index and the status of pregnancy are found by their codes, not by their profiles
(decision 0016); what was entered in error is no record (decision 0050).
"""

from __future__ import annotations

from carecoord.model.code import loinc
from carecoord.model.condition import Condition
from carecoord.model.observation import Observation
from carecoord.model.order import Order
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.rules.criteria import (
    EACH,
    AgeAt,
    All,
    Any,
    Exists,
    Facts,
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
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import (
    HEALTH_CONCERN,
    IN_ERROR,
    in_person,
    medications_not_requested,
    not_made,
    not_requested,
    problems,
    recorded,
    results,
)
from carecoord.rules.measures.shared import HOSPICE, MP, PALLIATIVE_CARE

BODY_MASS_INDEX = coded("Body mass index", loinc("39156-5"))
PREGNANCY_STATUS = coded("Pregnancy status", loinc("82810-3"))
KG_PER_M2 = "kg/m2"
LOW_BELOW, HIGH_FROM = "18.5", 25

VISITS = in_person(vs.ENCOUNTER_TO_EVALUATE_BMI).during(MP).named("visit for the body mass index")
ENDED_ON_A_VISITS_FIRST_DAY = Exists(VISITS.beginnings().overlapping(Span(EACH.end, EACH.end)))
UNTIL_ITS_START = Span(None, EACH.start)

INDICES = results(BODY_MASS_INDEX).during(MP)
LOW = INDICES.amounting(above=0, below=LOW_BELOW, unit=KG_PER_M2)
NORMAL = INDICES.amounting(at_least=LOW_BELOW, below=HIGH_FROM, unit=KG_PER_M2)
HIGH = INDICES.amounting(at_least=HIGH_FROM, unit=KG_PER_M2)


def _ordered(follow_up: SetRef, medications: SetRef, diagnosis: SetRef) -> Any:
    """Ordered in the year for the diagnosis, or when the diagnosis was known."""
    services = (
        Facts(Order, follow_up, vs.REFERRALS_WHERE_WEIGHT_ASSESSMENT)
        .where(Order.do_not_perform, False)
        .where_not(Order.status, IN_ERROR)
        .starting(MP)
    )
    medicines = (
        Facts(Prescription, medications)
        .where(Prescription.do_not_perform, False)
        .where_not(Prescription.status, IN_ERROR)
        .starting(MP)
    )
    known = Exists(recorded(diagnosis).starting(UNTIL_ITS_START))
    return Any(
        Exists(services.where(Order.reason, diagnosis)),
        Exists(medicines.where(Prescription.reason, diagnosis)),
        Exists((services | medicines).only_if(known)),
    )


def _prevailing(diagnosis: Selection) -> Exists:
    """The diagnosis prevails on the day on which what ``EACH`` stands for began."""
    return Exists(diagnosis.overlapping(Span(EACH.start, EACH.start)))


def _performed(follow_up: SetRef) -> Selection:
    """Procedures of any status in the year; one that was not done, or is an error, is none."""
    performed = Facts(Procedure, follow_up).where_not(Procedure.status, "not-done", IN_ERROR)
    return performed.starting(MP)


ABOVE_PERFORMED = _performed(vs.FOLLOW_UP_FOR_ABOVE_NORMAL_BMI)
BELOW_PERFORMED = _performed(vs.FOLLOW_UP_FOR_BELOW_NORMAL_BMI)

PLAN_FOR_HIGH = Any(
    _ordered(
        vs.FOLLOW_UP_FOR_ABOVE_NORMAL_BMI,
        vs.MEDICATIONS_FOR_ABOVE_NORMAL_BMI,
        vs.OVERWEIGHT_OR_OBESE,
    ),
    Exists(ABOVE_PERFORMED.where(Procedure.reason, vs.OVERWEIGHT_OR_OBESE)),
    Exists(ABOVE_PERFORMED.only_if(_prevailing(problems(vs.OVERWEIGHT_OR_OBESE)))),
    name="follow-up for a high index",
)
PLAN_FOR_LOW = Any(
    _ordered(
        vs.FOLLOW_UP_FOR_BELOW_NORMAL_BMI, vs.MEDICATIONS_FOR_BELOW_NORMAL_BMI, vs.UNDERWEIGHT
    ),
    Exists(
        BELOW_PERFORMED.where(Procedure.reason, vs.UNDERWEIGHT).where(Procedure.status, "completed")
    ),
    Exists(
        BELOW_PERFORMED.during(MP).only_if(
            _prevailing(recorded(vs.UNDERWEIGHT).where(Condition.category, HEALTH_CONCERN))
        )
    ),
    name="follow-up for a low index",
)

INITIAL_POPULATION = Exists(
    VISITS.only_if(AgeAt(EACH.start, at_least=18).named("age 18 or more"))
).named("age 18 or more at a visit")

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    PALLIATIVE_CARE,
    Exists(recorded(vs.PREGNANCY_OR_OTHER_RELATED_DIAGNOSES).overlapping(MP)).named("pregnancy"),
    Exists(
        results(PREGNANCY_STATUS)
        .where(Observation.value, vs.PREGNANCY_OR_OTHER_RELATED_DIAGNOSES)
        .overlapping(MP)
    ).named("status of pregnancy"),
    name="excluded",
)

NUMERATOR = Any(
    All(
        Exists(NORMAL).named("normal index"),
        Not(Exists(HIGH).named("high index")),
        Not(Exists(LOW).named("low index")),
    ),
    All(Exists(HIGH).named("high index"), PLAN_FOR_HIGH),
    All(Exists(LOW).named("low index"), PLAN_FOR_LOW),
    name="normal, or with a follow-up plan",
)

DENOMINATOR_EXCEPTIONS = Any(
    Exists(
        not_made(BODY_MASS_INDEX)
        .where(Observation.cancelled_because, vs.PATIENT_DECLINED, vs.MEDICAL_REASON)
        .only_if(ENDED_ON_A_VISITS_FIRST_DAY)
    ).named("reason for not measuring"),
    Exists(
        not_requested(
            vs.REFERRALS_WHERE_WEIGHT_ASSESSMENT,
            vs.FOLLOW_UP_FOR_ABOVE_NORMAL_BMI,
            vs.FOLLOW_UP_FOR_BELOW_NORMAL_BMI,
        )
        .where(Order.status, "completed")
        .where(Order.reason_refused, vs.MEDICAL_REASON)
        .only_if(ENDED_ON_A_VISITS_FIRST_DAY)
    ).named("medical reason for no follow-up"),
    Exists(
        medications_not_requested(
            vs.MEDICATIONS_FOR_ABOVE_NORMAL_BMI, vs.MEDICATIONS_FOR_BELOW_NORMAL_BMI
        )
        .where(Prescription.status, "completed")
        .where(Prescription.reason, vs.MEDICAL_REASON)
        .only_if(ENDED_ON_A_VISITS_FIRST_DAY)
    ).named("medical reason for no medicine"),
    name="a reason for no index or no plan",
)

RULE = Rule(
    id="measures.cms69",
    edition="2026",
    title="Body mass index screening and follow-up plan",
    population="age 18 or more at a visit in the year",
    citation=Citation(
        text="eCQM CMS69FHIR Body Mass Index (BMI) Screening and Follow-Up Plan, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.MEDICAL_ASSISTANT, Licence.RN, Licence.PRESCRIBER),
    limits="one high or low index in the year asks for a plan, whatever came after it; a "
    "diagnosis that was refuted counts, and so does an order that was taken back",
    departures="found by code, not by profile: decision 0016; entered in error: decision 0050",
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
        closes="a body mass index in the year, with a follow-up plan when it is high or low",
    ),
)
