"""Codes of where a patient went."""

from itertools import chain

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
from carecoord.adapters.tables.stays.reasons import AGAINST_ADVICE, STILL_IN, UNKNOWN_DISPOSITION
from carecoord.rules.kernels.index_stays import DIED, NO_DISPOSITION
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


REASONS = {DIED: ["20", "40", "41", "42"], AGAINST_ADVICE: ["07"], STILL_IN: ["30"]}
UNITS = {TO_REHABILITATION: ["62", "90"], TO_PSYCHIATRY: ["65", "93"]}
ORDERS = {0: ["02", "66", "82", "94"], 2: ["20", "40", "41", "42"]}
"""The codes of UB-04 that mean each; all others mean none of them."""


def each(groups):
    """A case for every code of every group."""
    return [(code, meaning) for meaning, codes in groups.items() for code in codes]


def others(groups):
    """The codes that are in no group, those of FHIR too."""
    return sorted((UB04 | OF_FHIR).difference(chain.from_iterable(groups.values())))


@pytest.mark.parametrize(
    ("code", "reason"),
    [*each(REASONS), (None, NO_DISPOSITION), ("00", UNKNOWN_DISPOSITION)],
)
def test_what_a_code_keeps_a_stay_from(code, reason):
    assert reason_of(code) == reason


@pytest.mark.parametrize("code", others(REASONS))
def test_any_other_code_keeps_it_from_nothing(code):
    assert reason_of(code) == 0


@pytest.mark.parametrize(("code", "unit"), each(UNITS))
def test_units(code, unit):
    assert unit_of(code) == unit


@pytest.mark.parametrize("code", [*others(UNITS), None])
def test_no_other_code_is_a_unit(code):
    assert unit_of(code) == 0


@pytest.mark.parametrize(("code", "order"), each(ORDERS))
def test_the_order_of_stays_on_one_day(code, order):
    assert order_of(code) == order


@pytest.mark.parametrize("code", [*others(ORDERS), None])
def test_any_other_code_stands_between(code):
    assert order_of(code) == 1
