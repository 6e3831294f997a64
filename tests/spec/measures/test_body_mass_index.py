"""Body mass index screening and follow-up plan (CMS69).

Of people aged 18 or more at a visit, those whose index is normal all year, or too high or too low
with a plan. Each row is somebody of 60 with a visit on 10 March, and what else there is. A row
says: initial population, denominator, exclusion, numerator, exception.
"""

from datetime import date
from decimal import Decimal

import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    HEALTH_CONCERN,
    PROBLEM,
    act,
    after,
    at,
    chart_of,
    coded,
    condition,
    encounter,
    missing,
    not_made,
    not_ordered,
    order,
    prescription,
    procedure,
    result,
    tally,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import PartialDate, Period, Quantity
from carecoord.model.code import concept, loinc
from carecoord.rules import Licence
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms69 import RULE

OUT, OPEN, MET = (0, 0, 0, 0, 0), (1, 1, 0, 0, 0), (1, 1, 0, 1, 0)
EXCLUDED, EXCEPTED = (1, 1, 1, 0, 0), (1, 1, 0, 0, 1)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
DAY, MAY = date(2026, 3, 10), date(2026, 5, 5)
EVALUATE = vs.ENCOUNTER_TO_EVALUATE_BMI
VISIT = encounter(EVALUATE, DAY)
BMI, PREGNANCY_STATUS = loinc("39156-5"), loinc("82810-3")


def index(value, day=DAY, unit="kg/m2", **other):
    return result(BMI, day, None if value is None else Quantity(Decimal(value), unit), **other)


def somebody(*facts, born=date(1966, 1, 1), unasked=()):
    return chart_of(VISIT, *facts, born=born, unasked=unasked)


# -- who is asked about ---------------------------------------------------------------------------

VISITS = {
    "none": ((), OUT),
    "one": ((encounter(EVALUATE, DAY),), OPEN),
    "two": ((encounter(EVALUATE, DAY), encounter(EVALUATE, MAY)), OPEN),
    "of another kind": ((encounter(vs.OFFICE_VISIT, DAY),), OUT),
    "the day before the year": ((encounter(EVALUATE, BEFORE),), OUT),
    "on the first day": ((encounter(EVALUATE, FIRST),), OPEN),
    "on the last day": ((encounter(EVALUATE, LAST),), OPEN),
    "the day after the year": ((encounter(EVALUATE, NEXT),), OUT),
    "beginning in the year before": ((encounter(EVALUATE, BEFORE, FIRST),), OUT),
    "ending in the next year": ((encounter(EVALUATE, LAST, NEXT),), OUT),
    "planned": ((encounter(EVALUATE, DAY, status="planned"),), OUT),
    "in person": ((encounter(EVALUATE, DAY, encounter_class=act("AMB")),), OPEN),
    "virtual": ((encounter(EVALUATE, DAY, encounter_class=act("VR")),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), VISITS.values(), ids=VISITS)
def test_a_visit_in_person_wholly_within_the_year(facts, expected):
    assert tally(RULE, chart_of(*facts)) == expected


AGES = {
    "18 on the first day of the visit": (date(2008, 3, 10), OPEN),
    "18 the day after, during the visit": (date(2008, 3, 11), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_18_at_the_start_of_the_visit(born, expected):
    long = encounter(EVALUATE, DAY, after(DAY, 2))

    assert tally(RULE, chart_of(long, born=born)) == expected


def test_a_visit_at_17_and_one_at_18():
    assert tally(RULE, somebody(encounter(EVALUATE, MAY), born=date(2008, 4, 1))) == OPEN


# -- the index ------------------------------------------------------------------------------------

INDICES = {
    "none": ((), OPEN),
    "18.5 is normal": ((index("18.5"),), MET),
    "24.9 is normal": ((index("24.9"),), MET),
    "24.99 is normal": ((index("24.99"),), MET),
    "25 is high": ((index(25),), OPEN),
    "18.49 is low": ((index("18.49"),), OPEN),
    "no value": ((index(None),), OPEN),
    "amended": ((index(22, status="amended"),), MET),
    "corrected": ((index(22, status="corrected"),), MET),
    "preliminary": ((index(22, status="preliminary"),), OPEN),
    "another observation": ((result(loinc("3141-9"), DAY, Quantity(Decimal(22), "kg/m2")),), OPEN),
    "the day before the year": ((index(22, BEFORE),), OPEN),
    "on the first day": ((index(22, FIRST),), MET),
    "on the last day": ((index(22, LAST),), MET),
    "the day after the year": ((index(22, NEXT),), OPEN),
    "beginning in the year before": ((index(22, through(BEFORE, FIRST)),), OPEN),
    "ending in the next year": ((index(22, through(LAST, NEXT)),), OPEN),
    "normal and high": ((index(22), index(25, MAY)), OPEN),
    "normal and low": ((index(22), index("18.4", MAY)), OPEN),
    "normal, and high the year before": ((index(22), index(25, BEFORE)), MET),
    "normal, and low the year after": ((index(22), index(18, NEXT)), MET),
    "normal, and nothing": ((index(22), index(0, MAY)), MET),
    "normal, and high but preliminary": ((index(22), index(25, MAY, status="preliminary")), MET),
}


@pytest.mark.parametrize(("facts", "expected"), INDICES.values(), ids=INDICES)
def test_normal_in_the_year_and_neither_high_nor_low(facts, expected):
    assert tally(RULE, somebody(*facts)) == expected


# -- the plan -------------------------------------------------------------------------------------

ABOVE, BELOW = vs.FOLLOW_UP_FOR_ABOVE_NORMAL_BMI, vs.FOLLOW_UP_FOR_BELOW_NORMAL_BMI
FOR_EITHER = vs.REFERRALS_WHERE_WEIGHT_ASSESSMENT
MEDICINE_ABOVE = vs.MEDICATIONS_FOR_ABOVE_NORMAL_BMI
MEDICINE_BELOW = vs.MEDICATIONS_FOR_BELOW_NORMAL_BMI
OBESE, UNDERWEIGHT = vs.OVERWEIGHT_OR_OBESE, vs.UNDERWEIGHT
HIGH, LOW = index(25), index("18.4")


def reason(of):
    return {"reason": (coded(of),)}


def diagnosed(of, onset=date(2020, 5, 5), category=PROBLEM, **other):
    categories = () if category is None else (concept(category),)
    return condition(of, onset, category=categories, **other)


PLANS = {
    "a follow-up for high": (order(ABOVE, MAY, **reason(OBESE)), MET, OPEN),
    "a follow-up for low": (order(BELOW, MAY, **reason(UNDERWEIGHT)), OPEN, MET),
    "a referral because of high": (order(FOR_EITHER, MAY, **reason(OBESE)), MET, OPEN),
    "a referral because of low": (order(FOR_EITHER, MAY, **reason(UNDERWEIGHT)), OPEN, MET),
    "a medicine for high": (prescription(MEDICINE_ABOVE, MAY, **reason(OBESE)), MET, OPEN),
    "a medicine for low": (prescription(MEDICINE_BELOW, MAY, **reason(UNDERWEIGHT)), OPEN, MET),
    "a procedure for high": (procedure(ABOVE, MAY, **reason(OBESE)), MET, OPEN),
    "a procedure for low": (procedure(BELOW, MAY, **reason(UNDERWEIGHT)), OPEN, MET),
    "a follow-up for high because of low": (order(ABOVE, MAY, **reason(UNDERWEIGHT)), OPEN, OPEN),
    "a follow-up for low because of high": (order(BELOW, MAY, **reason(OBESE)), OPEN, OPEN),
    "a medicine for high because of low": (
        prescription(MEDICINE_ABOVE, MAY, **reason(UNDERWEIGHT)),
        OPEN,
        OPEN,
    ),
    "a procedure for high because of low": (
        procedure(ABOVE, MAY, **reason(UNDERWEIGHT)),
        OPEN,
        OPEN,
    ),
    "a procedure for low because of high": (procedure(BELOW, MAY, **reason(OBESE)), OPEN, OPEN),
    "a referral for no reason": (order(FOR_EITHER, MAY), OPEN, OPEN),
    "a procedure for no reason": (procedure(ABOVE, MAY), OPEN, OPEN),
    "another order": (order(vs.REFERRAL, MAY, **reason(OBESE)), OPEN, OPEN),
    "another medicine": (prescription(vs.DEMENTIA_MEDICATIONS, MAY, **reason(OBESE)), OPEN, OPEN),
    "another procedure": (procedure(vs.COLONOSCOPY, MAY, **reason(OBESE)), OPEN, OPEN),
}


@pytest.mark.parametrize(("plan", "when_high", "when_low"), PLANS.values(), ids=PLANS)
def test_a_plan_for_its_own_reason(plan, when_high, when_low):
    assert tally(RULE, somebody(HIGH, plan)) == when_high
    assert tally(RULE, somebody(LOW, plan)) == when_low


def test_a_plan_without_a_high_or_low_index_is_not_enough():
    plans = [plan for plan, *_ in PLANS.values()]

    assert tally(RULE, somebody(*plans)) == OPEN
    assert tally(RULE, somebody(index(0), *plans)) == OPEN


TINY = {"no index": (0, OPEN), "more than none": ("0.1", MET), "one": (1, MET)}


@pytest.mark.parametrize(("value", "expected"), TINY.values(), ids=TINY)
def test_an_index_above_0_is_low(value, expected):
    plan = order(BELOW, MAY, **reason(UNDERWEIGHT))

    assert tally(RULE, somebody(index(value), plan)) == expected


@pytest.mark.parametrize("value", [17, 22, 27])
def test_whether_an_index_in_another_unit_is_high_low_or_normal_is_not_known(value):
    plans = order(ABOVE, MAY, **reason(OBESE)), order(BELOW, MAY, **reason(UNDERWEIGHT))
    chart = somebody(index(value, unit="kg"), *plans)

    assert tally(RULE, chart) == OPEN
    assert [clause.partition(" (")[0] for clause in missing(RULE, chart)["numerator"]] == [
        "normal index",
        "high index",
        "low index",
    ]


def test_a_plan_for_a_high_index_is_enough_whatever_else_was_measured():
    plan = order(ABOVE, MAY, **reason(OBESE))

    assert tally(RULE, somebody(index(22), HIGH, LOW, plan)) == MET


KNOWN = {
    "on the problem list": (date(2020, 5, 5), PROBLEM, {}, True, True),
    "a health concern": (date(2020, 5, 5), HEALTH_CONCERN, {}, True, True),
    "a diagnosis of a visit": (date(2020, 5, 5), ENCOUNTER_DIAGNOSIS, {}, True, False),
    "from that day on": (MAY, PROBLEM, {}, True, True),
    "from the day after": (after(MAY, 1), PROBLEM, {}, False, False),
    "ended on that day": (date(2020, 5, 5), PROBLEM, {"abated": MAY}, True, True),
    "ended the day before": (date(2020, 5, 5), PROBLEM, {"abated": after(MAY, -1)}, True, False),
    "refuted": (date(2020, 5, 5), PROBLEM, {"verification_status": "refuted"}, True, True),
    "entered in error": (
        date(2020, 5, 5),
        PROBLEM,
        {"verification_status": "entered-in-error"},
        False,
        False,
    ),
}


@pytest.mark.parametrize(
    ("onset", "category", "other", "for_orders", "for_procedures"), KNOWN.values(), ids=KNOWN
)
def test_or_when_the_diagnosis_of_a_high_index_was_known(
    onset, category, other, for_orders, for_procedures
):
    """Orders ask whether it had begun, procedures whether it lasted too."""
    known = diagnosed(OBESE, onset, category, **other)
    ordered = order(ABOVE, MAY), order(FOR_EITHER, MAY), prescription(MEDICINE_ABOVE, MAY)

    for plan in ordered:
        assert tally(RULE, somebody(HIGH, known, plan)) == (MET if for_orders else OPEN)
    done = tally(RULE, somebody(HIGH, known, procedure(ABOVE, MAY)))
    assert done == (MET if for_procedures else OPEN)


@pytest.mark.parametrize(
    ("onset", "category", "other", "for_orders", "for_procedures"), KNOWN.values(), ids=KNOWN
)
def test_or_when_the_diagnosis_of_a_low_index_was_known(
    onset, category, other, for_orders, for_procedures
):
    """Procedures ask for a health concern."""
    known = diagnosed(UNDERWEIGHT, onset, category, **other)
    ordered = order(BELOW, MAY), order(FOR_EITHER, MAY), prescription(MEDICINE_BELOW, MAY)
    concern = diagnosed(UNDERWEIGHT, onset, HEALTH_CONCERN, **other)
    lasts = for_procedures or category is ENCOUNTER_DIAGNOSIS

    for plan in ordered:
        assert tally(RULE, somebody(LOW, known, plan)) == (MET if for_orders else OPEN)
    done = tally(RULE, somebody(LOW, known, procedure(BELOW, MAY)))
    assert done == (MET if category is HEALTH_CONCERN else OPEN)
    done = tally(RULE, somebody(LOW, concern, procedure(BELOW, MAY)))
    assert done == (MET if lasts else OPEN)


def test_the_diagnosis_is_the_one_of_the_index():
    other = diagnosed(UNDERWEIGHT, category=HEALTH_CONCERN), diagnosed(OBESE)

    assert tally(RULE, somebody(HIGH, other[0], order(ABOVE, MAY), procedure(ABOVE, MAY))) == OPEN
    concern = diagnosed(vs.NARCOLEPSY, category=HEALTH_CONCERN)
    assert tally(RULE, somebody(LOW, concern, procedure(BELOW, MAY))) == OPEN
    assert tally(RULE, somebody(LOW, other[1], order(BELOW, MAY), procedure(BELOW, MAY))) == OPEN


ON = {"before the year": BEFORE, "first": FIRST, "last": LAST, "after the year": NEXT}


@pytest.mark.parametrize("day", ON.values(), ids=ON)
def test_the_plan_is_made_in_the_year(day):
    expected = MET if day in {FIRST, LAST} else OPEN
    known = diagnosed(OBESE), diagnosed(UNDERWEIGHT, category=HEALTH_CONCERN)
    high = order(ABOVE, day), prescription(MEDICINE_ABOVE, day), procedure(ABOVE, day)
    low = order(BELOW, day), prescription(MEDICINE_BELOW, day), procedure(BELOW, day)

    for plan in high:
        assert tally(RULE, somebody(HIGH, known[0], plan)) == expected
    for plan in low:
        assert tally(RULE, somebody(LOW, known[1], plan)) == expected
    because = {OBESE: (HIGH, ABOVE, MEDICINE_ABOVE), UNDERWEIGHT: (LOW, BELOW, MEDICINE_BELOW)}
    for of, (measured, follow_up, medicine) in because.items():
        for make, code in ((order, follow_up), (procedure, follow_up), (prescription, medicine)):
            assert tally(RULE, somebody(measured, make(code, day, **reason(of)))) == expected


OVER_NEW_YEAR = {
    "beginning in the year before": (through(BEFORE, FIRST), OPEN, OPEN, OPEN),
    "ending in the next year": (through(LAST, NEXT), MET, MET, OPEN),
}


@pytest.mark.parametrize(
    ("when", "high", "low_because", "low_known"), OVER_NEW_YEAR.values(), ids=OVER_NEW_YEAR
)
def test_a_procedure_over_new_year(when, high, low_because, low_known):
    """It counts where it began; for a known low index it has to be over in the year too."""
    known = diagnosed(UNDERWEIGHT, category=HEALTH_CONCERN)

    assert tally(RULE, somebody(HIGH, procedure(ABOVE, when, **reason(OBESE)))) == high
    assert tally(RULE, somebody(HIGH, diagnosed(OBESE), procedure(ABOVE, when))) == high
    because = procedure(BELOW, when, **reason(UNDERWEIGHT))
    assert tally(RULE, somebody(LOW, because)) == low_because
    assert tally(RULE, somebody(LOW, known, procedure(BELOW, when))) == low_known


@pytest.mark.parametrize("days", [(-1, 0), (0, 1)], ids=["begins before", "goes on after"])
def test_the_diagnosis_prevails_on_the_day_on_which_the_procedure_begins(days):
    begun, over = (after(MAY, d) for d in days)
    expected = MET if begun == MAY else OPEN
    only_then = {"onset": MAY, "abated": MAY}
    done = through(begun, over)

    assert tally(RULE, somebody(HIGH, diagnosed(OBESE, **only_then), procedure(ABOVE, done))) == (
        expected
    )
    concern = diagnosed(UNDERWEIGHT, category=HEALTH_CONCERN, **only_then)
    assert tally(RULE, somebody(LOW, concern, procedure(BELOW, done))) == expected


@pytest.mark.parametrize("status", ["active", "completed", "draft", "revoked"])
@pytest.mark.parametrize("intent", ["order", "proposal"])
def test_status_and_intent_of_an_order_are_not_asked(status, intent):
    its = {"status": status, "intent": intent}

    assert tally(RULE, somebody(HIGH, order(ABOVE, MAY, **reason(OBESE), **its))) == MET
    plan = prescription(MEDICINE_BELOW, MAY, **reason(UNDERWEIGHT), **its)
    assert tally(RULE, somebody(LOW, plan)) == MET


FORBIDDEN = {
    "an order": order(ABOVE, MAY, do_not_perform=True, **reason(OBESE)),
    "a medicine": prescription(MEDICINE_ABOVE, MAY, do_not_perform=True, **reason(OBESE)),
    "a procedure": procedure(ABOVE, MAY, status="not-done", **reason(OBESE)),
}


@pytest.mark.parametrize("plan", FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_somebody_decided_against_is_no_plan(plan):
    assert tally(RULE, somebody(HIGH, plan)) == OPEN
    assert tally(RULE, somebody(HIGH, diagnosed(OBESE), plan)) == OPEN


PERFORMED = {
    "completed": ("completed", MET, MET, MET),
    "in progress": ("in-progress", MET, OPEN, MET),
    "not done": ("not-done", OPEN, OPEN, OPEN),
}


@pytest.mark.parametrize(
    ("status", "high", "low_because", "low_known"), PERFORMED.values(), ids=PERFORMED
)
def test_a_procedure_because_of_a_low_index_is_completed(status, high, low_because, low_known):
    """The others only have to be done."""
    known = diagnosed(UNDERWEIGHT, category=HEALTH_CONCERN)
    its = {"status": status}

    assert tally(RULE, somebody(HIGH, procedure(ABOVE, MAY, **reason(OBESE), **its))) == high
    because = procedure(BELOW, MAY, **reason(UNDERWEIGHT), **its)
    assert tally(RULE, somebody(LOW, because)) == low_because
    assert tally(RULE, somebody(LOW, known, procedure(BELOW, MAY, **its))) == low_known


# -- who is left out ------------------------------------------------------------------------------

PREGNANCY = vs.PREGNANCY_OR_OTHER_RELATED_DIAGNOSES
EXCLUSIONS = {
    "hospice": (encounter(vs.HOSPICE_ENCOUNTER, MAY), EXCLUDED),
    "palliative care": (encounter(vs.PALLIATIVE_ENCOUNTER, MAY), EXCLUDED),
    "pregnant": (condition(PREGNANCY), EXCLUDED),
    "pregnant until the first day": (condition(PREGNANCY, abated=FIRST), EXCLUDED),
    "pregnant until the day before": (condition(PREGNANCY, abated=BEFORE), OPEN),
    "pregnant on the last day": (condition(PREGNANCY, LAST), EXCLUDED),
    "pregnant the day after": (condition(PREGNANCY, NEXT), OPEN),
    "pregnant by a diagnosis of a visit": (
        diagnosed(PREGNANCY, category=ENCOUNTER_DIAGNOSIS),
        EXCLUDED,
    ),
    "pregnancy refuted": (condition(PREGNANCY, verification_status="refuted"), EXCLUDED),
    "pregnancy entered in error": (
        condition(PREGNANCY, verification_status="entered-in-error"),
        OPEN,
    ),
    "another condition": (condition(vs.PREGNANCY), OPEN),
    "status": (result(PREGNANCY_STATUS, MAY, PREGNANCY), EXCLUDED),
    "another status": (result(PREGNANCY_STATUS, MAY, vs.PREGNANCY), OPEN),
    "status without a value": (result(PREGNANCY_STATUS, MAY), OPEN),
    "status amended": (result(PREGNANCY_STATUS, MAY, PREGNANCY, status="amended"), EXCLUDED),
    "status preliminary": (result(PREGNANCY_STATUS, MAY, PREGNANCY, status="preliminary"), OPEN),
    "status before the year": (result(PREGNANCY_STATUS, BEFORE, PREGNANCY), OPEN),
    "status on the first day": (result(PREGNANCY_STATUS, FIRST, PREGNANCY), EXCLUDED),
    "status on the last day": (result(PREGNANCY_STATUS, LAST, PREGNANCY), EXCLUDED),
    "status after the year": (result(PREGNANCY_STATUS, NEXT, PREGNANCY), OPEN),
    "status into the year": (
        result(PREGNANCY_STATUS, through(BEFORE, FIRST), PREGNANCY),
        EXCLUDED,
    ),
    "status into the next year": (
        result(PREGNANCY_STATUS, through(LAST, NEXT), PREGNANCY),
        EXCLUDED,
    ),
    "another question": (result(loinc("11449-6"), MAY, PREGNANCY), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_hospice_palliative_care_and_pregnancy_exclude(fact, expected):
    assert tally(RULE, somebody(fact)) == expected


def test_they_exclude_whatever_was_measured():
    assert tally(RULE, somebody(index(22), condition(PREGNANCY))) == EXCLUDED


DECLINED, MEDICAL = vs.PATIENT_DECLINED, vs.MEDICAL_REASON


def unmeasured(when=DAY, why=DECLINED, of=BMI, **other):
    return not_made(of, None, why, effective=when, **other)


UNMEASURED = {
    "declined": ((unmeasured(),), EXCEPTED),
    "for a medical reason": ((unmeasured(why=MEDICAL),), EXCEPTED),
    "for another reason": ((unmeasured(why=vs.PATIENT_REASON),), OPEN),
    "for no reason": ((unmeasured(why=None),), OPEN),
    "something else": ((unmeasured(of=loinc("3141-9")),), OPEN),
    "not cancelled": ((unmeasured(status="final"),), OPEN),
    "the day before": ((unmeasured(after(DAY, -1)),), OPEN),
    "the day after": ((unmeasured(after(DAY, 1)),), OPEN),
    "ending on the day": ((unmeasured(through(after(DAY, -2), DAY)),), EXCEPTED),
    "beginning on the day": ((unmeasured(through(DAY, after(DAY, 2))),), OPEN),
    "around the day": ((unmeasured(through(after(DAY, -2), after(DAY, 2))),), OPEN),
    "beginning on the day, without an end": ((unmeasured(Period(DAY, None)),), OPEN),
    "at another hour": ((unmeasured(at(DAY, 23)),), EXCEPTED),
    "and measured as high": ((unmeasured(), index(25)), EXCEPTED),
    "and measured as normal": ((unmeasured(), index(22)), MET),
}


@pytest.mark.parametrize(("facts", "expected"), UNMEASURED.values(), ids=UNMEASURED)
def test_a_reason_for_not_measuring_on_the_day_of_the_visit(facts, expected):
    assert tally(RULE, somebody(*facts)) == expected


NO_PLAN = {
    "a referral": (not_ordered(FOR_EITHER, DAY, MEDICAL), EXCEPTED),
    "a follow-up for high": (not_ordered(ABOVE, DAY, MEDICAL), EXCEPTED),
    "a follow-up for low": (not_ordered(BELOW, DAY, MEDICAL), EXCEPTED),
    "another order": (not_ordered(vs.REFERRAL, DAY, MEDICAL), OPEN),
    "declined": (not_ordered(ABOVE, DAY, DECLINED), OPEN),
    "for no reason": (not_ordered(ABOVE, DAY), OPEN),
    "active": (not_ordered(ABOVE, DAY, MEDICAL, status="active"), OPEN),
    "ordered": (not_ordered(ABOVE, DAY, MEDICAL, do_not_perform=False), OPEN),
    "the day before": (not_ordered(ABOVE, after(DAY, -1), MEDICAL), OPEN),
    "the day after": (not_ordered(ABOVE, after(DAY, 1), MEDICAL), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), NO_PLAN.values(), ids=NO_PLAN)
def test_a_medical_reason_for_no_follow_up_on_the_day_of_the_visit(fact, expected):
    assert tally(RULE, somebody(fact)) == expected
    assert tally(RULE, somebody(HIGH, fact)) == expected


def no_medicine(of=MEDICINE_ABOVE, day=DAY, why=MEDICAL, **other):
    because = {} if why is None else reason(why)
    return prescription(
        of, day, **{"do_not_perform": True, "status": "completed", **because, **other}
    )


NO_MEDICINE = {
    "for high": (no_medicine(), EXCEPTED),
    "for low": (no_medicine(MEDICINE_BELOW), EXCEPTED),
    "another": (no_medicine(vs.DEMENTIA_MEDICATIONS), OPEN),
    "declined": (no_medicine(why=DECLINED), OPEN),
    "for no reason": (no_medicine(why=None), OPEN),
    "active": (no_medicine(status="active"), OPEN),
    "ordered": (no_medicine(do_not_perform=False), OPEN),
    "the day before": (no_medicine(day=after(DAY, -1)), OPEN),
    "the day after": (no_medicine(day=after(DAY, 1)), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), NO_MEDICINE.values(), ids=NO_MEDICINE)
def test_a_medical_reason_for_no_medicine_on_the_day_of_the_visit(fact, expected):
    assert tally(RULE, somebody(fact)) == expected


REASONS = {
    "not measured": unmeasured,
    "no follow-up": lambda day: not_ordered(ABOVE, day, MEDICAL),
    "no medicine": lambda day: no_medicine(day=day),
}


@pytest.mark.parametrize("make", REASONS.values(), ids=REASONS)
def test_the_day_of_the_visit_is_its_first_and_any_visit_will_do(make):
    long, other = encounter(EVALUATE, DAY, after(DAY, 2)), encounter(EVALUATE, MAY)

    assert tally(RULE, chart_of(long, make(DAY))) == EXCEPTED
    assert tally(RULE, chart_of(long, make(after(DAY, 1)))) == OPEN
    assert tally(RULE, chart_of(long, make(after(DAY, 2)))) == OPEN
    assert tally(RULE, chart_of(long, other, make(MAY))) == EXCEPTED


# -- what is not known ----------------------------------------------------------------------------

UNKNOWN = {
    "the birth date": (somebody(index(22), born=None), OUT, "initial-population"),
    "the visits": (chart_of(index(22), unasked=("encounters",)), OUT, "initial-population"),
    "the unit of the index": (somebody(index(22, unit=None)), OPEN, "numerator"),
    "the index": (somebody(result(BMI, DAY, vs.PREGNANCY)), OPEN, "numerator"),
    "which year it was": (
        somebody(index(22), index(25, PartialDate(2026))),
        OPEN,
        None,
    ),
    "whether a high index is of the year": (
        somebody(index(22), index(25, None)),
        OPEN,
        "numerator",
    ),
    "when the plan was made": (
        somebody(HIGH, order(ABOVE, None, **reason(OBESE))),
        OPEN,
        "numerator",
    ),
    "whether the diagnosis lasted": (
        somebody(HIGH, diagnosed(OBESE, clinical_status="resolved"), procedure(ABOVE, MAY)),
        OPEN,
        "numerator",
    ),
    "whether the pregnancy lasted": (
        somebody(condition(PREGNANCY, clinical_status="resolved")),
        OPEN,
        "denominator-exclusion",
    ),
    "when it was not measured": (somebody(unmeasured(None)), OPEN, "denominator-exception"),
    "the prescriptions": (
        somebody(HIGH, unasked=("prescriptions",)),
        OPEN,
        "denominator-exception",
    ),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert tally(RULE, chart) == expected
    assert open_ is None or open_ in missing(RULE, chart)


def test_a_day_that_is_certainly_in_the_year_is_enough():
    assert tally(RULE, somebody(index(22, PartialDate(2026)))) == MET


def test_sets_that_were_not_loaded_are_named():
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(PREGNANCY,)))

    assert unknown(RULE, somebody(index(22)), without) == (("denominator-exclusion",),)
    assert missing(RULE, somebody(index(22)), without) == {
        "denominator-exclusion": (f"value set {PREGNANCY.name}",)
    }


# -- in a review ----------------------------------------------------------------------------------


def test_in_a_review_the_gap_is_known_by_rule_edition_year_and_group():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (finding,) = review(somebody(), catalogue, LAST).findings

    assert finding.key == "measures.cms69|p|2026:Group_1"
    assert finding.edition == "2026"
    assert finding.action.licences == (Licence.MEDICAL_ASSISTANT, Licence.RN, Licence.PRESCRIBER)


@pytest.mark.parametrize(
    "plan",
    [
        order(ABOVE, MAY, status="entered-in-error", **reason(OBESE)),
        prescription(MEDICINE_ABOVE, MAY, status="entered-in-error", **reason(OBESE)),
        procedure(ABOVE, MAY, status="entered-in-error", **reason(OBESE)),
    ],
)
def test_a_plan_that_was_entered_in_error_is_none(plan):
    assert tally(RULE, somebody(HIGH, plan)) == OPEN
