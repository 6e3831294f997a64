"""The referral loop: a referral for Otto Brand, 75, was ordered on Tuesday 10 March 2026.

CMS50: the report of the consultant is received in the same calendar year; followed for two years.
"""

import pytest

title = "Referral loop: the report is read"

rule = "followup.referral"
as_of = "2026-12-31"
person = {"born": "1950-06-01"}
on_record = {
    "orders": """
        code      | on         | status | intent | forbids
        306206005 | 2026-03-10 | active | order  |
        """,
    "tasks": "status | on | from | to | changed | focus | order",
}
OPEN = """
    occurrence | outcome
    report     | not met
    """
NONE = "no referral"


def done(on, begun="2026-03-10", status="completed", focus="o1", order=""):
    return f"{status} | 2026-03-10 | {begun} | {on} | | {focus} | {order}"


def test_the_days(says):
    says(
        """
        occurrence | due        | earliest   | overdue after | closes     | urgency | edition
        report     | 2026-12-31 | 2026-03-10 | 2026-12-31    | 2028-03-10 | routine | 2026
        """
    )


@pytest.mark.parametrize("on", ["2026-01-01", "2026-10-31", "2026-11-01", "2026-12-31"])
def test_it_is_due_at_the_end_of_its_year(says, on):
    """Decision 0017: those of November and December, which the measure leaves out, as well."""
    says(
        """
        occurrence | due
        report     | 2026-12-31
        """,
        change={"2026-03-10": on},
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-03-10", "due"),
        ("2026-12-31", "due"),
        ("2027-01-01", "overdue"),
        ("2028-03-10", "overdue"),
    ],
)
def test_how_it_stands_while_none_has_come(says, day, standing):
    says(
        f"""
        occurrence | outcome | standing
        report     | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_two_years(nothing):
    nothing("lapsed on 2028-03-10: referral ended 2026-03-10", "2028-03-11")


@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-03-09", "not met", "overdue"),
        ("2026-03-10", "met", "done"),
        ("2026-12-31", "met", "done"),
        ("2027-01-01", "met", "done late"),
    ],
)
def test_the_task_closes_it_on_the_day_on_which_it_ended(says, on, outcome, standing):
    """Not on the day on which somebody began to work on it."""
    says(
        f"""
        occurrence | outcome   | standing
        report     | {outcome} | {standing}
        """,
        "2027-01-02",
        tasks=done(on, begun="2026-03-09"),
    )


@pytest.mark.parametrize(("focus", "order"), [("o1", ""), ("", "o1")])
def test_a_task_that_acts_on_the_referral_or_is_based_on_it(says, focus, order):
    says(
        """
        occurrence | outcome
        report     | met
        """,
        tasks=done("2026-05-04", focus=focus, order=order),
    )


@pytest.mark.parametrize(
    "task",
    [
        done("2026-05-04", focus=""),
        done("2026-05-04", focus="o2"),
        done("2026-05-04", status="in-progress"),
        done("2026-05-04", status="accepted"),
    ],
)
def test_what_does_not_close_it(says, task):
    says(OPEN, tasks=task)


def test_a_completed_task_that_does_not_say_when_leaves_it_open(says):
    says(
        """
        occurrence | outcome           | to do | missing
        report     | insufficient data | yes   | the exact day: {title}
        """.format(title="Report of the referral read by the referrer"),
        tasks=done("", begun=""),
    )


@pytest.mark.parametrize("status", ["cancelled", "rejected"])
def test_a_referral_that_was_cancelled_or_refused_is_not_waited_for(says, status):
    says(
        """
        occurrence | outcome        | standing | waived     | to do
        report     | not applicable | waived   | 2026-04-02 | no
        """,
        tasks=f"{status} | 2026-03-10 | | | 2026-04-02 | o1 |",
    )


def test_of_a_refusal_without_a_last_change_the_day_of_the_task_counts(says):
    says(
        """
        occurrence | outcome        | waived
        report     | not applicable | 2026-03-12
        """,
        tasks="rejected | 2026-03-12 | | | | o1 |",
    )


@pytest.mark.parametrize(
    "task", ["rejected | | | | | o1 |", "rejected | 2026-03-12 | | | 2026-04-02 | o2 |"]
)
def test_a_refusal_without_a_day_or_of_another_referral_leaves_it_open(says, task):
    says(OPEN, tasks=task)


def test_who_works_on_it(says):
    says(
        """
        occurrence | to do | licences
        report     | yes   | care coordinator, registered nurse
        """
    )


class TestWhichOrder:
    """An order to another practitioner that stands."""

    @pytest.mark.parametrize(
        "code", ["3457005", "306206005", "103696004", "306253008", "cpt:99241"]
    )
    def test_referrals(self, says, code):
        says(OPEN, change={"306206005": code})

    def test_what_is_none(self, nothing):
        nothing(NONE, change={"306206005": "71045"})

    @pytest.mark.parametrize(
        ("status", "intent"),
        [("active", "order"), ("completed", "order"), ("active", "original-order")],
    )
    def test_that_stand(self, says, status, intent):
        says(OPEN, change={"active | order ": f"{status} | {intent} "})

    @pytest.mark.parametrize(
        ("status", "intent", "no"),
        [
            ("draft", "order", ""),
            ("revoked", "order", ""),
            ("active", "plan", ""),
            ("active", "proposal", ""),
            ("active", "order", "yes"),
        ],
    )
    def test_that_do_not(self, nothing, status, intent, no):
        nothing(NONE, change={"active | order  |": f"{status} | {intent}  | {no}"})

    def test_each_referral_is_followed(self, says):
        """Decision 0017: the measure asks for the first of the year only."""
        says(
            """
            occurrence                           | outcome
            Order:306206005:2026-03-10:1:report  | met
            Order:306206005:2026-04-20:1:report  | not met
            """,
            orders="306206005 | 2026-04-20 | active | order |",
            tasks=done("2026-05-04"),
        )

    def test_none_before_2024(self, nothing):
        nothing("no edition before 2024-01-01", "2024-01-02", change={"2026-03-10": "2023-12-31"})

    def test_from_2024(self, says):
        says(OPEN, "2024-01-02", change={"2026-03-10": "2024-01-01"})


@pytest.mark.parametrize(("lists", "to_do"), [({"orders": None}, "no"), ({"tasks": None}, "yes")])
def test_lists_that_nobody_asked_for(says, lists, to_do):
    (listed,) = lists
    says(
        f"""
        outcome           | to do   | missing
        insufficient data | {to_do} | {listed} (never asked for)
        """,
        **lists,
    )
