"""Glycemic status above 9 % (CMS122), where fewer are better.

Of people aged 18 to 75 with a visit and diabetes diagnosed at a visit, those whose last
HbA1c or glucose management indicator is above 9 %, or missing. Each row is somebody of 60 with a
test of 7 %; a row says whether they are in the population, excluded, and in the numerator.
"""

from datetime import date
from decimal import Decimal

import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    HEALTH_CONCERN,
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
    unknown,
)

from carecoord.model import Period, Quantity
from carecoord.model.code import Code, concept, cpt, hcpcs, loinc, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms122 import RULE

OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT, MAY = date(2025, 12, 31), date(2027, 1, 1), date(2026, 5, 5)
GMI = loinc("97506-0")


def diabetes(onset=date(2020, 5, 5), abated=None, *, category=ENCOUNTER_DIAGNOSIS, **other):
    kept = () if category is None else (concept(category),)
    return condition(vs.DIABETES, onset, abated, **{"category": kept} | other)


def a1c(day, value, unit="%", comparator=None, of=vs.HBA1C_TEST, **other):
    amount = None if value is None else Quantity(Decimal(value), unit, comparator)
    return result(of, day, amount, **other)


DIABETES = diabetes()
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
SEVEN = a1c(MAY, "7.0")


def somebody(*tests, born=date(1966, 1, 1), facts=(DIABETES, VISIT), unasked=()):
    return chart_of(*facts, *tests, born=born, unasked=unasked)


# -- who is asked about ---------------------------------------------------------------------------

AGES = {
    "17 is too young": (aged(17), OUT),
    "18 on the last day": (aged(18), OPEN),
    "18 the day after": (after(aged(18), 1), OUT),
    "75 is not too old": (aged(75), OPEN),
    "76 the day after": (after(aged(76), 1), OPEN),
    "76 on the last day": (aged(76), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_from_18_to_75_at_the_end_of_the_year(born, expected):
    assert counts(RULE, somebody(SEVEN, born=born)) == (expected,)


KINDS = {
    "office": vs.OFFICE_VISIT,
    "wellness": vs.ANNUAL_WELLNESS_VISIT,
    "preventive, established": vs.PREVENTIVE_ESTABLISHED_18_UP,
    "preventive, initial": vs.PREVENTIVE_INITIAL_18_UP,
    "home": vs.HOME_HEALTHCARE_SERVICES,
    "nutrition": vs.NUTRITION_SERVICES,
    "telephone": vs.TELEPHONE_VISITS,
    "97802": cpt("97802"),
    "97803": cpt("97803"),
    "97804": cpt("97804"),
    "G0270": hcpcs("G0270"),
    "G0271": hcpcs("G0271"),
}


@pytest.mark.parametrize("of", KINDS.values(), ids=KINDS)
def test_each_kind_of_visit_counts(of):
    assert counts(RULE, somebody(SEVEN, facts=(DIABETES, encounter(of, MAY)))) == (OPEN,)


def visit(first, last=None, **other):
    return encounter(vs.OFFICE_VISIT, first, last, **other)


VISITS = {
    "none": ((), OUT),
    "a virtual one": ((encounter(vs.VIRTUAL_ENCOUNTER, MAY),), OUT),
    "an eye visit": ((encounter(vs.OPHTHALMOLOGICAL_SERVICES, MAY),), OUT),
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
    assert counts(RULE, somebody(SEVEN, facts=(DIABETES, *visits))) == (expected,)


DIABETICS = {
    "none": ((), OUT),
    "of the problem list alone": ((diabetes(category=PROBLEM),), OUT),
    "a health concern alone": ((diabetes(category=HEALTH_CONCERN),), OUT),
    "in no category": ((diabetes(category=None),), OUT),
    "from the last day on": ((diabetes(LAST),), OPEN),
    "from the day after on": ((diabetes(NEXT),), OUT),
    "until the first day": ((diabetes(abated=FIRST),), OPEN),
    "until the day before": ((diabetes(abated=BEFORE),), OUT),
    "refuted": ((diabetes(verification_status="refuted"),), OUT),
    "entered in error": ((diabetes(verification_status="entered-in-error"),), OUT),
    "differential": ((diabetes(verification_status="differential"),), OPEN),
    "retinopathy": (
        (condition(vs.DIABETIC_RETINOPATHY, category=(concept(ENCOUNTER_DIAGNOSIS),)),),
        OUT,
    ),
}


@pytest.mark.parametrize(("facts", "expected"), DIABETICS.values(), ids=DIABETICS)
def test_diabetes_diagnosed_at_a_visit_that_overlaps_the_year(facts, expected):
    assert counts(RULE, somebody(SEVEN, facts=(*facts, VISIT))) == (expected,)


# -- what counts as poor control ------------------------------------------------------------------

TESTS = {
    "none": ((), MET),
    "9.1 %": ((a1c(MAY, "9.1"),), MET),
    "9.0 %": ((a1c(MAY, "9.0"),), OPEN),
    "only the day before the year": ((a1c(BEFORE, "7.0"),), MET),
    "on the first day": ((a1c(FIRST, "7.0"),), OPEN),
    "on the last day": ((a1c(LAST, "7.0"),), OPEN),
    "only after the year": ((a1c(NEXT, "7.0"),), MET),
    "begun in the year before, ended in it": ((a1c(through(BEFORE, FIRST), "7.0"),), OPEN),
    "begun in the year, ended after it": ((a1c(through(LAST, NEXT), "7.0"),), MET),
    "begun in the year, without an end": ((a1c(Period(MAY, None), "7.0"),), OPEN),
    "high and low on one day": ((a1c(MAY, "9.1"), a1c(MAY, "8.9")), OPEN),
    "low and high on one day": ((a1c(MAY, "8.9"), a1c(MAY, "9.1")), OPEN),
    "low in the morning, high at noon": ((a1c(at(MAY, 8), "8.9"), a1c(at(MAY), "9.1")), OPEN),
    "low, then high": ((a1c(date(2026, 5, 4), "7.0"), a1c(MAY, "9.1")), MET),
    "high, then low": ((a1c(date(2026, 5, 4), "9.1"), a1c(MAY, "7.0")), OPEN),
    "low, then none": ((a1c(date(2026, 5, 4), "7.0"), a1c(MAY, None)), MET),
    "without a value": ((a1c(MAY, None),), MET),
    "above 9.0 %": ((a1c(MAY, "9.0", comparator=">"),), MET),
    "an indicator of 9.1 %": ((a1c(MAY, "9.1", of=GMI),), MET),
    "an indicator of 9.0 %": ((a1c(MAY, "9.0", of=GMI),), OPEN),
    "a high test and a low indicator later": (
        (a1c(date(2026, 5, 4), "9.1"), a1c(MAY, "7.0", of=GMI)),
        OPEN,
    ),
    "another test": ((a1c(MAY, "7.0", of=vs.EGFR),), MET),
    "amended": ((a1c(MAY, "7.0", status="amended"),), OPEN),
    "corrected": ((a1c(MAY, "7.0", status="corrected"),), OPEN),
    "preliminary": ((a1c(MAY, "7.0", status="preliminary"),), MET),
    "cancelled": ((a1c(MAY, "7.0", status="cancelled"),), MET),
}


@pytest.mark.parametrize(("facts", "expected"), TESTS.values(), ids=TESTS)
def test_the_lowest_value_of_the_last_day_is_above_9_percent_or_missing(facts, expected):
    assert counts(RULE, somebody(*facts)) == (expected,)


def test_a_value_that_is_no_amount_is_unknown():
    odd = result(vs.HBA1C_TEST, MAY, Code("urn:invented", "yes"))

    assert counts(RULE, somebody(odd)) == (OPEN,)
    assert unknown(RULE, somebody(odd)) == (("numerator",),)


@pytest.mark.parametrize(
    ("comparator", "value", "or_equal", "expected"),
    [
        (None, "9", True, True),
        (None, "9", False, False),
        ("<", "9", False, True),
        ("<", "9.1", True, None),
        ("<=", "9", True, True),
        ("<=", "9", False, None),
        (">", "9", True, False),
        (">", "8", True, None),
        (">=", "9", True, None),
        (">=", "9", False, False),
        ("~", "8", True, None),
    ],
)
def test_a_bound_is_compared_as_far_as_it_goes(comparator, value, or_equal, expected):
    amount = Quantity(Decimal(value), "%", comparator)

    assert amount.below(Decimal(9), "%", or_equal=or_equal) is expected


# -- who is left out ------------------------------------------------------------------------------

HOUSING, NURSING = loinc("71802-3"), snomed("160734000")
FRAIL, ILL = condition(vs.FRAILTY_DIAGNOSIS), condition(vs.ADVANCED_ILLNESS, MAY)
EXCLUSIONS = {
    "hospice": ((condition(vs.HOSPICE_DIAGNOSIS),), 60, EXCLUDED),
    "palliative care": ((condition(vs.PALLIATIVE_DIAGNOSIS),), 60, EXCLUDED),
    "frail and ill at 65": ((FRAIL, ILL), 65, MET),
    "frail and ill at 66": ((FRAIL, ILL), 66, EXCLUDED),
    "frail alone at 66": ((FRAIL,), 66, MET),
    "in a nursing home at 65": ((result(HOUSING, MAY, NURSING),), 65, MET),
    "in a nursing home at 66": ((result(HOUSING, MAY, NURSING),), 66, EXCLUDED),
    "kidney failure": ((condition(vs.CKD_STAGE_5),), 60, MET),
}


@pytest.mark.parametrize(("facts", "years", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_what_excludes_from_many_measures_excludes_here(facts, years, expected):
    assert counts(RULE, somebody(*facts, born=aged(years))) == (expected,)


# -- what is not known, and in a review -----------------------------------------------------------

UNKNOWN = {
    "the birth date": (somebody(born=None), OUT, "initial-population"),
    "the conditions": (
        somebody(facts=(VISIT,), unasked=("conditions",)),
        OUT,
        "initial-population",
    ),
    "the orders": (somebody(unasked=("orders",)), MET, "denominator-exclusion"),
    "the results": (somebody(unasked=("observations",)), OPEN, "numerator"),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert counts(RULE, chart) == (expected,)
    assert open_ in missing(RULE, chart)


def test_a_set_that_was_not_loaded_is_named_and_nobody_counts_as_poorly_controlled():
    found = finding(RULE, somebody(), without=(vs.HBA1C_TEST,))

    assert found.outcome is Outcome.INSUFFICIENT_DATA
    assert found.missing == (f"value set {vs.HBA1C_TEST.name}",)


def test_in_a_review_the_numerator_is_the_gap_and_it_is_open_until_the_year_ends():
    found = finding(RULE, somebody())

    assert (found.key, found.edition) == ("measures.cms122|p|2026:Group_1", "2026")
    assert (found.outcome, gap_of(found)) == (Outcome.NOT_MET, ("open", LAST))
    assert (found.action.earliest, found.action.due) == (FIRST, LAST)
    assert found.action.licences == (Licence.RN, Licence.PRESCRIBER)


def test_in_a_review_a_value_of_7_closes_the_gap_and_hospice_leaves_none():
    closed = finding(RULE, somebody(SEVEN))

    assert (closed.outcome, gap_of(closed)) == (Outcome.MET, ("closed", LAST))
    assert gap_of(finding(RULE, somebody(condition(vs.HOSPICE_DIAGNOSIS)))) == (
        "not applicable",
        None,
    )
