"""Two medicines of one class in hand together, for longer than a switch takes."""

from datetime import date

import pytest

from carecoord import explain
from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Dated

title = "Two medicines of one class in hand together"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.two-drugs-of-a-class")
FILLS = """
    product      | on         | days
    simvastatin  | 2026-01-01 | 90
    atorvastatin | 2026-01-11 | 60
"""
"""Together from 11 January to 11 March; 10 February is the thirty-first day."""


def two(ask, fills=FILLS, as_of="2026-02-10", **more):
    parameters = more.pop("parameters", None)
    return ask(RULES, as_of, {"fills": fills, **more}, parameters=parameters)


def pair(one, other, on="2026-01-11"):
    return f"product | on | days\n{one} | 2026-01-01 | 90\n{other} | {on} | 90"


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-01-10", Outcome.NOT_APPLICABLE),
        ("2026-01-11", Outcome.MET),
        ("2026-02-09", Outcome.MET),
        ("2026-02-10", Outcome.NOT_MET),
        ("2026-04-10", Outcome.NOT_MET),
        ("2026-04-11", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_opens_on_the_thirty_first_day_together_and_lapses_30_days_after_the_last(
    ask, as_of, outcome
):
    finding = two(ask, as_of=as_of)

    assert finding.outcome is outcome
    assert (finding.action is None) is (outcome is not Outcome.NOT_MET)


def test_it_names_both_medicines_their_fills_and_its_dates(ask):
    finding = two(ask)

    assert finding.key.endswith("|atorvastatin + simvastatin")
    assert finding.reason == (
        "atorvastatin + simvastatin: in hand together since 2026-01-11, "
        "longer than a switch from 2026-02-10"
    )
    assert [[ref.id for ref in line.facts] for line in finding.evidence] == [["f2"], ["f1"]]
    assert {line.because for line in finding.evidence} == {
        "together with the other from 2026-01-11 to 2026-03-11"
    }
    assert finding.details == (
        ("in hand together since", date(2026, 1, 11)),
        ("in hand together to", date(2026, 3, 11)),
        ("longer than a switch from", date(2026, 2, 10)),
        ("lapses after", date(2026, 4, 10)),
    )


def test_a_pharmacist_or_a_prescriber_asks(ask):
    action = two(ask).action

    assert action.title == "Ask whether two are meant to be taken: statins"
    assert action.licences == (Licence.PHARMACIST, Licence.PRESCRIBER)
    assert (action.due, action.overdue_after) == (date(2026, 2, 10), date(2026, 2, 17))
    assert action.urgency is Urgency.ROUTINE


def test_nobody_is_told_that_both_are_taken(ask):
    assert "supply of atorvastatin: yes" in explain(two(ask), date(2026, 2, 10))


def test_before_it_turns_the_day_is_told(ask):
    assert two(ask, as_of="2026-02-09").reason == (
        "atorvastatin + simvastatin: in hand together since 2026-01-11, "
        "longer than a switch from 2026-02-10"
    )


@pytest.mark.parametrize(
    ("length", "outcome", "turn"),
    [(30, Outcome.MET, None), (31, Outcome.NOT_MET, date(2026, 2, 10))],
)
def test_thirty_days_together_are_a_switch(ask, length, outcome, turn):
    finding = two(ask, FILLS.replace("60", str(length)))

    assert finding.outcome is outcome
    assert dict(finding.details)["longer than a switch from"] == turn


def test_a_switch_says_until_when_both_are_in_hand(ask):
    assert two(ask, FILLS.replace("60", "30")).reason == (
        "atorvastatin + simvastatin: in hand together since 2026-01-11, to 2026-02-09"
    )


@pytest.mark.parametrize(
    ("as_of", "outcome"), [("2026-01-25", Outcome.NOT_MET), ("2026-01-24", Outcome.MET)]
)
def test_a_site_sets_another_switch(ask, as_of, outcome):
    switch = {"adherence.two-drugs-of-a-class.switch": days(14)}

    assert two(ask, as_of=as_of, parameters=switch).outcome is outcome


@pytest.mark.parametrize(
    ("since", "turn"),
    [(date(2026, 1, 11), date(2026, 1, 25)), (date(2026, 1, 12), date(2026, 2, 10))],
)
def test_what_a_site_sets_holds_for_days_together_that_begin_from_then_on(ask, since, turn):
    switch = {"adherence.two-drugs-of-a-class.switch": Dated("switch", ((since, days(14)),))}

    assert dict(two(ask, parameters=switch).details)["longer than a switch from"] == turn


class TestDaysTogether:
    """Which days count together."""

    @pytest.mark.parametrize(
        ("second", "since", "turn"),
        [
            ("2026-03-02", date(2026, 1, 11), date(2026, 3, 12)),
            ("2026-03-03", date(2026, 3, 3), None),
        ],
    )
    def test_runs_that_no_more_than_30_days_part_add_up(self, ask, second, since, turn):
        """Twenty days to 30 January, then thirty or thirty-one without, then twenty again."""
        fills = f"""
            product      | on         | days
            simvastatin  | 2026-01-01 | 120
            atorvastatin | 2026-01-11 | 20
            atorvastatin | {second}   | 20
        """
        finding = two(ask, fills, "2026-03-15")

        assert dict(finding.details)["in hand together since"] == since
        assert dict(finding.details)["longer than a switch from"] == turn

    def test_an_early_refill_counts_from_the_day_the_one_before_ends(self, ask):
        fills = """
            product      | on         | days
            atorvastatin | 2026-01-01 | 30
            atorvastatin | 2026-01-11 | 30
            simvastatin  | 2026-01-01 | 90
        """
        finding = two(ask, fills)

        assert dict(finding.details)["in hand together to"] == date(2026, 3, 1)
        assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]

    @pytest.mark.parametrize(
        ("on", "named"), [("2025-12-02", ["f1"]), ("2025-12-03", ["f3", "f1"])]
    )
    def test_a_fill_that_ended_before_is_named_only_if_it_moved_the_next_one(self, ask, on, named):
        """Thirty days from 2 December end on the last day before the next fill."""
        fills = f"{FILLS.rstrip()}\n    simvastatin | {on} | 30"

        assert [ref.id for ref in two(ask, fills).evidence[1].facts] == named

    @pytest.mark.parametrize(
        ("on", "named"), [("2026-03-11", ["f2", "f3"]), ("2026-03-12", ["f2", "f3"])]
    )
    def test_a_refill_goes_on_with_the_days_together(self, ask, on, named):
        fills = f"{FILLS.rstrip()}\n    atorvastatin | {on} | 9"

        assert [ref.id for ref in two(ask, fills, on).evidence[0].facts] == named

    def test_a_fill_that_ends_on_the_first_day_together_is_named(self, ask):
        fills = """
            product      | on         | days
            simvastatin  | 2026-01-02 | 10
            simvastatin  | 2026-01-12 | 90
            atorvastatin | 2026-01-11 | 9
        """
        finding = two(ask, fills, "2026-01-12")

        assert [ref.id for ref in finding.evidence[1].facts] == ["f1", "f2"]

    def test_a_fill_that_begins_on_the_last_day_together_is_named(self, ask):
        fills = """
            product      | on         | days
            atorvastatin | 2026-01-02 | 10
            atorvastatin | 2026-01-12 | 90
            simvastatin  | 2026-01-11 | 2
        """
        finding = two(ask, fills, "2026-01-12")

        assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]

    def test_a_fill_of_after_is_not_named(self, ask):
        """Simvastatin ends on 31 March; the days together are over on 11 March."""
        fills = f"{FILLS.rstrip()}\n    simvastatin | 2026-03-20 | 30"

        assert [ref.id for ref in two(ask, fills, "2026-03-20").evidence[1].facts] == ["f1"]

    def test_one_after_the_other_is_no_overlap(self, ask):
        finding = two(ask, pair("simvastatin", "atorvastatin", on="2026-04-01"), "2026-04-20")

        assert finding.reason == "no two medicines of one class in hand together"


class TestMedicines:
    """Of which medicines one at a time is usual."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("simvastatin 20 mg", "rosuvastatin 5 mg"),
            ("lisinopril", "losartan"),
            ("lisinopril", "enalapril"),
            ("losartan", "aliskiren"),
            ("valsartan", "losartan"),
            ("lisinopril", "sacubitril / valsartan"),
            ("glipizide", "glyburide"),
            ("glipizide", "repaglinide"),
            ("sitagliptin", "semaglutide"),
            ("dulaglutide", "tirzepatide"),
            ("pioglitazone", "rosiglitazone"),
            ("empagliflozin", "dapagliflozin"),
            ("metformin / sitagliptin", "metformin / linagliptin"),
        ],
    )
    def test_two_of_one_row_are_asked_about(self, ask, one, other):
        assert two(ask, pair(one, other)).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("metformin", "glipizide"),
            ("metformin", "semaglutide"),
            ("empagliflozin", "semaglutide"),
            ("pioglitazone", "glimepiride"),
            ("metformin", "metformin / sitagliptin"),
            ("atorvastatin 20 mg", "atorvastatin 40 mg"),
            ("atorvastatin", "lisinopril"),
            ("atorvastatin", "amlodipine"),
        ],
    )
    def test_what_is_given_together_is_not(self, ask, one, other):
        finding = two(ask, pair(one, other))

        assert finding.reason == "no two medicines of one class in hand together"

    def test_of_three_each_two_are_told(self, ask):
        fills = f"{pair('atorvastatin', 'simvastatin')}\npravastatin | 2026-01-11 | 90"
        found = ask(RULES, "2026-03-01", {"fills": fills}, every=True)

        assert [f.key.rpartition("|")[2] for f in found] == [
            "atorvastatin + pravastatin",
            "atorvastatin + simvastatin",
            "pravastatin + simvastatin",
        ]

    def test_a_product_of_two_is_one_medicine(self, ask):
        finding = two(ask, pair("aliskiren / valsartan", "lisinopril"))

        assert finding.key.endswith("|aliskiren / valsartan + lisinopril")


class TestStopped:
    """A switch that was meant."""

    @pytest.mark.parametrize(
        ("product", "status", "outcome"),
        [
            ("simvastatin", "stopped", Outcome.NOT_APPLICABLE),
            ("atorvastatin", "cancelled", Outcome.NOT_APPLICABLE),
            ("simvastatin", "active", Outcome.NOT_MET),
            ("rosuvastatin", "stopped", Outcome.NOT_MET),
        ],
    )
    def test_the_prescription_of_one_of_the_two_was_stopped(self, ask, product, status, outcome):
        table = f"product | on | status\n{product} | 2025-12-20 | {status}"
        finding = two(ask, prescriptions=table)

        assert finding.outcome is outcome


class TestMissing:
    """What has to be known."""

    MISSING = ("the day or the days' supply of a fill of statins",)

    def test_fills_never_asked_for(self, ask):
        assert ask(RULES, "2026-02-10", {}).missing == ("fills (never asked for)",)

    def test_no_fill_seen(self, ask):
        assert two(ask, "").reason == "no two medicines of one class in hand together"

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-10", Outcome.INSUFFICIENT_DATA), ("2026-07-11", Outcome.NOT_APPLICABLE)],
    )
    def test_a_fill_that_does_not_say_how_long_it_lasts(self, ask, as_of, outcome):
        """Asked for until 180 days after it."""
        fills = """
            product      | on         | days
            simvastatin  | 2026-01-01 | 366
            atorvastatin | 2026-01-11 |
        """
        finding = two(ask, fills, as_of)

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("length", "as_of", "outcome"),
        [
            (90, "2026-04-30", Outcome.INSUFFICIENT_DATA),
            (90, "2026-05-01", Outcome.NOT_APPLICABLE),
            (9, "2026-01-12", Outcome.NOT_APPLICABLE),
            (11, "2026-01-12", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_it_matters_while_the_other_is_or_lately_was_in_hand(self, ask, length, as_of, outcome):
        """Ninety days last to 31 March, nine end before the other is filled."""
        fills = f"""
            product      | on         | days
            simvastatin  | 2026-01-01 | {length}
            atorvastatin | 2026-01-11 |
        """
        assert two(ask, fills, as_of).outcome is outcome

    def test_both_of_unknown_length(self, ask):
        finding = two(ask, FILLS.replace("90", "").replace("60", ""))

        assert finding.missing == self.MISSING
        assert [ref.id for ref in finding.evidence[0].facts] == ["f2", "f1"]

    @pytest.mark.parametrize("day", ["", "2026-01"])
    def test_a_fill_of_unknown_day(self, ask, day):
        assert two(ask, FILLS.replace("2026-01-11", day or " ")).missing == self.MISSING

    def test_a_fill_of_unknown_day_of_old_does_not_matter(self, ask):
        fills = FILLS.replace("2026-01-11", "2025-01")

        assert two(ask, fills).outcome is Outcome.NOT_APPLICABLE

    def test_what_is_known_is_told_whatever_else_is_not(self, ask):
        """Another fill can only add days together."""
        fills = f"{FILLS.rstrip()}\n    atorvastatin | 2026-02-01 |"

        assert two(ask, fills).outcome is Outcome.NOT_MET
