"""Discharge information: Otto Brand, 75, goes home on Friday 22 May 2026.

HEDIS TRC: the practice has it on the day of discharge or the two days after it, by 24 May, a Sunday
as any other day.
"""

import pytest

title = "Discharge information received"

rule = "followup.discharge-information"
as_of = "2026-05-24"
person = {"born": "1950-06-01"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | status
        IMP   | 2026-05-18 | 2026-05-22 | home        | finished
        """,
    "communications": "on | status | about",
}
OPEN = """
    occurrence  | outcome
    information | not met
    """


def test_the_days(says):
    says(
        """
        occurrence  | due        | earliest   | overdue after | closes     | urgency | edition
        information | 2026-05-24 | 2026-05-22 | 2026-05-24    | 2026-06-21 | urgent  | 2020
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-05-22", "due"),
        ("2026-05-24", "due"),
        ("2026-05-25", "overdue"),
        ("2026-06-21", "overdue"),
    ],
)
def test_how_it_stands_while_none_has_come(says, day, standing):
    says(
        f"""
        occurrence  | outcome | standing
        information | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_day_30(nothing):
    nothing("lapsed on 2026-06-21: discharge to the community ended 2026-05-22", "2026-06-22")


@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-05-21", "not met", "overdue"),
        ("2026-05-22", "met", "done"),
        ("2026-05-24", "met", "done"),
        ("2026-05-25", "met", "done late"),
    ],
)
def test_it_counts_on_days_0_to_2(says, on, outcome, standing):
    says(
        f"""
        occurrence  | outcome   | standing
        information | {outcome} | {standing}
        """,
        "2026-05-25",
        communications=f"{on} | completed | e1",
    )


@pytest.mark.parametrize("message", ["completed |", "not-done | e1", "in-progress | e1"])
def test_only_a_message_that_was_given_and_names_the_stay(says, message):
    says(OPEN, communications=f"2026-05-23 | {message}")


def test_who_works_on_it(says):
    says(
        """
        occurrence  | to do | licences
        information | yes   | care coordinator, registered nurse
        """
    )


@pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC", "OBSENC"])
def test_stays(says, kind):
    says(OPEN, change={"IMP": kind})


@pytest.mark.parametrize(
    ("word", "other"), [("IMP", "EMER"), ("IMP", "AMB"), ("finished", "cancelled"), ("home", "snf")]
)
def test_what_is_no_discharge_to_the_community(nothing, word, other):
    nothing("no discharge to the community", change={word: other})


def test_readmission_ends_it(says):
    says(
        """
        occurrence  | outcome        | reason
        information | not applicable | superseded by readmission on 2026-05-24
        """,
        encounters="IMP | 2026-05-24 | | | in-progress",
    )


def test_none_before_2020(nothing):
    stay = {"2026-05-18": "2019-12-20", "2026-05-22": "2019-12-31"}
    nothing("no edition before 2020-01-01", "2020-01-02", change=stay)


def test_from_2020(says):
    says(OPEN, "2020-01-02", change={"2026-05-18": "2019-12-20", "2026-05-22": "2020-01-01"})


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
