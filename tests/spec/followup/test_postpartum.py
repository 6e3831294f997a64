"""Care after a birth: Lena Ortiz, 31, gave birth on Friday 13 March 2026.

ACOG Committee Opinion 736: contact within three weeks (3 April), a comprehensive visit no later
than twelve weeks (5 June); HEDIS counts the visit from day 7 (20 March).
"""

import pytest

title = "Care after a birth"

rule = "followup.postpartum"
as_of = "2026-06-05"
person = {"born": "1994-08-20", "gender": "female"}
on_record = {
    "procedures": """
        code      | on         | to | status
        177184002 | 2026-03-13 |    | completed
        """,
    "encounters": "class | from | to | status | by",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    contact    | not met
    visit      | not met
    """


def visit(on, by="MD", kind="AMB", status="finished"):
    return f"{kind} | {on} | {on} | {status} | {by}"


class TestWindows:
    """Days 1 to 21, days 7 to 84."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | edition
            contact    | 2026-04-03 | 2026-03-14 | 2026-04-03    | 2026-09-09 | 2018
            visit      | 2026-06-05 | 2026-03-20 | 2026-06-05    | 2026-09-09 | 2018
            """
        )

    @pytest.mark.parametrize(
        ("day", "contact", "visit"),
        [
            ("2026-03-13", "upcoming", "upcoming"),
            ("2026-03-14", "due", "upcoming"),
            ("2026-03-19", "due", "upcoming"),
            ("2026-03-20", "due", "due"),
            ("2026-04-03", "due", "due"),
            ("2026-04-04", "overdue", "due"),
            ("2026-06-05", "overdue", "due"),
            ("2026-06-06", "overdue", "overdue"),
            ("2026-09-09", "overdue", "overdue"),
        ],
    )
    def test_how_they_stand_while_nobody_was_reached(self, says, day, contact, visit):
        says(
            f"""
            occurrence | outcome | standing
            contact    | not met | {contact}
            visit      | not met | {visit}
            """,
            day,
        )

    def test_it_lapses_after_day_180(self, nothing):
        nothing("lapsed on 2026-09-09: birth ended 2026-03-13", "2026-09-10")

    @pytest.mark.parametrize(
        ("on", "outcome", "standing"),
        [
            ("2026-03-13", "not met", "overdue"),
            ("2026-03-14", "met", "done"),
            ("2026-04-03", "met", "done"),
            ("2026-04-04", "met", "done late"),
        ],
    )
    def test_a_conversation_is_the_contact(self, says, on, outcome, standing):
        says(
            f"""
            occurrence | outcome   | standing
            contact    | {outcome} | {standing}
            visit      | not met   | due
            """,
            communications=f"{on} | completed",
        )

    @pytest.mark.parametrize(
        ("on", "contact", "visit_then"),
        [
            ("2026-03-19", "done", "overdue"),
            ("2026-03-20", "done", "done"),
            ("2026-06-05", "done late", "done"),
            ("2026-06-06", "done late", "done late"),
        ],
    )
    def test_a_visit_is_a_contact_and_from_day_7_the_visit(self, says, on, contact, visit_then):
        says(
            f"""
            occurrence | standing
            contact    | {contact}
            visit      | {visit_then}
            """,
            "2026-06-06",
            encounters=visit(on),
        )


class TestWhoCloses:
    """The contact anybody, the visit a prescriber."""

    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            ("MD", "met"),
            ("NP", "met"),
            ("?", "met"),
            ("", "met"),
            ("RN", "not met"),
            ("nucc:103T00000X", "not met"),
        ],
    )
    def test_a_prescriber(self, says, by, outcome):
        """Somebody whose licence is not known is taken for one."""
        says(
            f"""
            occurrence | outcome
            contact    | met
            visit      | {outcome}
            """,
            encounters=visit("2026-04-24", by),
        )

    @pytest.mark.parametrize(
        ("kind", "status", "outcome"),
        [("VR", "finished", "met"), ("EMER", "finished", "not met"), ("AMB", "planned", "not met")],
    )
    def test_a_visit_that_took_place(self, says, kind, status, outcome):
        says(
            f"""
            occurrence | outcome
            contact    | {outcome}
            visit      | {outcome}
            """,
            encounters=visit("2026-04-24", kind=kind, status=status),
        )

    def test_a_voicemail_is_an_attempt(self, says):
        seen = says(OPEN, communications="2026-03-23 | not-done")

        assert seen["contact"][-1] == seen["visit"][-1] == "1 attempt, nobody reached"

    def test_who_works_on_it(self, says):
        says(
            """
            occurrence | to do | urgency | licences
            contact    | yes   | urgent  | registered nurse, care coordinator
            visit      | yes   | routine | prescriber
            """
        )


class TestBirths:
    """What tells a birth, and which of two."""

    @pytest.mark.parametrize(
        "code",
        [
            *("177184002", "11466000", "236973005", "236974004"),
            *("59400", "59409", "59410", "59510", "59514", "59515"),
            *("59610", "59612", "59614", "59618", "59620", "59622"),
            *("icd10pcs:10D00Z1", "icd10pcs:10D07Z3", "icd10pcs:10E0XZZ"),
        ],
    )
    def test_deliveries(self, says, code):
        says(OPEN, change={"177184002": code})

    @pytest.mark.parametrize("code", ["59425", "59812", "icd10pcs:10A07ZZ", "icd10pcs:10D17ZZ"])
    def test_what_is_none(self, nothing, code):
        """Antepartum care, a miscarriage, an abortion, retained products."""
        nothing("no birth", change={"177184002": code})

    @pytest.mark.parametrize("status", ["in-progress", "not-done"])
    def test_not_one_that_is_not_over(self, nothing, status):
        nothing("no birth", change={"completed": status})

    def test_of_two_days_the_last_is_day_0(self, says):
        says(
            """
            occurrence | due
            contact    | 2026-04-03
            visit      | 2026-06-05
            """,
            change={"2026-03-13 |    |": "2026-03-12 | 2026-03-13 |"},
        )

    def test_a_second_code_of_the_same_birth_starts_nothing_new(self, says):
        says(OPEN, procedures="59410 | 2026-06-05 | | completed")

    def test_a_birth_after_twelve_weeks_is_another(self, says):
        says(
            """
            occurrence                             | due
            Procedure:177184002:2026-03-13:1:visit | 2026-06-05
            Procedure:59410:2026-06-06:1:visit     | 2026-08-29
            Procedure:177184002:2026-03-13:1:contact | 2026-04-03
            Procedure:59410:2026-06-06:1:contact     | 2026-06-27
            """,
            "2026-06-06",
            procedures="59410 | 2026-06-06 | | completed",
        )

    def test_none_before_may_2018(self, nothing):
        nothing("no edition before 2018-05-01", "2018-05-02", change={"2026-03-13": "2018-04-30"})

    def test_from_may_2018(self, says):
        says(OPEN, "2018-05-02", change={"2026-03-13": "2018-05-01"})


def test_births_that_nobody_asked_for(says):
    says(
        """
        outcome           | missing
        insufficient data | procedures (never asked for)
        """,
        procedures=None,
    )


def test_visits_that_nobody_asked_for(says):
    says(
        """
        occurrence | outcome           | to do | missing
        contact    | insufficient data | yes   | encounters (never asked for)
        visit      | insufficient data | yes   | encounters (never asked for)
        """,
        encounters=None,
    )
