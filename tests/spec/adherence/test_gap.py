"""A gap in supply longer than permitted: the medicine may have been discontinued."""

from datetime import date

import pytest

from carecoord import explain
from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.offset import days

title = "Gap in supply longer than permitted"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.gap")
BOTH = tuple(rule for rule in ALL if rule.id in {"adherence.gap", "adherence.late-refill"})
PERMISSIBLE = "adherence.gap.permissible"
FILLS = """
    product      | on         | days
    atorvastatin | 2026-01-01 | 30
    atorvastatin | 2026-01-25 | 30
"""
"""The second begins on 31 January and ends on 1 March."""


def gap(ask, fills=FILLS, as_of="2026-04-01", **more):
    parameters = more.pop("parameters", None)
    return ask(RULES, as_of, {"fills": fills, **more}, parameters=parameters)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-02-01", Outcome.MET),
        ("2026-03-31", Outcome.MET),
        ("2026-04-01", Outcome.NOT_MET),
        ("2026-09-27", Outcome.NOT_MET),
        ("2026-09-28", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_opens_after_30_days_without_supply_and_lapses_180_days_later(ask, as_of, outcome):
    """31 March is the thirtieth day after 1 March, 27 September the 180th after that."""
    finding = gap(ask, as_of=as_of)

    assert finding.outcome is outcome
    assert (finding.action is None) is (outcome is not Outcome.NOT_MET)


def test_it_names_the_fills_and_its_dates(ask):
    finding = gap(ask)

    assert finding.reason == "statins: supply ended on 2026-03-01, no fill seen by 2026-03-31"
    (supply,) = finding.evidence
    assert (supply.clause, supply.holds) == ("supply of statins", True)
    assert supply.because == "to 2026-03-01"
    assert [ref.id for ref in supply.facts] == ["f1", "f2"]
    assert finding.details == (
        ("supply ends on", date(2026, 3, 1)),
        ("gap longer than permitted after", date(2026, 3, 31)),
        ("lapses after", date(2026, 9, 27)),
    )


def test_while_it_may_close_it_says_by_when(ask):
    finding = gap(ask, as_of="2026-03-31")

    assert finding.reason == "statins: a fill by 2026-03-31 leaves no gap longer than permitted"
    assert dict(finding.details)["gap longer than permitted after"] == date(2026, 3, 31)
    assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]


def test_who_knows_medicines_asks_why(ask):
    action = gap(ask).action

    assert action.title == "Ask why no fill of statins is seen: they may have been discontinued"
    assert action.licences == (Licence.PHARMACIST, Licence.PRESCRIBER, Licence.RN)
    assert (action.due, action.overdue_after) == (date(2026, 4, 1), date(2026, 4, 8))
    assert action.urgency is Urgency.ROUTINE


def test_what_lapsed_says_when(ask):
    finding = gap(ask, as_of="2026-09-28")

    assert finding.key.endswith("|statins")
    assert finding.reason == "lapsed on 2026-09-27: statins, supply ended on 2026-03-01"


def test_nobody_is_told_that_the_patient_did_not_take_it(ask):
    assert "did not take" not in explain(gap(ask), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("as_of", "outcome"), [("2026-04-30", Outcome.MET), ("2026-05-01", Outcome.NOT_MET)]
)
def test_a_site_permits_other_gaps(ask, as_of, outcome):
    assert gap(ask, as_of=as_of, parameters={PERMISSIBLE: days(60)}).outcome is outcome


@pytest.mark.parametrize("product", ["atorvastatin 40 mg", "rosuvastatin 10 mg"])
def test_a_fill_of_the_class_closes_it(ask, product):
    finding = gap(ask, f"{FILLS.rstrip()}\n    {product} | 2026-04-01 | 30")

    assert finding.outcome is Outcome.MET


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("stopped", Outcome.NOT_APPLICABLE),
        ("cancelled", Outcome.NOT_APPLICABLE),
        ("active", Outcome.NOT_MET),
    ],
)
def test_a_prescription_that_was_stopped_explains_it(ask, status, outcome):
    table = f"product | on | status\natorvastatin | 2025-12-20 | {status}"

    assert gap(ask, prescriptions=table).outcome is outcome


def test_what_was_stopped_is_named(ask):
    """A draft, or one entered in error, stands for nothing, though it was written later."""
    table = """
        product      | on         | status
        atorvastatin | 2025-12-20 | stopped
        atorvastatin | 2026-01-20 | draft
        atorvastatin | 2026-01-21 | entered-in-error
    """
    finding = gap(ask, prescriptions=table)

    assert finding.key.endswith("|statins")
    assert finding.reason == "statins: the prescription was stopped"
    supply, seen = finding.evidence
    assert supply.clause == "supply of statins"
    assert (seen.clause, seen.holds) == ("prescription stopped", True)
    assert [ref.id for ref in seen.facts] == ["p1"]


def test_of_the_dead_nobody_is_asked(ask):
    finding = ask(RULES, "2026-04-01", {"fills": FILLS}, deceased="2026-03-20")

    assert (finding.outcome, finding.action) == (Outcome.NOT_MET, None)
    assert finding.reason.startswith("held: death")


class TestBesideALateRefill:
    """One of the two asks, never both."""

    @pytest.mark.parametrize(
        ("as_of", "working"),
        [
            ("2026-03-01", None),
            ("2026-03-02", "adherence.late-refill"),
            ("2026-03-31", "adherence.late-refill"),
            ("2026-04-01", "adherence.gap"),
            ("2026-09-27", "adherence.gap"),
            ("2026-09-28", None),
        ],
    )
    def test_a_late_refill_is_asked_about_up_to_the_permissible_gap(self, ask, as_of, working):
        found = ask(BOTH, as_of, {"fills": FILLS}, every=True)

        assert [f.rule for f in found if f.action] == ([] if working is None else [working])

    def test_the_late_refill_says_who_took_over(self, ask):
        late = ask(BOTH, "2026-04-01", {"fills": FILLS}, every=True)[1]

        assert late.key.endswith("|statins")
        assert late.reason == (
            "taken over by adherence.gap after 2026-03-31: statins, supply ended on 2026-03-01"
        )

    def test_it_asks_as_long_as_a_site_permits(self, ask):
        """Past its own lapse of 90 days, so that nobody is forgotten in between."""

        def working(as_of):
            found = ask(
                BOTH, as_of, {"fills": FILLS}, every=True, parameters={PERMISSIBLE: days(120)}
            )
            return [f.rule for f in found if f.action]

        assert working("2026-06-29") == ["adherence.late-refill"]
        assert working("2026-06-30") == ["adherence.gap"]


class TestMissing:
    """What has to be known."""

    def test_fills_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-05", {"prescriptions": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("fills (never asked for)",)

    def test_no_fill_seen(self, ask):
        assert gap(ask, "").reason == "no fill seen of statins, RAS antagonists, diabetes medicines"

    def test_the_newest_fill_does_not_say_how_long_it_lasts(self, ask):
        finding = gap(ask, "product | on | days\natorvastatin | 2026-01-31 | ")

        assert finding.missing == ("days' supply of a fill of statins",)
        assert [ref.id for ref in finding.evidence[0].facts] == ["f1"]

    def test_a_fill_that_may_be_the_newest(self, ask):
        finding = gap(ask, f"{FILLS.rstrip()}\n    atorvastatin | 2026-01 | 30")

        assert finding.missing == ("the exact day of a fill of statins",)
