"""Codes of where a patient went."""

import pytest

from carecoord.adapters.tables.stays.dispositions import (
    OF_FHIR,
    TO_UB04,
    UB04,
    code_of,
    order_of,
    reason_of,
    unit_of,
)
from carecoord.adapters.tables.stays.reasons import UNKNOWN_DISPOSITION
from carecoord.rules.kernels.index_stays import NO_DISPOSITION
from carecoord.rules.kernels.readmissions import TO_PSYCHIATRY, TO_REHABILITATION


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("01", "01"),
        ("1", "01"),
        (1, "01"),
        (1.0, "01"),
        (" 07 ", "07"),
        ("AAdvice", "07"),
        ("20.0", "20"),
    ],
)
def test_a_code_has_two_digits(cell, code):
    assert code_of(cell) == code


@pytest.mark.parametrize("cell", ["long", "hosp", "other-hcf", "oth", "x", 1.5])
def test_another_code_stays_as_it_is(cell):
    assert code_of(cell) == str(cell)


def test_the_codes_of_fhir_are_known_each():
    assert {
        "home", "alt-home", "other-hcf", "hosp", "long", "aadvice", "exp", "psy", "rehab", "snf",
        "oth",
    } == OF_FHIR  # fmt: skip
    assert set(TO_UB04.values()) <= UB04


@pytest.mark.parametrize(
    ("code", "reason"),
    [("01", 0), ("oth", 0), (None, NO_DISPOSITION), ("00", UNKNOWN_DISPOSITION)],
)
def test_what_a_code_keeps_a_stay_from(code, reason):
    assert reason_of(code) == reason


@pytest.mark.parametrize(
    ("code", "unit"),
    [("62", TO_REHABILITATION), ("90", TO_REHABILITATION), ("65", TO_PSYCHIATRY), (None, 0)],
)
def test_units(code, unit):
    assert unit_of(code) == unit


@pytest.mark.parametrize(("code", "order"), [("02", 0), ("66", 0), ("01", 1), ("20", 2), (None, 1)])
def test_the_order_of_stays_on_one_day(code, order):
    assert order_of(code) == order
