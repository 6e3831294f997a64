"""The notice of observation (MOON): Rosa Dean, 71, under observation since Saturday 7 March 2026.

42 CFR 489.20(y): once observation lasts more than 24 hours, no later than 36 hours after it began.
It began at 20:00 in New York; in the night clocks go forward, so 36 hours end on Monday at 09:00.
"""

from zoneinfo import ZoneInfo

import pytest

title = "Notice of observation (MOON) given"

rule = "followup.observation-notice"
zone = ZoneInfo("America/New_York")
as_of = "2026-03-09T08:00-04:00"
person = {"born": "1955-03-03"}
on_record = {
    "encounters": """
        class  | from                   | to | status
        OBSENC | 2026-03-07T20:00-05:00 |    | in-progress
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
NONE = "no observation with Medicare"
MOON = "urn:carecoord:cms-form#CMS-10611"


def over(at):
    """The observation ended at an instant, or on a day."""
    return {"-05:00 |    |": f"-05:00 | {at} |", "in-progress": "finished"}


def test_it_is_due_after_36_hours(says):
    says(
        """
        occurrence | due                    | earliest   | urgency | edition
        notice     | 2026-03-09T09:00-04:00 | 2026-03-07 | urgent  | 2017
        """
    )


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        ("2026-03-07T21:00-05:00", "due"),
        ("2026-03-09T09:00-04:00", "due"),
        ("2026-03-09T09:01-04:00", "overdue"),
        ("2026-03-21", "overdue"),
    ],
)
def test_how_it_stands_while_it_was_not_given(says, now, standing):
    says(
        f"""
        occurrence | outcome | standing
        notice     | not met | {standing}
        """,
        now,
    )


def test_it_lapses_after_two_weeks(nothing):
    nothing("lapsed on 2026-03-21: observation with Medicare ended 2026-03-07", "2026-03-22")


@pytest.mark.parametrize(
    ("at", "outcome", "reason"),
    [
        ("2026-03-06", "not met", "none seen since 2026-03-07; due 2026-03-09"),
        ("2026-03-07T20:30-05:00", "met", "done on 2026-03-07"),
        ("2026-03-09T09:00-04:00", "met", "done on 2026-03-09"),
        ("2026-03-09T09:01-04:00", "met", "done late on 2026-03-09"),
    ],
)
def test_it_counts_from_the_first_day_to_the_hour(says, at, outcome, reason):
    says(
        f"""
        occurrence | outcome   | reason
        notice     | {outcome} | {reason}
        """,
        "2026-03-09T12:00-04:00",
        communications=f"{at} | completed | {MOON}",
    )


@pytest.mark.parametrize(
    "message", ["completed | urn:carecoord:cms-form#CMS-10065", f"not-done | {MOON}"]
)
def test_only_this_notice_and_only_when_it_was_given(says, message):
    says(OPEN, communications=f"2026-03-08 | {message}")


def test_where_only_the_day_is_known_the_second_day_is_the_last(says):
    """36 hours from a day end on the next at the earliest."""
    says(
        """
        occurrence | due        | overdue after | earliest   | closes
        notice     | 2026-03-08 | 2026-03-08    | 2026-03-07 | 2026-03-21
        """,
        change={"2026-03-07T20:00-05:00": "2026-03-07"},
    )


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        notice     | yes   | care coordinator, registered nurse, social worker
        """
    )


class TestMoreThan24Hours:
    """Of Saturday 20:00, when clocks go forward, 24 hours end on Sunday at 21:00."""

    @pytest.mark.parametrize("end", ["2026-03-08T21:01-04:00", "2026-03-09T07:00-04:00"])
    def test_longer(self, says, end):
        says(OPEN, change=over(end))

    @pytest.mark.parametrize("end", ["2026-03-08T21:00-04:00", "2026-03-07T23:00-05:00"])
    def test_not_longer(self, nothing, end):
        nothing(NONE, change=over(end))

    def test_one_that_goes_on_counts_as_longer(self, says):
        """Decision 0017: whoever waits for 24 hours to pass has 12 left."""
        says(OPEN, "2026-03-07T22:00-05:00")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("OBSENC", "IMP"),
        ("OBSENC", "EMER"),
        ("in-progress", "planned"),
        ("in-progress", "cancelled"),
        ("sopt#12", "sopt#2"),
        ("active", "cancelled"),
        ("2020-03-01 |    |", "2020-03-01 | 2026-03-06 |"),
    ],
)
def test_what_is_no_observation_with_medicare(nothing, word, other):
    nothing(NONE, change={word: other})


@pytest.mark.parametrize("span", ["2020-03-01 | 2026-03-07 |", "2026-03-09 |    |"])
def test_medicare_on_some_day_of_the_stay(says, span):
    says(OPEN, change={"2020-03-01 |    |": span})


THEN = {"2020-03-01": "2005-01-01"}


def test_none_before_8_march_2017(nothing):
    then = THEN | {"2026-03-07T20:00-05:00": "2017-03-07"}
    nothing("no edition before 2017-03-08", "2017-03-09", change=then)


def test_from_8_march_2017(says):
    says(OPEN, "2017-03-09", change=THEN | {"2026-03-07T20:00-05:00": "2017-03-08"})


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
