"""PHQ-9 at twelve months: Sam Iyer, 45, had a PHQ-9 of 14 on Tuesday 10 March 2026.

CMS159: asked again at twelve months, sixty days either way, from 9 January to 9 May 2027.
"""

import pytest

title = "PHQ-9 twelve months after a raised one"

rule = "followup.depression-remission"
as_of = "2027-05-09"
person = {"born": "1981-01-15"}
on_record = {
    "observations": """
        code    | on         | to | status | number
        44261-6 | 2026-03-10 |    | final  | 14
        """,
}
OPEN = """
    occurrence | outcome
    phq9       | not met
    """
NONE = "no PHQ-9 above 9"


def phq9(on, score="4", code="44261-6", status="final", to=""):
    return f"{code} | {on} | {to} | {status} | {score}"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        phq9       | 2027-03-10 | 2027-01-09 | 2027-05-09    | 2027-05-09 | routine | 2026
        """
    )


@pytest.mark.parametrize(
    ("day", "standing", "to_do"),
    [
        ("2026-03-10", "upcoming", "no"),
        ("2026-12-09", "upcoming", "no"),
        ("2026-12-10", "upcoming", "yes"),
        ("2027-01-08", "upcoming", "yes"),
        ("2027-01-09", "due", "yes"),
        ("2027-03-10", "due", "yes"),
        ("2027-05-09", "due", "yes"),
        ("2027-05-10", "window closed", "no"),
        ("2027-06-10", "window closed", "no"),
    ],
)
def test_how_it_stands_while_it_was_not_asked(says, day, standing, to_do):
    says(
        f"""
        occurrence | outcome | standing   | to do
        phq9       | not met | {standing} | {to_do}
        """,
        day,
    )


def test_it_lapses_after_fifteen_months(nothing):
    nothing("lapsed on 2027-06-10: PHQ-9 above 9 ended 2026-03-10", "2027-06-11")


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2027-01-08", "not met"),
        ("2027-01-09", "met"),
        ("2027-03-10", "met"),
        ("2027-05-09", "met"),
        ("2027-05-10", "not met"),
    ],
)
def test_it_counts_sixty_days_either_way(says, on, outcome):
    says(
        f"""
        occurrence | outcome
        phq9       | {outcome}
        """,
        "2027-05-10",
        observations=phq9(on),
    )


@pytest.mark.parametrize(
    ("score", "code", "status", "outcome"),
    [
        ("4", "44261-6", "final", "met"),
        ("17", "44261-6", "final", "met"),
        ("4", "89204-2", "final", "met"),
        ("4", "44261-6", "amended", "met"),
        ("4", "44261-6", "corrected", "met"),
        ("", "44261-6", "final", "not met"),
        ("4", "44261-6", "preliminary", "not met"),
        ("1", "55758-7", "final", "not met"),
    ],
)
def test_a_total_score_closes_it_whatever_it_is(says, score, code, status, outcome):
    """Whether it shows remission is the measure's to say (decision 0017); 55758-7 is a PHQ-2."""
    says(
        f"""
        occurrence | outcome
        phq9       | {outcome}
        """,
        observations=phq9("2027-03-01", score, code, status),
    )


def test_one_over_two_days_counts_on_the_last(says):
    says(
        """
        occurrence | done
        phq9       | 2027-01-09
        """,
        observations=phq9("2027-01-08", to="2027-01-09"),
    )


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        phq9       | yes   | registered nurse, mental health provider, prescriber
        """
    )


class TestWhichScore:
    """Above 9, at the age of 12 or more; another one before the window ends starts nothing new."""

    @pytest.mark.parametrize("score", ["10", "27"])
    def test_above_9(self, says, score):
        says(OPEN, change={"| 14": f"| {score}"})

    @pytest.mark.parametrize("score", ["9", "0", ""])
    def test_not_9_and_not_without_a_score(self, nothing, score):
        nothing(NONE, change={"| 14": f"| {score}"})

    @pytest.mark.parametrize("code", ["44261-6", "89204-2"])
    def test_in_the_form_for_adults_or_for_teenagers(self, says, code):
        says(OPEN, change={"44261-6": code})

    @pytest.mark.parametrize("status", ["final", "amended", "corrected"])
    def test_that_stands(self, says, status):
        says(OPEN, change={"final": status})

    @pytest.mark.parametrize("status", ["preliminary", "entered-in-error"])
    def test_not_one_that_does_not(self, nothing, status):
        nothing(NONE, change={"final": status})

    @pytest.mark.parametrize("born", ["2014-03-10", "1950-01-01"])
    def test_from_the_twelfth_birthday(self, says, born):
        says(OPEN, person={"born": born})

    def test_not_on_the_day_before_it(self, nothing):
        nothing(NONE, person={"born": "2014-03-11"})

    def test_of_two_days_the_last_is_day_0(self, says):
        says(
            """
            occurrence | due
            phq9       | 2027-03-10
            """,
            change={"2026-03-10 |    |": "2026-03-09 | 2026-03-10 |"},
        )

    def test_on_a_twelfth_birthday_on_the_last_of_them(self, says):
        two_days = {"2026-03-10 |    |": "2026-03-09 | 2026-03-10 |"}
        says(OPEN, person={"born": "2014-03-10"}, change=two_days)

    def test_another_raised_one_in_the_window_starts_nothing_new(self, says):
        says(
            """
            occurrence | outcome | due        | done
            phq9       | met     | 2027-03-10 | 2027-05-09
            """,
            observations=phq9("2027-05-09", "15"),
        )

    def test_one_after_it_does(self, says):
        says(
            """
            occurrence                              | outcome | due
            Observation:44261-6:2026-03-10:1:phq9   | not met | 2027-03-10
            Observation:44261-6:2027-05-10:1:phq9   | not met | 2028-05-10
            """,
            "2027-05-10",
            observations=phq9("2027-05-10", "15"),
        )

    def test_none_before_2024(self, nothing):
        nothing("no edition before 2024-01-01", "2024-01-02", change={"2026-03-10": "2023-12-31"})

    def test_from_2024(self, says):
        says(OPEN, "2024-01-02", change={"2026-03-10": "2024-01-01"})


def test_results_that_nobody_asked_for(says):
    says(
        """
        outcome           | missing
        insufficient data | observations (never asked for)
        """,
        observations=None,
    )


def test_a_birth_date_that_is_not_known(says):
    says(
        """
        outcome           | missing
        insufficient data | birth date
        """,
        person={"born": None},
    )
