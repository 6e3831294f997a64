"""Engaged after discharge: Otto Brand, 75, goes home on Friday 22 May 2026.

HEDIS TRC: seen or spoken with within 30 days, the day of discharge not among them; day 30 is 21
June.
"""

import pytest

title = "Engaged within 30 days of discharge"

rule = "followup.patient-engagement"
as_of = "2026-06-21"
person = {"born": "1950-06-01"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | status
        IMP   | 2026-05-18 | 2026-05-22 | home        | finished
        """,
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    engagement | not met
    """


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        engagement | 2026-06-21 | 2026-05-23 | 2026-06-21    | 2026-06-21 | routine | 2020
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2026-05-22", "upcoming"), ("2026-05-23", "due"), ("2026-06-21", "due")],
)
def test_how_it_stands_while_nobody_was_reached(says, day, standing):
    says(
        f"""
        occurrence | outcome | standing
        engagement | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_day_30(nothing):
    nothing("lapsed on 2026-06-21: discharge to the community ended 2026-05-22", "2026-06-22")


@pytest.mark.parametrize("contact", ["visit", "conversation"])
@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-05-22", "not met"),
        ("2026-05-23", "met"),
        ("2026-06-21", "met"),
    ],
)
def test_the_day_of_discharge_does_not_count(says, contact, on, outcome):
    rows = {
        "visit": {"encounters": f"AMB | {on} | {on} | | finished"},
        "conversation": {"communications": f"{on} | completed"},
    }
    says(
        f"""
        occurrence | outcome
        engagement | {outcome}
        """,
        **rows[contact],
    )


def test_a_voicemail_is_an_attempt(says):
    assert says(OPEN, communications="2026-05-25 | not-done")["engagement"][-1] == (
        "1 attempt, nobody reached"
    )


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        engagement | yes   | care coordinator, registered nurse
        """
    )


@pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC", "OBSENC"])
def test_stays(says, kind):
    """Decision 0017: observation stays count as well."""
    says(OPEN, change={"IMP": kind})


@pytest.mark.parametrize(
    ("word", "other"), [("IMP", "EMER"), ("IMP", "AMB"), ("finished", "cancelled"), ("home", "snf")]
)
def test_what_is_no_discharge_to_the_community(nothing, word, other):
    nothing("no discharge to the community", change={word: other})


def test_readmission_ends_it(says):
    says(
        """
        occurrence | outcome        | reason
        engagement | not applicable | superseded by readmission on 2026-06-01
        """,
        encounters="IMP | 2026-06-01 | | | in-progress",
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
