"""After a stay for mental illness: Ida Moss, 17, goes home on Friday 6 March 2026.

HEDIS FUH: seen by a mental health provider on days 1 to 7 and 1 to 30; the day of discharge does
not count. Day 7 is 13 March, day 30 is 5 April.
"""

import pytest

title = "Follow-up after a stay for mental illness"

rule = "followup.mental-illness-stay"
as_of = "2026-04-05"
person = {"born": "2008-04-10"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | reason | principal | status   | by
        IMP   | 2026-03-01 | 2026-03-06 | home        | F32.2  |           | finished |
        """,
    "conditions": "code | onset | verification",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    visit-7    | not met
    visit-30   | not met
    """
PRINCIPAL = {"F32.2  |           |": "       | c1        |"}
THERAPIST = "nucc:103T00000X"


def visit(on, by=THERAPIST, kind="AMB", status="finished"):
    return f"{kind} | {on} | {on} | | | | {status} | {by}"


class TestWindows:
    """Days 1 to 7, days 1 to 30."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | urgency | edition
            visit-7    | 2026-03-13 | 2026-03-07 | 2026-03-13    | 2026-03-13 | urgent  | 2025
            visit-30   | 2026-04-05 | 2026-03-07 | 2026-04-05    | 2026-05-05 | routine | 2025
            """,
            "2026-03-13",
        )

    @pytest.mark.parametrize(
        ("day", "by_day_7", "by_day_30"),
        [
            ("2026-03-06", "upcoming", "upcoming"),
            ("2026-03-07", "due", "due"),
            ("2026-03-13", "due", "due"),
            ("2026-03-14", "window closed", "due"),
            ("2026-04-05", "window closed", "due"),
            ("2026-04-06", "window closed", "overdue"),
            ("2026-05-05", "window closed", "overdue"),
        ],
    )
    def test_how_they_stand_while_nobody_was_seen(self, says, day, by_day_7, by_day_30):
        says(
            f"""
            occurrence | outcome | standing
            visit-7    | not met | {by_day_7}
            visit-30   | not met | {by_day_30}
            """,
            day,
        )

    def test_it_lapses_after_day_60(self, nothing):
        ended = "discharge after mental illness ended 2026-03-06"
        nothing(f"lapsed on 2026-05-05: {ended}", "2026-05-06")

    @pytest.mark.parametrize(
        ("on", "by_day_7", "by_day_30", "standing"),
        [
            ("2026-03-06", "not met", "not met", "overdue"),
            ("2026-03-07", "met", "met", "done"),
            ("2026-03-13", "met", "met", "done"),
            ("2026-03-14", "not met", "met", "done"),
            ("2026-04-05", "not met", "met", "done"),
            ("2026-04-06", "not met", "met", "done late"),
        ],
    )
    def test_a_visit_closes_what_its_day_allows(self, says, on, by_day_7, by_day_30, standing):
        says(
            f"""
            occurrence | outcome     | standing
            visit-7    | {by_day_7}  |
            visit-30   | {by_day_30} | {standing}
            """,
            "2026-04-06",
            encounters=visit(on),
        )


class TestWhoCloses:
    """A mental health provider, at a visit or video visit."""

    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            (THERAPIST, "met"),
            ("nucc:2084P0800X", "met"),
            ("nucc:101YM0800X", "met"),
            ("nucc:1041C0700X", "not met"),
            ("MD", "not met"),
            ("RN", "not met"),
            ("?", "insufficient data"),
            ("", "insufficient data"),
        ],
    )
    def test_a_mental_health_provider(self, says, by, outcome):
        """Decision 0017: somebody whose licence is not known leaves it open."""
        says(
            f"""
            occurrence | outcome
            visit-7    | {outcome}
            visit-30   | {outcome}
            """,
            encounters=visit("2026-03-10", by),
        )

    @pytest.mark.parametrize(
        ("kind", "status", "outcome"),
        [
            ("AMB", "finished", "met"),
            ("VR", "finished", "met"),
            ("HH", "finished", "met"),
            ("FLD", "finished", "met"),
            ("EMER", "finished", "not met"),
            ("AMB", "cancelled", "not met"),
            ("AMB", "planned", "not met"),
        ],
    )
    def test_a_visit_that_took_place(self, says, kind, status, outcome):
        says(
            f"""
            occurrence | outcome
            visit-7    | {outcome}
            visit-30   | {outcome}
            """,
            encounters=visit("2026-03-10", kind=kind, status=status),
        )

    def test_a_voicemail_is_an_attempt(self, says):
        seen = says(
            """
            occurrence | outcome
            visit-7    | not met
            visit-30   | not met
            """,
            communications="2026-03-09 | not-done",
        )

        assert seen["visit-7"][-1] == seen["visit-30"][-1] == "1 attempt, nobody reached"

    def test_who_works_on_it(self, says):
        team = "care coordinator, social worker, registered nurse, mental health provider"
        says(
            f"""
            occurrence | to do | licences
            visit-7    | yes   | {team}
            visit-30   | yes   | {team}
            """,
            "2026-03-09",
        )


class TestWhichStay:
    """An acute inpatient stay for mental illness or self-harm, at the age of 6 or more."""

    @pytest.mark.parametrize("kind", ["IMP", "ACUTE"])
    def test_an_acute_stay(self, says, kind):
        says(OPEN, change={"IMP": kind})

    @pytest.mark.parametrize("kind", ["NONAC", "OBSENC", "EMER", "AMB"])
    def test_no_other(self, nothing, kind):
        """HEDIS leaves out stays that are not acute."""
        nothing("no discharge after mental illness", change={"IMP": kind})

    @pytest.mark.parametrize("status", ["in-progress", "cancelled"])
    def test_not_one_that_is_not_over(self, nothing, status):
        nothing("no discharge after mental illness", change={"finished": status})

    @pytest.mark.parametrize("disposition", ["snf", "hosp", "exp", "psy"])
    def test_not_to_another_facility(self, nothing, disposition):
        nothing("no discharge after mental illness", change={"home": disposition})

    @pytest.mark.parametrize("reason", ["F32.2", "X78.1", "T14.91"])
    def test_for_mental_illness_or_self_harm(self, says, reason):
        says(OPEN, change={"F32.2": reason})

    def test_not_for_another_reason(self, nothing):
        nothing("no discharge after mental illness", change={"F32.2": "J18.9"})

    def test_as_its_principal_diagnosis(self, says):
        says(OPEN, change=PRINCIPAL, conditions="F20.9 | 2026-03-01 |")

    @pytest.mark.parametrize("diagnosis", ["J18.9 | 2026-03-01 |", "F20.9 | 2026-03-01 | refuted"])
    def test_not_with_another_one_or_a_refuted_one(self, nothing, diagnosis):
        nothing("no discharge after mental illness", change=PRINCIPAL, conditions=diagnosis)

    @pytest.mark.parametrize("born", ["2020-03-06", "1940-01-01"])
    def test_from_the_sixth_birthday(self, says, born):
        says(OPEN, person={"born": born})

    def test_not_on_the_day_before_it(self, nothing):
        seen = nothing("not age 6 or more at discharge", person={"born": "2020-03-07"})

        assert seen == [
            ("discharge after mental illness", True, 1),
            ("age 6 or more at discharge", False, 0),
        ]

    @pytest.mark.parametrize(
        ("home_on", "outcome", "reason"),
        [
            ("2017-12-31", "not applicable", "no edition before 2018-01-01"),
            ("2018-01-01", "not met", ""),
        ],
    )
    def test_from_2018(self, says, home_on, outcome, reason):
        steps = ("1",) if reason else ("visit-7", "visit-30")
        rows = "\n".join(f"{step} | {outcome} | {reason}" for step in steps)
        stay = {"2026-03-01": "2017-12-20", "2026-03-06": home_on}
        says(f"occurrence | outcome | reason\n{rows}", "2018-01-08", change=stay)

    def test_readmission_ends_it(self, says):
        why = "superseded by readmission on 2026-03-10"
        says(
            f"""
            occurrence | outcome        | reason
            visit-7    | not applicable | {why}
            visit-30   | not applicable | {why}
            """,
            encounters="IMP | 2026-03-10 | | | | | in-progress |",
        )


class TestMissing:
    """Lists that nobody asked for, a birth date that is not known."""

    def test_encounters(self, says):
        says("outcome | missing\ninsufficient data | encounters (never asked for)", encounters=None)

    def test_the_diagnosis_of_the_stay(self, says):
        says(
            "outcome | missing\ninsufficient data | conditions (never asked for)",
            change=PRINCIPAL,
            conditions=None,
        )

    def test_a_birth_date(self, says):
        says("outcome | missing\ninsufficient data | birth date", person={"born": None})
