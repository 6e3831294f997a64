"""Screening for depression and follow-up plan (CMS2).

Of people aged 12 or more with a visit, those whose last screening in the 14 days up to a visit is
negative, or positive with a plan by two days after the visit. Each row is somebody of 60 with a
visit on 10 March at ten, and what else there is. A row says: initial population, denominator,
exclusion, numerator, exception.
"""

from datetime import date

import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    HEALTH_CONCERN,
    PROBLEM,
    after,
    at,
    chart_of,
    condition,
    encounter,
    missing,
    not_made,
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
from carecoord.model import Dosage, PartialDate, Period
from carecoord.model.code import concept, loinc, snomed
from carecoord.rules import Licence
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms2 import RULE

OUT, OPEN, MET = (0, 0, 0, 0, 0), (1, 1, 0, 0, 0), (1, 1, 0, 1, 0)
EXCLUDED, EXCEPTED = (1, 1, 1, 0, 0), (1, 1, 0, 0, 1)

ADOLESCENT, ADULT = loinc("73831-0"), loinc("73832-8")
NEGATIVE, POSITIVE = snomed("428171000124102"), snomed("428181000124104")
DECLINED = snomed("720834000")

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
DAY = date(2026, 3, 10)
SCREEN = vs.ENCOUNTER_TO_SCREEN_FOR_DEPRESSION
VISIT = encounter(SCREEN, at(DAY, 10), at(DAY, 10, 30))


def screening(day=DAY, value=NEGATIVE, tool=ADULT, **other):
    return result(tool, day, value, **other)


POSITIVE_ON_THE_DAY = screening(value=POSITIVE)


def somebody(*facts, born=date(1966, 1, 1), unasked=()):
    return chart_of(VISIT, *facts, born=born, unasked=unasked)


def positive(*facts):
    """Somebody screened positive at the visit."""
    return somebody(POSITIVE_ON_THE_DAY, *facts)


# -- who is asked about ---------------------------------------------------------------------------

VISITS = {
    "none": ((), OUT),
    "to screen for depression": ((encounter(SCREEN, DAY),), OPEN),
    "to physical therapy": ((encounter(vs.PHYSICAL_THERAPY_EVALUATION, DAY),), OPEN),
    "on the telephone": ((encounter(vs.TELEPHONE_VISITS, DAY),), OPEN),
    "of another kind": ((encounter(vs.ENCOUNTER_INPATIENT, DAY),), OUT),
    "the day before the year": ((encounter(SCREEN, BEFORE),), OUT),
    "on the first day": ((encounter(SCREEN, FIRST),), OPEN),
    "on the last day": ((encounter(SCREEN, LAST),), OPEN),
    "the day after the year": ((encounter(SCREEN, NEXT),), OUT),
    "beginning in the year before": ((encounter(SCREEN, BEFORE, FIRST),), OUT),
    "ending in the next year": ((encounter(SCREEN, LAST, NEXT),), OUT),
    "planned": ((encounter(SCREEN, DAY, status="planned"),), OUT),
    "cancelled": ((encounter(SCREEN, DAY, status="cancelled"),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), VISITS.values(), ids=VISITS)
def test_a_visit_wholly_within_the_year(facts, expected):
    assert tally(RULE, chart_of(*facts)) == expected


AGES = {
    "11 is too young": (date(2014, 1, 2), OUT, OUT),
    "12 is asked by the adolescents' tool": (date(2014, 1, 1), MET, OPEN),
    "16 still is": (date(2009, 1, 2), MET, OPEN),
    "17 is asked by either": (date(2009, 1, 1), MET, MET),
    "17 on the last day that counts": (date(2008, 1, 2), MET, MET),
    "18 is asked by the adults' tool": (date(2008, 1, 1), OPEN, MET),
}


@pytest.mark.parametrize(("born", "adolescent", "adult"), AGES.values(), ids=AGES)
def test_the_age_at_the_start_of_the_year_decides_the_tool(born, adolescent, adult):
    assert tally(RULE, somebody(screening(tool=ADOLESCENT), born=born)) == adolescent
    assert tally(RULE, somebody(screening(tool=ADULT), born=born)) == adult


# -- the screening --------------------------------------------------------------------------------

SCREENINGS = {
    "none": ((), OPEN),
    "negative": ((screening(),), MET),
    "positive, and no plan": ((screening(value=POSITIVE),), OPEN),
    "of another result": ((screening(value=snomed("171207006")),), OPEN),
    "without a result": ((screening(value=None),), OPEN),
    "another assessment": ((screening(tool=loinc("44261-6")),), OPEN),
    "14 days before": ((screening(date(2026, 2, 24)),), MET),
    "15 days before": ((screening(date(2026, 2, 23)),), OPEN),
    "the day after": ((screening(date(2026, 3, 11)),), OPEN),
    "amended": ((screening(status="amended"),), MET),
    "corrected": ((screening(status="corrected"),), MET),
    "preliminary": ((screening(status="preliminary"),), OPEN),
    "entered in error": ((screening(status="entered-in-error"),), OPEN),
    "beginning 15 days before, ending 14 days before": (
        (screening(through(date(2026, 2, 23), date(2026, 2, 24))),),
        MET,
    ),
    "beginning on the day, ending the day after": (
        (screening(through(DAY, date(2026, 3, 11))),),
        OPEN,
    ),
    "the last one negative": (
        (screening(date(2026, 3, 1), POSITIVE), screening(date(2026, 3, 2))),
        MET,
    ),
    "the last one positive": (
        (screening(date(2026, 3, 1)), screening(date(2026, 3, 2), POSITIVE)),
        OPEN,
    ),
    "the last one of the day negative": (
        (screening(at(DAY, 11)), screening(at(DAY, 10), POSITIVE)),
        MET,
    ),
    "the last one of the day positive": (
        (screening(at(DAY, 10)), screening(at(DAY, 11), POSITIVE)),
        OPEN,
    ),
    "the last one to begin negative": (
        (
            screening(through(date(2026, 3, 1), date(2026, 3, 9)), POSITIVE),
            screening(through(date(2026, 3, 2), date(2026, 3, 3))),
        ),
        MET,
    ),
    "the last one after the visit does not count": (
        (screening(), screening(date(2026, 3, 11), POSITIVE)),
        MET,
    ),
    "the last one without a result does not count": (
        (screening(date(2026, 3, 1)), screening(value=None)),
        MET,
    ),
    "the last one preliminary does not count": (
        (screening(date(2026, 3, 1)), screening(value=POSITIVE, status="preliminary")),
        MET,
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SCREENINGS.values(), ids=SCREENINGS)
def test_the_last_screening_with_a_result_in_the_14_days_up_to_the_visit(facts, expected):
    assert tally(RULE, somebody(*facts)) == expected


def test_a_screening_of_the_year_before_counts_for_a_visit_in_january():
    visit, before = encounter(SCREEN, date(2026, 1, 5)), screening(date(2025, 12, 22))

    assert tally(RULE, chart_of(visit, before)) == MET


def test_the_first_day_of_a_visit_is_the_one_that_the_screening_comes_before():
    long = encounter(SCREEN, DAY, date(2026, 3, 12))

    assert tally(RULE, chart_of(long, screening(date(2026, 2, 23)))) == OPEN
    assert tally(RULE, chart_of(long, screening(date(2026, 3, 11)))) == OPEN


def test_a_visit_may_last_longer_than_the_14_days():
    long = encounter(SCREEN, DAY, date(2026, 3, 12))

    assert tally(RULE, chart_of(long, screening(date(2026, 2, 24)))) == MET


def test_the_last_screening_of_any_visit_decides():
    again = encounter(SCREEN, date(2026, 6, 9))
    first, second = screening(), screening(date(2026, 6, 9), POSITIVE)

    assert tally(RULE, somebody(again, first)) == MET
    assert tally(RULE, somebody(again, first, second)) == OPEN


# -- the plan -------------------------------------------------------------------------------------

MEDICINE = vs.ADULT_DEPRESSION_MEDICATIONS
REFERRAL = vs.REFERRAL_FOR_ADULT_DEPRESSION
FOLLOW_UP = vs.FOLLOW_UP_FOR_ADULT_DEPRESSION
ADULTS = (prescription(MEDICINE, DAY, 30), order(REFERRAL, DAY), procedure(FOLLOW_UP, at(DAY, 10)))
ADOLESCENTS = (
    prescription(vs.ADOLESCENT_DEPRESSION_MEDICATIONS, DAY, 30),
    order(vs.REFERRAL_FOR_ADOLESCENT_DEPRESSION, DAY),
    procedure(vs.FOLLOW_UP_FOR_ADOLESCENT_DEPRESSION, at(DAY, 10)),
)
PAIRS = list(zip(ADULTS, ADOLESCENTS, strict=True))
KINDS = ("medicine", "referral", "follow-up")


def from_the(day, last, **other):
    """A medicine to be taken between two days."""
    return {"dosage": (Dosage(bounds=through(day, last)),), **other}


@pytest.mark.parametrize(("own", "others"), PAIRS, ids=KINDS)
def test_each_kind_of_plan_counts_for_its_own_tool(own, others):
    adolescent = screening(value=POSITIVE, tool=ADOLESCENT)
    young = {"born": date(2010, 1, 1)}

    assert tally(RULE, positive(own)) == MET
    assert tally(RULE, positive(others)) == OPEN
    assert tally(RULE, somebody(adolescent, others, **young)) == MET
    assert tally(RULE, somebody(adolescent, own, **young)) == OPEN


@pytest.mark.parametrize("plan", ADULTS, ids=KINDS)
def test_a_plan_without_a_positive_screening_is_not_enough(plan):
    assert tally(RULE, somebody(plan)) == OPEN
    assert tally(RULE, somebody(screening(value=snomed("171207006")), plan)) == OPEN


@pytest.mark.parametrize("plan", ADULTS, ids=KINDS)
def test_the_positive_screening_begins_at_most_14_days_before_the_visit(plan):
    late = screening(through(date(2026, 2, 24), DAY), POSITIVE)
    early = screening(through(date(2026, 2, 23), DAY), POSITIVE)

    assert tally(RULE, somebody(late, plan)) == MET
    assert tally(RULE, somebody(early, plan)) == OPEN


MEDICINES = {
    "ordered on the day": (prescription(MEDICINE, DAY, 30), MET),
    "ordered the day before": (prescription(MEDICINE, date(2026, 3, 9), 30), OPEN),
    "for the day alone": (prescription(MEDICINE, DAY, 1), OPEN),
    "for two days": (prescription(MEDICINE, DAY, 2), MET),
    "to begin the day after": (prescription(MEDICINE, date(2026, 3, 11), 30), OPEN),
    "ordered the day after, begun on the day": (
        prescription(MEDICINE, date(2026, 3, 11), **from_the(DAY, date(2026, 4, 1))),
        MET,
    ),
    "ordered two days after, begun on the day": (
        prescription(MEDICINE, date(2026, 3, 12), **from_the(DAY, date(2026, 4, 1))),
        MET,
    ),
    "ordered three days after, begun on the day": (
        prescription(MEDICINE, date(2026, 3, 13), **from_the(DAY, date(2026, 4, 1))),
        OPEN,
    ),
    "ordered on the day, begun long before": (
        prescription(MEDICINE, DAY, **from_the(date(2026, 1, 1), date(2026, 4, 1))),
        MET,
    ),
    "ordered on the day, begun before and ended on it": (
        prescription(MEDICINE, DAY, **from_the(date(2026, 1, 1), DAY)),
        OPEN,
    ),
    "completed": (prescription(MEDICINE, DAY, 30, status="completed"), MET),
    "stopped": (prescription(MEDICINE, DAY, 30, status="stopped"), OPEN),
    "on hold": (prescription(MEDICINE, DAY, 30, status="on-hold"), OPEN),
    "proposed": (prescription(MEDICINE, DAY, 30, intent="proposal"), OPEN),
    "planned": (prescription(MEDICINE, DAY, 30, intent="plan"), OPEN),
    "not to be taken": (prescription(MEDICINE, DAY, 30, do_not_perform=True), OPEN),
    "another medicine": (prescription(vs.DEMENTIA_MEDICATIONS, DAY, 30), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), MEDICINES.values(), ids=MEDICINES)
def test_a_medicine_ordered_by_two_days_after_and_taken_beyond_the_visit(fact, expected):
    assert tally(RULE, positive(fact)) == expected


@pytest.mark.parametrize(
    "intent", ["order", "original-order", "reflex-order", "filler-order", "instance-order"]
)
def test_each_intent_of_a_medicine_counts(intent):
    assert tally(RULE, positive(prescription(MEDICINE, DAY, 30, intent=intent))) == MET


THREE_DAYS_LATER = encounter(SCREEN, date(2026, 3, 13))
FORTNIGHT_LATER, LATER_THAN_THAT = (
    encounter(SCREEN, after(DAY, 14)),
    encounter(SCREEN, after(DAY, 15)),
)
NEXT_DAY = prescription(MEDICINE, date(2026, 3, 11), 30)
AFTER_ANOTHER = {
    "three days later": (THREE_DAYS_LATER, NEXT_DAY, MET),
    "14 days after the screening": (FORTNIGHT_LATER, NEXT_DAY, MET),
    "15 days after the screening": (LATER_THAN_THAT, NEXT_DAY, OPEN),
    "and only until it": (THREE_DAYS_LATER, prescription(MEDICINE, date(2026, 3, 11), 3), OPEN),
    "and the day after it": (THREE_DAYS_LATER, prescription(MEDICINE, date(2026, 3, 11), 4), MET),
    "begun 14 days after the screening, over later": (
        encounter(SCREEN, after(DAY, 14), after(DAY, 16)),
        NEXT_DAY,
        MET,
    ),
    "begun the day before the screening": (
        encounter(SCREEN, date(2026, 3, 9), date(2026, 3, 13)),
        NEXT_DAY,
        OPEN,
    ),
    "begun on the day of the screening": (
        encounter(SCREEN, DAY, date(2026, 3, 13)),
        NEXT_DAY,
        MET,
    ),
    "not over when the medicine is": (
        encounter(SCREEN, date(2026, 3, 13), date(2026, 3, 16)),
        prescription(MEDICINE, date(2026, 3, 11), 4),
        OPEN,
    ),
}


@pytest.mark.parametrize(
    ("visit", "medicine", "expected"), AFTER_ANOTHER.values(), ids=AFTER_ANOTHER
)
def test_a_medicine_may_be_taken_beyond_another_visit_that_the_screening_counts_for(
    visit, medicine, expected
):
    """It is ordered on the day after the first visit, and begins then."""
    assert tally(RULE, positive(visit, medicine)) == expected


def test_14_days_are_counted_from_the_first_day_of_a_screening():
    """It goes on until the first visit."""
    long = screening(through(date(2026, 3, 9), DAY), POSITIVE)

    assert tally(RULE, somebody(long, encounter(SCREEN, date(2026, 3, 23)), NEXT_DAY)) == MET
    assert tally(RULE, somebody(long, encounter(SCREEN, date(2026, 3, 24)), NEXT_DAY)) == OPEN


REFERRALS = {
    "the day before": (order(REFERRAL, date(2026, 3, 9)), OPEN),
    "the day after": (order(REFERRAL, date(2026, 3, 11)), MET),
    "two days after": (order(REFERRAL, date(2026, 3, 12)), MET),
    "three days after": (order(REFERRAL, date(2026, 3, 13)), OPEN),
    "completed": (order(REFERRAL, DAY, status="completed"), MET),
    "revoked": (order(REFERRAL, DAY, status="revoked"), OPEN),
    "drafted": (order(REFERRAL, DAY, status="draft"), OPEN),
    "of any intent": (order(REFERRAL, DAY, intent="proposal"), MET),
    "forbidden": (order(REFERRAL, DAY, do_not_perform=True), OPEN),
    "of another kind": (order(vs.REFERRAL_TO_PRIMARY_CARE, DAY), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), REFERRALS.values(), ids=REFERRALS)
def test_a_referral_by_two_days_after_the_visit(fact, expected):
    assert tally(RULE, positive(fact)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 3, 11), OPEN), (date(2026, 3, 12), MET), (date(2026, 3, 14), MET)],
)
def test_two_days_are_counted_from_the_last_day_of_the_visit(day, expected):
    long = encounter(SCREEN, DAY, date(2026, 3, 12))
    plans = (
        order(REFERRAL, day),
        prescription(MEDICINE, day, **from_the(date(2026, 3, 12), date(2026, 5, 1))),
    )

    for plan in plans:
        assert tally(RULE, chart_of(long, POSITIVE_ON_THE_DAY, plan)) == expected


AGAIN = encounter(SCREEN, date(2026, 3, 20))
FOR_WHICH_VISIT = {
    "of the second, before it": (VISIT, screening(date(2026, 3, 20), POSITIVE), OPEN),
    "of the second, begun after the first day of the first": (
        encounter(SCREEN, date(2026, 3, 9), DAY),
        POSITIVE_ON_THE_DAY,
        OPEN,
    ),
    "14 days before the first day of the first": (
        encounter(SCREEN, date(2026, 3, 9), DAY),
        screening(date(2026, 2, 23), POSITIVE),
        MET,
    ),
    "begun before the first, over by the second": (
        VISIT,
        screening(through(date(2026, 3, 9), date(2026, 3, 15)), POSITIVE),
        MET,
    ),
}


@pytest.mark.parametrize(
    ("visit", "screened", "expected"), FOR_WHICH_VISIT.values(), ids=FOR_WHICH_VISIT
)
def test_a_plan_belongs_to_a_visit_before_which_the_screening_began(visit, screened, expected):
    """Of two visits the first has a referral."""
    assert tally(RULE, chart_of(visit, AGAIN, screened, order(REFERRAL, DAY))) == expected


@pytest.mark.parametrize(("day", "expected"), [(LAST, MET), (NEXT, OPEN)])
def test_a_plan_is_made_in_the_year(day, expected):
    visit, screened = encounter(SCREEN, LAST), screening(LAST, POSITIVE)
    plans = (order(REFERRAL, day), prescription(MEDICINE, day, **from_the(LAST, NEXT)))

    for plan in plans:
        assert tally(RULE, chart_of(visit, screened, plan)) == expected


FOLLOW_UPS = {
    "a minute too early": (procedure(FOLLOW_UP, at(DAY, 9, 59)), OPEN),
    "as it begins": (procedure(FOLLOW_UP, at(DAY, 10)), MET),
    "as it ends": (procedure(FOLLOW_UP, at(DAY, 10, 30)), MET),
    "a minute too late": (procedure(FOLLOW_UP, at(DAY, 10, 31)), OPEN),
    "the day after": (procedure(FOLLOW_UP, date(2026, 3, 11)), OPEN),
    "begun in it, ended after it": (
        procedure(FOLLOW_UP, Period(at(DAY, 10, 29), at(DAY, 12))),
        MET,
    ),
    "begun before it, ended in it": (
        procedure(FOLLOW_UP, Period(at(DAY, 9, 59), at(DAY, 10, 10))),
        OPEN,
    ),
    "in progress": (procedure(FOLLOW_UP, at(DAY, 10), status="in-progress"), OPEN),
    "not done": (procedure(FOLLOW_UP, at(DAY, 10), status="not-done"), OPEN),
    "another procedure": (procedure(vs.PALLIATIVE_INTERVENTION, at(DAY, 10)), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), FOLLOW_UPS.values(), ids=FOLLOW_UPS)
def test_a_follow_up_begun_during_the_visit_to_the_minute(fact, expected):
    assert tally(RULE, positive(fact)) == expected


def test_a_follow_up_of_which_only_the_day_is_known_may_have_been_at_another_time():
    chart = positive(procedure(FOLLOW_UP, DAY))

    assert tally(RULE, chart) == OPEN
    assert unknown(RULE, chart) == (("numerator",),)


# -- who is left out ------------------------------------------------------------------------------

BIPOLAR = vs.BIPOLAR_DISORDER


def bipolar(onset=date(2026, 3, 9), category=PROBLEM, **other):
    categories = () if category is None else (concept(category),)
    return condition(BIPOLAR, onset, category=categories, **other)


BIPOLARS = {
    "known the day before": (bipolar(), EXCLUDED),
    "known on the day": (bipolar(DAY), OPEN),
    "over for years": (bipolar(date(2001, 1, 1), abated=date(2005, 1, 1)), EXCLUDED),
    "refuted": (bipolar(verification_status="refuted"), EXCLUDED),
    "entered in error": (bipolar(verification_status="entered-in-error"), OPEN),
    "a health concern": (bipolar(category=HEALTH_CONCERN), EXCLUDED),
    "a diagnosis of a visit": (bipolar(category=ENCOUNTER_DIAGNOSIS), OPEN),
    "of no category": (bipolar(category=None), OPEN),
    "another disorder": (condition(vs.NARCOLEPSY, category=(concept(PROBLEM),)), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), BIPOLARS.values(), ids=BIPOLARS)
def test_a_bipolar_disorder_before_a_visit_excludes(fact, expected):
    assert tally(RULE, somebody(fact)) == expected


def test_the_disorder_excludes_before_any_visit_and_whatever_was_done():
    again = encounter(SCREEN, date(2026, 6, 9))

    assert tally(RULE, somebody(again, bipolar(DAY))) == EXCLUDED
    assert tally(RULE, somebody(screening(), bipolar())) == EXCLUDED


def test_the_first_day_of_a_visit_is_the_one_that_the_disorder_comes_before():
    assert (
        tally(RULE, chart_of(encounter(SCREEN, DAY, after(DAY, 2)), bipolar(after(DAY, 1)))) == OPEN
    )


def declined(day=DAY, reason=DECLINED, tool=ADULT, **other):
    return not_made(tool, day, reason, **other)


EXCEPTIONS = {
    "declined": ((declined(),), EXCEPTED),
    "for a medical reason": ((declined(reason=vs.MEDICAL_REASON),), EXCEPTED),
    "for another reason": ((declined(reason=vs.PATIENT_DECLINED),), OPEN),
    "for no reason": ((declined(reason=None),), OPEN),
    "the adolescents' tool": ((declined(tool=ADOLESCENT),), EXCEPTED),
    "another assessment": ((declined(tool=loinc("44261-6")),), OPEN),
    "the day before": ((declined(date(2026, 3, 9)),), OPEN),
    "the day after": ((declined(date(2026, 3, 11)),), OPEN),
    "not cancelled": ((declined(status="final"),), OPEN),
    "and screened all the same": ((declined(), screening(value=POSITIVE)), OPEN),
    "and screened without a result": ((declined(), screening(value=None)), EXCEPTED),
    "and screened too early": ((declined(), screening(date(2026, 2, 23))), EXCEPTED),
    "and screened by a preliminary result": (
        (declined(), screening(status="preliminary")),
        EXCEPTED,
    ),
    "and screened by the other tool": (
        (declined(), screening(tool=ADOLESCENT, value=POSITIVE)),
        EXCEPTED,
    ),
    "the other tool, and screened by it": (
        (declined(tool=ADOLESCENT), screening(tool=ADOLESCENT, value=POSITIVE)),
        OPEN,
    ),
    "and screened negative": ((declined(), screening()), MET),
}


@pytest.mark.parametrize(("facts", "expected"), EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_a_reason_recorded_during_a_visit_and_no_screening(facts, expected):
    assert tally(RULE, somebody(*facts)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, OPEN), (0, EXCEPTED), (2, EXCEPTED), (3, OPEN)]
)
def test_the_reason_may_be_recorded_on_any_day_of_the_visit(days, expected):
    long = encounter(SCREEN, DAY, after(DAY, 2))

    assert tally(RULE, chart_of(long, declined(after(DAY, days)))) == expected


# -- what is not known ----------------------------------------------------------------------------


def test_a_reason_recorded_nobody_knows_when_is_no_exception_and_is_named():
    """The day on which the screening was not made is not the day on which that was written."""
    undated = declined(None, effective=DAY)

    assert tally(RULE, somebody(undated)) == OPEN
    assert unknown(RULE, somebody(undated)) == (("denominator-exception",),)


UNKNOWN = {
    "the birth date": (somebody(screening(), born=None), OUT, "initial-population"),
    "the visits": (
        chart_of(screening(), unasked=("encounters",)),
        OUT,
        "initial-population",
    ),
    "which day the visit was": (
        chart_of(encounter(SCREEN, None, DAY), screening()),
        OUT,
        "initial-population",
    ),
    "which day of March the screening was": (
        somebody(screening(PartialDate(2026, 3))),
        OPEN,
        "numerator",
    ),
    "which screening was the last": (
        somebody(screening(DAY), screening(PartialDate(2026, 3), POSITIVE)),
        OPEN,
        "numerator",
    ),
    "the problems": (
        somebody(unasked=("conditions",)),
        OPEN,
        "denominator-exclusion",
    ),
    "how long the medicine lasts": (positive(prescription(MEDICINE, DAY)), OPEN, "numerator"),
    "when the referral was written": (positive(order(REFERRAL, None)), OPEN, "numerator"),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert tally(RULE, chart) == expected
    assert open_ in missing(RULE, chart)


def test_a_set_that_was_not_loaded_is_named():
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.MEDICAL_REASON,)))
    other = not_made(ADULT, DAY, vs.PATIENT_DECLINED)

    assert tally(RULE, somebody(other), without) == OPEN
    assert "denominator-exception" in missing(RULE, somebody(other), without)


# -- in a review ----------------------------------------------------------------------------------


def test_in_a_review_the_gap_is_known_by_rule_edition_year_and_group():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (finding,) = review(somebody(), catalogue, LAST).findings

    assert finding.key == "measures.cms2|p|2026:Group_1"
    assert finding.edition == "2026"
    assert finding.action.licences == (
        Licence.RN,
        Licence.SOCIAL_WORKER,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    )
