"""Blood pressure after a birth: Lena Ortiz, 31, gave birth on Friday 13 March 2026.

ACOG Committee Opinion 736: with a hypertensive disorder no later than day 7 to 10 (23 March); when
it is severe within 72 hours, which are three days (16 March).
"""

import pytest

title = "Blood pressure after a birth with a hypertensive disorder"

rule = "followup.postpartum-blood-pressure"
as_of = "2026-03-23"
person = {"born": "1994-08-23", "gender": "female"}
on_record = {
    "procedures": """
        code      | on         | to | status
        177184002 | 2026-03-13 |    | completed
        """,
    "conditions": """
        code  | onset      | ended | verification
        O13.3 | 2026-02-04 |       |
        """,
    "observations": "code | on | to | status | 8480-6 | 8462-4 | unit",
    "communications": "on | status",
}
SEVERE = {"O13.3": "O14.13"}
BY_DAY_10 = """
    occurrence  | outcome
    pressure-10 | not met
    """
BOTH = """
    occurrence        | outcome
    pressure-72-hours | not met
    pressure-10       | not met
    """
NONE = "no birth with a hypertensive disorder"


def reading(on, code="85354-9", status="final", to=""):
    return f"{code} | {on} | {to} | {status} | 128 | 78 | mm[Hg]"


class TestWindows:
    """Severe: days 1 to 3; in every case days 4 to 10."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence        | due        | earliest   | overdue after | closes     | edition
            pressure-72-hours | 2026-03-16 | 2026-03-14 | 2026-03-16    | 2026-04-24 | 2018
            pressure-10       | 2026-03-23 | 2026-03-17 | 2026-03-23    | 2026-04-24 | 2018
            """,
            change=SEVERE,
        )

    @pytest.mark.parametrize(
        ("day", "in_72_hours", "by_day_10"),
        [
            ("2026-03-13", "upcoming", "upcoming"),
            ("2026-03-14", "due", "upcoming"),
            ("2026-03-16", "due", "upcoming"),
            ("2026-03-17", "overdue", "due"),
            ("2026-03-23", "overdue", "due"),
            ("2026-03-24", "overdue", "overdue"),
            ("2026-04-24", "overdue", "overdue"),
        ],
    )
    def test_how_they_stand_while_none_was_taken(self, says, day, in_72_hours, by_day_10):
        says(
            f"""
            occurrence        | outcome | standing
            pressure-72-hours | not met | {in_72_hours}
            pressure-10       | not met | {by_day_10}
            """,
            day,
            change=SEVERE,
        )

    def test_it_lapses_after_six_weeks(self, nothing):
        ended = "birth with a hypertensive disorder ended 2026-03-13"
        nothing(f"lapsed on 2026-04-24: {ended}", "2026-04-25")

    @pytest.mark.parametrize(
        ("on", "in_72_hours", "by_day_10"),
        [
            ("2026-03-13", "overdue", "overdue"),
            ("2026-03-14", "done", "overdue"),
            ("2026-03-16", "done", "overdue"),
            ("2026-03-17", "done late", "done"),
            ("2026-03-23", "done late", "done"),
            ("2026-03-24", "done late", "done late"),
        ],
    )
    def test_a_reading_closes_what_its_day_allows(self, says, on, in_72_hours, by_day_10):
        says(
            f"""
            occurrence        | standing
            pressure-72-hours | {in_72_hours}
            pressure-10       | {by_day_10}
            """,
            "2026-03-24",
            change=SEVERE,
            observations=reading(on),
        )


@pytest.mark.parametrize(
    ("code", "status", "outcome"),
    [
        ("85354-9", "final", "met"),
        ("85354-9", "amended", "met"),
        ("85354-9", "corrected", "met"),
        ("55284-4", "final", "met"),
        ("85354-9", "preliminary", "not met"),
        ("85354-9", "entered-in-error", "not met"),
        ("8867-4", "final", "not met"),
    ],
)
def test_a_blood_pressure_that_stands_closes_it(says, code, status, outcome):
    """8867-4 is a heart rate."""
    says(
        f"""
        occurrence  | outcome
        pressure-10 | {outcome}
        """,
        observations=reading("2026-03-19", code, status),
    )


def test_readings_over_two_days_count_on_the_last(says):
    says(
        """
        occurrence  | done
        pressure-10 | 2026-03-17
        """,
        observations=reading("2026-03-16", to="2026-03-17"),
    )


def test_a_voicemail_is_an_attempt(says):
    seen = says(BOTH, change=SEVERE, communications="2026-03-15 | not-done")

    assert seen["pressure-72-hours"][-1] == seen["pressure-10"][-1] == "1 attempt, nobody reached"


def test_who_works_on_it(says):
    team = "registered nurse, licensed practical nurse, medical assistant, care coordinator"
    says(
        f"""
        occurrence        | to do | urgency | licences
        pressure-72-hours | yes   | asap    | {team}
        pressure-10       | yes   | urgent  | {team}
        """,
        change=SEVERE,
    )


class TestWhichBirth:
    """With a hypertensive disorder in the nine months before the birth or the three days after."""

    @pytest.mark.parametrize(
        "disorder", ["O10.02", "O11.3", "O13.9", "O14.03", "O14.93", "O16.5", "O14.00"]
    )
    def test_disorders(self, says, disorder):
        says(BY_DAY_10, change={"O13.3": disorder})

    @pytest.mark.parametrize("severe", ["O14.13", "O14.23", "O15.2", "O14.15"])
    def test_severe_ones(self, says, severe):
        """Severe preeclampsia, HELLP syndrome, eclampsia."""
        says(BOTH, change={"O13.3": severe})

    @pytest.mark.parametrize("other", ["I10", "O12.03", "O24.410"])
    def test_what_is_none(self, nothing, other):
        """Hypertension that nobody called one of pregnancy, oedema, diabetes."""
        nothing(NONE, change={"O13.3": other})

    @pytest.mark.parametrize(
        "span", ["2025-02-04 | 2025-06-13 |", "2026-03-16 |       |", "2026-03-15 | 2026-03-15 |"]
    )
    @pytest.mark.parametrize(("code", "told"), [("O13.3", BY_DAY_10), ("O14.13", BOTH)])
    def test_around_the_birth(self, says, span, code, told):
        says(told, change={"O13.3": code, "2026-02-04 |       |": span})

    @pytest.mark.parametrize("span", ["2025-02-04 | 2025-06-12 |", "2026-03-17 |       |"])
    def test_not_long_before_or_after_it(self, nothing, span):
        nothing(NONE, change={"2026-02-04 |       |": span})

    @pytest.mark.parametrize("span", ["2025-02-04 | 2025-06-12 |", "2026-03-17 |       |"])
    def test_nor_is_it_severe_then(self, says, span):
        says(BY_DAY_10, conditions=f"O14.13 | {span}")

    def test_not_when_it_was_refuted(self, nothing):
        nothing(NONE, change={"2026-02-04 |       |": "2026-02-04 |       | refuted"})

    def test_of_two_days_the_last_is_day_0(self, says):
        says(
            """
            occurrence  | due
            pressure-10 | 2026-03-23
            """,
            change={"2026-03-13 |    |": "2026-03-12 | 2026-03-13 |"},
        )

    def test_a_second_code_of_the_same_birth_starts_nothing_new(self, says):
        says(BY_DAY_10, "2026-04-13", procedures="59410 | 2026-04-13 | | completed")

    def test_nor_after_the_work_has_lapsed(self, nothing):
        ended = "birth with a hypertensive disorder ended 2026-03-13"
        code = "59410 | 2026-06-05 | | completed"
        nothing(f"lapsed on 2026-04-24: {ended}", "2026-06-05", procedures=code)

    def test_a_birth_after_twelve_weeks_is_another(self, says):
        says(
            """
            occurrence                               | due
            Procedure:59410:2026-06-06:1:pressure-10 | 2026-06-16
            """,
            "2026-06-06",
            procedures="59410 | 2026-06-06 | | completed",
        )

    def test_none_before_may_2018(self, nothing):
        then = {"2026-03-13": "2018-04-30", "2026-02-04": "2018-02-01"}
        nothing("no edition before 2018-05-01", "2018-05-02", change=then)

    def test_from_may_2018(self, says):
        then = {"2026-03-13": "2018-05-01", "2026-02-04": "2018-02-01"}
        says(BY_DAY_10, "2018-05-05", change=then)


@pytest.mark.parametrize("listed", ["procedures", "conditions"])
def test_lists_that_nobody_asked_for(says, listed):
    says(
        f"""
        outcome           | missing
        insufficient data | {listed} (never asked for)
        """,
        **{listed: None},
    )


def test_readings_that_nobody_asked_for(says):
    says(
        """
        occurrence  | outcome           | to do | missing
        pressure-10 | insufficient data | yes   | observations (never asked for)
        """,
        observations=None,
    )
