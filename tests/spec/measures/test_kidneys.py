"""Kidney health evaluation (CMS951).

Of people aged 18 to 85 with diabetes from before the year into it and a visit, those with an
estimated GFR in the year and a urine albumin-creatinine ratio, or both of its parts. Each row is
somebody of 60 with a GFR and a ratio, of which one thing is changed; it says whether they are in
the population, excluded, and in the numerator.
"""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    PROBLEM,
    after,
    aged,
    at,
    chart_of,
    condition,
    counts,
    encounter,
    finding,
    gap_of,
    missing,
    result,
    through,
)

from carecoord.model import Period, Quantity
from carecoord.model.code import concept
from carecoord.rules import Licence, Outcome
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms951 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT, MAY = date(2025, 12, 31), date(2027, 1, 1), date(2026, 5, 5)
AMOUNT = Quantity(Decimal(30), "mg/g")

DIABETES = condition(vs.DIABETES)
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))


def lab(of, day=MAY, value=AMOUNT, **other):
    return result(of, day, value, **other)


def gfr(day=MAY, value=AMOUNT, **other):
    return lab(vs.EGFR, day, value, **other)


def ratio(day=MAY, value=AMOUNT, **other):
    return lab(vs.URINE_ALBUMIN_CREATININE_RATIO, day, value, **other)


def albumin(day=MAY, value=AMOUNT, **other):
    return lab(vs.URINE_ALBUMIN, day, value, **other)


def creatinine(day=MAY, value=AMOUNT, **other):
    return lab(vs.URINE_CREATININE, day, value, **other)


GFR, RATIO = gfr(), ratio()


def somebody(*tests, born=date(1966, 1, 1), facts=(DIABETES, VISIT), unasked=()):
    return chart_of(*facts, *tests, born=born, unasked=unasked)


# -- who is asked about ---------------------------------------------------------------------------

AGES = {
    "17 on the first day": (after(aged(18, FIRST), 1), OUT),
    "18 on the first day": (aged(18, FIRST), OPEN),
    "85 on the first day": (after(aged(86, FIRST), 1), OPEN),
    "86 on the first day": (aged(86, FIRST), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_18_to_85_at_the_start_of_the_year(born, expected):
    assert counts(RULE, somebody(born=born)) == (expected,)


DIABETICS = {
    "none": ((), OUT),
    "from the day before the year on": ((condition(vs.DIABETES, BEFORE),), OPEN),
    "from the first day on": ((condition(vs.DIABETES, FIRST),), OUT),
    "until the first day": ((condition(vs.DIABETES, abated=FIRST),), OPEN),
    "until the day before": ((condition(vs.DIABETES, abated=BEFORE),), OUT),
    "refuted": ((condition(vs.DIABETES, verification_status="refuted"),), OUT),
    "entered in error": ((condition(vs.DIABETES, verification_status="entered-in-error"),), OUT),
    "unconfirmed": ((condition(vs.DIABETES, verification_status="unconfirmed"),), OPEN),
    "of the problem list": ((condition(vs.DIABETES, category=(concept(PROBLEM),)),), OPEN),
    "diagnosed at a visit": (
        (condition(vs.DIABETES, category=(concept(ENCOUNTER_DIAGNOSIS),)),),
        OPEN,
    ),
    "another disease": ((condition(vs.DIABETIC_RETINOPATHY),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), DIABETICS.values(), ids=DIABETICS)
def test_diabetes_from_before_the_year_into_it(facts, expected):
    assert counts(RULE, somebody(facts=(*facts, VISIT))) == (expected,)


KINDS = (
    vs.OFFICE_VISIT,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.OUTPATIENT_CONSULTATION,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.TELEPHONE_VISITS,
)


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.name)
def test_each_kind_of_visit_counts(of):
    assert counts(RULE, somebody(facts=(DIABETES, encounter(of, MAY)))) == (OPEN,)


def visit(first, last=None, **other):
    return encounter(vs.OFFICE_VISIT, first, last, **other)


VISITS = {
    "none": ((), OUT),
    "a virtual one": ((encounter(vs.VIRTUAL_ENCOUNTER, MAY),), OUT),
    "the day before the year": ((visit(BEFORE),), OUT),
    "on the first day": ((visit(FIRST),), OPEN),
    "on the last day": ((visit(LAST),), OPEN),
    "the day after the year": ((visit(NEXT),), OUT),
    "begun in the year before": ((visit(BEFORE, FIRST),), OUT),
    "ended in the next year": ((visit(LAST, NEXT),), OUT),
    "planned": ((visit(MAY, status="planned"),), OUT),
}


@pytest.mark.parametrize(("visits", "expected"), VISITS.values(), ids=VISITS)
def test_a_visit_wholly_within_the_year(visits, expected):
    assert counts(RULE, somebody(facts=(DIABETES, *visits))) == (expected,)


# -- which tests count ----------------------------------------------------------------------------

PANELS = {
    "none": ((), OPEN),
    "the GFR alone": ((GFR,), OPEN),
    "the ratio alone": ((RATIO,), OPEN),
    "both": ((GFR, RATIO), MET),
    "both parts without the GFR": ((albumin(), creatinine()), OPEN),
    "the GFR and both parts": ((GFR, albumin(), creatinine()), MET),
    "the GFR and the albumin": ((GFR, albumin()), OPEN),
    "the GFR and the creatinine": ((GFR, creatinine()), OPEN),
    "another test in the place of the GFR": ((lab(vs.HBA1C_TEST), RATIO), OPEN),
    "another test in the place of the ratio": ((GFR, lab(vs.HBA1C_TEST)), OPEN),
}


@pytest.mark.parametrize(("facts", "expected"), PANELS.values(), ids=PANELS)
def test_the_gfr_and_the_ratio_or_both_its_parts(facts, expected):
    assert counts(RULE, somebody(*facts)) == (expected,)


EACH = {
    "GFR": (gfr, (RATIO,)),
    "ratio": (ratio, (GFR,)),
    "albumin": (albumin, (GFR, creatinine(FIRST), creatinine(), creatinine(LAST))),
    "creatinine": (creatinine, (GFR, albumin(FIRST), albumin(), albumin(LAST))),
}
each_test = pytest.mark.parametrize(("made", "rest"), EACH.values(), ids=EACH)
TIMES = {
    "the day before the year": (BEFORE, OPEN),
    "on the first day": (FIRST, MET),
    "on the last day": (LAST, MET),
    "the day after the year": (NEXT, OPEN),
    "begun in the year before": (through(BEFORE, FIRST), OPEN),
    "ended in the next year": (through(LAST, NEXT), OPEN),
}


@pytest.mark.parametrize(("time", "expected"), TIMES.values(), ids=TIMES)
@each_test
def test_each_test_lies_wholly_within_the_year(made, rest, time, expected):
    assert counts(RULE, somebody(made(time), *rest)) == (expected,)


STATUSES = {"final": MET, "amended": MET, "corrected": MET, "preliminary": OPEN, "cancelled": OPEN}


@pytest.mark.parametrize(("status", "expected"), STATUSES.items())
@each_test
def test_each_result_stands(made, rest, status, expected):
    assert counts(RULE, somebody(made(status=status), *rest)) == (expected,)


@each_test
def test_each_test_has_a_result(made, rest):
    assert counts(RULE, somebody(made(value=None), *rest)) == (OPEN,)


VALUES = {
    "an amount": (AMOUNT, MET, MET),
    "not detected": (vs.UNDETECTABLE_LAB_RESULT, MET, MET),
    "another word": (vs.PATIENT_DECLINED, OPEN, MET),
}


@pytest.mark.parametrize(("value", "as_ratio", "as_gfr"), VALUES.values(), ids=VALUES)
def test_a_ratio_is_an_amount_or_not_detected_and_a_gfr_any_result(value, as_ratio, as_gfr):
    assert counts(RULE, somebody(GFR, ratio(value=value))) == (as_ratio,)
    assert counts(RULE, somebody(gfr(value=value), RATIO)) == (as_gfr,)


def test_a_ratio_that_is_said_to_be_there_is_none():
    assert counts(RULE, somebody(GFR, attrs.evolve(RATIO, value=True))) == (OPEN,)


# -- four days ------------------------------------------------------------------------------------

NOON = at(MAY)
DAYS_APART = {
    "five days before": (after(MAY, -5), OPEN),
    "four days before": (after(MAY, -4), MET),
    "the same day": (MAY, MET),
    "four days after": (after(MAY, 4), MET),
    "five days after": (after(MAY, 5), OPEN),
}


@pytest.mark.parametrize(("day", "expected"), DAYS_APART.values(), ids=DAYS_APART)
def test_albumin_and_creatinine_are_four_days_apart_at_most(day, expected):
    """Of both no more than the day is known."""
    assert counts(RULE, somebody(GFR, albumin(), creatinine(day))) == (expected,)


HOURS_APART = {
    "a minute more than four days before": (at(after(MAY, -4), 11, 59), OPEN),
    "four days before": (at(after(MAY, -4)), MET),
    "four days after": (at(after(MAY, 4)), MET),
    "a minute more than four days after": (at(after(MAY, 4), 12, 1), OPEN),
}


@pytest.mark.parametrize(("time", "expected"), HOURS_APART.values(), ids=HOURS_APART)
def test_four_days_are_counted_to_the_minute_where_it_is_known(time, expected):
    assert counts(RULE, somebody(GFR, albumin(NOON), creatinine(time))) == (expected,)


LONG = {
    "an albumin that ends four days after the creatinine": (
        Period(at(MAY), at(after(MAY, 1))),
        at(after(MAY, -3)),
        MET,
    ),
    "an albumin that ends later than that": (
        Period(at(MAY), at(after(MAY, 1), 13)),
        at(after(MAY, -3)),
        OPEN,
    ),
    "an albumin that starts four days before the creatinine": (
        Period(at(MAY), at(after(MAY, 1))),
        at(after(MAY, 4)),
        MET,
    ),
    "an albumin that starts earlier than that": (
        Period(at(MAY, 11), at(after(MAY, 1))),
        at(after(MAY, 4)),
        OPEN,
    ),
    "a creatinine that ends four days before the albumin": (
        at(MAY),
        Period(at(after(MAY, -9)), at(after(MAY, -4))),
        MET,
    ),
    "a creatinine that starts four days after the albumin": (
        at(MAY),
        Period(at(after(MAY, 4)), at(after(MAY, 9))),
        MET,
    ),
}


@pytest.mark.parametrize(("of_albumin", "of_creatinine", "expected"), LONG.values(), ids=LONG)
def test_all_of_the_albumin_lies_within_four_days_of_the_creatinine(
    of_albumin, of_creatinine, expected
):
    chart = somebody(GFR, albumin(of_albumin), creatinine(of_creatinine))

    assert counts(RULE, chart) == (expected,)


MIXED = {
    "three days": (3, MET, False),
    "four days": (4, OPEN, True),
    "five days": (5, OPEN, False),
}


@pytest.mark.parametrize(("days", "expected", "open_"), MIXED.values(), ids=MIXED)
def test_a_day_and_a_time_four_days_apart_may_be_more(days, expected, open_):
    later = after(MAY, days)
    pairs = (albumin(MAY), creatinine(at(later))), (albumin(at(MAY)), creatinine(later))

    for pair in pairs:
        assert counts(RULE, somebody(GFR, *pair)) == (expected,)
        assert ("numerator" in missing(RULE, somebody(GFR, *pair))) is open_


def test_one_pair_close_together_is_enough():
    far, near = creatinine(after(MAY, 30)), creatinine(after(MAY, 2))

    assert counts(RULE, somebody(GFR, albumin(), far)) == (OPEN,)
    assert counts(RULE, somebody(GFR, albumin(), far, near)) == (MET,)


# -- who is left out ------------------------------------------------------------------------------

EXCLUSIONS = {
    "stage 5": (condition(vs.CKD_STAGE_5), EXCLUDED),
    "stage 5 from the last day on": (condition(vs.CKD_STAGE_5, LAST), EXCLUDED),
    "stage 5 from the day after on": (condition(vs.CKD_STAGE_5, NEXT), OPEN),
    "stage 5 until the first day": (condition(vs.CKD_STAGE_5, abated=FIRST), EXCLUDED),
    "stage 5 until the day before": (condition(vs.CKD_STAGE_5, abated=BEFORE), OPEN),
    "stage 5 refuted": (condition(vs.CKD_STAGE_5, verification_status="refuted"), OPEN),
    "end-stage disease": (condition(vs.END_STAGE_RENAL_DISEASE), EXCLUDED),
    "hospice": (condition(vs.HOSPICE_DIAGNOSIS), EXCLUDED),
    "palliative care": (condition(vs.PALLIATIVE_DIAGNOSIS), EXCLUDED),
    "a transplanted kidney": (condition(vs.KIDNEY_TRANSPLANT_RECIPIENT), OPEN),
    "frailty": (condition(vs.FRAILTY_DIAGNOSIS), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_kidney_failure_hospice_and_palliative_care_exclude(fact, expected):
    assert counts(RULE, somebody(fact)) == (expected,)


# -- what is not known, and in a review -----------------------------------------------------------

UNKNOWN = {
    "the birth date": (somebody(born=None), OUT, "initial-population"),
    "the orders": (somebody(unasked=("orders",)), OPEN, "denominator-exclusion"),
    "the results": (somebody(unasked=("observations",)), OPEN, "numerator"),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


def test_a_set_that_was_not_loaded_is_named():
    found = finding(RULE, somebody(RATIO), without=(vs.EGFR,))

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert found.missing == (f"value set {vs.EGFR.name}",)


def test_in_a_review_the_gap_is_open_until_the_year_ends():
    found = finding(RULE, somebody())

    assert (found.key, found.edition) == ("measures.cms951|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (FIRST, LAST)
    assert found.action.licences == (Licence.COORDINATOR, Licence.PRESCRIBER)


def test_in_a_review_both_tests_close_the_gap_and_kidney_failure_leaves_none():
    assert gap_of(finding(RULE, somebody(GFR, RATIO))) == ("closed", LAST)
    excluded = finding(RULE, somebody(condition(vs.CKD_STAGE_5)))
    assert gap_of(excluded) == ("not applicable", None)
