"""CMS22 Blood pressure screening and follow-up: at each visit, with what its reading asks for.

Visits are counted, not patients. The last reading of a visit is normal, elevated, a first or a
second hypertensive one; the second one follows another within the year before the visit.

Population: age 18 or more at the start of the period, every visit to be screened at.
Source: eCQM CMS22FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: readings are found by their codes, not by their profiles (decision 0016); an order not
to do something is none, whatever its profile (decision 0022), nor is one that was entered in error
(decision 0050).
"""

from __future__ import annotations

from carecoord.model.code import loinc
from carecoord.model.observation import Observation
from carecoord.model.order import Order
from carecoord.model.prescription import Prescription
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
    IN_ERROR,
    ORDER_INTENTS,
    Sets,
    in_person,
    medications_not_requested,
    not_observed,
    not_requested,
    results,
    verified_problems,
)
from carecoord.rules.measures.shared import MP, MP_START

SYSTOLIC, DIASTOLIC = loinc("8480-6"), loinc("8462-4")
BLOOD_PRESSURE = coded("Blood pressure panel", loinc("85354-9"))
ANY_PRESSURE = coded("Blood pressure or a part of it", loinc("85354-9"), SYSTOLIC, DIASTOLIC)
ECG = coded("Electrocardiogram", loinc("34534-8"), loinc("11524-6"))
MMHG = "mm[Hg]"

VISITS = in_person(vs.ENCOUNTER_TO_SCREEN_FOR_BLOOD_PRESSURE).ending(MP)
THE_VISIT = EACH.span
YEAR_BEFORE = Span(EACH.start.minus(years=1), EACH.start).to_the_instant


# -- what was measured ----------------------------------------------------------------------------


def _systolic(readings: Selection, **bounds: int) -> Selection:
    return readings.amounting(component=SYSTOLIC, unit=MMHG, **bounds)


def _diastolic(readings: Selection, **bounds: int) -> Selection:
    return readings.amounting(component=DIASTOLIC, unit=MMHG, **bounds)


def _hypertensive(reading: Selection) -> Condition:
    """Both pressures are there, and one of them is 130 or 80 or more."""
    measured = _diastolic(_systolic(reading, above=0), above=0)
    return Any(Exists(_systolic(measured, at_least=130)), Exists(_diastolic(measured, at_least=80)))


READING = Last(results(BLOOD_PRESSURE).ending(THE_VISIT)).named("the last reading of the visit")
READING_BEFORE = Last(results(BLOOD_PRESSURE).ending(YEAR_BEFORE)).named(
    "the last reading of the year before"
)
HYPERTENSIVE_BEFORE = _hypertensive(READING_BEFORE).named("hypertensive in the year before")

NORMAL = Exists(_diastolic(_systolic(READING, at_least=1, below=120), at_least=1, below=80)).named(
    "normal reading"
)
ELEVATED = Exists(
    _diastolic(_systolic(READING, at_least=120, at_most=129), at_least=1, below=80)
).named("elevated reading")
FIRST = All(_hypertensive(READING), Not(HYPERTENSIVE_BEFORE), name="first hypertensive reading")
SECOND = All(
    Any(
        Exists(_systolic(READING, at_least=130, at_most=139)),
        Exists(_diastolic(READING, at_least=80, at_most=89)),
    ),
    Exists(_diastolic(_systolic(READING, below=140), below=90)),
    HYPERTENSIVE_BEFORE,
    name="second hypertensive reading below 140 and 90",
)
_BOTH_MEASURED = _diastolic(_systolic(READING, above=0), above=0)
SECOND_HIGH = All(
    Any(
        Exists(_systolic(_BOTH_MEASURED, at_least=140)),
        Exists(_diastolic(_BOTH_MEASURED, at_least=90)),
    ),
    HYPERTENSIVE_BEFORE,
    name="second hypertensive reading of 140 or 90 or more",
)


# -- what was ordered -----------------------------------------------------------------------------


def _ordered(*sets: Sets) -> Selection:
    """Orders of any status; one not to do something, or entered in error, is none."""
    orders = Facts(Order, *sets).where(Order.do_not_perform, False)
    return orders.where_not(Order.status, IN_ERROR).where(Order.intent, *ORDER_INTENTS)


LIFESTYLE_SETS = (
    vs.LIFESTYLE_RECOMMENDATION,
    vs.WEIGHT_REDUCTION,
    vs.DIETARY_RECOMMENDATIONS,
    vs.PHYSICAL_ACTIVITY,
    vs.ALCOHOL_COUNSELING,
)
TEST_SETS = (ECG, vs.LABORATORY_TESTS_FOR_HYPERTENSION)

_SIX_MONTHS = (
    _ordered(vs.FOLLOW_UP_WITHIN_6_MONTHS).where(Order.intent, "order").starting(THE_VISIT)
)
IN_SIX_MONTHS = Exists(_SIX_MONTHS).named("rescreening within six months ordered at the visit")
IN_SIX_MONTHS_FROM_THE_YEAR = Exists(_SIX_MONTHS.starting(MP)).named(
    "rescreening within six months ordered at the visit, in the year"
)
IN_FOUR_WEEKS = Exists(
    _ordered(vs.FOLLOW_UP_WITHIN_4_WEEKS).starting(THE_VISIT).starting(MP)
).named("rescreening within four weeks ordered at the visit")
REFERRED = Exists(
    _ordered(vs.REFERRAL_TO_PRIMARY_CARE)
    .where(Order.reason, vs.FINDING_OF_ELEVATED_BLOOD_PRESSURE)
    .starting(THE_VISIT)
).named("referred for blood pressure at the visit")
LIFESTYLE_AT_THE_VISIT = Exists(_ordered(*LIFESTYLE_SETS).starting(THE_VISIT)).named(
    "change of lifestyle recommended at the visit"
)
LIFESTYLE = Exists(_ordered(*LIFESTYLE_SETS).starting(MP)).named(
    "change of lifestyle recommended in the year"
)
TESTS = Exists(_ordered(*TEST_SETS).starting(MP)).named("laboratory test or ECG in the year")
MEDICATION = Exists(
    Facts(Prescription, vs.PHARMACOLOGIC_THERAPY_FOR_HYPERTENSION)
    .where(Prescription.do_not_perform, False)
    .where(Prescription.status, "active", "completed")
    .starting(MP)
).named("medicine for hypertension in the year")


# -- what was declined ----------------------------------------------------------------------------


def _declined(*sets: Sets) -> Condition:
    declined = (
        not_requested(*sets)
        .where(Order.status, "active", "completed", "on-hold")
        .where(Order.reason_refused, vs.PATIENT_DECLINED)
        .starting(THE_VISIT)
    )
    return Exists(declined).named("declined at the visit")


MEDICATION_NOT_ORDERED = Exists(
    medications_not_requested(vs.PHARMACOLOGIC_THERAPY_FOR_HYPERTENSION)
    .where(Prescription.status, "active", "completed")
    .starting(THE_VISIT)
).named("medicine for hypertension not ordered")
NOT_MEASURED = Exists(
    not_observed(ANY_PRESSURE)
    .where(Observation.cancelled_because, vs.PATIENT_DECLINED, vs.MEDICAL_REASON)
    .starting(THE_VISIT)
).named("not measured for a reason")

REFERRAL = vs.REFERRAL_TO_PRIMARY_CARE

INITIAL_POPULATION = AgeAt(MP_START, at_least=18).named("age 18 or more")

DENOMINATOR_EXCLUSIONS = Exists(
    verified_problems(vs.DIAGNOSIS_OF_HYPERTENSION).starting(Span(None, EACH.start))
).named("hypertension known by the visit")

NUMERATOR = Any(
    NORMAL,
    All(ELEVATED, Any(All(IN_SIX_MONTHS, LIFESTYLE_AT_THE_VISIT), REFERRED)),
    All(FIRST, Any(All(IN_FOUR_WEEKS, LIFESTYLE), REFERRED)),
    All(SECOND, Any(All(IN_SIX_MONTHS_FROM_THE_YEAR, TESTS, LIFESTYLE), REFERRED)),
    All(SECOND_HIGH, Any(All(IN_FOUR_WEEKS, TESTS, LIFESTYLE, MEDICATION), REFERRED)),
    name="normal, or with the follow-up that it asks for",
)

DENOMINATOR_EXCEPTIONS = Any(
    NOT_MEASURED,
    All(ELEVATED, _declined(REFERRAL, vs.FOLLOW_UP_WITHIN_6_MONTHS, *LIFESTYLE_SETS)),
    All(FIRST, _declined(REFERRAL, vs.FOLLOW_UP_WITHIN_4_WEEKS, *LIFESTYLE_SETS)),
    All(SECOND, _declined(REFERRAL, vs.FOLLOW_UP_WITHIN_6_MONTHS, *TEST_SETS, *LIFESTYLE_SETS)),
    All(
        SECOND_HIGH,
        Any(
            _declined(REFERRAL, vs.FOLLOW_UP_WITHIN_4_WEEKS, *TEST_SETS, *LIFESTYLE_SETS),
            MEDICATION_NOT_ORDERED,
        ),
    ),
    name="not measured or not followed up for a reason",
)

RULE = Rule(
    id="measures.cms22",
    edition="2026",
    title="Blood pressure screening and follow-up",
    population="age 18 or more, every visit in the year to be screened at",
    citation=Citation(
        text="eCQM CMS22FHIR Preventive Care and Screening: Screening for High Blood Pressure and "
        "Follow-Up Documented, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.MEDICAL_ASSISTANT, Licence.RN, Licence.PRESCRIBER),
    limits="a plan that was ordered is not a plan that was carried out, and one that was taken "
    "back counts; a severe reading is another rule's work",
    departures="found by code, not by profile: decision 0016; an order not to do something is "
    "none: decision 0022; entered in error: decision 0050",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                per=VISITS,
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=NUMERATOR,
                denominator_exceptions=DENOMINATOR_EXCEPTIONS,
                last_day=EACH.end,
            ),
        ),
        years=(2026,),
        closes="a reading at the visit, and the follow-up it asks for ordered at the visit",
    ),
)
