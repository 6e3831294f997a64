"""The payer's next review, on 12 March 2026, at a stay since 5 March."""

from __future__ import annotations

from datetime import date

import pytest
from permission_facts import item, named, request, visit

from carecoord.model import Encounter, PartialDate, Period
from carecoord.model.code import ACT_CODE, Code
from carecoord.model.permission_case import ConcurrentReview
from carecoord.rules import Licence, Outcome
from carecoord.rules.engine.offset import days

title = "The payer's next review at a stay or course is due"

NEXT = date(2026, 3, 12)
AS_OF = date(2026, 3, 11)
LOOK = ConcurrentReview(on=date(2026, 3, 6), days_asked=7, days_granted=7, next_on=NEXT)


def stay(kind="IMP", last=None, status="in-progress"):
    return Encounter(
        id="e1",
        status=status,
        encounter_class=Code(ACT_CODE, kind),
        period=Period.through(date(2026, 3, 5), last) if last else Period(date(2026, 3, 5), None),
    )


def looked_at(*looks, **case):
    return request("z1", case={"reviews": looks or (LOOK,), **case})


class TestWhen:
    """From the day before."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 10), Outcome.NOT_MET),
            (date(2026, 3, 11), Outcome.MET),
            (date(2026, 3, 20), Outcome.MET),
        ],
    )
    def test_the_window(self, tell, as_of, outcome):
        finding = tell("next-review", as_of, authorizations=[looked_at()], encounters=[stay()])

        assert finding.outcome is outcome

    def test_the_work_is_a_nurses(self, tell):
        finding = tell("next-review", AS_OF, authorizations=[looked_at()], encounters=[stay()])

        assert finding.reason == "the payer looks again on 2026-03-12 while the service goes on"
        assert finding.action.licences == (Licence.RN,)
        assert finding.action.earliest == date(2026, 3, 11)
        assert finding.action.due == finding.action.overdue_after == NEXT
        assert named(finding, "the service goes on") == ["e1"]

    def test_a_site_is_told_earlier(self, tell):
        finding = tell(
            "next-review",
            date(2026, 3, 9),
            authorizations=[looked_at()],
            encounters=[stay()],
            parameters={"permissions.next-review.lead": days(3)},
        )

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("again", "outcome"),
        [
            (ConcurrentReview(on=date(2026, 3, 11), next_on=date(2026, 3, 19)), Outcome.NOT_MET),
            (ConcurrentReview(on=date(2026, 3, 12), next_on=date(2026, 3, 19)), Outcome.MET),
            (ConcurrentReview(on=None, next_on=date(2026, 3, 19)), Outcome.NOT_MET),
            (ConcurrentReview(on=date(2026, 3, 11)), Outcome.INSUFFICIENT_DATA),
        ],
        ids=["made", "made later", "no day", "names no next"],
    )
    def test_the_last_look_that_was_made_names_the_next(self, tell, again, outcome):
        finding = tell(
            "next-review", AS_OF, authorizations=[looked_at(LOOK, again)], encounters=[stay()]
        )

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the day of the payer's next review",)

    @pytest.mark.parametrize(
        ("ended_on", "outcome"),
        [
            (date(2026, 3, 11), Outcome.MET),
            (date(2026, 3, 10), Outcome.NOT_APPLICABLE),
            (PartialDate(2026, 3), Outcome.MET),
        ],
    )
    def test_a_permission_that_ended_is_not_looked_at_again(self, tell, ended_on, outcome):
        asked = looked_at(ended_on=ended_on)
        finding = tell("next-review", AS_OF, authorizations=[asked], encounters=[stay()])

        assert finding.outcome is outcome


class TestWhetherItGoesOn:
    """In hospital, or with visits booked ahead."""

    @pytest.mark.parametrize(
        ("lists", "outcome"),
        [
            ({"encounters": (stay(),)}, Outcome.MET),
            ({"encounters": (stay(last=date(2026, 3, 11), status="finished"),)}, Outcome.NOT_MET),
            ({"encounters": (stay(last=date(2026, 3, 12), status="finished"),)}, Outcome.MET),
            ({"encounters": (stay("AMB"),)}, Outcome.NOT_MET),
            ({"appointments": (visit("a1", date(2026, 3, 16)),)}, Outcome.MET),
            ({"appointments": (visit("a1", date(2026, 3, 16), code="speech"),)}, Outcome.NOT_MET),
            ({}, Outcome.NOT_MET),
        ],
    )
    def test_what_shows_it(self, tell, lists, outcome):
        finding = tell("next-review", AS_OF, authorizations=[looked_at()], **lists)

        assert finding.outcome is outcome
        if outcome is Outcome.NOT_MET:
            assert finding.reason == "neither stay nor course is seen to go on"

    def test_who_might_show_it_was_never_asked(self, tell):
        finding = tell(
            "next-review",
            AS_OF,
            authorizations=[looked_at()],
            encounters=None,
            appointments=None,
        )

        assert finding.missing == (
            "encounters (never asked for)",
            "appointments (never asked for)",
        )


@pytest.mark.parametrize("asked", [request("z1", item()), request("z1", item(), case={})])
def test_a_permission_that_is_not_looked_at_again(tell, asked):
    finding = tell("next-review", AS_OF, authorizations=[asked], encounters=[stay()])

    assert finding.reason == "no permission that the payer looks at again"


def test_requests_never_asked_for(tell):
    finding = tell("next-review", AS_OF, authorizations=None)

    assert finding.missing == ("authorizations (never asked for)",)
