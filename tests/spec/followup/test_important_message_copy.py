"""The copy of the Important Message: Rosa Dean, 71, went home on Wednesday 7 October 2026.

42 CFR 405.1205: a copy no more than two calendar days before discharge, from 5 October; the first
notice is that copy when it was given within them.
"""

import pytest

title = "Copy of the Important Message before discharge"

rule = "followup.important-message-copy"
as_of = "2026-10-07"
person = {"born": "1955-03-03"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | status
        IMP   | 2026-10-01 | 2026-10-07 | home        | finished
        """,
    "coverages": """
        from       | to | type                      | status
        2020-03-01 |    | https://nahdo.org/sopt#12 | active
        """,
    "communications": "on | status | topic",
}
OPEN = """
    occurrence | outcome
    copy       | not met
    """
NONE = "no discharge with Medicare"
IMPORTANT_MESSAGE = "urn:carecoord:cms-form#CMS-10065"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        copy       | 2026-10-07 | 2026-10-05 | 2026-10-07    | 2026-10-07 | urgent  | 2007
        """
    )


@pytest.mark.parametrize(
    ("day", "standing", "to_do"),
    [
        ("2026-10-07", "due", "yes"),
        ("2026-10-08", "window closed", "no"),
        ("2026-10-14", "window closed", "no"),
    ],
)
def test_how_it_stands_while_it_was_not_given(says, day, standing, to_do):
    says(
        f"""
        occurrence | outcome | standing   | to do
        copy       | not met | {standing} | {to_do}
        """,
        day,
    )


def test_it_lapses_after_a_week(nothing):
    nothing("lapsed on 2026-10-14: discharge with Medicare ended 2026-10-07", "2026-10-15")


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-10-04", "not met"),
        ("2026-10-05", "met"),
        ("2026-10-07", "met"),
        ("2026-10-08", "not met"),
    ],
)
def test_it_counts_in_the_two_days_before_discharge(says, on, outcome):
    says(
        f"""
        occurrence | outcome
        copy       | {outcome}
        """,
        "2026-10-08",
        communications=f"{on} | completed | {IMPORTANT_MESSAGE}",
    )


def test_the_first_notice_of_a_short_stay_is_its_copy(says):
    says(
        """
        occurrence | outcome | done
        copy       | met     | 2026-10-05
        """,
        change={"2026-10-01": "2026-10-05"},
        communications=f"2026-10-05 | completed | {IMPORTANT_MESSAGE}",
    )


@pytest.mark.parametrize(
    "message",
    [
        "completed | urn:carecoord:cms-form#CMS-10611",
        f"not-done | {IMPORTANT_MESSAGE}",
    ],
)
def test_only_this_notice_and_only_when_it_was_given(says, message):
    says(OPEN, communications=f"2026-10-06 | {message}")


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        copy       | yes   | care coordinator, registered nurse, social worker
        """
    )


@pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC"])
def test_inpatient_stays(says, kind):
    says(OPEN, change={"IMP": kind})


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("IMP", "OBSENC"),
        ("IMP", "EMER"),
        ("finished", "cancelled"),
        ("home", "exp"),
        ("sopt#12", "sopt#2"),
        ("active", "cancelled"),
        ("2020-03-01 |    |", "2020-03-01 | 2026-09-30 |"),
        ("2020-03-01 |    |", "2026-10-08 |            |"),
    ],
)
def test_what_is_no_discharge_with_medicare(nothing, word, other):
    nothing(NONE, change={word: other})


@pytest.mark.parametrize("span", ["2020-03-01 | 2026-10-01 |", "2026-10-07 |    |"])
def test_medicare_on_some_day_of_the_stay(says, span):
    says(OPEN, change={"2020-03-01 |    |": span})


THEN = {"2026-10-01": "2007-06-25", "2020-03-01": "2005-01-01"}


def test_none_before_july_2007(nothing):
    then = THEN | {"2026-10-07": "2007-06-30"}
    nothing("no edition before 2007-07-01", "2007-07-01", change=then)


def test_from_july_2007(says):
    says(OPEN, "2007-07-01", change=THEN | {"2026-10-07": "2007-07-01"})


@pytest.mark.parametrize(
    ("lists", "to_do"),
    [
        ({"encounters": None}, "no"),
        ({"coverages": None}, "no"),
        ({"communications": None}, "yes"),
    ],
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
