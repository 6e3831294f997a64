"""A raised urine albumin is confirmed by two samples of three, in diabetes since 2015."""

from datetime import date

import pytest
from screening_charts import found, has, obs

from carecoord.rules import Outcome
from carecoord.rules.engine.window import Standing
from carecoord.rules.shapes import months

title = "Raised urine albumin"

RATIO = "14959-1"
DIABETES = has("E11.9", "2015-03-10")


def sample(on, value, *, name="o1", code=RATIO, unit="mg/g", **rest):
    return obs(code, on, (value, unit), name=name, **rest)


FIRST = sample("2026-03-01", "45")


def look(as_of, *facts, known=(DIABETES,), **rest):
    (one,) = found("raised-albumin", as_of, *known, *facts, **rest)
    return one


def test_due_after_six_months():
    finding = look("2026-03-02", FIRST)

    assert finding.reason == "none seen since 2026-03-01; due 2026-09-01"
    assert finding.window.earliest == date(2026, 3, 2)
    assert finding.window.standing(date(2026, 9, 1)) is Standing.DUE
    assert finding.window.standing(date(2026, 9, 2)) is Standing.OVERDUE


def test_the_months_are_the_sites():
    own = {"screening.raised-albumin.confirmation": months(3)}

    assert look("2026-03-02", FIRST, parameters=own).action.due == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("value", "outcome"), [("29.9", Outcome.NOT_APPLICABLE), ("30", Outcome.NOT_MET)]
)
def test_from_30_on(value, outcome):
    assert look("2026-03-02", sample("2026-03-01", value)).outcome is outcome


@pytest.mark.parametrize(
    "code", ["14959-1", "9318-7", "13705-9", "14958-3", "32294-1", "30000-4", "44292-1"]
)
def test_which_samples(code):
    assert look("2026-03-02", sample("2026-03-01", "45", code=code)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ([("2026-03-01", "60")], "none seen since 2026-03-01; due 2026-09-01"),
        ([("2026-03-02", "60")], "done on 2026-03-02"),
        ([("2026-09-01", "60")], "done on 2026-09-01"),
        ([("2026-06-01", "12")], "none seen since 2026-03-01; due 2026-09-01"),
        ([("2026-06-01", "12"), ("2026-07-01", "60")], "done on 2026-07-01"),
        ([("2026-06-01", "12"), ("2026-07-01", "14")], "done on 2026-07-01"),
    ],
)
def test_two_that_agree_decide(others, reason):
    """Not two of one day, which may be one sample."""
    more = (sample(on, value, name=f"s{n}") for n, (on, value) in enumerate(others))

    assert look("2026-09-01", FIRST, *more).reason == reason


@pytest.mark.parametrize(
    "known",
    [
        (),
        (has("E11.9", "2026-03-02"),),
        (DIABETES, has("N18.30", "2026-03-01", name="c2")),
        (DIABETES, has("E11.21", "2026-03-01", name="c2")),
        (DIABETES, has("R80.9", "2026-03-01", name="c2")),
        (DIABETES, has("709044004", "2026-03-01", name="c2")),
    ],
    ids=["no diabetes", "diabetes later", "kidney disease", "its code", "proteinuria", "SNOMED CT"],
)
def test_only_with_diabetes_and_without_kidney_disease_on_record(known):
    assert look("2026-03-02", FIRST, known=known).reason == "no first raised urine albumin"


@pytest.mark.parametrize(("before", "first"), [("2026-01-10", False), ("2026-01-09", True)])
def test_one_raised_in_the_six_months_before_is_the_first(before, first):
    """Of 10 July the six months go back to 10 January."""
    earlier, later = sample(before, "50", name="s1"), sample("2026-07-10", "45")
    seen = found("raised-albumin", "2026-07-11", DIABETES, earlier, later)

    assert any("2026-07-10" in one.key for one in seen) is first
    assert any(before in one.key for one in seen)


def test_it_lapses_after_a_year():
    assert look("2027-03-01", FIRST).outcome is Outcome.NOT_MET
    assert look("2027-03-02", FIRST).reason.startswith("lapsed on 2027-03-01")
