"""The activities of a care plan are done by the last day that the plan gives them."""

from datetime import date

import pytest

from carecoord import explain
from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL

title = "Activities of the care plan"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.care-plan")
HEAD = "from | step | state | why | begins | ends | refers | outcome | forbids | status | intent"
VISITS = """
    class | from       | to
    AMB   | 2026-02-20 | 2026-02-20
    AMB   | 2026-03-05 | 2026-03-05
"""


def plan(state, ends="2026-02-28", *, why="", outcome="", **more):
    cells = {"forbids": "", "status": "", "intent": "", "refers": "", "begins": ""} | more
    return (
        f"{HEAD}\n2026-01-01 | Teaching | {state} | {why} | {cells['begins']} | {ends} |"
        f" {cells['refers']} | {outcome} | {cells['forbids']} | {cells['status']} |"
        f" {cells['intent']}"
    )


def asked(ask, care_plans, as_of="2026-03-10", **tables):
    return ask(RULES, as_of, {"care_plans": care_plans, "encounters": VISITS} | tables)


def holds(finding):
    return [(line.clause, line.holds) for line in finding.evidence[1:]]


class TestDone:
    """In time, late, on a day not known, or still to be done."""

    @pytest.mark.parametrize(
        ("outcome", "held"), [("e1", True), ("e2", False), ("", None), ("gone", None)]
    )
    def test_the_day_is_that_of_its_outcome(self, ask, outcome, held):
        finding = asked(ask, plan("completed", outcome=outcome))

        assert finding.outcome is Outcome.MET
        assert holds(finding) == [("done by its last day", held)]

    @pytest.mark.parametrize("state", ["not-started", "scheduled", "in-progress"])
    def test_what_is_not_seen_done_is_still_to_be_done(self, ask, state):
        finding = asked(ask, plan(state))

        assert finding.outcome is Outcome.NOT_MET
        assert finding.reason == "window closed, still to be done: Teaching by 2026-02-28"
        assert holds(finding) == [("seen done", False)]
        assert dict(finding.details)["turned on"] == date(2026, 3, 1)

    def test_the_work(self, ask):
        action = asked(ask, plan("scheduled")).action

        assert (action.due, action.overdue_after) == (date(2026, 2, 28), date(2026, 3, 7))
        assert action.licences == (Licence.COORDINATOR, Licence.RN)
        assert "2026-02-28" in action.closes

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-02-28", Outcome.NOT_APPLICABLE),
            ("2026-03-01", Outcome.NOT_MET),
            ("2027-02-27", Outcome.NOT_MET),
            ("2027-02-28", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_it_comes_due_the_day_after_and_counts_for_twelve_months(self, ask, as_of, outcome):
        assert asked(ask, plan("scheduled"), as_of).outcome is outcome

    @pytest.mark.parametrize("begins", ["", "2026-02-01"])
    def test_a_span_ends_on_its_last_day(self, ask, begins):
        assert asked(ask, plan("scheduled", begins=begins), "2026-02-28").action is None
        assert asked(ask, plan("scheduled", begins=begins), "2026-03-01").action is not None

    def test_the_count_of_the_day(self, ask):
        steps = (
            "from | step | state | ends | outcome\n"
            "2026-01-01 | A, B, C | completed, completed, scheduled"
            " | 2026-02-28, 2026-02-27, 2026-03-02 | e1, e2, "
        )
        said = explain(asked(ask, steps), date(2026, 3, 10)).splitlines()

        assert (
            "  So far: 2 of 3 activities done (66.7%), 1 of them late,"
            " from 2026-02-27 to 2026-03-02" in said
        )

    def test_each_plan_has_a_finding_of_its_own(self, ask):
        plans = f"{plan('scheduled')}\n{plan('completed').splitlines()[1]}"
        found = ask(RULES, "2026-03-10", {"care_plans": plans}, every=True)

        assert [f.outcome for f in found] == [Outcome.NOT_MET, Outcome.MET]


class TestOutOfTheCount:
    """What was given up for a reason, what is forbidden, and what others follow."""

    @pytest.mark.parametrize(
        "step",
        [
            plan("cancelled"),
            plan("stopped"),
            plan("on-hold"),
            plan("entered-in-error"),
            plan("not-started", why="patient declined"),
            plan("scheduled", forbids="yes"),
            plan("scheduled", refers="p1"),
            plan("scheduled", refers="o1"),
            "from | code | state | ends\n2026-01-01 | loinc:4548-4 | scheduled | 2026-02-28",
        ],
    )
    def test_it_never_comes_due(self, ask, step):
        tables = {
            "prescriptions": "product | on\natorvastatin | 2026-01-01",
            "orders": "code | on | to\nloinc:4548-4 | 2026-01-01 | 2026-02-28",
        }
        finding = asked(ask, step, **tables)

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no activity of the care plan has come due"

    @pytest.mark.parametrize(
        "step",
        [
            plan("scheduled", status="revoked"),
            plan("scheduled", status="completed"),
            plan("scheduled", intent="proposal"),
        ],
    )
    def test_a_plan_that_is_not_followed(self, ask, step):
        assert asked(ask, step).reason == "no active care plan"


class TestReferred:
    """What an activity refers to speaks for it."""

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("fulfilled", Outcome.MET),
            ("noshow", Outcome.NOT_MET),
            ("cancelled", Outcome.NOT_APPLICABLE),
            ("booked", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_an_appointment(self, ask, status, outcome):
        booked = f"on | status\n2026-02-10 | {status}"
        finding = asked(ask, plan("", "", refers="a1"), appointments=booked)

        assert finding.outcome is outcome

    def test_an_appointment_that_was_missed_is_not_told_as_done_on_its_day(self, ask):
        finding = asked(
            ask, plan("", "", refers="a1"), appointments="on | status\n2026-02-10 | noshow"
        )

        assert finding.reason == "window closed, still to be done: Appointment by 2026-02-10"

    @pytest.mark.parametrize(
        ("order", "outcome"),
        [
            ("2026-02-28 | active", Outcome.NOT_MET),
            ("2026-02-28 | completed", Outcome.MET),
            ("2026-02-28 | revoked", Outcome.NOT_APPLICABLE),
            ("2026-02-28 | unknown", Outcome.INSUFFICIENT_DATA),
            (" | active", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_an_order(self, ask, order, outcome):
        ordered = f"code | on | to | status\n91251008 | 2026-01-01 | {order}"
        finding = asked(ask, plan("", "", refers="o1", outcome="e1"), orders=ordered)

        assert finding.outcome is outcome


class TestMissing:
    """What has no day, no status, or is not on record, is not decidable."""

    def test_care_plans_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-10", {"encounters": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("care plans (never asked for)",)

    @pytest.mark.parametrize(
        ("step", "missing"),
        [
            (plan("scheduled", ""), "the day by which an activity of the care plan is due"),
            (plan("scheduled", "weekly"), "the day by which an activity of the care plan is due"),
            (plan("unknown"), "whether an activity of the care plan was done"),
            (plan(""), "whether an activity of the care plan was done"),
            (
                plan("scheduled", "2026-03"),
                "the exact day by which an activity of the care plan is due",
            ),
            (plan("", "", refers="x9"), "the day by which an activity of the care plan is due"),
        ],
    )
    def test_it_is_not_taken_as_done(self, ask, step, missing):
        finding = asked(ask, step)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (missing,)

    def test_what_is_surely_still_to_be_done_is_told_all_the_same(self, ask):
        steps = "from | step | state | ends\n2026-01-01 | A, B | scheduled, scheduled | 2026-02-28,"
        finding = asked(ask, steps)

        assert finding.outcome is Outcome.NOT_MET
        assert ("seen done", None) in holds(finding)

    @pytest.mark.parametrize("ends", ["", "2026-03"])
    def test_one_that_is_done_needs_no_day(self, ask, ends):
        """Done is done; but when it is not known to have come due it does not count."""
        finding = asked(ask, plan("completed", ends))

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_the_month_of_an_outcome_may_leave_open_whether_it_was_in_time(self, ask):
        tables = {"procedures": "code | on\n91251008 | 2026-02"}
        finding = asked(ask, plan("completed", "2026-02-14", outcome="p1"), **tables)

        assert holds(finding) == [("done by its last day", None)]
        assert "some day from 2026-02-01 to 2026-02-28" in finding.evidence[1].because
