"""Notice of an admission: Otto Brand, 75, was admitted on Friday 15 May 2026.

HEDIS TRC: the practice has the notice on the day of admission or the two days after it, by 17
May, a Sunday as any other day.
"""

import pytest

title = "Notice of an inpatient admission received"

rule = "followup.admission-notice"
as_of = "2026-05-17"
person = {"born": "1950-06-01"}
on_record = {
    "encounters": """
        class | from       | to | status
        IMP   | 2026-05-15 |    | in-progress
        """,
    "communications": "on | status | about",
}
OPEN = """
    occurrence | outcome
    notice     | not met
    """
NONE = "no inpatient admission"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        notice     | 2026-05-17 | 2026-05-15 | 2026-05-17    | 2026-06-14 | routine | 2020
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-05-15", "due"),
        ("2026-05-17", "due"),
        ("2026-05-18", "overdue"),
        ("2026-06-14", "overdue"),
    ],
)
def test_how_it_stands_while_none_has_come(says, day, standing):
    says(
        f"""
        occurrence | outcome | standing
        notice     | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_day_30(nothing):
    nothing("lapsed on 2026-06-14: inpatient admission ended 2026-05-15", "2026-06-15")


@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-05-14", "not met", "overdue"),
        ("2026-05-15", "met", "done"),
        ("2026-05-17", "met", "done"),
        ("2026-05-18", "met", "done late"),
    ],
)
def test_a_notice_counts_on_days_0_to_2(says, on, outcome, standing):
    says(
        f"""
        occurrence | outcome   | standing
        notice     | {outcome} | {standing}
        """,
        "2026-05-18",
        communications=f"{on} | completed | e1",
    )


@pytest.mark.parametrize("message", ["completed |", "not-done | e1", "in-progress | e1"])
def test_only_a_message_that_was_given_and_names_the_stay(says, message):
    says(OPEN, communications=f"2026-05-16 | {message}")


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        notice     | yes   | care coordinator, registered nurse
        """
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("IMP", "in-progress"),
        ("ACUTE", "in-progress"),
        ("NONAC", "in-progress"),
        ("IMP", "arrived"),
        ("IMP", "triaged"),
        ("IMP", "onleave"),
        ("IMP", "finished"),
    ],
)
def test_admissions(says, kind, status):
    says(OPEN, change={"IMP": kind, "in-progress": status})


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("EMER", "in-progress"),
        ("OBSENC", "in-progress"),
        ("AMB", "in-progress"),
        ("IMP", "planned"),
        ("IMP", "cancelled"),
    ],
)
def test_what_is_no_admission(nothing, kind, status):
    nothing(NONE, change={"IMP": kind, "in-progress": status})


def test_the_clock_starts_at_the_admission_of_a_stay_that_is_over(says):
    says(
        """
        occurrence | due
        notice     | 2026-05-17
        """,
        "2026-05-19",
        change={"2026-05-15 |    |": "2026-05-15 | 2026-05-19 |", "in-progress": "finished"},
    )


def test_none_before_2020(nothing):
    nothing("no edition before 2020-01-01", "2020-01-02", change={"2026-05-15": "2019-12-31"})


def test_from_2020(says):
    says(OPEN, "2020-01-02", change={"2026-05-15": "2020-01-01"})


@pytest.mark.parametrize(
    ("lists", "to_do"), [({"encounters": None}, "no"), ({"communications": None}, "yes")]
)
def test_lists_that_nobody_asked_for(says, lists, to_do):
    (listed,) = lists
    says(
        f"""
        outcome           | to do   | missing
        insufficient data | {to_do} | {listed} (never asked for)
        """,
        **lists,
    )


@pytest.mark.parametrize("status", ["planned", "cancelled", "entered-in-error"])
def test_a_stay_that_did_not_begin_is_none_on_the_days_planned_for_it(nothing, status):
    """Before its last day a stay is known as in progress: not one that never was."""
    planned = {"| in-progress": f"2026-05-20 | {status}"}

    nothing(NONE, change=planned)
