"""The time to appeal is about to be over: denied on 2 March 2026, until 6 May."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from permission_facts import CERTIFIED_WITH_LESS, appeal, item, named, request, task

from carecoord.model import PartialDate
from carecoord.model.permission_case import PayerKind
from carecoord.rules import Outcome, Urgency
from carecoord.rules.engine.offset import days

title = "The time to appeal is about to be over"

UNTIL = date(2026, 5, 6)
"""65 days after the notice of 2 March (42 CFR 422.582(b), receipt presumed after 5 days)."""
NEAR = date(2026, 5, 1)


def denied(**case):
    return request("z1", item("A3"), case=case)


DENIED = denied(appeal_until=UNTIL)


class TestWhen:
    """From 14 days before the last day, which is inside, to 30 days after it."""

    @pytest.mark.parametrize(
        ("as_of", "outcome", "says"),
        [
            (date(2026, 4, 21), Outcome.NOT_MET, "an appeal can be filed until 2026-05-06"),
            (
                date(2026, 4, 22),
                Outcome.MET,
                "an appeal can be filed until 2026-05-06, and none was",
            ),
            (
                date(2026, 5, 6),
                Outcome.MET,
                "an appeal can be filed until 2026-05-06, and none was",
            ),
            (
                date(2026, 5, 7),
                Outcome.MET,
                "window closed, last day 2026-05-06: late filing needs good cause",
            ),
            (
                date(2026, 6, 5),
                Outcome.MET,
                "window closed, last day 2026-05-06: late filing needs good cause",
            ),
            (
                date(2026, 6, 6),
                Outcome.NOT_APPLICABLE,
                "no adverse decision that can still be appealed",
            ),
        ],
    )
    def test_the_window(self, tell, as_of, outcome, says):
        finding = tell("appeal-window-closing", as_of, authorizations=[DENIED])

        assert finding.outcome is outcome
        assert finding.reason == says

    @pytest.mark.parametrize(
        ("payer", "until"),
        [
            (PayerKind.MEDICARE_ADVANTAGE, UNTIL),
            (PayerKind.MEDICAID_MANAGED_CARE, date(2026, 5, 1)),
        ],
    )
    def test_a_case_without_the_day_has_that_of_the_clock(self, tell, payer, until):
        """65 days, and 60 days (42 CFR 438.402(c)(2)(ii)), from the notice of 2 March."""
        asked = [denied(notice_on=date(2026, 3, 2), payer_kind=payer)]
        finding = tell("appeal-window-closing", NEAR, authorizations=asked)

        assert finding.action.due == until

    @pytest.mark.parametrize(
        "case",
        [
            {"payer_kind": PayerKind.MEDICARE_ADVANTAGE},
            {"notice_on": date(2026, 3, 2)},
            {"notice_on": PartialDate(2026, 3), "payer_kind": PayerKind.MEDICARE_ADVANTAGE},
            {"notice_on": date(2026, 3, 2), "payer_kind": PayerKind.EMPLOYER},
        ],
        ids=["no notice", "no payer", "only the month", "counted from a receipt that nobody noted"],
    )
    def test_what_the_clock_lacks_is_not_guessed(self, tell, case):
        finding = tell("appeal-window-closing", NEAR, authorizations=[denied(**case)])

        assert finding.missing == ("the last day to appeal",)

    @pytest.mark.parametrize(
        ("as_of", "title"),
        [
            (UNTIL, "File the appeal, or accept"),
            (date(2026, 5, 7), "File the appeal late, with good cause"),
        ],
    )
    def test_the_work(self, tell, as_of, title):
        finding = tell("appeal-window-closing", as_of, authorizations=[DENIED])

        assert finding.action.title == title
        assert finding.action.earliest == date(2026, 4, 22)
        assert finding.action.due == finding.action.overdue_after == UNTIL
        assert finding.action.window_over == "window closed: late filing needs good cause"
        assert finding.action.urgency is Urgency.ASAP

    def test_a_site_is_told_earlier(self, tell):
        finding = tell(
            "appeal-window-closing",
            date(2026, 4, 6),
            authorizations=[DENIED],
            parameters={"permissions.appeal-window-closing.lead": days(30)},
        )

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("hour", "title"),
        [(17, "File the appeal, or accept"), (18, "File the appeal late, with good cause")],
    )
    def test_by_the_hour(self, tell, hour, title):
        asked = denied(appeal_until=datetime(2026, 5, 6, 17, tzinfo=UTC))
        as_of = datetime(2026, 5, 6, hour, tzinfo=UTC)
        finding = tell("appeal-window-closing", as_of, authorizations=[asked])

        assert finding.action.title == title

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 4, 16), Outcome.NOT_MET),
            (date(2026, 4, 17), Outcome.MET),
            (date(2026, 5, 1), Outcome.MET),
            (date(2026, 5, 2), Outcome.INSUFFICIENT_DATA),
            (date(2026, 5, 31), Outcome.INSUFFICIENT_DATA),
            (date(2026, 6, 1), Outcome.MET),
        ],
    )
    def test_a_last_day_known_to_the_month(self, tell, as_of, outcome):
        asked = denied(appeal_until=PartialDate(2026, 5))
        finding = tell("appeal-window-closing", as_of, authorizations=[asked])

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the exact last day to appeal",)


class TestAppealed:
    """An appeal is filed, and the next level has a last day of its own."""

    FILED = MappingProxyType({"filed_on": date(2026, 3, 9)})
    NEXT = date(2026, 5, 10)

    @pytest.mark.parametrize(
        ("more", "outcome"),
        [
            ({}, Outcome.NOT_MET),
            ({"outcome": "upheld", "next_deadline_on": NEXT}, Outcome.MET),
            ({"outcome": "partially-overturned", "next_deadline_on": NEXT}, Outcome.MET),
            ({"outcome": "dismissed", "next_deadline_on": NEXT}, Outcome.MET),
            ({"outcome": "overturned", "next_deadline_on": NEXT}, Outcome.NOT_MET),
            ({"outcome": "withdrawn", "next_deadline_on": NEXT}, Outcome.NOT_MET),
            ({"outcome": "upheld"}, Outcome.NOT_MET),
        ],
    )
    def test_what_became_of_it(self, tell, more, outcome):
        filed = appeal(**self.FILED, **more, decided_on=date(2026, 4, 1) if more else None)
        finding = tell("appeal-window-closing", NEAR, authorizations=[DENIED], appeals=[filed])

        assert finding.outcome is outcome
        assert finding.key.endswith(":level-2") is (outcome is Outcome.MET)

    def test_the_last_level_counts(self, tell):
        first = appeal(
            "p1",
            **self.FILED,
            outcome="upheld",
            decided_on=date(2026, 4, 1),
            next_deadline_on=self.NEXT,
        )
        second = appeal("p2", level=2, filed_on=date(2026, 4, 9))
        finding = tell(
            "appeal-window-closing", NEAR, authorizations=[DENIED], appeals=[second, first]
        )

        assert finding.outcome is Outcome.NOT_MET
        assert finding.reason == "an appeal was filed"
        assert named(finding, "appeal") == ["p1", "p2"]


class TestAccepted:
    """A decision that was accepted is not appealed."""

    @pytest.mark.parametrize(
        ("done", "outcome"),
        [
            (task(), Outcome.NOT_MET),
            (task(status="in-progress"), Outcome.MET),
            (task(focus="z2"), Outcome.MET),
        ],
    )
    def test_a_task_on_it(self, tell, done, outcome):
        finding = tell("appeal-window-closing", NEAR, authorizations=[DENIED], tasks=[done])

        assert finding.outcome is outcome


class TestMissing:
    """Without the last day, until 180 days after the decision."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 8, 29), Outcome.INSUFFICIENT_DATA),
            (date(2026, 8, 30), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_last_day(self, tell, as_of, outcome):
        asked = request("z1", item("A3"))
        finding = tell("appeal-window-closing", as_of, authorizations=[asked])

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the last day to appeal",)

    def test_neither_the_last_day_nor_that_of_the_decision(self, tell):
        asked = request("z1", item("A3"), created_on=None)
        finding = tell("appeal-window-closing", date(2036, 1, 1), authorizations=[asked])

        assert finding.missing == ("the last day to appeal",)

    def test_appeals_never_asked_for(self, tell):
        finding = tell("appeal-window-closing", NEAR, authorizations=[DENIED], appeals=None)

        assert finding.missing == ("appeals (never asked for)",)

    def test_requests_never_asked_for(self, tell):
        finding = tell("appeal-window-closing", NEAR, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)

    @pytest.mark.parametrize("less", CERTIFIED_WITH_LESS, ids=["units", "days"])
    def test_less_that_is_called_certified_in_total_can_be_appealed(self, tell, less):
        asked = request("z1", less, case={"appeal_until": UNTIL})
        finding = tell("appeal-window-closing", NEAR, authorizations=[asked])

        assert finding.outcome is Outcome.MET
        assert finding.action.due == UNTIL

    @pytest.mark.parametrize("action", ["A1", "A4", "NA"])
    def test_nothing_adverse(self, tell, action):
        asked = request("z1", item(action), case={"appeal_until": UNTIL})
        finding = tell("appeal-window-closing", NEAR, authorizations=[asked])

        assert finding.outcome is Outcome.NOT_APPLICABLE
