"""A pregnancy with its due date on 7 October 2026: it began, as weeks are counted, on 31 December.

Week 10 is complete on 11 March 2026, week 28 on 15 July, week 36 on 9 September.
"""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.shapes import days
from carecoord.rules.wellness import RULES as ALL

title = "Prenatal visits"

DUE = "code | on | day\n11778-8 | 2026-02-20 | 2026-10-07"
VISIT = "class | type | from | to | status"


def rules(name):
    return tuple(one for one in ALL if one.id == f"wellness.{name}")


def visits(*on, kind="424619006", status="finished"):
    return "\n".join([VISIT, *(f"AMB | {kind} | {day} | {day} | {status}" for day in on)])


def lists(estimates=DUE, *seen, **more):
    empty = dict.fromkeys(("procedures", "conditions", "communications"), "")
    return {**empty, "observations": estimates, "encounters": visits(*seen), **more}


def first(ask, *seen, as_of="2026-03-11", began="2025-12-31", **more):
    name = f"Observation:11778-8:{began}:1:visit"
    return ask(rules("first-prenatal-visit"), as_of, lists(DUE, *seen, **more), occurrence=name)


class TestFirst:
    """By ten weeks."""

    def test_its_days(self, ask):
        window = first(ask).window

        assert (window.earliest, window.due) == (date(2025, 12, 31), date(2026, 3, 11))

    @pytest.mark.parametrize(
        ("on", "as_of", "outcome"),
        [
            ("2025-12-30", "2026-03-11", Outcome.NOT_MET),
            ("2025-12-31", "2026-03-11", Outcome.MET),
            ("2026-03-11", "2026-03-11", Outcome.MET),
        ],
    )
    def test_a_visit_of_this_pregnancy_closes_it(self, ask, on, as_of, outcome):
        assert first(ask, on, as_of=as_of).outcome is outcome

    def test_after_ten_weeks_it_is_done_late(self, ask):
        found = first(ask, "2026-03-12", as_of="2026-03-12")

        assert found.reason == "done late on 2026-03-12"

    def test_any_other_visit_closes_nothing(self, ask):
        found = first(ask, encounters=visits("2026-02-20", kind="185349003"))

        assert found.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        "more",
        [
            {"procedures": "code | on\n177184002 | 2026-03-01"},
            {"conditions": "code | onset\nO03.9 | 2026-03-01"},
        ],
    )
    def test_a_birth_or_a_loss_ends_it(self, ask, more):
        found = first(ask, **more)

        assert found.reason == "stopped by birth or loss on 2026-03-01"

    def test_a_birth_before_this_pregnancy_does_not(self, ask):
        assert first(ask, procedures="code | on\n177184002 | 2025-06-01").outcome is Outcome.NOT_MET

    def test_a_later_estimate_moves_it(self, ask):
        later = f"{DUE}\n11781-2 | 2026-03-02 | 2026-10-14"
        found = ask(rules("first-prenatal-visit"), "2026-03-11", lists(later))

        assert found.window.due == date(2026, 3, 18)

    def test_a_site_sets_twelve_weeks(self, ask):
        found = ask(
            rules("first-prenatal-visit"),
            "2026-03-11",
            lists(),
            parameters={"wellness.first-prenatal-visit.by": days(84)},
        )

        assert found.window.due == date(2026, 3, 25)

    @pytest.mark.parametrize(
        ("as_of", "reason"),
        [
            ("2026-10-28", "none seen since 2025-12-31; due 2026-03-11"),
            ("2026-10-29", "lapsed on 2026-10-28: pregnancy ended 2025-12-31"),
        ],
    )
    def test_three_weeks_after_the_due_date_it_lapses(self, ask, as_of, reason):
        assert ask(rules("first-prenatal-visit"), as_of, lists()).reason == reason


def again(ask, *seen, as_of="2026-03-01", estimates=DUE, parameters=None, **more):
    drawn = lists(estimates, *seen, **more)
    return ask(rules("prenatal-visits"), as_of, drawn, parameters=parameters)


class TestAgain:
    """Every four weeks, every two, every week."""

    @pytest.mark.parametrize(
        ("last", "due"),
        [
            ("2026-03-11", date(2026, 4, 8)),
            ("2026-07-14", date(2026, 8, 11)),
            ("2026-07-15", date(2026, 7, 29)),
            ("2026-09-08", date(2026, 9, 22)),
            ("2026-09-09", date(2026, 9, 16)),
            ("2026-10-06", date(2026, 10, 13)),
        ],
    )
    def test_the_next_counts_from_the_last_by_its_week(self, ask, last, due):
        assert again(ask, "2026-02-20", last, as_of=last).window.due == due

    @pytest.mark.parametrize(("as_of", "open_now"), [("2026-04-04", False), ("2026-04-05", True)])
    def test_it_opens_three_days_before(self, ask, as_of, open_now):
        assert (again(ask, "2026-03-11", as_of=as_of).action is not None) is open_now

    def test_a_later_estimate_moves_the_weeks(self, ask):
        later = f"{DUE}\n11781-2 | 2026-03-02 | 2026-10-14"
        found = again(ask, "2026-07-15", as_of="2026-07-15", estimates=later)

        assert found.window.due == date(2026, 8, 12)

    def test_a_site_tailors_it(self, ask):
        tailored = {"wellness.prenatal-visits.early": days(56)}
        found = again(ask, "2026-03-11", as_of="2026-03-11", parameters=tailored)

        assert found.window.due == date(2026, 5, 6)

    def test_before_the_first_visit_it_says_nothing(self, ask):
        assert again(ask, "2025-12-30").outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-10-28", Outcome.NOT_MET), ("2026-10-29", Outcome.NOT_APPLICABLE)],
    )
    def test_it_ends_three_weeks_after_the_due_date(self, ask, as_of, outcome):
        assert again(ask, "2026-09-09", as_of=as_of).outcome is outcome

    @pytest.mark.parametrize(
        "more",
        [
            {"procedures": "code | on\n177184002 | 2026-09-20"},
            {"conditions": "code | onset\nZ37.0 | 2026-09-20"},
        ],
    )
    def test_it_ends_with_the_birth(self, ask, more):
        found = again(ask, "2026-09-09", as_of="2026-09-20", **more)

        assert found.outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize("code", ["59425", "0502F"])
    def test_a_procedure_is_a_visit(self, ask, code):
        found = again(ask, as_of="2026-03-11", procedures=f"code | on\n{code} | 2026-03-11")

        assert found.window.due == date(2026, 4, 8)

    def test_a_visit_by_its_reason(self, ask):
        head = "class | reason | from | to | status"
        seen = f"{head}\nAMB | Z34.80 | 2026-03-11 | 2026-03-11 | finished"

        assert again(ask, as_of="2026-03-11", encounters=seen).window.due == date(2026, 4, 8)


class TestMissing:
    """What is not known."""

    @pytest.mark.parametrize("name", ["first-prenatal-visit", "prenatal-visits"])
    def test_no_due_date(self, ask, name):
        found = ask(rules(name), "2026-03-11", lists("", "2026-02-20"))

        assert found.outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize("name", ["first-prenatal-visit", "prenatal-visits"])
    def test_observations_that_nobody_asked_for(self, ask, name):
        drawn = lists(DUE, "2026-02-20")
        del drawn["observations"]
        found = ask(rules(name), "2026-03-11", drawn)

        assert "observations (never asked for)" in found.missing

    def test_a_due_date_in_words(self, ask):
        words = "code | on | text\n11778-8 | 2026-02-20 | in autumn"
        found = ask(rules("first-prenatal-visit"), "2026-03-11", lists(words))

        assert found.missing == ("the exact day of pregnancy",)

    def test_a_due_date_of_which_only_the_month_is_known(self, ask):
        month = "code | on | day\n11778-8 | 2026-02-20 | 2026-10"
        found = ask(rules("first-prenatal-visit"), "2026-03-11", lists(month))

        assert found.missing == ("the exact day of pregnancy",)
