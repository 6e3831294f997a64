"""The Important Message from Medicare: Rosa Dean, 71, was admitted on Friday 2 October 2026.

42 CFR 405.1205: at or near admission, no later than two calendar days after it, by Sunday 4
October; not earlier than seven days before it.
"""

import pytest

title = "Important Message from Medicare given"

rule = "followup.important-message"
as_of = "2026-10-04"
person = {"born": "1955-03-03"}
on_record = {
    "encounters": """
        class | from       | to | status
        IMP   | 2026-10-02 |    | in-progress
        """,
    "coverages": """
        from       | to | type                      | status
        2020-03-01 |    | https://nahdo.org/sopt#12 | active
        """,
    "communications": "on | status | topic",
}
OPEN = """
    occurrence | outcome
    notice     | not met
    """
NONE = "no admission with Medicare"
IMPORTANT_MESSAGE = "urn:carecoord:cms-form#CMS-10065"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        notice     | 2026-10-04 | 2026-09-25 | 2026-10-04    | 2026-11-01 | urgent  | 2007
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-10-02", "due"),
        ("2026-10-04", "due"),
        ("2026-10-05", "overdue"),
        ("2026-11-01", "overdue"),
    ],
)
def test_how_it_stands_while_it_was_not_given(says, day, standing):
    says(
        f"""
        occurrence | outcome | standing
        notice     | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_day_30(nothing):
    nothing("lapsed on 2026-11-01: admission with Medicare ended 2026-10-02", "2026-11-02")


@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-09-24", "not met", "overdue"),
        ("2026-09-25", "met", "done"),
        ("2026-10-02", "met", "done"),
        ("2026-10-04", "met", "done"),
        ("2026-10-05", "met", "done late"),
    ],
)
def test_it_counts_from_a_week_before_to_two_days_after(says, on, outcome, standing):
    says(
        f"""
        occurrence | outcome   | standing
        notice     | {outcome} | {standing}
        """,
        "2026-10-05",
        communications=f"{on} | completed | {IMPORTANT_MESSAGE}",
    )


@pytest.mark.parametrize(
    "message",
    [
        "completed | urn:carecoord:cms-form#CMS-10611",
        "completed |",
        f"not-done | {IMPORTANT_MESSAGE}",
        f"in-progress | {IMPORTANT_MESSAGE}",
    ],
)
def test_only_this_notice_and_only_when_it_was_given(says, message):
    says(OPEN, communications=f"2026-10-03 | {message}")


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        notice     | yes   | care coordinator, registered nurse, social worker
        """
    )


@pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC"])
def test_admissions(says, kind):
    says(OPEN, change={"IMP": kind})


@pytest.mark.parametrize(
    ("word", "other"), [("IMP", "OBSENC"), ("IMP", "EMER"), ("in-progress", "planned")]
)
def test_what_is_no_admission(nothing, word, other):
    nothing(NONE, change={word: other})


@pytest.mark.parametrize(
    "medicare", ["https://nahdo.org/sopt#1", "https://nahdo.org/sopt#111", "RETIRE"]
)
def test_medicare(says, medicare):
    says(OPEN, change={"https://nahdo.org/sopt#12": medicare})


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("sopt#12", "sopt#2"),
        ("sopt#12", "sopt#5"),
        ("https://nahdo.org/sopt#12", "HIP"),
        ("active", "cancelled"),
        ("2020-03-01 |    |", "2020-03-01 | 2026-10-01 |"),
    ],
)
def test_what_is_not_medicare_now(nothing, word, other):
    nothing(NONE, change={word: other})


@pytest.mark.parametrize("span", ["2020-03-01 | 2026-10-02 |", "2026-10-04 |    |"])
def test_medicare_on_some_day_of_the_stay(says, span):
    says(OPEN, change={"2020-03-01 |    |": span})


def test_the_clock_starts_at_the_admission_of_a_stay_that_is_over(says):
    says(
        """
        occurrence | due
        notice     | 2026-10-04
        """,
        "2026-10-06",
        change={"2026-10-02 |    |": "2026-10-02 | 2026-10-06 |", "in-progress": "finished"},
    )


def test_none_before_july_2007(nothing):
    then = {"2026-10-02": "2007-06-30", "2020-03-01": "2005-01-01"}
    nothing("no edition before 2007-07-01", "2007-07-02", change=then)


def test_from_july_2007(says):
    then = {"2026-10-02": "2007-07-01", "2020-03-01": "2005-01-01"}
    says(OPEN, "2007-07-02", change=then)


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
