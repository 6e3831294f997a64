"""HbA1c where the tolerance test was missed, and tests for life: a birth on 4 February 2026."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.followup import RULES as ALL
from carecoord.rules.shapes import months

title = "After gestational diabetes"

BIRTH = "code | on\n177184002 | 2026-02-04"
GESTATIONAL = "code | onset | ended\nO24.410 | 2025-10-01 | 2026-02-04"
NAME = "Procedure:177184002:2026-02-04:1:hba1c"


def rules(name):
    return tuple(one for one in ALL if one.id == f"followup.{name}")


def measured(*rows):
    lines = "\n".join(f"{code} | {on} | 5.4 | %" for code, on in rows)
    return f"code | on | value | unit\n{lines}"


def lists(*rows, conditions=GESTATIONAL, procedures=BIRTH):
    return {
        "procedures": procedures,
        "conditions": conditions,
        "observations": measured(*rows),
        "communications": "",
    }


def hba1c(ask, *rows, as_of="2027-02-04"):
    return ask(rules("gestational-diabetes-hba1c"), as_of, lists(*rows), occurrence=NAME)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-08-03", Outcome.NOT_MET),
        ("2026-08-04", Outcome.MET),
        ("2027-02-04", Outcome.MET),
    ],
)
def test_six_to_twelve_months_after_the_birth(ask, on, outcome):
    assert hba1c(ask, ("4548-4", on)).outcome is outcome


def test_after_twelve_months_it_is_done_late(ask):
    found = hba1c(ask, ("4548-4", "2027-02-05"), as_of="2027-02-05")

    assert found.reason == "done late on 2027-02-05"


@pytest.mark.parametrize(
    ("tested", "outcome"),
    [
        ("2026-03-03", Outcome.NOT_MET),
        ("2026-03-04", Outcome.NOT_APPLICABLE),
        ("2026-04-29", Outcome.NOT_APPLICABLE),
        ("2026-04-30", Outcome.NOT_MET),
    ],
)
def test_only_where_the_tolerance_test_was_missed(ask, tested, outcome):
    drawn = lists(("1518-0", tested))

    assert ask(rules("gestational-diabetes-hba1c"), "2026-09-01", drawn).outcome is outcome


@pytest.mark.parametrize("missing", ["procedures", "observations"])
def test_a_list_that_nobody_asked_for(ask, missing):
    drawn = lists()
    del drawn[missing]
    found = ask(rules("gestational-diabetes-hba1c"), "2026-09-01", drawn)

    assert found.missing == (f"{missing} (never asked for)",)


def test_without_conditions_it_is_not_known_whether_there_was_such_a_birth(ask):
    drawn = lists()
    del drawn["conditions"]
    found = ask(rules("gestational-diabetes-hba1c"), "2026-09-01", drawn)

    assert found.outcome is Outcome.INSUFFICIENT_DATA


def later(ask, *rows, as_of="2026-06-01", parameters=None, **more):
    drawn = lists(*rows, **more)
    return ask(rules("diabetes-after-gestational"), as_of, drawn, parameters=parameters)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2026-04-28", Outcome.NOT_APPLICABLE), ("2026-04-29", Outcome.NOT_MET)],
)
def test_a_test_is_asked_for_from_twelve_weeks_after_the_birth_on(ask, as_of, outcome):
    assert later(ask, as_of=as_of).outcome is outcome


@pytest.mark.parametrize("code", ["4548-4", "1558-6", "1518-0"])
def test_then_every_three_years(ask, code):
    assert later(ask, (code, "2026-05-05")).window.due == date(2029, 5, 5)


def test_a_site_sets_one_year(ask):
    yearly = {"followup.diabetes-after-gestational.every": months(12)}

    assert later(ask, ("4548-4", "2026-05-05"), parameters=yearly).window.due == date(2027, 5, 5)


@pytest.mark.parametrize(
    ("on", "due"), [("2026-03-03", date(2026, 2, 4)), ("2026-03-04", date(2029, 3, 4))]
)
def test_a_test_counts_from_four_weeks_after_the_birth(ask, on, due):
    assert later(ask, ("1518-0", on)).window.due == due


@pytest.mark.parametrize("code", ["E11.9", "44054006"])
def test_diabetes_ends_it(ask, code):
    conditions = f"code | onset | ended\nO24.410 | 2025-10-01 | 2026-02-04\n{code} | 2026-05-01 |"

    assert later(ask, conditions=conditions).outcome is Outcome.NOT_APPLICABLE


def test_a_birth_without_gestational_diabetes(ask):
    assert later(ask, conditions="").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("missing", ["procedures", "conditions", "observations"])
def test_it_is_not_known_without_a_list(ask, missing):
    drawn = lists()
    del drawn[missing]
    found = ask(rules("diabetes-after-gestational"), "2026-06-01", drawn)

    assert f"{missing} (never asked for)" in found.missing
