"""Diabetes: glycemic status (CMS122), eyes (CMS131) and kidneys (CMS951), one fact at a time.

Each row is somebody of 60 with diabetes diagnosed at a visit, a visit this year, and what follows.
"""

from datetime import date
from decimal import Decimal

import pytest
from small_charts import chart_of, condition, counts, encounter, result, unknown

from carecoord.model import Quantity
from carecoord.model.code import Code, concept
from carecoord.rules.measures import cms122, cms131, cms951
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import ENCOUNTER_DIAGNOSIS

DIABETES = condition(vs.DIABETES, category=(concept(ENCOUNTER_DIAGNOSIS),))
VISIT = encounter(vs.OFFICE_VISIT, date(2026, 3, 10))
OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)


def somebody(*facts):
    return chart_of(DIABETES, VISIT, *facts)


def a1c(day, value, unit="%", comparator=None):
    return result(vs.HBA1C_TEST, day, Quantity(Decimal(value), unit, comparator))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], MET),
        ([a1c(date(2026, 5, 5), "9.1")], MET),
        ([a1c(date(2026, 5, 5), "9.0")], OPEN),
        ([a1c(date(2025, 12, 31), "7.0")], MET),
        ([a1c(date(2027, 1, 1), "7.0")], MET),
        ([a1c(date(2026, 5, 5), "9.1"), a1c(date(2026, 5, 5), "8.9")], OPEN),
        ([a1c(date(2026, 5, 4), "7.0"), a1c(date(2026, 5, 5), "9.1")], MET),
        ([result(vs.HBA1C_TEST, date(2026, 5, 5))], MET),
        ([a1c(date(2026, 5, 5), "9.0", comparator=">")], MET),
    ],
)
def test_poor_control(facts, expected):
    assert counts(cms122.RULE, somebody(*facts)) == (expected,)


def test_a_value_that_is_no_amount_is_unknown():
    odd = result(vs.HBA1C_TEST, date(2026, 5, 5), Code("urn:invented", "yes"))

    assert counts(cms122.RULE, somebody(odd)) == (OPEN,)
    assert unknown(cms122.RULE, somebody(odd)) == (("numerator",),)


def test_diabetes_of_the_problem_list_alone_does_not_count():
    listed = chart_of(condition(vs.DIABETES), VISIT)

    assert counts(cms122.RULE, listed) == (OUT,)
    assert counts(cms131.RULE, listed) == (OUT,)
    assert counts(cms951.RULE, listed) == (OPEN,)


@pytest.mark.parametrize(
    ("day", "retinopathy", "expected"),
    [
        (date(2024, 12, 31), False, OPEN),
        (date(2025, 1, 1), False, MET),
        (date(2025, 1, 1), True, OPEN),
        (date(2026, 1, 1), True, MET),
        (date(2027, 1, 1), False, OPEN),
    ],
)
def test_an_eye_exam_counts_longer_without_retinopathy(day, retinopathy, expected):
    facts = [result(vs.RETINAL_OR_DILATED_EYE_EXAM, day)]
    if retinopathy:
        facts.append(condition(vs.DIABETIC_RETINOPATHY))

    assert counts(cms131.RULE, somebody(*facts)) == (expected,)


@pytest.mark.parametrize(("apart", "expected"), [(4, MET), (5, OPEN)])
def test_albumin_and_creatinine_belong_together_within_four_days(apart, expected):
    amount = Quantity(Decimal(10), "mg/L")
    facts = [
        result(vs.EGFR, date(2026, 5, 5), amount),
        result(vs.URINE_ALBUMIN, date(2026, 5, 5), amount),
        result(vs.URINE_CREATININE, date(2026, 5, 5 + apart), amount),
    ]

    assert counts(cms951.RULE, somebody(*facts)) == (expected,)


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
