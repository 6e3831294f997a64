"""Eyes, feet, kidneys, INR and vitamin B12: when each is due again, by hand."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL

title = "Monitoring in diabetes, kidney disease and on medicines"

DIABETES = "code | onset | status\nE11.9 | 2015-03-10 | active"


def rules(name):
    return tuple(one for one in ALL if one.id == f"monitoring.{name}")


def result(code, on="2026-01-15", value="1", unit="-"):
    return f"code | on | value | unit\n{code} | {on} | {value} | {unit}"


def exam(code, on="2026-01-15"):
    return f"code | on\n{code} | {on}"


def asked(ask, name, as_of="2026-02-01", **lists):
    empty = dict.fromkeys(("conditions", "observations", "procedures", "prescriptions"), "")
    return ask(rules(name), as_of, empty | lists)


def due(finding):
    return finding.window.due


@pytest.mark.parametrize("code", ["32451-7"])
def test_the_eyes_yearly_by_a_report(ask, code):
    found = asked(ask, "eye-exam", conditions=DIABETES, observations=result(code))

    assert due(found) == date(2027, 1, 15)


def test_the_eyes_yearly_by_an_exam(ask):
    found = asked(ask, "eye-exam", conditions=DIABETES, procedures=exam("252779009"))

    assert due(found) == date(2027, 1, 15)


def test_the_eyes_are_asked_about_sixty_days_before(ask):
    lists = {"conditions": DIABETES, "procedures": exam("252779009")}

    assert asked(ask, "eye-exam", "2026-11-15", **lists).action is None
    assert asked(ask, "eye-exam", "2026-11-16", **lists).action is not None


@pytest.mark.parametrize("name", ["eye-exam", "foot-exam", "kidney-check"])
def test_without_diabetes_nothing_is_asked(ask, name):
    assert asked(ask, name).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["eye-exam", "foot-exam", "kidney-check"])
def test_never_done_it_is_due_since_diabetes_began(ask, name):
    assert due(asked(ask, name, conditions=DIABETES)) == date(2015, 3, 10)


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("", date(2027, 1, 15)),
        ("\nE11.42 | 2020-01-01 | active", date(2026, 7, 15)),
        ("\nE11.621 | 2020-01-01 | resolved", date(2026, 2, 15)),
        ("\nL97.511 | 2020-01-01 | active", date(2026, 2, 15)),
    ],
)
def test_the_feet_by_their_risk(ask, more, day):
    found = asked(ask, "foot-exam", conditions=DIABETES + more, procedures=exam("134388005"))

    assert due(found) == day


def test_the_urine_albumin_yearly(ask):
    found = asked(ask, "kidney-check", conditions=DIABETES, observations=result("9318-7"))

    assert due(found) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("rate", "day"),
    [
        ("59", date(2027, 1, 15)),
        ("30", date(2027, 1, 15)),
        ("29", date(2026, 6, 15)),
        ("15", date(2026, 6, 15)),
        ("14", date(2026, 4, 15)),
    ],
)
def test_kidney_disease_by_its_stage(ask, rate, day):
    tests = result("33914-3", value=rate, unit="mL/min/{1.73_m2}")

    assert due(asked(ask, "kidney-disease-labs", observations=tests)) == day


def test_a_rate_of_60_asks_for_nothing(ask):
    tests = result("33914-3", value="60", unit="mL/min/{1.73_m2}")

    assert asked(ask, "kidney-disease-labs", observations=tests).outcome is Outcome.NOT_APPLICABLE


WARFARIN = "code | on\nrxnorm:11289 | 2025-11-01"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2", date(2026, 2, 12)),
        ("3", date(2026, 2, 12)),
        ("1.9", date(2026, 1, 29)),
        ("3.1", date(2026, 1, 29)),
    ],
)
def test_the_inr_by_its_range(ask, value, day):
    found = asked(ask, "inr", prescriptions=WARFARIN, observations=result("6301-6", value=value))

    assert due(found) == day


def test_without_warfarin_no_inr(ask):
    assert asked(ask, "inr").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("start", "outcome"), [("2022-02-01", Outcome.NOT_MET), ("2022-02-02", Outcome.NOT_APPLICABLE)]
)
def test_vitamin_b12_after_four_years_of_metformin(ask, start, outcome):
    orders = f"code | on\nrxnorm:6809 | {start}"

    assert asked(ask, "vitamin-b12", prescriptions=orders).outcome is outcome


def test_vitamin_b12_yearly(ask):
    orders = "code | on\nrxnorm:6809 | 2018-01-01"
    found = asked(ask, "vitamin-b12", prescriptions=orders, observations=result("2132-9"))

    assert due(found) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("stopped", Outcome.NOT_MET),
        ("completed", Outcome.NOT_MET),
        ("on-hold", Outcome.NOT_MET),
        ("draft", Outcome.NOT_APPLICABLE),
        ("cancelled", Outcome.NOT_APPLICABLE),
        ("entered-in-error", Outcome.NOT_APPLICABLE),
    ],
)
def test_four_years_of_metformin_begin_with_one_that_was_written(ask, status, outcome):
    rows = (f"rxnorm:6809 | 2018-01-01 | {status}", "rxnorm:6809 | 2026-01-02 | active")
    orders = "\n".join(("code | on | status", *rows))

    assert asked(ask, "vitamin-b12", prescriptions=orders).outcome is outcome
