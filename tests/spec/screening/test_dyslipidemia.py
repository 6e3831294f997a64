"""Lipids every five years from 19: somebody born on 1 June 2007."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.screening import RULES as ALL

title = "Screening for dyslipidemia"

RULES = tuple(one for one in ALL if one.id == "screening.dyslipidemia")
LISTS = ("observations", "procedures", "prescriptions", "conditions")


def lipids(on, code="57698-3"):
    return f"code | on | value | unit\n{code} | {on} | 190 | mg/dL"


def said(ask, as_of="2026-06-01", born="2007-06-01", **lists):
    return ask(RULES, as_of, dict.fromkeys(LISTS, "") | lists, born=born)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2026-05-31", Outcome.NOT_APPLICABLE), ("2026-06-01", Outcome.NOT_MET)],
)
def test_it_begins_on_the_nineteenth_birthday(ask, as_of, outcome):
    assert said(ask, as_of).outcome is outcome


def test_never_measured_it_is_due_since_the_birthday_or_the_edition(ask):
    assert said(ask).action.due == date(2026, 6, 1)
    assert said(ask, born="1950-06-01").action.due == date(2026, 3, 13)


@pytest.mark.parametrize("code", ["57698-3", "24331-1", "2093-3", "18262-6"])
def test_five_years_after_the_last(ask, code):
    found = said(ask, born="1990-06-01", observations=lipids("2024-02-29", code))

    assert found.window.due == date(2029, 2, 28)


@pytest.mark.parametrize(("as_of", "open_now"), [("2029-01-29", False), ("2029-01-30", True)])
def test_it_opens_thirty_days_before(ask, as_of, open_now):
    found = said(ask, as_of, born="1990-06-01", observations=lipids("2024-03-01"))

    assert (found.action is not None) is open_now


def test_a_statin_has_rules_of_its_own(ask):
    statin = "code | on\nrxnorm:83367 | 2025-01-01"

    assert said(ask, prescriptions=statin).outcome is Outcome.NOT_APPLICABLE


def test_a_statin_that_is_not_to_be_taken_is_none(ask):
    forbidden = "code | on | forbids\nrxnorm:83367 | 2025-01-01 | yes"

    assert said(ask, prescriptions=forbidden).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("code", ["I25.10", "22298006"])
def test_cardiovascular_disease_ends_it(ask, code):
    having = f"code | onset\n{code} | 2025-01-01"

    assert said(ask, conditions=having).reason == "Lipids for dyslipidemia no longer due"


def test_before_the_guideline(ask):
    assert said(ask, "2026-03-12", "1990-06-01").reason == "no edition before 2026-03-13"


@pytest.mark.parametrize("missing", LISTS)
def test_a_list_that_nobody_asked_for(ask, missing):
    drawn = {name: "" for name in LISTS if name != missing}
    found = ask(RULES, "2026-06-01", drawn, born="1990-06-01")

    assert found.missing == (f"{missing} (never asked for)",)


def test_without_a_birth_date(ask):
    assert said(ask, born=None).outcome is Outcome.INSUFFICIENT_DATA
