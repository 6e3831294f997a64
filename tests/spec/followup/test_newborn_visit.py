"""A newborn after the hospital: Ada Quist, born on Thursday 5 March 2026, goes home on 7 March.

AAP, Bright Futures, footnote 4: seen within 48 to 72 hours of discharge, which is by 10 March; a
visit on the day after discharge counts (decision 0017).
"""

import pytest

title = "Newborn seen after leaving the hospital"

rule = "followup.newborn-visit"
as_of = "2026-03-10"
person = {"born": "2026-03-05"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | status   | by
        IMP   | 2026-03-05 | 2026-03-07 | home        | finished |
        """,
    "conditions": """
        code   | onset      | verification
        Z38.00 | 2026-03-05 |
        """,
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    visit      | not met
    """
NONE = "no discharge of a newborn"


def visit(on, by="MD", kind="AMB", status="finished"):
    return f"{kind} | {on} | {on} | | {status} | {by}"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        visit      | 2026-03-10 | 2026-03-08 | 2026-03-10    | 2026-04-06 | urgent  | 2024
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-03-07", "upcoming"),
        ("2026-03-08", "due"),
        ("2026-03-10", "due"),
        ("2026-03-11", "overdue"),
        ("2026-04-06", "overdue"),
    ],
)
def test_how_it_stands_while_nobody_has_seen_her(says, day, standing):
    says(
        f"""
        occurrence | outcome | standing
        visit      | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_day_30(nothing):
    nothing("lapsed on 2026-04-06: discharge of a newborn ended 2026-03-07", "2026-04-07")


@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-03-07", "not met", "overdue"),
        ("2026-03-08", "met", "done"),
        ("2026-03-10", "met", "done"),
        ("2026-03-11", "met", "done late"),
    ],
)
def test_a_visit_counts_from_the_day_after_discharge(says, on, outcome, standing):
    says(
        f"""
        occurrence | outcome   | standing
        visit      | {outcome} | {standing}
        """,
        "2026-03-11",
        encounters=visit(on),
    )


@pytest.mark.parametrize(
    ("by", "outcome"),
    [
        ("MD", "met"),
        ("NP", "met"),
        ("RN", "met"),
        ("?", "met"),
        ("", "met"),
        ("CMA", "not met"),
        ("nucc:103T00000X", "not met"),
        ("PHARMD", "not met"),
    ],
)
def test_a_prescriber_or_a_registered_nurse_closes_it(says, by, outcome):
    """Somebody whose licence is not known is taken for one of them."""
    says(
        f"""
        occurrence | outcome
        visit      | {outcome}
        """,
        encounters=visit("2026-03-09", by),
    )


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        ("VR", "finished", "met"),
        ("HH", "finished", "met"),
        ("EMER", "finished", "not met"),
        ("AMB", "cancelled", "not met"),
    ],
)
def test_a_visit_at_home_or_by_video_is_one(says, kind, status, outcome):
    says(
        f"""
        occurrence | outcome
        visit      | {outcome}
        """,
        encounters=visit("2026-03-09", kind=kind, status=status),
    )


def test_a_voicemail_is_an_attempt(says):
    seen = says(OPEN, communications="2026-03-09 | not-done")

    assert seen["visit"][-1] == "1 attempt, nobody reached"


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        visit      | yes   | care coordinator, registered nurse, prescriber
        """
    )


class TestWhichStay:
    """The stay in which she was born, or the one that followed without a day at home."""

    @pytest.mark.parametrize("kind", ["IMP", "ACUTE", "OBSENC"])
    def test_stays(self, says, kind):
        says(OPEN, change={"IMP": kind})

    @pytest.mark.parametrize(
        ("word", "other"), [("IMP", "AMB"), ("finished", "in-progress"), ("home", "hosp")]
    )
    def test_what_is_no_discharge_to_the_community(self, nothing, word, other):
        nothing(NONE, change={word: other})

    @pytest.mark.parametrize("born", ["Z38.00", "Z38.2", "442311008"])
    def test_born_in_it(self, says, born):
        says(OPEN, change={"Z38.00": born})

    def test_not_without_the_diagnosis_of_a_birth(self, nothing):
        nothing(NONE, change={"Z38.00": "P59.9"})

    def test_not_when_it_was_refuted(self, nothing):
        nothing(NONE, change={"2026-03-05 |\n": "2026-03-05 | refuted\n"})

    def test_not_when_it_began_after_the_stay(self, nothing):
        nothing(NONE, "2026-03-11", change={"Z38.00 | 2026-03-05": "Z38.00 | 2026-03-08"})

    def test_not_a_later_stay_of_the_same_child(self, says):
        """The birth stays on the list of problems; the readmission ends the visit that was due."""
        says(
            """
            occurrence | outcome        | reason
            visit      | not applicable | superseded by readmission on 2026-03-14
            """,
            "2026-03-19",
            encounters="IMP | 2026-03-14 | 2026-03-18 | home | finished |",
        )

    def test_the_hospital_to_which_she_was_taken_on_the_same_day(self, says):
        says(
            """
            occurrence | due
            visit      | 2026-03-19
            """,
            "2026-03-17",
            change={"home": "hosp"},
            encounters="IMP | 2026-03-07 | 2026-03-16 | home | finished |",
        )

    def test_not_one_a_day_later(self, nothing):
        later = "IMP | 2026-03-08 | 2026-03-16 | home | finished |"
        nothing(NONE, "2026-03-17", change={"home": "hosp"}, encounters=later)

    def test_not_the_chart_of_the_mother(self, nothing):
        nothing(NONE, person={"born": "1995-01-01"})

    @pytest.mark.parametrize("born", ["2025-03-07", "2025-02-28"])
    def test_not_from_the_first_birthday(self, nothing, born):
        nothing(NONE, person={"born": born})

    def test_before_it(self, says):
        """A stay of a year, in intensive care."""
        year = {
            "IMP   | 2026-03-05": "IMP   | 2025-03-08",
            "Z38.00 | 2026-03-05": "Z38.00 | 2025-03-08",
        }
        says(OPEN, person={"born": "2025-03-08"}, change=year)

    def test_none_before_june_2024(self, nothing):
        stay = {"2026-03-05": "2024-05-29", "2026-03-07": "2024-05-31"}
        nothing("no edition before 2024-06-01", "2024-06-02", person=BORN_THEN, change=stay)

    def test_from_june_2024(self, says):
        stay = {"2026-03-05": "2024-05-29", "2026-03-07": "2024-06-01"}
        says(OPEN, "2024-06-02", person=BORN_THEN, change=stay)


BORN_THEN = {"born": "2024-05-29"}


class TestMissing:
    """Lists that nobody asked for, a birth date that is not known."""

    @pytest.mark.parametrize("listed", ["encounters", "conditions"])
    def test_lists(self, says, listed):
        says(
            f"""
            outcome           | missing
            insufficient data | {listed} (never asked for)
            """,
            **{listed: None},
        )

    def test_a_birth_date(self, says):
        says(
            """
            outcome           | missing
            insufficient data | birth date
            """,
            person={"born": None},
        )
