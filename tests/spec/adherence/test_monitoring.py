"""The tests that were ordered or planned for a day have a result."""

from datetime import date

import attrs
import pytest

from carecoord import explain, review
from carecoord.rules import Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.shapes import months
from carecoord.rules.worklist import ItemStatus, reconcile
from carecoord.testing.tables import chart

title = "Tests that were ordered or planned"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.monitoring")
ORDER = """
    code         | on         | from       | to
    loinc:4548-4 | 2026-01-05 | 2026-02-01 | 2026-02-28
"""


def asked(ask, orders, results="", as_of="2026-03-10", **more):
    tables = more.pop("tables", {})
    return ask(RULES, as_of, {"orders": orders, "observations": results} | tables, **more)


def orders(*lines):
    return "\n".join(("code | on | from | to | status | intent | forbids | category", *lines))


def results(*lines):
    return "\n".join(("code | on | value | unit | order", *lines))


def holds(finding):
    """Each clause about the tests: what was said, and whether it held."""
    return [(line.clause, line.holds) for line in finding.evidence]


class TestDone:
    """In time, late, or still to be done."""

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2026-02-01", ("done by its last day", True)),
            ("2026-02-28", ("done by its last day", True)),
            ("2026-03-01", ("done by its last day", False)),
            ("2026-01-31", ("seen done", False)),
        ],
    )
    def test_a_result_of_its_code_from_the_first_day_of_its_window(self, ask, day, said):
        finding = asked(ask, ORDER, results(f"4548-4 | {day} | 7.1 | % | "))

        assert holds(finding) == [said]
        assert finding.outcome is (Outcome.NOT_MET if said[0] == "seen done" else Outcome.MET)

    @pytest.mark.parametrize(("day", "done"), [("2026-01-05", True), ("2026-01-04", False)])
    def test_without_a_window_from_the_day_of_the_order(self, ask, day, done):
        order = orders("loinc:4548-4 | 2026-01-05 | | 2026-02-28 | | | | ")
        finding = asked(ask, order, results(f"4548-4 | {day} | 7.1 | % | "))

        assert (finding.outcome is Outcome.MET) is done

    def test_what_has_no_result_is_named_with_its_day(self, ask):
        finding = asked(ask, ORDER)

        assert finding.outcome is Outcome.NOT_MET
        assert finding.reason == "window closed, still to be done: 4548-4 by 2026-02-28"
        assert [ref.id for ref in finding.evidence[0].facts] == ["o1"]
        assert dict(finding.details)["turned on"] == date(2026, 3, 1)
        assert finding.action.due == date(2026, 2, 28)
        assert finding.action.overdue_after == date(2026, 3, 7)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-02-28", Outcome.NOT_APPLICABLE),
            ("2026-03-01", Outcome.NOT_MET),
            ("2027-02-27", Outcome.NOT_MET),
            ("2027-02-28", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_it_opens_the_day_after_and_counts_for_twelve_months(self, ask, as_of, outcome):
        assert asked(ask, ORDER, as_of=as_of).outcome is outcome

    def test_a_site_sets_for_how_long(self, ask):
        short = {"adherence.monitoring.counts-for": months(1)}

        assert asked(ask, ORDER, as_of="2026-03-27", parameters=short).outcome is Outcome.NOT_MET
        assert (
            asked(ask, ORDER, as_of="2026-03-28", parameters=short).outcome
            is Outcome.NOT_APPLICABLE
        )

    def test_the_count_of_the_day(self, ask):
        two = orders(
            "loinc:4548-4 | 2026-01-05 | | 2026-01-31 | | | | ",
            "loinc:2093-3 | 2026-01-05 | | 2026-02-15 | | | | ",
            "loinc:2951-2 | 2026-01-05 | | 2026-02-28 | | | | ",
        )
        seen = results("4548-4 | 2026-01-20 | 7 | % | ", "2093-3 | 2026-02-20 | 180 | mg/dL | ")
        said = explain(asked(ask, two, seen), date(2026, 3, 10)).splitlines()

        assert (
            "  So far: 2 of 3 tests done (66.7%), 1 of them late, from 2026-01-31 to 2026-02-28"
            in said
        )


class TestWork:
    """One piece of work for all tests, which comes back when what is left changes."""

    TWO = orders(
        "loinc:4548-4 | 2026-01-05 | | 2026-01-31 | | | | ",
        "loinc:2093-3 | 2026-01-05 | | 2026-02-28 | | | | ",
    )

    def reviewed(self, as_of, results=""):
        drawn = chart({"orders": self.TWO, "observations": results})
        return review(drawn, Catalogue.of(RULES), as_of)

    def closed_by_a_person(self):
        (item,) = reconcile((), self.reviewed(date(2026, 2, 10))).opened
        return attrs.evolve(item, status=ItemStatus.RESOLVED, closed_by_person="declined")

    def test_what_a_person_closed_stays_closed(self):
        changes = reconcile((self.closed_by_a_person(),), self.reviewed(date(2026, 2, 28)))

        assert changes.saved == ()

    def test_it_comes_back_when_another_test_falls_due(self):
        changes = reconcile((self.closed_by_a_person(),), self.reviewed(date(2026, 3, 1)))

        assert [item.status for item in changes.reopened] == [ItemStatus.OPEN]

    def test_results_of_all_resolve_it(self):
        (item,) = reconcile((), self.reviewed(date(2026, 3, 1))).opened
        seen = results("4548-4 | 2026-03-02 | 7 | % | ", "2093-3 | 2026-03-02 | 180 | mg/dL | ")
        changes = reconcile((item,), self.reviewed(date(2026, 3, 2), seen))

        assert [item.status for item in changes.resolved] == [ItemStatus.RESOLVED]


class TestWhichResult:
    """By the reference to the order, else by the code; each result stands for one order."""

    TWICE = orders(
        "loinc:4548-4 | 2026-01-05 | | 2026-01-31 | | | | ",
        "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | | | | ",
    )

    def test_one_result_does_not_stand_for_two_orders(self, ask):
        finding = asked(ask, self.TWICE, results("4548-4 | 2026-01-20 | 7 | % | "))

        assert finding.reason == "window closed, still to be done: 4548-4 by 2026-02-28"

    def test_a_result_that_names_an_order_is_that_orders(self, ask):
        finding = asked(ask, self.TWICE, results("4548-4 | 2026-01-20 | 7 | % | o2"))

        assert finding.reason == "window closed, still to be done: 4548-4 by 2026-01-31"

    def test_a_panel_is_found_by_its_reference(self, ask):
        seen = results("2951-2 | 2026-02-03 | 140 | mmol/L | o1", "2823-3 | 2026-02-04 | 4 | | o1")
        finding = asked(ask, orders("loinc:24323-8 | 2026-02-01 | | 2026-02-28 | | | | "), seen)

        assert finding.outcome is Outcome.MET
        assert [ref.id for ref in finding.evidence[0].facts] == ["o1", "o1"]

    def test_a_result_that_does_not_stand_is_none(self, ask):
        seen = "code | on | value | unit | status\n4548-4 | 2026-02-20 | 7 | % | cancelled"

        assert asked(ask, ORDER, seen).outcome is Outcome.NOT_MET

    def test_an_examination_is_a_result(self, ask):
        order = orders("cpt:71046 | 2026-01-05 | | 2026-02-28 | | | | 363679005")
        done = {"procedures": "code | on\n71046 | 2026-02-20"}

        assert asked(ask, order, tables=done).outcome is Outcome.MET

    def test_an_order_in_a_system_of_no_result_is_not_known(self, ask):
        order = orders("cpt:71046 | 2026-01-05 | | 2026-02-28 | | | | 363679005")
        other = {"procedures": "code | on\n71047 | 2026-02-20"}

        assert asked(ask, order).missing == (
            "a result that names the order, or a LOINC code of the test",
        )
        assert asked(ask, order, tables=other).outcome is Outcome.NOT_MET


class TestOrders:
    """Which orders count."""

    @pytest.mark.parametrize(
        "order",
        [
            "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | revoked | | | ",
            "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | on-hold | | | ",
            "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | | proposal | | ",
            "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | | filler-order | | ",
            "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | | | yes | ",
            "snomed:91251008 | 2026-01-05 | | 2026-02-28 | | | | ",
        ],
    )
    def test_what_is_no_test_to_be_done(self, ask, order):
        assert asked(ask, orders(order)).outcome is Outcome.NOT_APPLICABLE

    def test_a_completed_order_is_done_some_day(self, ask):
        finding = asked(ask, orders("loinc:4548-4 | 2026-01-05 | | 2026-02-28 | completed | | | "))

        assert finding.outcome is Outcome.MET
        assert holds(finding) == [("done by its last day", None)]

    @pytest.mark.parametrize("state", ["scheduled", "in-progress"])
    def test_a_test_of_a_care_plan(self, ask, state):
        plan = {
            "care_plans": "from | code | state | begins | ends\n"
            f"2026-01-01 | 4548-4 | {state} | 2026-02-01 | 2026-02-28"
        }
        done = results("4548-4 | 2026-02-10 | 7 | % | ")

        assert asked(ask, "", tables=plan).outcome is Outcome.NOT_MET
        assert asked(ask, "", done, tables=plan).outcome is Outcome.MET

    def test_a_test_of_a_care_plan_that_was_cancelled(self, ask):
        plan = "from | code | state | ends\n2026-01-01 | 4548-4 | cancelled | 2026-02-28"

        assert asked(ask, "", tables={"care_plans": plan}).outcome is Outcome.NOT_APPLICABLE


class TestMissing:
    """What is not known is not undone."""

    def test_orders_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-10", {"observations": ""})

        assert finding.missing == ("orders (never asked for)",)

    def test_orders_never_asked_for_and_a_plan_whose_tests_are_done(self, ask):
        plan = "from | code | state | ends\n2026-01-01 | 4548-4 | scheduled | 2026-02-28"
        tables = {"care_plans": plan, "observations": results("4548-4 | 2026-02-10 | 7 | % | ")}
        finding = ask(RULES, "2026-03-10", tables)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("orders (never asked for)",)

    def test_results_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-10", {"orders": ORDER})

        assert finding.missing == ("observations (never asked for)",)

    @pytest.mark.parametrize(
        ("order", "result", "missing"),
        [
            ("loinc:4548-4 | 2026-01-05 | | | | | | ", "", "the day by which a test is due"),
            (
                "loinc:4548-4 | 2026-01-05 | | 2026-02-28 | unknown | | | ",
                "",
                "whether a test was done",
            ),
            (
                "loinc:4548-4 | 2026-01-05 | | 2026-03 | | | | ",
                "",
                "the exact day by which a test is due",
            ),
            (
                "loinc:4548-4 | 2026-01 | | 2026-02-28 | | | | ",
                "4548-4 | 2026-01-20 | 7 | % | ",
                "whether a result was taken after it was asked for",
            ),
            (
                "loinc:4548-4 | | | 2026-02-28 | | | | ",
                "4548-4 | 2026-01-20 | 7 | % | ",
                "whether a result was taken after it was asked for",
            ),
        ],
    )
    def test_what_leaves_it_open(self, ask, order, result, missing):
        as_of = "2026-03-10" if "2026-03 " not in order else "2026-03-02"
        finding = asked(ask, orders(order), results(result) if result else "", as_of)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (missing,)

    def test_an_order_without_a_day_counts_for_twelve_months_after_it(self, ask):
        order = orders("loinc:4548-4 | 2026-01-05 | | | | | | ")

        assert asked(ask, order, as_of="2027-01-04").outcome is Outcome.INSUFFICIENT_DATA
        assert asked(ask, order, as_of="2027-01-05").outcome is Outcome.NOT_APPLICABLE

    def test_a_result_of_no_known_day_that_names_the_order(self, ask):
        finding = asked(ask, ORDER, results("4548-4 | | 7 | % | o1"))

        assert finding.outcome is Outcome.MET
        assert holds(finding) == [("done by its last day", None)]
