"""A glucose tolerance test after a birth: Lena Ortiz, 31, gave birth on Tuesday 10 March 2026.

ADA Standards of Care 2026: after gestational diabetes, a test 4 to 12 weeks after the birth, from 7
April to 2 June.
"""

import pytest

title = "Glucose tolerance test after gestational diabetes"

rule = "followup.gestational-diabetes-test"
as_of = "2026-06-02"
person = {"born": "1994-08-20", "gender": "female"}
on_record = {
    "procedures": """
        code      | on         | to | status
        177184002 | 2026-03-10 |    | completed
        """,
    "conditions": """
        code    | onset      | ended | verification
        O24.410 | 2025-12-01 |       |
        """,
    "observations": "code | on | to | status | value | unit",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    test       | not met
    """
NONE = "no birth with gestational diabetes"


def glucose(on, code="1518-0", status="final", value="118", to=""):
    return f"{code} | {on} | {to} | {status} | {value} | mg/dL"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        test       | 2026-06-02 | 2026-04-07 | 2026-06-02    | 2027-03-10 | routine | 2026
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-03-10", "upcoming"),
        ("2026-04-06", "upcoming"),
        ("2026-04-07", "due"),
        ("2026-06-02", "due"),
        ("2026-06-03", "overdue"),
        ("2027-03-10", "overdue"),
    ],
)
def test_how_it_stands_while_none_was_made(says, day, standing):
    says(
        f"""
        occurrence | outcome | standing
        test       | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_a_year(nothing):
    ended = "birth with gestational diabetes ended 2026-03-10"
    nothing(f"lapsed on 2027-03-10: {ended}", "2027-03-11")


@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-04-06", "not met", "overdue"),
        ("2026-04-07", "met", "done"),
        ("2026-06-02", "met", "done"),
        ("2026-06-03", "met", "done late"),
    ],
)
def test_a_test_counts_from_four_weeks_after_the_birth(says, on, outcome, standing):
    says(
        f"""
        occurrence | outcome   | standing
        test       | {outcome} | {standing}
        """,
        "2026-06-03",
        observations=glucose(on),
    )


@pytest.mark.parametrize(
    ("code", "status", "value", "outcome"),
    [
        ("1518-0", "final", "118", "met"),
        ("1518-0", "amended", "118", "met"),
        ("1518-0", "corrected", "118", "met"),
        ("14995-5", "final", "6.5", "met"),
        ("1518-0", "preliminary", "118", "not met"),
        ("1518-0", "final", "", "not met"),
        ("20438-8", "final", "118", "not met"),
        ("4548-4", "final", "5.4", "not met"),
        ("1558-6", "final", "92", "not met"),
    ],
)
def test_the_value_two_hours_after_75_grams_is_the_test(says, code, status, value, outcome):
    """20438-8 is one hour after a dose that is not said, 4548-4 HbA1c, 1558-6 fasting glucose."""
    says(
        f"""
        occurrence | outcome
        test       | {outcome}
        """,
        observations=glucose("2026-05-05", code, status, value),
    )


def test_a_test_over_midnight_counts_on_the_last_day(says):
    says(
        """
        occurrence | done
        test       | 2026-04-07
        """,
        observations=glucose("2026-04-06", to="2026-04-07"),
    )


def test_a_voicemail_is_an_attempt(says):
    assert says(OPEN, communications="2026-04-20 | not-done")["test"][-1] == (
        "1 attempt, nobody reached"
    )


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        test       | yes   | care coordinator, registered nurse, prescriber
        """
    )


@pytest.mark.parametrize("diabetes", ["O24.410", "O24.414", "O24.429", "11687002"])
def test_gestational_diabetes(says, diabetes):
    says(OPEN, change={"O24.410": diabetes})


@pytest.mark.parametrize("other", ["O24.011", "E11.9", "R73.03"])
def test_no_other_diabetes(nothing, other):
    nothing(NONE, change={"O24.410": other})


@pytest.mark.parametrize("span", ["2025-02-01 | 2025-06-10 |", "2026-03-10 |       |"])
def test_in_the_nine_months_before_the_birth(says, span):
    says(OPEN, change={"2025-12-01 |       |": span})


@pytest.mark.parametrize(
    "span",
    ["2025-02-01 | 2025-06-09 |", "2026-03-11 |       |", "2025-12-01 |       | refuted"],
)
def test_not_before_or_after_that_and_not_when_it_was_refuted(nothing, span):
    nothing(NONE, change={"2025-12-01 |       |": span})


def test_of_two_days_the_last_is_day_0(says):
    says(
        """
        occurrence | due
        test       | 2026-06-02
        """,
        change={"2026-03-10 |    |": "2026-03-09 | 2026-03-10 |"},
    )


def test_the_nine_months_count_from_the_last_day_of_the_birth(says):
    birth = {"2026-03-10 |    |": "2026-03-09 | 2026-03-10 |"}
    says(OPEN, change=birth | {"2025-12-01 |       |": "2026-03-10 |       |"})


def test_a_second_code_of_the_same_birth_starts_nothing_new(says):
    says(OPEN, procedures="59410 | 2026-06-02 | | completed")


def test_a_birth_after_twelve_weeks_is_another(says):
    says(
        """
        occurrence                            | due
        Procedure:177184002:2026-03-10:1:test | 2026-06-02
        Procedure:59410:2026-06-03:1:test     | 2026-08-26
        """,
        "2026-06-03",
        procedures="59410 | 2026-06-03 | | completed",
    )


def test_none_before_2026(nothing):
    nothing("no edition before 2026-01-01", "2026-01-02", change={"2026-03-10": "2025-12-31"})


def test_from_2026(says):
    says(OPEN, "2026-01-02", change={"2026-03-10": "2026-01-01"})


@pytest.mark.parametrize("listed", ["procedures", "conditions"])
def test_lists_that_nobody_asked_for(says, listed):
    says(
        f"""
        outcome           | missing
        insufficient data | {listed} (never asked for)
        """,
        **{listed: None},
    )


def test_results_that_nobody_asked_for(says):
    says(
        """
        occurrence | outcome           | to do | missing
        test       | insufficient data | yes   | observations (never asked for)
        """,
        observations=None,
    )
