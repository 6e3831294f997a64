from decimal import Decimal

import pytest

from carecoord.model import CodeableConcept, Quantity, Range
from carecoord.model.code import Code, concept, snomed
from carecoord.rules.adherence.goal_values import achieved, reaches

ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
NEVER, SMOKER = concept(snomed("266919005")), concept(snomed("77176002"))


def amount(value, unit="kg", comparator=None):
    return Quantity(Decimal(value), unit, comparator)


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
        (None, None, True, None),
        ("~", None, True, None),
    ],
)
def test_each_comparator_at_its_edge(comparator, below, at, above):
    wanted = amount("80", comparator=comparator)

    assert reaches(amount("79.9"), wanted) is below
    assert reaches(amount("80"), wanted) is at
    assert reaches(amount("80.1"), wanted) is above


@pytest.mark.parametrize("comparator", ["<", ">"])
def test_a_value_that_is_only_a_bound_may_leave_it_open(comparator):
    wanted = amount("80", comparator=">=")

    assert reaches(amount("80", comparator="<"), wanted) is False
    assert reaches(amount("70", comparator=">"), wanted) is None
    assert reaches(amount("80", comparator=comparator), amount("80")) is None


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (amount("79000", "g"), amount("80", "kg", "<"), True),
        (amount("7", "mm[Hg]"), amount("80", "kg", "<"), None),
        (amount("6.4", "%"), amount("48", "mmol/mol", "<"), None),
        (amount("48", "mmol/mol"), amount("7", "%", "<"), None),
        (amount("20", "mg/g"), amount("30", "ug/mg", "<"), True),
        (amount("6.4", "%"), amount("7", None, "<"), None),
        (amount("6.4", None), amount("7", "%", "<"), None),
        (amount("4", None), amount("5", "{score}", "<"), True),
        (amount("4", "{score}"), amount("5", "{score}", "<"), True),
        (amount("6", "1"), amount("5", None, "<"), False),
        (amount("4", "widgets"), amount("5", "widgets", "<"), True),
        (amount("4", "widgets"), amount("5", "gadgets", "<"), None),
    ],
)
def test_units_are_converted_on_one_scale_only(value, wanted, expected):
    assert reaches(value, wanted) is expected


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (4, amount("5", "{score}", "<"), True),
        (5, 5, True),
        (4, 5, None),
        (True, True, True),
        (False, True, False),
        (1, True, None),
        (True, 1, None),
        ("walks", amount("5"), None),
        (amount("5"), "walks", None),
        (NEVER, NEVER, True),
        (SMOKER, NEVER, False),
        (CodeableConcept((), "never"), NEVER, None),
        (NEVER, CodeableConcept((), "never"), None),
        ("never", NEVER, None),
    ],
)
def test_numbers_truths_and_concepts(value, wanted, expected):
    assert reaches(value, wanted) is expected


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (amount("70"), "70", "80", True),
        (amount("80"), "70", "80", True),
        (amount("69.9"), "70", "80", False),
        (amount("80.1"), "70", "80", False),
        (amount("60"), None, "80", True),
        (amount("90"), "70", None, True),
        (amount("75", "widgets"), "70", "80", None),
        (amount("75"), None, None, None),
        ("fine", "70", "80", None),
    ],
)
def test_a_range_with_both_ends_inside_open_where_it_names_none(value, low, high, expected):
    bounds = Range(low=low and amount(low), high=high and amount(high))

    assert reaches(value, bounds) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("achieved", True),
        ("sustaining", True),
        ("improving", False),
        ("not-attainable", False),
        ("something", None),
    ],
)
def test_what_an_achievement_status_says(status, expected):
    assert achieved(concept(Code(ACHIEVEMENT, status))) is expected
    assert achieved(concept(Code("urn:local", status))) is None


def test_no_achievement_status_says_nothing():
    assert achieved(None) is None
