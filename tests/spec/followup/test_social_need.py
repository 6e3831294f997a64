"""A social need: on Tuesday 10 March 2026 Rosa Dean, 71, is found to have no safe place to live.

HEDIS SNS-E: an intervention within 30 days of the first positive screen, by 9 April.
"""

import pytest

title = "Intervention for a social need"

rule = "followup.social-need"
as_of = "2026-04-09"
person = {"born": "1955-03-03"}
on_record = {
    "conditions": """
        code   | onset      | ended | verification
        Z59.00 | 2026-03-10 |       |
        """,
    "orders": "code | on | status | because | forbids",
    "procedures": "code | on | status | because",
    "tasks": "status | on | changed | focus",
    "communications": "on | status",
}
OPEN = """
    occurrence   | outcome
    intervention | not met
    """
NONE = "no social need"


def order(on, status="active", because="c1", forbids=""):
    return {"orders": f"410292007 | {on} | {status} | {because} | {forbids}"}


def procedure(on, status="completed", because="c1"):
    return {"procedures": f"410292007 | {on} | {status} | {because}"}


def task(on, status="accepted", focus="c1", asked="2026-03-10"):
    return {"tasks": f"{status} | {asked} | {on} | {focus}"}


def test_the_days(says):
    says(
        """
        occurrence   | due        | earliest   | overdue after | closes     | urgency | edition
        intervention | 2026-04-09 | 2026-03-10 | 2026-04-09    | 2027-03-10 | routine | 2023
        """
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-03-10", "due"),
        ("2026-04-09", "due"),
        ("2026-04-10", "overdue"),
        ("2027-03-10", "overdue"),
    ],
)
def test_how_it_stands_while_nothing_was_done(says, day, standing):
    says(
        f"""
        occurrence   | outcome | standing
        intervention | not met | {standing}
        """,
        day,
    )


def test_it_lapses_after_a_year(nothing):
    nothing("lapsed on 2027-03-10: social need ended 2026-03-10", "2027-03-11")


@pytest.mark.parametrize("intervention", [order, procedure, task])
@pytest.mark.parametrize(
    ("on", "outcome", "standing"),
    [
        ("2026-03-09", "not met", "overdue"),
        ("2026-03-10", "met", "done"),
        ("2026-04-09", "met", "done"),
        ("2026-04-10", "met", "done late"),
    ],
)
def test_an_intervention_counts_from_the_day_of_the_need(says, intervention, on, outcome, standing):
    says(
        f"""
        occurrence   | outcome   | standing
        intervention | {outcome} | {standing}
        """,
        "2026-04-10",
        **intervention(on),
    )


@pytest.mark.parametrize(
    ("intervention", "status"),
    [
        (order, "active"),
        (order, "completed"),
        (procedure, "completed"),
        (procedure, "in-progress"),
        (task, "accepted"),
        (task, "in-progress"),
        (task, "completed"),
    ],
)
def test_what_answers_the_need(says, intervention, status):
    says(
        """
        occurrence   | outcome
        intervention | met
        """,
        **intervention("2026-03-20", status),
    )


@pytest.mark.parametrize(
    ("intervention", "status"),
    [
        (order, "draft"),
        (order, "revoked"),
        (procedure, "not-done"),
        (procedure, "preparation"),
        (task, "requested"),
        (task, "rejected"),
    ],
)
def test_what_does_not(says, intervention, status):
    says(OPEN, **intervention("2026-03-20", status))


@pytest.mark.parametrize("intervention", [order, procedure, task])
def test_it_has_to_name_the_need(says, intervention):
    status = {order: "active", procedure: "completed", task: "accepted"}[intervention]
    says(OPEN, **intervention("2026-03-20", status, "c2"))


def test_of_a_task_without_a_last_change_the_day_on_which_it_was_asked_for_counts(says):
    says(
        """
        occurrence   | done
        intervention | 2026-03-12
        """,
        **task("", asked="2026-03-12"),
    )


def test_a_task_without_any_day_leaves_it_open(says):
    says(
        """
        occurrence   | outcome           | to do
        intervention | insufficient data | yes
        """,
        **task("", asked=""),
    )


def test_a_voicemail_is_an_attempt(says):
    seen = says(OPEN, communications="2026-03-20 | not-done")

    assert seen["intervention"][-1] == "1 attempt, nobody reached"


def test_who_works_on_it(says):
    says(
        """
        occurrence   | to do | licences
        intervention | yes   | care coordinator, community health worker, social worker
        """
    )


class TestWhichNeed:
    """Of housing, food, transport, work, schooling, family and the like."""

    @pytest.mark.parametrize(
        "code",
        ["Z55.0", "Z56.0", "Z57.1", "Z58.6", "Z59.41", "Z60.2", "Z62.21", "Z63.0", "Z65.1"],
    )
    def test_needs(self, says, code):
        says(OPEN, change={"Z59.00": code})

    @pytest.mark.parametrize("code", ["Z54.0", "Z61.9", "Z64.0", "Z66", "I10"])
    def test_what_is_none(self, nothing, code):
        nothing(NONE, change={"Z59.00": code})

    @pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
    def test_not_one_that_was_refuted(self, nothing, verification):
        nothing(NONE, change={"2026-03-10 |       |": f"2026-03-10 |       | {verification}"})

    def test_one_that_was_met_meanwhile_counts_from_its_beginning(self, says):
        says(
            """
            occurrence   | due
            intervention | 2026-04-09
            """,
            change={"2026-03-10 |       |": "2026-03-10 | 2026-03-30 |"},
        )

    def test_none_before_2023(self, nothing):
        nothing("no edition before 2023-01-01", "2023-01-02", change={"2026-03-10": "2022-12-31"})

    def test_from_2023(self, says):
        says(OPEN, "2023-01-02", change={"2026-03-10": "2023-01-01"})


def test_needs_that_nobody_asked_for(says):
    says(
        """
        outcome           | missing
        insufficient data | conditions (never asked for)
        """,
        conditions=None,
    )


@pytest.mark.parametrize("listed", ["orders", "procedures", "tasks"])
def test_interventions_that_nobody_asked_for(says, listed):
    says(
        f"""
        occurrence   | outcome           | to do | missing
        intervention | insufficient data | yes   | {listed} (never asked for)
        """,
        **{listed: None},
    )


def test_an_order_not_to_do_something_is_no_intervention(says):
    says(OPEN, **order("2026-03-20", forbids="yes"))
