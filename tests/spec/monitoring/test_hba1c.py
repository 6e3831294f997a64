"""HbA1c in diabetes: Teresa Quill, diabetes of type 2 since 2015, tested on 15 January 2026."""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.monitoring import RULES as ALL

title = "HbA1c monitoring in diabetes"

RULES = tuple(rule for rule in ALL if rule.id == "monitoring.hba1c")
DIABETES = """
    code  | onset      | status
    E11.9 | 2015-03-10 | active
"""


def result(value="6.5", on="2026-01-15", unit="%", *, status="final", code="4548-4"):
    return f"code | on | value | unit | status\n{code} | {on} | {value} | {unit} | {status}"


def hba1c(ask, tests=None, as_of="2026-03-01", conditions=DIABETES, **person):
    lists = {"conditions": conditions, "observations": result() if tests is None else tests}
    return ask(RULES, as_of, lists, **person)


def due(finding):
    return dict(finding.details)["due"]


@pytest.mark.parametrize(
    ("value", "due_on"),
    [
        ("6.9", date(2026, 7, 15)),
        ("7.0", date(2026, 4, 15)),
        ("7", date(2026, 4, 15)),
        ("11.2", date(2026, 4, 15)),
    ],
)
def test_below_seven_per_cent_every_six_months_else_every_three(ask, value, due_on):
    """Standards of Care: at least twice a year at goal, quarterly when not."""
    assert due(hba1c(ask, result(value))) == due_on


@pytest.mark.parametrize(
    ("on", "value", "due_on"),
    [
        ("2025-08-31", "6.5", date(2026, 2, 28)),
        ("2025-11-30", "8.0", date(2026, 2, 28)),
        ("2027-11-30", "8.0", date(2028, 2, 29)),
        ("2027-12-31", "6.5", date(2028, 6, 30)),
    ],
)
def test_months_are_clipped_to_the_months_end(ask, on, value, due_on):
    assert due(hba1c(ask, result(value, on), as_of="2028-01-15")) == due_on


@pytest.mark.parametrize(
    ("as_of", "outcome"), [("2026-06-14", Outcome.MET), ("2026-06-15", Outcome.NOT_MET)]
)
def test_it_comes_onto_the_worklist_thirty_days_before(ask, as_of, outcome):
    """15 July less 30 days is 15 June."""
    finding = hba1c(ask, as_of=as_of)

    assert finding.outcome is outcome
    assert (finding.action is None) is (outcome is Outcome.MET)


def test_what_is_to_be_done_is_overdue_after_its_day_and_stays(ask):
    finding = hba1c(ask, as_of="2031-01-01")

    assert finding.action.earliest == date(2026, 6, 15)
    assert finding.action.due == finding.action.overdue_after == date(2026, 7, 15)
    assert Licence.COORDINATOR in finding.action.licences
    assert finding.reason == "last seen 2026-01-15, next after 6 months; due 2026-07-15"


@pytest.mark.parametrize(("newest", "due_on"), [("8.0", (4, 20)), ("6.0", (7, 20))])
def test_the_last_test_decides(ask, newest, due_on):
    tests = f"{result('9.0', '2025-12-01')}\n4548-4 | 2026-01-20 | {newest} | % | final"

    assert due(hba1c(ask, tests)) == date(2026, *due_on)


@pytest.mark.parametrize("code", ["4548-4", "17856-6", "4549-2", "17855-8"])
def test_every_method_of_the_test_counts(ask, code):
    assert due(hba1c(ask, result(code=code))) == date(2026, 7, 15)


@pytest.mark.parametrize("status", ["amended", "corrected"])
def test_a_corrected_result_counts(ask, status):
    assert due(hba1c(ask, result(status=status))) == date(2026, 7, 15)


@pytest.mark.parametrize(
    "tests",
    [
        result(status="preliminary"),
        result(status="cancelled"),
        result(status="entered-in-error"),
        result(value=""),
        result(code="2345-7"),
    ],
    ids=["preliminary", "cancelled", "in-error", "without-value", "glucose"],
)
def test_what_is_no_result_of_it_does_not_count(ask, tests):
    """Due since diabetes began."""
    finding = hba1c(ask, tests)

    assert finding.reason == "HbA1c test: none seen; due 2015-03-10"


class TestAtGoal:
    """Below 7 %; what is not comparable does not shorten the interval (decision 0003)."""

    @pytest.mark.parametrize(
        ("value", "unit", "months"),
        [
            ("< 7.0", "%", 6),
            ("<= 6.9", "%", 6),
            ("> 14", "%", 3),
            (">= 7.0", "%", 3),
            ("> 6.0", "%", 6),
            ("< 8.0", "%", 6),
            ("9.0", "%{Hb}", 3),
            ("6.0", "%{Hb}", 6),
            ("9.0", "-", 6),
            ("9.0", "g/dL", 6),
            ("64", "mmol/mol", 3),
            ("53", "mmol/mol", 3),
            ("52", "mmol/mol", 6),
            ("64", "umol/mol", 6),
            ("0.09", "1", 3),
        ],
    )
    def test_per_cent_and_what_a_bound_decides_can_be_compared(self, ask, value, unit, months):
        """mmol/mol of haemoglobin has another scale: 64 of it are 8 %, not 6.4 %."""
        expected = {3: date(2026, 4, 15), 6: date(2026, 7, 15)}[months]

        assert due(hba1c(ask, result(value, unit=unit))) == expected

    @pytest.mark.parametrize(
        ("value", "unit", "holds"),
        [
            ("6.9", "%", True),
            ("7.0", "%", False),
            ("64", "mmol/mol", False),
            ("52", "mmol/mol", True),
            ("64", "umol/mol", None),
            ("9.0", "-", None),
        ],
    )
    def test_the_finding_says_whether_the_goal_was_met(self, ask, value, unit, holds):
        line = hba1c(ask, result(value, unit=unit)).evidence[-1]

        assert line.clause == "last HbA1c below 7 %"
        assert line.holds is holds

    def test_a_result_in_words_is_not_compared(self, ask):
        tests = "code | on | text\n4548-4 | 2026-01-15 | raised"

        assert due(hba1c(ask, tests)) == date(2026, 7, 15)


class TestWho:
    """Diabetes that lasts."""

    @pytest.mark.parametrize(
        "code",
        [
            *("E08.9", "E09.9", "E10.9", "E11.22", "E13.9"),
            *("44054006", "46635009", "73211009", "190330002", "313436004"),
        ],
    )
    def test_diabetes(self, ask, code):
        conditions = DIABETES.replace("E11.9", code)

        assert due(hba1c(ask, conditions=conditions)) == date(2026, 7, 15)

    @pytest.mark.parametrize("code", ["R73.03", "O24.410", "E16.2", "Z83.3", "15777000"])
    def test_prediabetes_gestational_and_family_history_are_not(self, ask, code):
        """15777000 is prediabetes."""
        finding = hba1c(ask, conditions=DIABETES.replace("E11.9", code))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no diabetes"

    @pytest.mark.parametrize(
        ("verification", "outcome"),
        [
            ("confirmed", Outcome.MET),
            ("provisional", Outcome.MET),
            ("refuted", Outcome.NOT_APPLICABLE),
            ("entered-in-error", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_turned_out_not_to_be_so_is_not(self, ask, verification, outcome):
        conditions = f"code | onset | verification\nE11.9 | 2015-03-10 | {verification}"

        assert hba1c(ask, conditions=conditions).outcome is outcome

    @pytest.mark.parametrize(
        ("ended", "outcome"),
        [
            ("2026-02-28", Outcome.NOT_APPLICABLE),
            ("2026-03-01", Outcome.MET),
            ("", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_it_lasts_to_the_day_it_ended(self, ask, ended, outcome):
        """As of 1 March; resolved, but nobody says when, it may or may not last."""
        conditions = f"code | onset | ended | status\nE11.9 | 2015-03-10 | {ended} | resolved"

        assert hba1c(ask, conditions=conditions).outcome is outcome


class TestNeverTested:
    """Due from the day diabetes began."""

    def test_from_its_onset(self, ask):
        finding = hba1c(ask, "")

        assert finding.reason == "HbA1c test: none seen; due 2015-03-10"
        assert finding.action.due == date(2015, 3, 10)

    def test_the_first_of_several_diagnoses(self, ask):
        conditions = f"{DIABETES.rstrip()}\n    E11.22 | 2020-05-01 | active"

        assert due(hba1c(ask, "", conditions=conditions)) == date(2015, 3, 10)

    def test_when_nobody_says_when_it_began_it_is_not_known(self, ask):
        finding = hba1c(ask, "", conditions="code | status\nE11.9 | active")

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("when diabetes began",)


class TestEditions:
    """2014 is the first that was found quoted; 2026 follows it."""

    @pytest.mark.parametrize(
        ("as_of", "edition"),
        [("2014-01-01", "2014"), ("2025-12-31", "2014"), ("2026-01-01", "2026")],
    )
    def test_the_edition_of_the_day_of_the_review_speaks(self, ask, as_of, edition):
        finding = hba1c(ask, "", as_of, DIABETES.replace("2015", "2010"))

        assert finding.edition == edition
        assert finding.citation.text.endswith(edition)
        assert finding.action.due == date(2010, 3, 10)

    def test_before_2014_none_does(self, ask):
        finding = hba1c(ask, "", "2013-12-31", DIABETES.replace("2015", "2010"))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no edition before 2014-01-01"


class TestMissing:
    """Lists that nobody asked for, days that are not known, and death."""

    @pytest.mark.parametrize("listed", ["conditions", "observations"])
    def test_a_list_never_asked_for(self, ask, listed):
        lists = {"conditions": DIABETES, "observations": result()}
        del lists[listed]
        finding = ask(RULES, "2026-03-01", lists)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (f"{listed} (never asked for)",)

    def test_no_condition(self, ask):
        assert hba1c(ask, conditions="").outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize("on", ["2026-01", "2026"])
    def test_a_last_test_of_which_the_day_is_not_known(self, ask, on):
        finding = hba1c(ask, result(on=on), as_of="2027-01-01")

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the exact day of HbA1c test",)

    def test_two_tests_of_which_either_may_be_the_last(self, ask):
        tests = f"{result()}\n4548-4 | 2026-01 | 9.0 | % | final"

        assert hba1c(ask, tests).missing == ("which HbA1c test was the last",)

    def test_death_holds_it(self, ask):
        finding = hba1c(ask, "", deceased="2026-02-01")

        assert finding.action is None
        assert finding.reason.startswith("held: death.")
