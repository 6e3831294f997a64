"""No permission covers a visit: physiotherapy booked for, or kept on, 10 March 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from permission_facts import item, named, order, plan_says, request, visit, waiting

from carecoord.model.permission_case import Draw
from carecoord.rules import Outcome
from carecoord.rules.engine.offset import days

title = "No permission covers a visit"

DAY = date(2026, 3, 10)
AS_OF = date(2026, 3, 2)
BEFORE, ENDED = date(2026, 2, 2), date(2026, 3, 9)
DENIED = request("z1", item("A3"))
KEPT = (visit("a1", DAY, status="fulfilled"),)


class TestBookedAhead:
    """Refused is told at once, undecided from 7 days before the visit (decision 0057)."""

    def test_what_was_refused(self, tell):
        booked = [visit("a1", DAY)]
        finding = tell("visit-unfunded", AS_OF, appointments=booked, authorizations=[DENIED])

        assert finding.reason == (
            "no permission covers the visit on 2026-03-10: none was granted for it"
        )
        assert finding.action.title == "Get the visit permitted, move it, or tell the patient"
        assert finding.action.due == finding.action.overdue_after == date(2026, 3, 9)
        assert named(finding, "requests for its service") == ["z1"]

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 2), Outcome.NOT_MET),
            (date(2026, 3, 3), Outcome.MET),
            (date(2026, 3, 10), Outcome.MET),
            (date(2026, 3, 11), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_is_not_decided(self, tell, as_of, outcome):
        booked = [visit("a1", DAY)]
        finding = tell("visit-unfunded", as_of, appointments=booked, authorizations=[waiting()])

        assert finding.outcome is outcome

    def test_a_site_may_be_told_earlier(self, tell):
        finding = tell(
            "visit-unfunded",
            AS_OF,
            appointments=[visit("a1", DAY)],
            authorizations=[waiting()],
            parameters={"permissions.visit-unfunded.lead": days(8)},
        )

        assert finding.outcome is Outcome.MET

    def test_a_visit_before_its_permission_for_which_no_units_are_left(self, tell):
        """It cannot be moved: wrong-dates is silent."""
        granted = request("z1", item(units="1"), first=date(2026, 4, 1), last=date(2026, 5, 31))
        booked = [visit("a1", DAY), visit("a2", date(2026, 4, 7))]
        lists = {"appointments": booked, "authorizations": [granted]}

        assert tell("visit-unfunded", AS_OF, **lists).outcome is Outcome.MET
        assert tell("wrong-dates", AS_OF, **lists).outcome is Outcome.NOT_MET


class TestKept:
    """Asked for afterwards within 7 days, told for 30."""

    def test_what_was_refused(self, tell):
        finding = tell("visit-unfunded", DAY, appointments=KEPT, authorizations=[DENIED])

        assert finding.action.title == "Ask for permission afterwards, or tell who sends the bill"
        assert finding.action.due == date(2026, 3, 17)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2026, 4, 9), Outcome.MET), (date(2026, 4, 10), Outcome.NOT_APPLICABLE)],
    )
    def test_for_thirty_days(self, tell, as_of, outcome):
        finding = tell("visit-unfunded", as_of, appointments=KEPT, authorizations=[DENIED])

        assert finding.outcome is outcome

    def test_nobody_asked_although_the_order_says_so(self, tell):
        kept = [visit("a1", DAY, order="s1", status="arrived")]
        finding = tell("visit-unfunded", DAY, appointments=kept, orders=[order("s1", "performpa")])

        assert finding.outcome is Outcome.MET
        assert named(finding, "permission is needed") == ["s1"]

    def test_a_visit_before_its_permission_began(self, tell):
        granted = request(first=date(2026, 3, 11), last=date(2026, 5, 31))
        finding = tell("visit-unfunded", DAY, appointments=KEPT, authorizations=[granted])

        assert finding.outcome is Outcome.MET


class TestLeftToOthers:
    """A visit that another rule names is not named again."""

    @pytest.mark.parametrize(
        ("rule", "lists"),
        [
            (
                "missing",
                {
                    "appointments": (visit("a1", DAY, order="s1"),),
                    "orders": (order("s1", "auth-needed"),),
                },
            ),
            (
                "running-out",
                {
                    "appointments": (visit("a1", DAY),),
                    "authorizations": (request(first=BEFORE, last=ENDED),),
                },
            ),
            (
                "running-out",
                {
                    "appointments": tuple(
                        visit(f"a{day}", date(2026, 3, day)) for day in (9, 10, 11)
                    ),
                    "authorizations": (
                        request("z1", item(cap=Decimal(1)), first=BEFORE, last=date(2026, 4, 1)),
                    ),
                },
            ),
            (
                "wrong-dates",
                {
                    "appointments": (visit("a1", DAY),),
                    "authorizations": (request(first=date(2026, 3, 11), last=date(2026, 4, 1)),),
                },
            ),
            (
                "units-short",
                {
                    "appointments": (visit("a1", DAY, minutes=60),),
                    "authorizations": (
                        request(
                            "z1",
                            item(units="3", unit="15 min"),
                            first=BEFORE,
                            last=date(2026, 4, 1),
                        ),
                    ),
                },
            ),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_the_other_rule_tells(self, tell, rule, lists):
        finding = tell("visit-unfunded", AS_OF, **lists)

        assert tell(rule, AS_OF, **lists).outcome is Outcome.MET
        assert finding.outcome is Outcome.NOT_MET
        assert finding.reason == (
            "permission covers the visits that need it, waits, or another rule tells of them"
        )


class TestFunded:
    """A permission holds the visit, or none is needed."""

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            (date(2026, 5, 31), Outcome.NOT_MET),
            (date(2026, 3, 3), Outcome.NOT_MET),
            (date(2026, 3, 2), Outcome.MET),
        ],
    )
    def test_both_ends_are_inside(self, tell, day, outcome):
        granted = request(first=date(2026, 3, 3), last=date(2026, 5, 31))
        kept = [visit("a1", day, status="fulfilled")]
        finding = tell("visit-unfunded", day, appointments=kept, authorizations=[granted])

        assert finding.outcome is outcome

    def test_a_visit_for_which_more_was_drawn_than_is_left(self, tell):
        drawn = Draw(appointment="a1", on=DAY, units=Decimal(3), unit="visits")
        granted = request(
            "z1",
            item(units="2"),
            first=BEFORE,
            last=date(2026, 5, 31),
            case={"draws": (drawn,)},
        )
        finding = tell("visit-unfunded", DAY, appointments=KEPT, authorizations=[granted])

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [(date(2026, 3, 7), Outcome.NOT_MET), (date(2026, 3, 8), Outcome.MET)],
    )
    def test_a_visit_beyond_one_a_week(self, tell, on, outcome):
        """10 March 2026 is a Tuesday: its week began on Sunday 8 March."""
        drawn = Draw(appointment="x1", on=on, units=Decimal(1), unit="visits")
        granted = request(
            "z1",
            item(units="9", cap=Decimal(1)),
            first=BEFORE,
            last=date(2026, 5, 31),
            case={"draws": (drawn,)},
        )
        finding = tell("visit-unfunded", DAY, appointments=KEPT, authorizations=[granted])

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        "asked",
        [
            request("z1", item("NA")),
            request("z1", item("A3"), case={"exempt_because": "gold card"}),
        ],
        ids=["no action needed", "exempt"],
    )
    def test_a_request_that_shows_that_none_is_needed(self, tell, asked):
        finding = tell("visit-unfunded", DAY, appointments=KEPT, authorizations=[asked])

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_what_the_plan_says_goes_before_that_it_was_asked_for(self, tell):
        finding = tell(
            "visit-unfunded",
            DAY,
            appointments=KEPT,
            authorizations=[DENIED],
            eligibility_responses=[plan_says(False)],
        )

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no visit that needs permission"


class TestMissing:
    """Who would say that it is needed, and who asked."""

    @pytest.mark.parametrize(
        ("lists", "missing"),
        [
            (
                {"eligibility_responses": None},
                ("eligibility responses (never asked for)",),
            ),
            (
                {"eligibility_responses": (plan_says(True),), "authorizations": None},
                ("authorizations (never asked for)",),
            ),
            (
                {
                    "eligibility_responses": (plan_says(True),),
                    "authorizations": (request("z1", item(code=None)),),
                },
                ("which service a request is for",),
            ),
        ],
        ids=["whether it is needed", "requests", "the service of a request"],
    )
    def test_of_a_visit_that_was_kept(self, tell, lists, missing):
        finding = tell("visit-unfunded", DAY, appointments=KEPT, **lists)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == missing
        assert named(finding, "visit") == ["a1"]

    def test_appointments(self, tell):
        finding = tell("visit-unfunded", DAY, appointments=None)

        assert finding.missing == ("appointments (never asked for)",)
