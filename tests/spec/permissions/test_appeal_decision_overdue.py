"""The decision on an appeal is overdue: filed on 9 March 2026, due on 8 April."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from permission_facts import appeal, item, request, waiting

from carecoord.model import PartialDate
from carecoord.rules import Outcome

title = "The decision on an appeal is overdue"

FILED = date(2026, 3, 9)
DUE = date(2026, 4, 8)
"""30 days after it was filed (42 CFR 422.590)."""


def open_appeal(due=DUE, **more):
    return appeal(filed_on=FILED, decision_due=due, **more)


LONG_DECIDED, LAPSED = date(2024, 10, 12), date(2024, 10, 11)
"""545 and 546 days before 10 April 2026."""


class TestWhen:
    """The last day is inside; told for a year."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 8), Outcome.NOT_APPLICABLE),
            (date(2026, 3, 9), Outcome.NOT_MET),
            (date(2026, 4, 8), Outcome.NOT_MET),
            (date(2026, 4, 9), Outcome.MET),
            (date(2027, 4, 8), Outcome.MET),
            (date(2027, 4, 9), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_day_after_it_is_late(self, tell, as_of, outcome):
        finding = tell("appeal-decision-overdue", as_of, appeals=[open_appeal()])

        assert finding.outcome is outcome

    def test_the_work(self, tell):
        finding = tell("appeal-decision-overdue", date(2026, 4, 10), appeals=[open_appeal()])

        assert finding.reason == "the answer to the appeal was due 2026-04-08 and is overdue"
        assert finding.action.earliest == DUE
        assert finding.action.due == finding.action.overdue_after == date(2026, 4, 9)
        assert dict(finding.details) == {"answer due": DUE}

    @pytest.mark.parametrize(("second", "outcome"), [(0, Outcome.NOT_MET), (1, Outcome.MET)])
    def test_72_hours_of_an_expedited_one(self, tell, second, outcome):
        due = datetime(2026, 3, 12, 15, tzinfo=UTC)
        filed = open_appeal(due, expedited=True)
        finding = tell("appeal-decision-overdue", due + timedelta(seconds=second), appeals=[filed])

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 4, 1), Outcome.NOT_MET),
            (date(2026, 4, 2), Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 30), Outcome.INSUFFICIENT_DATA),
            (date(2026, 5, 1), Outcome.MET),
        ],
    )
    def test_a_day_known_to_the_month(self, tell, as_of, outcome):
        filed = open_appeal(PartialDate(2026, 4))

        assert tell("appeal-decision-overdue", as_of, appeals=[filed]).outcome is outcome


class TestWhichAppeals:
    """Those that were filed and are open."""

    @pytest.mark.parametrize(
        "one",
        [
            open_appeal(decided_on=date(2026, 4, 9), outcome="upheld"),
            open_appeal(entered_in_error=True),
            appeal(decision_due=DUE),
        ],
        ids=["decided", "entered in error", "not filed"],
    )
    def test_what_is_not_open(self, tell, one):
        finding = tell("appeal-decision-overdue", date(2026, 4, 10), appeals=[one])

        assert finding.reason == "no appeal is open"


class TestMissing:
    """When the answer is due, for a year after it was filed."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2027, 3, 9), Outcome.INSUFFICIENT_DATA),
            (date(2027, 3, 10), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_day(self, tell, as_of, outcome):
        finding = tell("appeal-decision-overdue", as_of, appeals=[open_appeal(None)])

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("when the decision on the appeal is due",)

    @pytest.mark.parametrize(
        ("asked", "outcome"),
        [
            ((request("z1", item("A3")),), Outcome.INSUFFICIENT_DATA),
            ((request("z1", item("A3"), created_on=None),), Outcome.INSUFFICIENT_DATA),
            ((request("z1", item("A3"), created_on=LONG_DECIDED),), Outcome.INSUFFICIENT_DATA),
            ((request("z1", item("A3"), created_on=LAPSED),), Outcome.NOT_APPLICABLE),
            ((waiting(case={"overdue_since": DUE}),), Outcome.INSUFFICIENT_DATA),
            ((waiting(case={"due": DUE}),), Outcome.NOT_APPLICABLE),
            ((waiting(),), Outcome.NOT_APPLICABLE),
            (None, Outcome.INSUFFICIENT_DATA),
            ((request("z1", item("A1")),), Outcome.NOT_APPLICABLE),
            ((), Outcome.NOT_APPLICABLE),
        ],
        ids=[
            "denied",
            "denied on no known day",
            "denied 545 days ago",
            "denied 546 days ago",
            "known to be late",
            "not known to be late",
            "waiting",
            "requests never asked for",
            "approved",
            "none",
        ],
    )
    def test_appeals_matter_where_there_is_something_to_appeal(self, tell, asked, outcome):
        finding = tell(
            "appeal-decision-overdue", date(2026, 4, 10), appeals=None, authorizations=asked
        )

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("appeals (never asked for)",)
