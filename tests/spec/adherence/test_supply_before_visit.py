"""Supply in hand ends before the next booked visit."""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.offset import days

title = "Supply ends before the next visit"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.supply-before-visit")
BOTH = tuple(
    rule for rule in ALL if rule.id in {"adherence.supply-before-visit", "adherence.late-refill"}
)
FILLS = """
    product      | on         | days
    atorvastatin | 2026-01-01 | 30
    atorvastatin | 2026-01-25 | 30
"""
"""The second begins on 31 January and ends on 1 March."""
VISIT = """
    on
    2026-03-10
"""


def before(ask, fills=FILLS, visits=VISIT, as_of="2026-02-20", **more):
    parameters = more.pop("parameters", None)
    tables = {"fills": fills, "appointments": visits, **more}
    return ask(RULES, as_of, tables, parameters=parameters)


@pytest.mark.parametrize(
    ("as_of", "acts"),
    [("2026-02-14", False), ("2026-02-15", True), ("2026-03-01", True)],
)
def test_it_is_told_from_14_days_before_supply_ends(ask, as_of, acts):
    finding = before(ask, as_of=as_of)

    assert finding.outcome is Outcome.NOT_MET
    assert (finding.action is not None) is acts


def test_it_names_the_fills_the_visit_and_the_last_day_of_supply(ask):
    finding = before(ask)

    assert finding.reason == (
        "statins: supply ends on 2026-03-01, the next visit is on 2026-03-10, "
        "no refill seen to be left"
    )
    assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]
    _, visit, refills = finding.evidence
    assert (visit.clause, visit.holds) == ("supply to the next visit", False)
    assert [ref.id for ref in visit.facts] == ["a1"]
    assert (refills.clause, refills.holds) == ("refills left on the prescription", None)
    assert finding.details == (
        ("supply ends on", date(2026, 3, 1)),
        ("next visit on", date(2026, 3, 10)),
        ("told from", date(2026, 2, 15)),
    )


def test_it_is_due_on_the_last_day_of_supply(ask):
    action = before(ask).action

    assert (action.earliest, action.due) == (date(2026, 2, 15), date(2026, 3, 1))
    assert action.overdue_after == date(2026, 3, 1)
    assert action.closes == "a fill of statins, or an earlier visit"
    assert action.licences == (
        Licence.COORDINATOR,
        Licence.PHARMACIST,
        Licence.PRESCRIBER,
        Licence.RN,
    )
    assert action.urgency is Urgency.ROUTINE


@pytest.mark.parametrize(("as_of", "acts"), [("2026-02-22", False), ("2026-02-23", True)])
def test_a_site_is_told_later(ask, as_of, acts):
    ahead = {"adherence.supply-before-visit.ahead": days(6)}

    assert (before(ask, as_of=as_of, parameters=ahead).action is not None) is acts


def test_once_supply_has_ended_the_refill_is_late(ask):
    tables = {"fills": FILLS, "appointments": VISIT}
    found = ask(BOTH, "2026-03-02", tables, every=True)

    assert [f.rule for f in found if f.action] == ["adherence.late-refill"]
    assert found[1].reason == "no supply in hand"


class TestVisits:
    """Which visit is the next."""

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [("2026-03-01", Outcome.MET), ("2026-03-02", Outcome.NOT_MET)],
    )
    def test_a_visit_up_to_the_last_day_of_supply_is_reached(self, ask, on, outcome):
        finding = before(ask, visits=f"on\n{on}")

        assert finding.outcome is outcome
        assert finding.evidence[1].holds is (outcome is Outcome.MET)

    def test_what_is_reached_is_named(self, ask):
        finding = before(ask, visits="on\n2026-02-27")

        assert finding.reason == (
            "statins: supply in hand to 2026-03-01 reaches the visit on 2026-02-27"
        )
        assert finding.details == (
            ("supply ends on", date(2026, 3, 1)),
            ("next visit on", date(2026, 2, 27)),
        )

    def test_the_first_of_those_to_come_counts(self, ask):
        visits = "on\n2026-03-10\n2026-02-27\n2026-02-10"

        assert before(ask, visits=visits).outcome is Outcome.MET

    def test_a_visit_of_today_is_over(self, ask):
        visits = "on\n2026-02-20\n2026-03-10"

        assert before(ask, visits=visits, as_of="2026-02-19").outcome is Outcome.MET
        assert before(ask, visits=visits, as_of="2026-02-20").outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("booked", Outcome.NOT_MET),
            ("pending", Outcome.NOT_MET),
            ("proposed", Outcome.NOT_APPLICABLE),
            ("waitlist", Outcome.NOT_APPLICABLE),
            ("cancelled", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_it_is_booked(self, ask, status, outcome):
        assert before(ask, visits=f"on | status\n2026-03-10 | {status}").outcome is outcome

    def test_without_a_visit_there_is_nothing_to_wait_for(self, ask):
        finding = before(ask, visits="")

        assert finding.key.endswith("|statins")
        assert finding.reason == "statins: no visit is booked"
        assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]


class TestRefills:
    """Who has refills left needs no visit."""

    @pytest.mark.parametrize(
        ("refills", "outcome", "left"),
        [
            ("5", Outcome.MET, True),
            ("2", Outcome.MET, True),
            ("1", Outcome.NOT_MET, False),
            ("0", Outcome.NOT_MET, False),
            ("", Outcome.NOT_MET, None),
        ],
    )
    def test_fewer_fills_are_seen_than_it_allows(self, ask, refills, outcome, left):
        """Two fills since it was written: the first, and one refill."""
        prescriptions = f"product | on | refills\natorvastatin | 2025-12-30 | {refills}"
        finding = before(ask, prescriptions=prescriptions)

        assert finding.outcome is outcome
        assert finding.evidence[2].holds is left
        drawn = ["f1", "f2"] if left is False else []
        assert [ref.id for ref in finding.evidence[2].facts] == ["p1", *drawn]

    def test_with_refills_it_says_so(self, ask):
        prescriptions = "product | on | refills\natorvastatin | 2025-12-30 | 5"

        assert before(ask, prescriptions=prescriptions).reason == (
            "statins: supply in hand to 2026-03-01 and refills are left before the visit on "
            "2026-03-10"
        )

    def test_fills_of_before_and_of_another_prescription_are_not_drawn_on_it(self, ask):
        """Of three fills one counts, so that the refill is left."""
        fills = """
            product      | on         | days | prescription
            atorvastatin | 2026-01-01 | 30   |
            atorvastatin | 2026-01-25 | 30   | p9
            atorvastatin | 2026-02-20 | 30   | p1
        """
        prescriptions = "product | on | refills\natorvastatin | 2026-01-10 | 1"
        finding = before(ask, fills, "on\n2026-04-10", "2026-03-20", prescriptions=prescriptions)

        assert finding.outcome is Outcome.MET

    def test_a_fill_on_the_day_it_was_written_is_drawn_on_it(self, ask):
        prescriptions = "product | on | refills\natorvastatin | 2026-01-25 | 0"
        finding = before(ask, prescriptions=prescriptions)

        assert finding.evidence[2].holds is False
        assert [ref.id for ref in finding.evidence[2].facts] == ["p1", "f2"]

    def test_a_fill_that_names_it_is_drawn_on_it(self, ask):
        fills = """
            product      | on         | days | prescription
            atorvastatin | 2026-01-25 | 30   | p1
        """
        prescriptions = "product | on | refills\natorvastatin | 2026-01-25 | 0"

        assert before(ask, fills, prescriptions=prescriptions).evidence[2].holds is False

    def test_a_fill_of_what_excludes_from_the_class_is_not(self, ask):
        fills = "product | on | days\nmetformin | 2026-01-25 | 30\ninsulin | 2026-01-26 | 30"
        prescriptions = "product | on | refills\nmetformin | 2026-01-25 | 1"

        assert before(ask, fills, prescriptions=prescriptions).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("glipizide", "metformin_refills", "glipizide_refills", "outcome"),
        [
            (30, 3, 3, Outcome.MET),
            (30, 0, 3, Outcome.NOT_MET),
            (30, 3, 0, Outcome.NOT_MET),
            (29, 3, 0, Outcome.MET),
            (31, 3, 0, Outcome.NOT_MET),
        ],
    )
    def test_they_are_left_of_each_whose_supply_ends_last(
        self, ask, glipizide, metformin_refills, glipizide_refills, outcome
    ):
        """Refills of one medicine are none of another that does not stand in for it."""
        fills = f"""
            product   | on         | days
            metformin | 2026-02-01 | 30
            glipizide | 2026-02-01 | {glipizide}
        """
        prescriptions = f"""
            product   | on         | refills
            metformin | 2026-02-01 | {metformin_refills}
            glipizide | 2026-02-01 | {glipizide_refills}
        """
        assert before(ask, fills, prescriptions=prescriptions).outcome is outcome

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("completed", Outcome.NOT_MET),
            ("stopped", Outcome.NOT_APPLICABLE),
            ("cancelled", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_one_that_does_not_stand_has_none(self, ask, status, outcome):
        prescriptions = f"product | on | refills | status\natorvastatin | 2025-12-30 | 5 | {status}"
        assert before(ask, prescriptions=prescriptions).outcome is outcome


class TestMissing:
    """What has to be known."""

    def test_fills_never_asked_for(self, ask):
        assert ask(RULES, "2026-02-20", {"appointments": VISIT}).missing == (
            "fills (never asked for)",
        )

    def test_visits_never_asked_for(self, ask):
        assert ask(RULES, "2026-02-20", {"fills": FILLS}).missing == (
            "appointments (never asked for)",
        )

    def test_visits_never_asked_for_do_not_matter_without_supply(self, ask):
        assert ask(RULES, "2026-03-20", {"fills": FILLS}).reason == "no supply in hand"

    def test_no_fill_seen(self, ask):
        assert before(ask, "").reason.startswith("no fill seen of statins")

    @pytest.mark.parametrize(
        ("sooner", "outcome"),
        [("2026-02-27", Outcome.MET), ("2026-03-10", Outcome.INSUFFICIENT_DATA)],
    )
    def test_a_visit_of_which_the_day_is_not_known(self, ask, sooner, outcome):
        """It may be the next, unless another comes before supply ends."""
        finding = before(ask, visits=f"on | code\n | x\n{sooner} | x")

        assert finding.outcome is outcome
        assert finding.missing == (() if outcome is Outcome.MET else ("the day of a booked visit",))

    def test_the_newest_fill_does_not_say_how_long_it_lasts(self, ask):
        finding = before(ask, "product | on | days\natorvastatin | 2026-01-31 | ")

        assert finding.missing == ("days' supply of a fill of statins",)
