"""The payer asked for more on 2 March 2026."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from permission_facts import item, named, request, waiting

from carecoord.model import Communication, CommunicationRequest
from carecoord.rules import Outcome
from carecoord.rules.engine.offset import days

title = "The payer asked for more"

AS_OF = date(2026, 3, 4)
PENDED = request("z1", item("A4", reasons=("0V",)))
ASKED = request("z1", item("A4"), communication_requests=("q1",))


def question(name="q1", status="active", **more):
    return CommunicationRequest(id=name, status=status, authored_on=date(2026, 3, 3), **more)


def sent(status="completed", **of):
    return Communication(id="m1", status=status, sent_at=date(2026, 3, 4), **of)


class TestHowItAsks:
    """With a question, a mark, a pended item with reasons, or "contact payer"."""

    @pytest.mark.parametrize(
        ("asked", "reason"),
        [
            (waiting(information_requested=True), "more was asked for"),
            (request("z1", item("CT")), "the payer is to be contacted"),
            (
                request("z1", item("A4", reasons=("2", "0V"))),
                "pended, reasons 0V, 2",
            ),
        ],
    )
    def test_without_a_question(self, tell, asked, reason):
        finding = tell("information-asked-for", AS_OF, authorizations=[asked])

        assert finding.outcome is Outcome.MET
        assert finding.evidence[0].because == reason

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("active", Outcome.MET),
            ("on-hold", Outcome.MET),
            ("draft", Outcome.MET),
            ("completed", Outcome.NOT_MET),
            ("revoked", Outcome.NOT_MET),
        ],
    )
    def test_with_a_question(self, tell, status, outcome):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[ASKED],
            communication_requests=[question(status=status)],
        )

        assert finding.outcome is outcome
        assert named(finding, "questions") == ["q1"]

    def test_a_question_that_forbids_the_message_asks_for_nothing(self, tell):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[ASKED],
            communication_requests=[question(do_not_perform=True)],
        )

        assert finding.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        "asked",
        [
            waiting(),
            request("z1", item("A4")),
            request("z1", item("A3"), information_requested=True),
            request("z1", item("A1"), communication_requests=("q1",)),
        ],
        ids=["waits", "pended without reasons", "denied", "approved"],
    )
    def test_what_is_decided_or_asks_for_nothing(self, tell, asked):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[asked],
            communication_requests=[question()],
        )

        assert finding.reason == "no payer asked for more"


class TestBy:
    """By the day that the payer named, else 3 days after it asked (decision 0057)."""

    def test_the_day_that_it_named(self, tell):
        asked = request(
            "z1", item("A4", reasons=("0V",)), case={"information_due": date(2026, 3, 16)}
        )
        finding = tell("information-asked-for", AS_OF, authorizations=[asked])

        assert finding.reason == "the payer asked for more: wanted by 2026-03-16"
        assert finding.action.due == finding.action.overdue_after == date(2026, 3, 16)
        assert dict(finding.details) == {"wanted by": date(2026, 3, 16)}

    def test_no_day_named(self, tell):
        finding = tell("information-asked-for", AS_OF, authorizations=[PENDED])

        assert finding.reason == "the payer asked for more: the payer named no day"
        assert finding.action.due == date(2026, 3, 5)

    def test_a_site_sets_other_days(self, tell):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[PENDED],
            parameters={"permissions.information-asked-for.within": days(7)},
        )

        assert finding.action.due == date(2026, 3, 9)

    @pytest.mark.parametrize(
        ("questions", "due"),
        [
            ((question(), attrs.evolve(question(), id="q2", authored_on=date(2026, 3, 2))), 5),
            ((question(),), 6),
        ],
    )
    def test_without_a_day_of_the_answer_from_the_first_question(self, tell, questions, due):
        asked = attrs.evolve(ASKED, created_on=None, communication_requests=("q1", "q2"))
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[asked],
            communication_requests=questions,
        )

        assert finding.action.due == date(2026, 3, due)

    @pytest.mark.parametrize(
        ("known", "due"),
        [
            ({"requested_on": date(2026, 2, 27)}, date(2026, 3, 2)),
            ({"case": {"received_at": date(2026, 2, 26)}}, date(2026, 3, 1)),
        ],
    )
    def test_where_nothing_tells_when_it_asked_from_the_request(self, tell, known, due):
        asked = waiting(information_requested=True, created_on=None, **known)
        finding = tell("information-asked-for", AS_OF, authorizations=[asked])

        assert finding.outcome is Outcome.MET
        assert finding.action.due == finding.action.overdue_after == due

    @pytest.mark.parametrize("case", [None, {}])
    def test_of_which_no_day_is_known_it_is_not_known_by_when(self, tell, case):
        asked = waiting(information_requested=True, created_on=None, case=case)
        finding = tell("information-asked-for", AS_OF, authorizations=[asked])

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("when the payer asked for more",)

    def test_of_no_known_day_the_day_that_it_named(self, tell):
        asked = waiting(
            information_requested=True,
            created_on=None,
            case={"information_due": date(2026, 3, 16)},
        )
        finding = tell("information-asked-for", AS_OF, authorizations=[asked])

        assert finding.action.due == date(2026, 3, 16)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2026, 8, 29), Outcome.MET), (date(2026, 8, 30), Outcome.NOT_APPLICABLE)],
    )
    def test_for_180_days(self, tell, as_of, outcome):
        finding = tell("information-asked-for", as_of, authorizations=[PENDED])

        assert finding.outcome is outcome


class TestAnswered:
    """A message that was sent about the question, or about the request."""

    @pytest.mark.parametrize(
        ("message", "outcome"),
        [
            (sent(in_response_to=("q1",)), Outcome.NOT_MET),
            (sent(based_on=("q1",)), Outcome.NOT_MET),
            (sent(about=("q1",)), Outcome.NOT_MET),
            (sent(about=("q2",)), Outcome.MET),
            (sent("not-done", based_on=("q1",)), Outcome.MET),
        ],
    )
    def test_a_question(self, tell, message, outcome):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[ASKED],
            communication_requests=[question()],
            communications=[message],
        )

        assert finding.outcome is outcome

    def test_without_a_question_a_message_about_the_request(self, tell):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[PENDED],
            communications=[sent(about=("z1",))],
        )

        assert finding.outcome is Outcome.NOT_MET
        assert named(finding, "answers") == ["m1"]

    def test_one_of_two_questions_is_left(self, tell):
        asked = attrs.evolve(ASKED, communication_requests=("q1", "q2"))
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[asked],
            communication_requests=[question(), question("q2")],
            communications=[sent(in_response_to=("q1",))],
        )

        assert finding.outcome is Outcome.MET
        assert named(finding, "questions") == ["q2"]


class TestMissing:
    """Questions that are named and not on record."""

    @pytest.mark.parametrize(
        ("questions", "missing"),
        [
            (None, ("communication requests (never asked for)",)),
            ((), ("the payer's question",)),
            ((question(status="entered-in-error"),), ("the payer's question",)),
        ],
    )
    def test_the_question(self, tell, questions, missing):
        finding = tell(
            "information-asked-for",
            AS_OF,
            authorizations=[ASKED],
            communication_requests=questions,
        )

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == missing

    def test_requests_never_asked_for(self, tell):
        finding = tell("information-asked-for", AS_OF, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)
