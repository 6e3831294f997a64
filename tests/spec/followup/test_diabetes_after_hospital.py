"""After a stay with diabetes: Nora Lind, 75, goes home on Friday 22 May 2026.

ADA Standards of Care 2026: a visit within one month of discharge (22 June); within one to two weeks
when control was poor (5 June), which is asked for when diabetes was the reason for the stay.
"""

import pytest

title = "Diabetes visit after a stay in hospital"

rule = "followup.diabetes-after-hospital"
as_of = "2026-06-05"
person = {"born": "1950-06-01"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | reason | principal | status
        IMP   | 2026-05-18 | 2026-05-22 | home        | J18.9  |           | finished
        """,
    "conditions": """
        code  | onset      | ended | verification
        E11.9 | 2015-02-01 |       |
        """,
    "communications": "on | status",
}
FOR_DIABETES = {"J18.9": "E11.0"}
MONTH = """
    occurrence  | outcome
    visit-month | not met
    """
BOTH = """
    occurrence  | outcome
    visit-14    | not met
    visit-month | not met
    """
NONE = "no discharge"
WITHOUT = "not diabetes during the stay"


def visit(on, kind="AMB", status="finished"):
    return f"{kind} | {on} | {on} | | | | {status}"


class TestWindows:
    """Days 1 to 14; day 1 to the same day of the next month."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence  | due        | earliest   | overdue after | closes     | urgency | edition
            visit-14    | 2026-06-05 | 2026-05-23 | 2026-06-05    | 2026-06-05 | urgent  | 2026
            visit-month | 2026-06-22 | 2026-05-23 | 2026-06-22    | 2026-07-21 | routine | 2026
            """,
            change=FOR_DIABETES,
        )

    def test_a_month_ends_with_a_shorter_month(self, says):
        says(
            """
            occurrence  | due
            visit-month | 2026-02-28
            """,
            "2026-02-05",
            change={"2026-05-18": "2026-01-26", "2026-05-22": "2026-01-31"},
        )

    @pytest.mark.parametrize(
        ("day", "by_day_14", "by_month"),
        [
            ("2026-05-22", "upcoming", "upcoming"),
            ("2026-05-23", "due", "due"),
            ("2026-06-05", "due", "due"),
            ("2026-06-06", "window closed", "due"),
            ("2026-06-22", "window closed", "due"),
            ("2026-06-23", "window closed", "overdue"),
            ("2026-07-21", "window closed", "overdue"),
        ],
    )
    def test_how_they_stand_while_nobody_was_seen(self, says, day, by_day_14, by_month):
        says(
            f"""
            occurrence  | outcome | standing
            visit-14    | not met | {by_day_14}
            visit-month | not met | {by_month}
            """,
            day,
            change=FOR_DIABETES,
        )

    def test_it_lapses_after_day_60(self, nothing):
        nothing("lapsed on 2026-07-21: discharge ended 2026-05-22", "2026-07-22")

    @pytest.mark.parametrize(
        ("on", "by_day_14", "by_month", "standing"),
        [
            ("2026-05-22", "not met", "not met", "overdue"),
            ("2026-05-23", "met", "met", "done"),
            ("2026-06-05", "met", "met", "done"),
            ("2026-06-06", "not met", "met", "done"),
            ("2026-06-22", "not met", "met", "done"),
            ("2026-06-23", "not met", "met", "done late"),
        ],
    )
    def test_a_visit_closes_what_its_day_allows(self, says, on, by_day_14, by_month, standing):
        says(
            f"""
            occurrence  | outcome     | standing
            visit-14    | {by_day_14} |
            visit-month | {by_month}  | {standing}
            """,
            "2026-06-23",
            change=FOR_DIABETES,
            encounters=visit(on),
        )


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        ("AMB", "finished", "met"),
        ("VR", "finished", "met"),
        ("EMER", "finished", "not met"),
        ("AMB", "cancelled", "not met"),
    ],
)
def test_a_visit_or_video_visit_closes_it(says, kind, status, outcome):
    says(
        f"""
        occurrence  | outcome
        visit-14    | {outcome}
        visit-month | {outcome}
        """,
        change=FOR_DIABETES,
        encounters=visit("2026-06-01", kind, status),
    )


def test_a_voicemail_is_an_attempt(says):
    seen = says(BOTH, change=FOR_DIABETES, communications="2026-05-26 | not-done")

    assert seen["visit-14"][-1] == seen["visit-month"][-1] == "1 attempt, nobody reached"


def test_who_works_on_it(says):
    team = "care coordinator, registered nurse, prescriber"
    says(
        f"""
        occurrence  | to do | licences
        visit-14    | yes   | {team}
        visit-month | yes   | {team}
        """,
        change=FOR_DIABETES,
    )


class TestWhichStay:
    """Home from an inpatient or observation stay, with diabetes; for diabetes, two weeks."""

    def test_for_another_reason_within_a_month_only(self, says):
        says(MONTH)

    def test_for_diabetes_within_two_weeks_as_well(self, says):
        says(BOTH, change=FOR_DIABETES)

    def test_an_earlier_stay_for_diabetes_says_nothing_of_this_one(self, says):
        says(MONTH, encounters="IMP | 2026-01-05 | 2026-01-09 | home | E11.0 | | finished")

    def test_as_the_principal_diagnosis(self, says):
        says(BOTH, change={"J18.9  |           |": "       | c1        |"})

    @pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC", "OBSENC"])
    def test_stays(self, says, kind):
        says(MONTH, change={"IMP": kind})

    @pytest.mark.parametrize(
        ("word", "other"),
        [("IMP", "EMER"), ("IMP", "AMB"), ("finished", "cancelled"), ("home", "snf")],
    )
    def test_what_is_no_discharge_to_the_community(self, nothing, word, other):
        nothing(NONE, change={word: other})

    @pytest.mark.parametrize(
        "diabetes",
        [
            *("E10.9", "E08.9", "E09.9", "E13.9"),
            *("44054006", "46635009", "73211009", "190330002", "313436004"),
        ],
    )
    def test_diabetes_of_any_type(self, says, diabetes):
        says(MONTH, change={"E11.9": diabetes})

    @pytest.mark.parametrize("other", ["R73.03", "O24.410", "I10"])
    def test_neither_prediabetes_nor_gestational_diabetes(self, nothing, other):
        nothing(WITHOUT, change={"E11.9": other})

    @pytest.mark.parametrize(("onset", "ended"), [("2026-05-22", ""), ("2015-02-01", "2026-05-18")])
    def test_diabetes_on_some_day_of_the_stay(self, says, onset, ended):
        says(MONTH, change={"2015-02-01 |       |": f"{onset} | {ended} |"})

    @pytest.mark.parametrize(("onset", "ended"), [("2026-05-23", ""), ("2015-02-01", "2026-05-17")])
    def test_not_before_or_after_it(self, nothing, onset, ended):
        nothing(WITHOUT, change={"2015-02-01 |       |": f"{onset} | {ended} |"})

    def test_not_when_it_was_refuted(self, nothing):
        nothing(WITHOUT, change={"2015-02-01 |       |": "2015-02-01 |       | refuted"})

    def test_readmission_ends_it(self, says):
        why = "superseded by readmission on 2026-06-01"
        says(
            f"""
            occurrence  | outcome        | reason
            visit-14    | not applicable | {why}
            visit-month | not applicable | {why}
            """,
            encounters="IMP | 2026-06-01 | | | | | in-progress",
        )

    def test_none_before_2026(self, nothing):
        stay = {"2026-05-18": "2025-12-20", "2026-05-22": "2025-12-31"}
        nothing("no edition before 2026-01-01", "2026-01-05", change=stay)

    def test_from_2026(self, says):
        says(MONTH, "2026-01-05", change={"2026-05-18": "2025-12-20", "2026-05-22": "2026-01-01"})


@pytest.mark.parametrize("listed", ["encounters", "conditions"])
def test_lists_that_nobody_asked_for(says, listed):
    says(
        f"""
        outcome           | missing
        insufficient data | {listed} (never asked for)
        """,
        **{listed: None},
    )
