"""Medicines reconciled after discharge: Otto Brand, 75, goes home on 22 May 2026.

Day 30 is 21 June.
"""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.followup import RULES as ALL

title = "Medicines reconciled within 30 days of discharge"

RULES = tuple(rule for rule in ALL if rule.id == "followup.medication-reconciliation")
STAY = """
    class | from       | to         | disposition | status
    IMP   | 2026-05-18 | 2026-05-22 | home        | finished
"""


def reconciled(on, by="PHARMD", code="430193006", status="completed"):
    return f"on | by | code | status\n{on} | {by} | {code} | {status}"


def step(ask, as_of="2026-06-21", *, encounters=STAY, procedures="", **person):
    lists = {"encounters": encounters, "procedures": procedures}
    name = "Encounter:uncoded:2026-05-18:1:reconciliation-30"
    return ask(RULES, as_of, lists, occurrence=name, **person)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-05-21", Outcome.NOT_MET),
        ("2026-05-22", Outcome.MET),
        ("2026-06-21", Outcome.MET),
        ("2026-06-22", Outcome.NOT_MET),
    ],
)
def test_the_day_of_discharge_to_day_30_count(ask, on, outcome):
    """HEDIS: on the day of discharge or within the 30 days after it."""
    assert step(ask, procedures=reconciled(on)).outcome is outcome


def test_it_is_open_to_day_30_and_lapses_after_it(ask):
    finding = step(ask)

    assert finding.action.earliest == date(2026, 5, 22)
    assert finding.action.due == finding.action.overdue_after == date(2026, 6, 21)
    assert set(finding.action.licences) == {Licence.PRESCRIBER, Licence.PHARMACIST, Licence.RN}

    lapsed = ask(RULES, "2026-06-22", {"encounters": STAY, "procedures": ""})
    assert lapsed.outcome is Outcome.NOT_APPLICABLE
    assert lapsed.reason.startswith("lapsed on 2026-06-21")


def test_a_visit_does_not_pull_it_forward(ask):
    visited = f"{STAY.rstrip()}\n    AMB | 2026-05-26 | 2026-05-26 | | finished"

    assert step(ask, encounters=visited).action.due == date(2026, 6, 21)


@pytest.mark.parametrize(
    ("by", "outcome"),
    [
        ("MD", Outcome.MET),
        ("PHARMD", Outcome.MET),
        ("RN", Outcome.MET),
        ("CMA", Outcome.NOT_MET),
        ("?", Outcome.INSUFFICIENT_DATA),
        ("", Outcome.INSUFFICIENT_DATA),
    ],
)
def test_who_closes_it(ask, by, outcome):
    """One whose licence is not known leaves it open (decision 0002)."""
    finding = step(ask, procedures=reconciled("2026-05-26", by))

    assert finding.outcome is outcome
    assert (finding.action is None) is (outcome is Outcome.MET)


def test_its_billing_code_says_the_same(ask):
    finding = step(ask, procedures=reconciled("2026-05-26", code="1111F"))

    assert finding.outcome is Outcome.MET


@pytest.mark.parametrize("by", ["CMA", "?"])
def test_somebody_who_may_do_it_closes_it_after_somebody_who_may_not(ask, by):
    procedures = f"{reconciled('2026-05-26', by)}\n2026-05-28 | RN | 430193006 | completed"

    assert step(ask, procedures=procedures).reason == "done on 2026-05-28"


def test_the_day_of_a_reconciliation_that_is_not_known_leaves_it_open(ask):
    finding = step(ask, procedures=reconciled("2026-05"))

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.action is not None


@pytest.mark.parametrize(
    ("code", "status"), [("430193006", "in-progress"), ("182836005", "completed")]
)
def test_what_is_not_a_reconciliation_done_closes_nothing(ask, code, status):
    """182836005 is a review of medicines."""
    done = reconciled("2026-05-26", code=code, status=status)

    assert step(ask, procedures=done).outcome is Outcome.NOT_MET


def test_readmission_ends_it(ask):
    back = f"{STAY.rstrip()}\n    IMP | 2026-06-01 | | | in-progress"
    finding = step(ask, encounters=back)

    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert finding.reason == "superseded by readmission on 2026-06-01"


def test_death_holds_it(ask):
    finding = step(ask, deceased="2026-06-01")

    assert finding.action is None
    assert finding.reason.startswith("held: death.")


@pytest.mark.parametrize(
    ("home_on", "name", "reason"),
    [
        ("2012-12-31", "1", "no edition before 2013-01-01"),
        ("2013-01-01", "1:reconciliation-30", "none seen since 2013-01-01; due 2013-01-31"),
    ],
)
def test_the_edition_speaks_for_discharges_from_2013(ask, home_on, name, reason):
    stay = STAY.replace("2026-05-18", "2012-12-20").replace("2026-05-22", home_on)
    lists = {"encounters": stay, "procedures": ""}
    finding = ask(RULES, "2013-01-05", lists, occurrence=f"Encounter:uncoded:2012-12-20:{name}")

    assert (finding.edition, finding.reason) == ("2013", reason)


class TestMissing:
    """Lists that nobody asked for."""

    def test_encounters(self, ask):
        finding = ask(RULES, "2026-05-26", {"procedures": ""})

        assert finding.missing == ("encounters (never asked for)",)

    def test_procedures_leave_the_work_open(self, ask):
        finding = ask(RULES, "2026-05-26", {"encounters": STAY})

        assert finding.missing == ("procedures (never asked for)",)
        assert finding.action is not None

    def test_no_discharge(self, ask):
        finding = ask(RULES, "2026-05-26", {"encounters": "", "procedures": ""})

        assert finding.outcome is Outcome.NOT_APPLICABLE
