"""After an emergency visit for substance use: Max Hale, 41, was there on Friday 6 March 2026.

HEDIS FUA: seen by anybody within 7 days (8 with the day of the visit) and within 30 days (31); the
same day counts. Day 7 is 13 March, day 30 is 5 April.
"""

import pytest

title = "Follow-up after an emergency visit for substance use"

rule = "followup.substance-use-emergency"
as_of = "2026-04-05"
person = {"born": "1984-11-02"}
on_record = {
    "encounters": """
        class | from       | to         | reason | principal | status   | by
        EMER  | 2026-03-06 | 2026-03-06 | F10.2  |           | finished |
        """,
    "conditions": "code | onset | verification",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    visit-7    | not met
    visit-30   | not met
    """
NONE = "no emergency visit for substance use"
ADMITTED = "admitted at the visit or within 30 days of it"
PRINCIPAL = {"F10.2  |           |": "       | c1        |"}


def visit(on, by="MD", kind="AMB", status="finished"):
    return f"{kind} | {on} | {on} | | | {status} | {by}"


class TestWindows:
    """Days 0 to 7, days 0 to 30."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | urgency | edition
            visit-7    | 2026-03-13 | 2026-03-06 | 2026-03-13    | 2026-03-13 | urgent  | 2025
            visit-30   | 2026-04-05 | 2026-03-06 | 2026-04-05    | 2026-05-05 | routine | 2025
            """,
            "2026-03-06",
        )

    @pytest.mark.parametrize(
        ("day", "by_day_7", "by_day_30"),
        [
            ("2026-03-06", "due", "due"),
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
        ended = "emergency visit for substance use ended 2026-03-06"
        nothing(f"lapsed on 2026-05-05: {ended}", "2026-05-06")

    @pytest.mark.parametrize(
        ("on", "by_day_7", "by_day_30", "standing"),
        [
            ("2026-03-05", "not met", "not met", "overdue"),
            ("2026-03-06", "met", "met", "done"),
            ("2026-03-13", "met", "met", "done"),
            ("2026-03-14", "not met", "met", "done"),
            ("2026-04-05", "not met", "met", "done"),
            ("2026-04-06", "not met", "met", "done late"),
        ],
    )
    def test_a_visit_closes_what_its_day_allows(self, says, on, by_day_7, by_day_30, standing):
        """The day of the emergency visit is one of the eight and of the 31."""
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
    """Any practitioner."""

    @pytest.mark.parametrize("by", ["MD", "RN", "nucc:103T00000X", "?", ""])
    def test_anybody(self, says, by):
        says(
            """
            occurrence | outcome
            visit-7    | met
            visit-30   | met
            """,
            encounters=visit("2026-03-10", by),
        )

    @pytest.mark.parametrize(
        ("kind", "status"),
        [("EMER", "finished"), ("OBSENC", "finished"), ("AMB", "cancelled"), ("AMB", "planned")],
    )
    def test_no_second_emergency_visit_and_none_that_did_not_take_place(self, says, kind, status):
        says(OPEN, encounters=visit("2026-03-10", kind=kind, status=status))

    def test_a_voicemail_is_an_attempt(self, says):
        seen = says(OPEN, communications="2026-03-09 | not-done")

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


class TestWhichVisit:
    """In an emergency department, for substance use, without an admission, the first in 31 days."""

    @pytest.mark.parametrize("reason", ["F10.2", "F11.2", "T40.1X1A"])
    def test_for_substance_use_or_overdose(self, says, reason):
        says(OPEN, change={"F10.2": reason})

    @pytest.mark.parametrize("reason", ["J18.9", "F32.2"])
    def test_not_for_another_reason(self, nothing, reason):
        nothing(NONE, change={"F10.2": reason})

    def test_as_its_principal_diagnosis(self, says):
        says(OPEN, change=PRINCIPAL, conditions="F11.2 | 2026-03-06 |")

    @pytest.mark.parametrize("diagnosis", ["J18.9 | 2026-03-06 |", "F11.2 | 2026-03-06 | refuted"])
    def test_not_with_another_one_or_a_refuted_one(self, nothing, diagnosis):
        nothing(NONE, change=PRINCIPAL, conditions=diagnosis)

    @pytest.mark.parametrize("kind", ["AMB", "OBSENC", "IMP"])
    def test_only_in_an_emergency_department(self, nothing, kind):
        nothing(NONE, change={"EMER": kind})

    @pytest.mark.parametrize("status", ["in-progress", "cancelled"])
    def test_not_one_that_is_not_over(self, nothing, status):
        nothing(NONE, change={"finished": status})

    @pytest.mark.parametrize(
        "admission",
        [
            "IMP   | 2026-03-06 |            | | | in-progress |",
            "IMP   | 2026-03-06 | 2026-03-09 | | | finished    |",
            "ACUTE | 2026-04-05 |            | | | in-progress |",
            "NONAC | 2026-03-20 | 2026-03-25 | | | finished    |",
        ],
    )
    def test_an_admission_within_30_days_takes_its_place(self, nothing, admission):
        nothing(ADMITTED, encounters=admission)

    @pytest.mark.parametrize(
        "stay",
        [
            "IMP    | 2026-04-06 |            | | | in-progress |",
            "IMP    | 2026-03-02 | 2026-03-05 | | | finished    |",
            "IMP    | 2026-03-02 | 2026-03-07 | | | finished    |",
            "IMP    | 2026-03-10 |            | | | planned     |",
            "OBSENC | 2026-03-06 | 2026-03-07 | | | finished    |",
        ],
    )
    def test_no_other_stay_does(self, says, stay):
        says(OPEN, "2026-04-06", encounters=stay)

    @pytest.mark.parametrize("admitted", ["2026-03-05", "2026-04-05"])
    def test_nor_one_over_midnight_when_it_ended_in_an_admission(self, nothing, admitted):
        """On its first day, or within 30 days of its last."""
        nothing(
            ADMITTED,
            change={"EMER  | 2026-03-06": "EMER  | 2026-03-05"},
            encounters=f"IMP | {admitted} | | | | in-progress |",
        )

    @pytest.mark.parametrize("born", ["2013-03-06", "1940-01-01"])
    def test_from_the_thirteenth_birthday(self, says, born):
        says(OPEN, person={"born": born})

    def test_on_a_thirteenth_birthday_that_began_during_the_visit(self, says):
        says(
            OPEN,
            person={"born": "2013-03-06"},
            change={"EMER  | 2026-03-06": "EMER  | 2026-03-05"},
        )

    def test_not_on_the_day_before_it(self, nothing):
        nothing("not age 13 or more at the visit", person={"born": "2013-03-07"})

    def test_another_within_31_days_starts_nothing_new(self, says):
        says(OPEN, encounters="EMER | 2026-04-05 | 2026-04-05 | F10.2 | | finished |")

    def test_one_after_31_days_starts_anew(self, says):
        says(
            """
            occurrence                               | outcome | due
            Encounter:uncoded:2026-03-06:1:visit-7   | not met | 2026-03-13
            Encounter:uncoded:2026-03-06:1:visit-30  | not met | 2026-04-05
            Encounter:uncoded:2026-04-06:1:visit-7   | not met | 2026-04-13
            Encounter:uncoded:2026-04-06:1:visit-30  | not met | 2026-05-06
            """,
            "2026-04-06",
            encounters="EMER | 2026-04-06 | 2026-04-06 | F10.2 | | finished |",
        )

    def test_none_before_2018(self, nothing):
        day = {"2026-03-06": "2017-12-31"}
        nothing("no edition before 2018-01-01", "2018-01-08", change=day)

    def test_from_2018(self, says):
        says(OPEN, "2018-01-08", change={"2026-03-06": "2018-01-01"})


class TestMissing:
    """Lists that nobody asked for, a birth date that is not known."""

    def test_encounters(self, says):
        says(
            """
            outcome           | missing
            insufficient data | encounters (never asked for)
            """,
            encounters=None,
        )

    def test_the_diagnosis_of_the_visit(self, says):
        says(
            """
            outcome           | missing
            insufficient data | conditions (never asked for)
            """,
            change=PRINCIPAL,
            conditions=None,
        )

    def test_a_birth_date(self, says):
        says(
            """
            outcome           | missing
            insufficient data | birth date
            """,
            person={"born": None},
        )
