"""Less was granted than asked for: 12 of 16 visits, on 2 March 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from permission_facts import (
    CERTIFIED_WITH_LESS,
    SPRING,
    appeal,
    item,
    named,
    order,
    request,
    task,
    waiting,
)

from carecoord.model import PartialDate
from carecoord.model.permission_case import PeerToPeer
from carecoord.rules import Licence, Outcome
from carecoord.rules.engine.offset import days

title = "Less was granted than asked for, and no next step is known"

AS_OF = date(2026, 3, 10)
UNTIL = date(2026, 5, 6)
"""65 days after the notice of 2 March (42 CFR 422.582(b), receipt presumed after 5 days)."""
LESS = request("z1", item("A2"), orders=("s1",), number="N1", case={"appeal_until": UNTIL})


class TestWhatIsAdverse:
    """Denied, modified and partial (X12 278 HCR01; decision 0045)."""

    @pytest.mark.parametrize(
        ("actions", "outcome", "called"),
        [
            (("A3",), Outcome.MET, "denied"),
            (("A2",), Outcome.MET, "modified"),
            (("A6",), Outcome.MET, "modified"),
            (("A1", "A3"), Outcome.MET, "partial"),
            (("A1",), Outcome.NOT_APPLICABLE, None),
            (("A3", "A4"), Outcome.NOT_APPLICABLE, None),
            (("C",), Outcome.NOT_APPLICABLE, None),
            ((None,), Outcome.NOT_APPLICABLE, None),
        ],
    )
    def test_by_the_actions_of_its_items(self, tell, actions, outcome, called):
        asked = request("z1", *(item(one) for one in actions), case={"appeal_until": UNTIL})
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked])

        assert finding.outcome is outcome
        if called is not None:
            assert finding.evidence[0].because == called

    @pytest.mark.parametrize("less", CERTIFIED_WITH_LESS, ids=["units", "days"])
    def test_less_that_is_called_certified_in_total(self, tell, less):
        asked = request("z1", less, case={"appeal_until": UNTIL})
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked])

        assert finding.outcome is Outcome.MET
        assert finding.reason == (
            "approved, but less than was asked for, and no next step is on record; "
            "an appeal can be filed until 2026-05-06"
        )
        assert finding.action.due == UNTIL

    def test_all_that_was_asked_for_is_not_adverse(self, tell):
        asked = request("z1", item(units=16, requested=Decimal(16), serviced=SPRING, period=SPRING))
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked])

        assert finding.outcome is Outcome.NOT_APPLICABLE


class TestTheReason:
    """A specific reason is owed (42 CFR 422.122(a)); X12 review decision reasons."""

    CLAUSE = "the payer's specific reason"

    @pytest.mark.parametrize(
        ("items", "said"),
        [
            ((item("A3"),), "none on record for 1 of 1 services: ask the payer"),
            (
                (item("A1"), item("A3", reasons=["0V"]), item("A2")),
                "none on record for 1 of 2 services: ask the payer",
            ),
            (CERTIFIED_WITH_LESS, "none on record for 2 of 2 services: ask the payer"),
        ],
    )
    @pytest.mark.parametrize("appeals", [(), None], ids=["no appeal", "appeals never asked for"])
    def test_that_none_was_given_is_told(self, tell, items, said, appeals):
        asked = request("z1", *items)
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked], appeals=appeals)
        (line,) = [one for one in finding.evidence if one.clause == self.CLAUSE]

        assert (line.because, line.holds) == (said, False)
        assert [fact.id for fact in line.facts] == ["z1"]

    def test_of_a_reason_that_was_given_nothing_is_told(self, tell):
        asked = request("z1", item("A3", reasons=["0V"]))
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked])

        assert [one.clause for one in finding.evidence] == ["adverse decision"]


class TestBy:
    """By the last day to appeal, else 14 days after the decision."""

    def test_the_last_day_to_appeal(self, tell):
        finding = tell("denied-without-next-step", AS_OF, authorizations=[LESS])

        assert finding.reason == (
            "modified, and no next step is on record; an appeal can be filed until 2026-05-06"
        )
        assert finding.action.due == finding.action.overdue_after == UNTIL
        assert finding.action.licences == (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)
        assert dict(finding.details) == {"appeal until": UNTIL}

    @pytest.mark.parametrize(
        ("case", "due"),
        [(None, date(2026, 3, 16)), ({"notice_on": date(2026, 3, 4)}, date(2026, 3, 18))],
        ids=["the answer", "the notice"],
    )
    def test_without_it_from_the_decision(self, tell, case, due):
        asked = request("z1", item("A2"), case=case)
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked])

        assert finding.reason.endswith("the last day to appeal is not known")
        assert finding.action.due == due

    def test_a_site_sets_other_days(self, tell):
        finding = tell(
            "denied-without-next-step",
            AS_OF,
            authorizations=[request("z1", item("A2"))],
            parameters={"permissions.denied-without-next-step.within": days(5)},
        )

        assert finding.action.due == date(2026, 3, 7)

    @pytest.mark.parametrize(
        ("known", "due"),
        [
            ({"requested_on": date(2026, 2, 20)}, date(2026, 3, 6)),
            ({"case": {"received_at": date(2026, 2, 24)}}, date(2026, 3, 10)),
        ],
    )
    def test_a_decision_of_no_known_day_from_the_request(self, tell, known, due):
        asked = request("z1", item("A2"), created_on=None, **known)
        finding = tell("denied-without-next-step", date(2036, 1, 1), authorizations=[asked])

        assert finding.outcome is Outcome.MET
        assert finding.action.due == finding.action.overdue_after == due

    @pytest.mark.parametrize("case", [None, {}])
    def test_a_decision_of_which_no_day_is_known(self, tell, case):
        asked = request("z1", item("A2"), created_on=None, case=case)
        finding = tell("denied-without-next-step", date(2036, 1, 1), authorizations=[asked])

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the day of the decision",)

    @pytest.mark.parametrize(
        ("deadlines", "due"),
        [
            ((date(2026, 4, 30),), date(2026, 4, 30)),
            ((None, date(2026, 4, 30)), date(2026, 4, 30)),
            ((PartialDate(2026, 4),), date(2026, 4, 1)),
        ],
    )
    def test_the_last_day_that_an_appeal_not_filed_yet_says(self, tell, deadlines, due):
        planned = [appeal(f"p{n}", deadline_on=day) for n, day in enumerate(deadlines)]
        finding = tell(
            "denied-without-next-step",
            AS_OF,
            authorizations=[request("z1", item("A2"))],
            appeals=planned,
        )

        assert finding.action.due == due

    @pytest.mark.parametrize(
        "planned",
        [
            appeal(deadline_on=date(2026, 4, 30), of="z2"),
            appeal(deadline_on=date(2026, 4, 30), entered_in_error=True),
        ],
        ids=["of another decision", "entered in error"],
    )
    def test_an_appeal_that_says_nothing_of_it(self, tell, planned):
        finding = tell(
            "denied-without-next-step",
            AS_OF,
            authorizations=[request("z1", item("A2"))],
            appeals=[planned],
        )

        assert finding.action.due == date(2026, 3, 16)


class TestLapse:
    """30 days after the last day to appeal, else 180 after the decision."""

    @pytest.mark.parametrize(
        ("asked", "as_of", "outcome"),
        [
            (LESS, date(2026, 6, 5), Outcome.MET),
            (LESS, date(2026, 6, 6), Outcome.NOT_APPLICABLE),
            (request("z1", item("A3")), date(2026, 8, 29), Outcome.MET),
            (request("z1", item("A3")), date(2026, 8, 30), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_after_it_nothing_is_told(self, tell, asked, as_of, outcome):
        finding = tell("denied-without-next-step", as_of, authorizations=[asked])

        assert finding.outcome is outcome


class TestNextStep:
    """An appeal, a new request, a talk held, or that it was accepted."""

    @pytest.mark.parametrize(
        ("filed", "outcome"),
        [
            (appeal(filed_on=date(2026, 3, 9)), Outcome.NOT_MET),
            (appeal(filed_on=date(2026, 3, 11)), Outcome.MET),
            (appeal(filed_on=date(2026, 3, 9), of="z2"), Outcome.MET),
            (appeal(filed_on=date(2026, 3, 9), entered_in_error=True), Outcome.MET),
            (appeal(), Outcome.MET),
        ],
        ids=["filed", "filed later", "another", "entered in error", "not filed"],
    )
    def test_an_appeal(self, tell, filed, outcome):
        finding = tell("denied-without-next-step", AS_OF, authorizations=[LESS], appeals=[filed])

        assert finding.outcome is outcome
        if outcome is Outcome.NOT_MET:
            assert finding.reason == "the next step is known: appeal"

    @pytest.mark.parametrize(
        ("other", "outcome"),
        [
            (waiting("z2", orders=("s1",), created_on=date(2026, 3, 3)), Outcome.NOT_MET),
            (waiting("z2", orders=("s1",), created_on=date(2026, 3, 2)), Outcome.MET),
            (waiting("z2", orders=("s1",), created_on=None), Outcome.MET),
            (waiting("z2", orders=("s2",), created_on=date(2026, 3, 3)), Outcome.MET),
            (waiting("z2", orders=("s2",), prior_numbers=("N1",)), Outcome.NOT_MET),
            (
                request("z2", orders=("s1",), requested_on=date(2026, 3, 1)),
                Outcome.MET,
            ),
        ],
        ids=["later", "the same day", "no day", "another order", "refers to it", "before"],
    )
    def test_a_new_request(self, tell, other, outcome):
        finding = tell("denied-without-next-step", AS_OF, authorizations=[LESS, other])

        assert finding.outcome is outcome

    def test_a_new_request_on_the_day_of_the_decision(self, tell):
        asked = request("z1", item("A3"), requested_on=date(2026, 2, 24))
        again = waiting("z2")
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked, again])

        assert named(finding, "new request") == ["z2"]

    @pytest.mark.parametrize(
        ("talk", "outcome"),
        [
            (PeerToPeer(held_at=date(2026, 3, 9)), Outcome.NOT_MET),
            (PeerToPeer(held_at=date(2026, 3, 9), outcome="overturned"), Outcome.NOT_MET),
            (PeerToPeer(held_at=date(2026, 3, 9), outcome="upheld"), Outcome.MET),
            (PeerToPeer(held_at=date(2026, 3, 11)), Outcome.MET),
            (PeerToPeer(until=date(2026, 3, 12)), Outcome.MET),
            (PeerToPeer(outcome="not-held"), Outcome.MET),
        ],
    )
    def test_a_talk(self, tell, talk, outcome):
        asked = request("z1", item("A3"), case={"peer_to_peer": talk})
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked])

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("done", "outcome"),
        [
            (task(), Outcome.NOT_MET),
            (task(status="cancelled"), Outcome.NOT_MET),
            (task(status="in-progress"), Outcome.MET),
            (task(focus="z2"), Outcome.MET),
        ],
    )
    def test_a_task_on_it_that_was_done(self, tell, done, outcome):
        finding = tell("denied-without-next-step", AS_OF, authorizations=[LESS], tasks=[done])

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("orders", "statuses", "outcome"),
        [
            (("s1",), ("revoked",), Outcome.NOT_MET),
            (("s1",), ("active",), Outcome.MET),
            (("s1", "s2"), ("revoked", "active"), Outcome.MET),
            (("s1", "s2"), ("revoked", "revoked"), Outcome.NOT_MET),
            ((), ("revoked",), Outcome.MET),
        ],
    )
    def test_all_that_was_ordered_was_revoked(self, tell, orders, statuses, outcome):
        asked = request("z1", item("A3"), orders=orders)
        ordered = [order(f"s{n + 1}", status=one) for n, one in enumerate(statuses)]
        finding = tell("denied-without-next-step", AS_OF, authorizations=[asked], orders=ordered)

        assert finding.outcome is outcome


class TestBesideTheWindow:
    """While the window to appeal is closing, that rule asks."""

    @pytest.mark.parametrize(
        ("as_of", "asks"),
        [
            (date(2026, 4, 21), "denied-without-next-step"),
            (date(2026, 4, 22), "appeal-window-closing"),
            (date(2026, 6, 5), "appeal-window-closing"),
        ],
    )
    def test_one_of_the_two_asks(self, tell, as_of, asks):
        both = ("denied-without-next-step", "appeal-window-closing")
        findings = {one: tell(one, as_of, beside=both, authorizations=[LESS]) for one in both}

        assert [one for one in both if findings[one].action is not None] == [asks]
        assert findings["denied-without-next-step"].outcome is Outcome.MET

    def test_alone_it_asks_to_the_end(self, tell):
        finding = tell("denied-without-next-step", UNTIL, authorizations=[LESS])

        assert finding.action is not None

    def test_of_a_last_day_known_to_the_month_it_asks_itself(self, tell):
        asked = request("z1", item("A3"), case={"appeal_until": PartialDate(2026, 5)})
        both = ("denied-without-next-step", "appeal-window-closing")
        finding = tell(both[0], date(2026, 5, 10), beside=both, authorizations=[asked])

        assert finding.action.due == date(2026, 5, 1)


class TestMissing:
    """Lists that nobody asked for."""

    def test_appeals(self, tell):
        finding = tell("denied-without-next-step", AS_OF, authorizations=[LESS], appeals=None)

        assert finding.missing == ("appeals (never asked for)",)

    def test_requests(self, tell):
        finding = tell("denied-without-next-step", AS_OF, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)
