"""A talk with the payer's clinician that can be had until 12 March 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from permission_facts import item, request, waiting

from carecoord.model import PartialDate
from carecoord.model.permission_case import PeerToPeer
from carecoord.rules import Licence, Outcome
from carecoord.rules.engine.offset import days

title = "The time for a talk with the payer's clinician is about to be over"

UNTIL = date(2026, 3, 12)
AS_OF = date(2026, 3, 10)


def denied(action="A3", **talk):
    return request("z1", item(action), case={"peer_to_peer": PeerToPeer(**talk)})


class TestWhen:
    """From 3 days before the last day, which is inside; over, nothing is told."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 8), Outcome.NOT_MET),
            (date(2026, 3, 9), Outcome.MET),
            (date(2026, 3, 12), Outcome.MET),
            (date(2026, 3, 13), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_window(self, tell, as_of, outcome):
        finding = tell("peer-to-peer-closing", as_of, authorizations=[denied(until=UNTIL)])

        assert finding.outcome is outcome

    def test_the_work_is_a_prescribers(self, tell):
        finding = tell("peer-to-peer-closing", AS_OF, authorizations=[denied(until=UNTIL)])

        assert finding.reason == "the talk can be had until 2026-03-12, and was not held"
        assert finding.action.licences == (Licence.PRESCRIBER,)
        assert finding.action.earliest == date(2026, 3, 9)
        assert finding.action.due == finding.action.overdue_after == UNTIL
        assert finding.action.window_over == "the time for the talk is over: an appeal is left"

    @pytest.mark.parametrize(("hour", "outcome"), [(17, Outcome.MET), (18, Outcome.NOT_APPLICABLE)])
    def test_by_the_hour(self, tell, hour, outcome):
        asked = denied(until=datetime(2026, 3, 12, 17, tzinfo=UTC))
        as_of = datetime(2026, 3, 12, hour, tzinfo=UTC)

        assert tell("peer-to-peer-closing", as_of, authorizations=[asked]).outcome is outcome

    def test_a_site_is_told_earlier(self, tell):
        finding = tell(
            "peer-to-peer-closing",
            date(2026, 3, 5),
            authorizations=[denied(until=UNTIL)],
            parameters={"permissions.peer-to-peer-closing.lead": days(7)},
        )

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 28), Outcome.NOT_MET),
            (date(2026, 3, 29), Outcome.MET),
            (date(2026, 4, 1), Outcome.MET),
            (date(2026, 4, 2), Outcome.INSUFFICIENT_DATA),
            (date(2026, 5, 1), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_an_end_known_to_the_month(self, tell, as_of, outcome):
        asked = denied(until=PartialDate(2026, 4))

        assert tell("peer-to-peer-closing", as_of, authorizations=[asked]).outcome is outcome


class TestHeld:
    """What was held, or given up, is over."""

    @pytest.mark.parametrize(
        ("talk", "outcome"),
        [
            ({"held_at": date(2026, 3, 10)}, Outcome.NOT_MET),
            ({"held_at": date(2026, 3, 11)}, Outcome.MET),
            ({"held_at": date(2026, 3, 11), "outcome": "upheld"}, Outcome.MET),
            ({"held_at": date(2026, 3, 10), "outcome": "upheld"}, Outcome.NOT_MET),
            ({"outcome": "not-held"}, Outcome.NOT_MET),
        ],
    )
    def test_the_talk(self, tell, talk, outcome):
        asked = denied(until=UNTIL, **talk)

        assert tell("peer-to-peer-closing", AS_OF, authorizations=[asked]).outcome is outcome


class TestWhichRequests:
    """Undecided or adverse, with a talk offered."""

    @pytest.mark.parametrize(
        ("asked", "outcome"),
        [
            (denied("A4", until=UNTIL), Outcome.MET),
            (denied("A2", until=UNTIL), Outcome.MET),
            (denied("A1", until=UNTIL), Outcome.NOT_APPLICABLE),
            (waiting(case={}), Outcome.NOT_APPLICABLE),
            (request("z1", item("A3")), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_is_looked_at(self, tell, asked, outcome):
        assert tell("peer-to-peer-closing", AS_OF, authorizations=[asked]).outcome is outcome


class TestMissing:
    """Until when, and requests."""

    def test_until_when(self, tell):
        finding = tell("peer-to-peer-closing", AS_OF, authorizations=[denied()])

        assert finding.missing == ("until when the talk can be had",)

    def test_requests_never_asked_for(self, tell):
        finding = tell("peer-to-peer-closing", AS_OF, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)
