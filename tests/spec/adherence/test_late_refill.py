"""A refill is late: supply in hand has ended, and no fill is seen."""

from datetime import date, timedelta

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.engine.finding import Urgency

title = "Refill is late"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.late-refill")
FILLS = """
    product      | on         | days
    atorvastatin | 2026-01-01 | 30
    atorvastatin | 2026-01-25 | 30
"""
"""The second begins on 31 January and ends on 1 March."""


def late(ask, fills=FILLS, as_of="2026-03-05", **more):
    return ask(RULES, as_of, {"fills": fills, **more})


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-03-01", Outcome.MET),
        ("2026-03-02", Outcome.NOT_MET),
        ("2026-05-30", Outcome.NOT_MET),
        ("2026-05-31", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_opens_the_day_after_supply_ended_and_lapses_90_days_later(ask, as_of, outcome):
    """1 March is the last day with supply in hand, 30 May the ninetieth after it."""
    finding = late(ask, as_of=as_of)

    assert finding.outcome is outcome
    assert (finding.action is None) is (outcome is not Outcome.NOT_MET)


def test_it_is_due_when_supply_ends_and_overdue_after_a_week(ask):
    action = late(ask).action

    assert action.due == date(2026, 3, 1)
    assert action.overdue_after == date(2026, 3, 8)
    assert action.closes == "a fill of statins"
    assert action.licences == (Licence.COORDINATOR, Licence.PHARMACIST, Licence.RN)
    assert action.urgency is Urgency.ROUTINE


def test_while_supply_lasts_it_says_to_which_day(ask):
    finding = late(ask, as_of="2026-03-01")

    assert finding.reason == "statins: supply in hand to 2026-03-01"
    assert finding.details == (("supply ends on", date(2026, 3, 1)),)
    assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]


def test_it_says_possession_and_names_the_fills_laid_end_to_end(ask):
    fills = FILLS.replace("days\n", "days\n    atorvastatin | 2025-11-01 | 30\n")
    finding = late(ask, fills)

    assert finding.reason == "statins: supply ended on 2026-03-01, no fill seen after it"
    assert finding.details == (
        ("supply ends on", date(2026, 3, 1)),
        ("lapses after", date(2026, 5, 30)),
    )
    assert [ref.id for ref in finding.evidence[0].facts] == ["f2", "f3"]


def test_what_lapsed_says_when(ask):
    finding = late(ask, as_of="2026-05-31")

    assert finding.reason == "lapsed on 2026-05-30: statins, supply ended on 2026-03-01"


@pytest.mark.parametrize("product", ["atorvastatin 40 mg", "rosuvastatin 10 mg"])
def test_a_fill_of_the_class_closes_it(ask, product):
    """Another statin is supply of statins."""
    finding = late(ask, f"{FILLS.rstrip()}\n    {product} | 2026-03-04 | 30")

    assert finding.outcome is Outcome.MET
    assert finding.reason == "statins: supply in hand to 2026-04-02"


def test_a_fill_of_another_class_does_not(ask):
    fills = f"{FILLS.rstrip()}\n    metformin | 2026-03-04 | 30"
    finding = ask(RULES, "2026-03-05", {"fills": fills}, occurrence="statins")

    assert finding.outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("prescriptions", "outcome"),
    [
        ("atorvastatin | 2025-12-20 | stopped", Outcome.NOT_APPLICABLE),
        ("atorvastatin | 2025-12-20 | cancelled", Outcome.NOT_APPLICABLE),
        ("atorvastatin | 2025-12-20 | active", Outcome.NOT_MET),
        ("metformin | 2025-12-20 | stopped", Outcome.NOT_MET),
        (
            "atorvastatin | 2025-12-20 | stopped\nrosuvastatin | 2026-02-20 | active",
            Outcome.NOT_MET,
        ),
    ],
)
def test_a_prescription_that_was_stopped_ends_it(ask, prescriptions, outcome):
    """The last one of the class decides."""
    table = f"product | on | status\n{prescriptions}"

    assert late(ask, prescriptions=table).outcome is outcome


class TestStock:
    """What early refills left over."""

    @pytest.mark.parametrize(
        ("first", "ends"),
        [("2025-01-25", date(2026, 3, 25)), ("2025-01-24", date(2026, 2, 22))],
    )
    def test_what_was_left_of_the_year_before_the_newest_fill_counts(self, ask, first, ends):
        """396 days from 25 January 2025 last 31 days into the newest fill, of 29 days."""
        fills = f"""
            product      | on         | days
            atorvastatin | {first}    | 366
            atorvastatin | {first}    | 30
            atorvastatin | 2026-01-25 | 29
        """
        finding = late(ask, fills, "2026-01-25")

        assert dict(finding.details)["supply ends on"] == ends

    def test_mail_order_that_is_always_early_is_late_by_a_year_s_stock_at_most(self, ask):
        """90 days every 75 days for three years: ten fills before the last year left 150 days."""
        days = [date(2023, 1, 10) + timedelta(75 * number) for number in range(15)]
        fills = "\n".join(("product | on | days", *(f"atorvastatin | {on} | 90" for on in days)))
        finding = late(ask, fills, str(days[-1]))
        counted = [on for on in days if on >= days[-1] - timedelta(365)]

        assert len(counted) == 5
        assert dict(finding.details)["supply ends on"] == counted[0] + timedelta(5 * 90 - 1)
        assert len(finding.evidence[0].facts) == 5


class TestSeveral:
    """Several medicines of a class that do not stand in for one another."""

    FILLS = """
        product   | on         | days
        metformin | 2026-01-01 | 60
        glipizide | 2026-01-01 | {glipizide}
    """

    @pytest.mark.parametrize(
        ("metformin", "glipizide", "outcome"),
        [
            ("active", "stopped", Outcome.NOT_MET),
            ("stopped", "active", Outcome.NOT_MET),
            ("stopped", "cancelled", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_one_that_was_stopped_does_not_end_the_other(self, ask, metformin, glipizide, outcome):
        prescriptions = f"""
            product   | on         | status
            metformin | 2025-12-01 | {metformin}
            glipizide | 2025-12-02 | {glipizide}
        """
        finding = late(ask, self.FILLS.format(glipizide=60), prescriptions=prescriptions)

        assert finding.outcome is outcome
        if outcome is Outcome.NOT_APPLICABLE:
            stopped = [ref.id for line in finding.evidence[1:] for ref in line.facts]
            assert stopped == ["p2", "p1"]

    def test_one_without_a_prescription_on_record_is_not_known_to_be_stopped(self, ask):
        prescriptions = "product | on | status\nglipizide | 2025-12-02 | stopped"
        finding = late(ask, self.FILLS.format(glipizide=60), prescriptions=prescriptions)

        assert finding.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("glipizide", "outcome"), [(149, Outcome.NOT_MET), (150, Outcome.NOT_APPLICABLE)]
    )
    def test_what_ended_90_days_before_the_last_is_over(self, ask, glipizide, outcome):
        """Metformin ends on 1 March; 90 days later glipizide, which was stopped."""
        prescriptions = """
            product   | on         | status
            metformin | 2025-12-01 | active
            glipizide | 2025-12-02 | stopped
        """
        finding = late(
            ask,
            self.FILLS.format(glipizide=glipizide),
            "2026-06-10",
            prescriptions=prescriptions,
        )

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("first", "second", "outcome"),
        [
            ("glipizide", "glimepiride", Outcome.NOT_APPLICABLE),
            ("lisinopril", "losartan", Outcome.NOT_APPLICABLE),
            ("sitagliptin", "liraglutide", Outcome.NOT_APPLICABLE),
            ("sitagliptin", "glimepiride", Outcome.NOT_MET),
        ],
    )
    def test_of_those_that_stand_in_for_one_another_the_last_one_written_decides(
        self, ask, first, second, outcome
    ):
        fills = f"""
            product  | on         | days
            {first}  | 2026-01-01 | 30
            {second} | 2026-01-20 | 30
        """
        prescriptions = f"""
            product  | on         | status
            {first}  | 2025-12-01 | active
            {second} | 2026-01-20 | stopped
        """
        finding = late(ask, fills, "2026-02-25", prescriptions=prescriptions)

        assert finding.outcome is outcome


class TestMissing:
    """What has to be known."""

    def test_fills_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-05", {"prescriptions": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("fills (never asked for)",)

    def test_no_fill_seen(self, ask):
        assert (
            late(ask, "").reason == "no fill seen of statins, RAS antagonists, diabetes medicines"
        )

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-30", Outcome.INSUFFICIENT_DATA), ("2026-07-31", Outcome.NOT_APPLICABLE)],
    )
    def test_the_newest_fill_does_not_say_how_long_it_lasts(self, ask, as_of, outcome):
        """Asked for until 180 days after that fill."""
        finding = late(ask, "product | on | days\natorvastatin | 2026-01-31 | ", as_of)

        assert finding.outcome is outcome

    def test_such_a_fill_that_lapsed_says_when(self, ask):
        finding = late(ask, "product | on | days\natorvastatin | 2026-01-31 | ", "2026-07-31")

        assert finding.key.endswith("|statins")
        assert finding.reason == "lapsed on 2026-07-30: statins, no fill seen after 2026-01-31"

    def test_an_older_fill_that_does_not_say_so_does_not_matter(self, ask):
        fills = FILLS.replace("2026-01-01 | 30", "2026-01-01 |   ")

        assert late(ask, fills).reason.startswith("statins: supply ended on 2026-02-23")

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            ("", Outcome.INSUFFICIENT_DATA),
            ("2026-01", Outcome.INSUFFICIENT_DATA),
            ("2025-12", Outcome.NOT_MET),
        ],
    )
    def test_a_fill_that_may_be_the_newest(self, ask, day, outcome):
        assert late(ask, f"{FILLS.rstrip()}\n    atorvastatin | {day} | 30").outcome is outcome

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-30", Outcome.INSUFFICIENT_DATA), ("2026-07-31", Outcome.NOT_APPLICABLE)],
    )
    def test_a_fill_of_a_month_matters_no_longer_than_one_of_its_last_day(
        self, ask, as_of, outcome
    ):
        fills = "product | on | days\natorvastatin | 2025-12-01 | 30\natorvastatin | 2026-01 | 30"
        finding = late(ask, fills, as_of)

        assert finding.outcome is outcome
        assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]

    def test_only_fills_of_unknown_days(self, ask):
        finding = late(ask, "product | on | days\natorvastatin | 2026-01 | 30")

        assert finding.missing == ("the exact day of a fill of statins",)
