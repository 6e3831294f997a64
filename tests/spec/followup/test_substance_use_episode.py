"""A new episode of substance use: Max Hale, 41, is diagnosed on Monday 2 March 2026.

CMS137: treatment begins within 14 days, on days 0 to 13 (by 15 March); two more contacts within the
34 days after the first. New is what nothing preceded in 60 days.
"""

import pytest

title = "Treatment of a new episode of substance use"

rule = "followup.substance-use-episode"
as_of = "2026-03-15"
person = {"born": "1984-11-02"}
on_record = {
    "conditions": """
        code   | onset      | ended | verification | encounter
        F10.20 | 2026-03-02 |       |              |
        """,
    "encounters": "class | from | to | reason | principal | status",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    initiation | not met
    """
OVER_AT_ONCE = {"2026-03-02 |       |": "2026-03-02 | 2026-03-02 |"}
NONE = "no new episode of substance use"


def visit(on, reason="F10.20", kind="AMB", status="finished", principal=""):
    return f"{kind} | {on} | {on} | {reason} | {principal} | {status}"


def visits(*days):
    return "\n".join(visit(on) for on in days)


class TestInitiation:
    """Days 0 to 13."""

    def test_the_days(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | edition
            initiation | 2026-03-15 | 2026-03-02 | 2026-03-15    | 2026-05-31 | 2026
            """
        )

    def test_the_rest_waits_for_it(self, says):
        says(
            """
            occurrence | outcome        | due | reason
            initiation | not met        |     |
            engagement | not applicable | -   | waits for: {before}
            """.format(before="Treatment for substance use begins within 14 days")
        )

    @pytest.mark.parametrize(
        ("day", "standing"),
        [
            ("2026-03-02", "due"),
            ("2026-03-15", "due"),
            ("2026-03-16", "overdue"),
            ("2026-05-31", "overdue"),
        ],
    )
    def test_how_it_stands_while_nothing_has_begun(self, says, day, standing):
        says(
            f"""
            occurrence | outcome | standing
            initiation | not met | {standing}
            """,
            day,
        )

    def test_it_lapses_after_day_90(self, nothing):
        ended = "new episode of substance use ended 2026-03-02"
        nothing(f"lapsed on 2026-05-31: {ended}", "2026-06-01")

    def test_a_visit_of_the_day_before_does_not_count(self, says):
        says(OPEN, encounters=visit("2026-03-01"))

    @pytest.mark.parametrize(
        ("on", "standing", "engagement"),
        [
            ("2026-03-02", "done", "due"),
            ("2026-03-15", "done", "due"),
            ("2026-03-16", "done late", "upcoming"),
        ],
    )
    def test_the_day_of_the_diagnosis_counts(self, says, on, standing, engagement):
        says(
            f"""
            occurrence | outcome | standing
            initiation | met     | {standing}
            engagement | not met | {engagement}
            """,
            "2026-03-16",
            encounters=visit(on),
        )

    def test_the_visit_at_which_it_was_made_does_not(self, says):
        at_it = {"2026-03-02 |       |              |": "2026-03-02 |       |              | e1"}
        says(OPEN, change=at_it, encounters=visits("2026-03-02"))
        says(
            """
            occurrence | outcome | done
            initiation | met     | 2026-03-02
            engagement | not met | -
            """,
            change=at_it,
            encounters=visits("2026-03-02", "2026-03-02"),
        )


class TestEngagement:
    """Two contacts on two days, on days 1 to 34 after the first."""

    def test_its_clock_starts_with_the_first_visit(self, says):
        says(
            """
            occurrence | outcome | due        | earliest   | overdue after | closes     | done
            initiation | met     | 2026-03-15 | 2026-03-02 | 2026-03-15    | 2026-05-31 | 2026-03-13
            engagement | not met | 2026-04-16 | 2026-03-14 | 2026-04-16    | 2026-05-31 | -
            """,
            encounters=visits("2026-03-13"),
        )

    @pytest.mark.parametrize(
        ("day", "standing"),
        [
            ("2026-03-13", "upcoming"),
            ("2026-03-14", "due"),
            ("2026-04-16", "due"),
            ("2026-04-17", "overdue"),
        ],
    )
    def test_how_it_stands_after_the_first_visit_alone(self, says, day, standing):
        says(
            f"""
            occurrence | outcome | standing
            initiation | met     | done
            engagement | not met | {standing}
            """,
            day,
            encounters=visits("2026-03-13"),
        )

    @pytest.mark.parametrize(
        ("days", "outcome", "standing"),
        [
            (["2026-03-14"], "not met", "overdue"),
            (["2026-03-14", "2026-03-14"], "not met", "overdue"),
            (["2026-03-13", "2026-03-14"], "not met", "overdue"),
            (["2026-03-14", "2026-04-16"], "met", "done"),
            (["2026-03-14", "2026-04-17"], "met", "done late"),
        ],
    )
    def test_two_more_on_two_days(self, says, days, outcome, standing):
        says(
            f"""
            occurrence | outcome   | standing
            initiation | met       | done
            engagement | {outcome} | {standing}
            """,
            "2026-04-17",
            encounters=visits("2026-03-13", *days),
        )


class TestWhatCloses:
    """A visit or video visit because of substance use."""

    @pytest.mark.parametrize(
        ("kind", "status", "outcome"),
        [
            ("AMB", "finished", "met"),
            ("VR", "finished", "met"),
            ("EMER", "finished", "not met"),
            ("IMP", "finished", "not met"),
            ("AMB", "planned", "not met"),
            ("AMB", "cancelled", "not met"),
        ],
    )
    def test_that_took_place(self, says, kind, status, outcome):
        more = "engagement | not met" if outcome == "met" else ""
        says(
            f"""
            occurrence | outcome
            initiation | {outcome}
            {more}
            """,
            encounters=visit("2026-03-10", kind=kind, status=status),
        )

    @pytest.mark.parametrize(("reason", "principal"), [("F10.20", ""), ("F11.20", ""), ("", "c1")])
    def test_for_substance_use(self, says, reason, principal):
        says(
            """
            occurrence | outcome
            initiation | met
            engagement | not met
            """,
            encounters=visit("2026-03-10", reason, principal=principal),
        )

    @pytest.mark.parametrize("reason", ["", "J18.9"])
    def test_not_for_another_reason(self, says, reason):
        says(OPEN, encounters=visit("2026-03-10", reason))

    def test_a_voicemail_is_an_attempt(self, says):
        seen = says(
            """
            occurrence | outcome
            initiation | met
            engagement | not met
            """,
            "2026-03-15",
            encounters=visits("2026-03-10"),
            communications="2026-03-12 | not-done",
        )

        assert seen["engagement"][-1] == "1 attempt, nobody reached"
        assert says(OPEN, communications="2026-03-12 | not-done")["initiation"][-1] == (
            "1 attempt, nobody reached"
        )

    def test_who_works_on_it(self, says):
        team = "care coordinator, social worker, registered nurse, mental health provider"
        says(
            f"""
            occurrence | to do | urgency | licences
            initiation | yes   | urgent  | {team}
            """
        )
        says(
            f"""
            occurrence | to do | urgency | licences
            initiation | no    | -       | -
            engagement | yes   | routine | {team}
            """,
            encounters=visits("2026-03-10"),
        )


class TestWhichEpisode:
    """A substance use disorder without one in the 60 days before, at the age of 13 or more."""

    @pytest.mark.parametrize(
        "code",
        [
            *("F10.20", "F11.20", "F12.20", "F13.20", "F14.20", "F15.20", "F16.20", "F18.20"),
            *("F19.20", "T40.1X1A", "T42.4X1A", "T43.621A", "T51.0X1A", "7200002", "66214007"),
        ],
    )
    def test_disorders_and_overdoses(self, says, code):
        says(OPEN, change={"F10.20": code})

    @pytest.mark.parametrize("code", ["F17.200", "T39.1X1A", "T42.3X1A", "T43.591A", "F32.2"])
    def test_what_is_none(self, nothing, code):
        """Tobacco, paracetamol, barbiturates, neuroleptics, depression."""
        nothing(NONE, change={"F10.20": code})

    @pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
    def test_not_one_that_was_refuted(self, nothing, verification):
        nothing(NONE, change={"2026-03-02 |       |  ": f"2026-03-02 |       | {verification}"})

    def test_one_that_is_over_counts_from_its_beginning(self, says):
        says(
            """
            occurrence | due
            initiation | 2026-03-15
            """,
            change={"2026-03-02 |       |": "2026-03-02 | 2026-03-09 |"},
        )

    @pytest.mark.parametrize("born", ["2013-03-02", "1940-01-01"])
    def test_from_the_thirteenth_birthday(self, says, born):
        says(OPEN, person={"born": born})

    def test_not_on_the_day_before_it(self, nothing):
        nothing(NONE, person={"born": "2013-03-03"})

    @pytest.mark.parametrize(
        "before",
        [
            "F11.20 | 2020-05-01 |            | |",
            "F11.20 | 2020-05-01 | 2026-01-01 | |",
            "F11.20 | 2026-03-01 | 2026-03-01 | |",
        ],
    )
    def test_not_with_one_in_the_60_days_before(self, nothing, before):
        """Of a boy who turned 13 on that day, so that the one before started nothing itself."""
        nothing(NONE, person={"born": "2013-03-02"}, conditions=before)

    @pytest.mark.parametrize(
        "before",
        [
            "F11.20 | 2020-05-01 | 2025-12-31 | |",
            "F11.20 | 2020-05-01 |            | refuted |",
            "F32.2  | 2020-05-01 |            | |",
        ],
    )
    def test_one_that_was_over_by_then_or_of_something_else_does_not_matter(self, says, before):
        says(OPEN, person={"born": "2013-03-02"}, conditions=before)

    def test_a_second_diagnosis_of_the_same_day_starts_nothing_new(self, says):
        says(OPEN, conditions="F11.20 | 2026-03-02 | | |")

    def test_another_after_60_days_starts_anew(self, says):
        says(
            """
            occurrence                               | due
            Condition:F10.20:2026-03-02:1:initiation | 2026-03-15
            Condition:F11.20:2026-05-02:1:initiation | 2026-05-15
            """,
            "2026-05-02",
            change=OVER_AT_ONCE,
            conditions="F11.20 | 2026-05-02 | | |",
        )

    def test_one_of_the_60th_day_does_not(self, says):
        later = "F11.20 | 2026-05-01 | | |"
        says(OPEN, "2026-05-02", change=OVER_AT_ONCE, conditions=later)

    def test_none_before_2025(self, nothing):
        nothing("no edition before 2025-01-01", "2025-01-02", change={"2026-03-02": "2024-12-31"})

    def test_from_2025(self, says):
        says(OPEN, "2025-01-02", change={"2026-03-02": "2025-01-01"})


class TestMissing:
    """Lists that nobody asked for, a birth date that is not known."""

    def test_diagnoses(self, says):
        says(
            """
            outcome           | missing
            insufficient data | conditions (never asked for)
            """,
            conditions=None,
        )

    def test_visits(self, says):
        says(
            """
            occurrence | outcome           | to do | missing
            initiation | insufficient data | yes   | encounters (never asked for)
            """,
            encounters=None,
        )

    def test_a_birth_date(self, says):
        says(
            """
            outcome           | missing
            insufficient data | birth date
            """,
            person={"born": None},
        )
