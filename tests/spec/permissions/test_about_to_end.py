"""A permission is about to end: physiotherapy from 1 to 31 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from permission_facts import item, named, order, request, visit, waiting

from carecoord.model import Activity, CarePlan, PartialDate, Period
from carecoord.rules import Outcome
from carecoord.rules.engine.offset import days

title = "Permission is about to end while the course goes on"

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
AS_OF = date(2026, 3, 20)
GRANTED = request(first=FIRST, last=LAST, orders=("s1",), number="N1")
BOOKED = (visit("a1", date(2026, 3, 30), order="s1"),)


def plan(*references, status="active", last=None, based_on=()):
    return CarePlan(
        id="k1",
        status=status,
        intent="plan",
        period=Period.through(FIRST, last) if last else Period(FIRST, None),
        activities=tuple(Activity(reference=one) for one in references),
        based_on=based_on,
    )


class TestWhen:
    """From 14 days before the last day, which is inside."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 16), Outcome.NOT_MET),
            (date(2026, 3, 17), Outcome.MET),
            (date(2026, 3, 31), Outcome.MET),
            (date(2026, 4, 1), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_window(self, tell, as_of, outcome):
        booked = [visit("a1", LAST, order="s1")]
        finding = tell("about-to-end", as_of, appointments=booked, authorizations=[GRANTED])

        assert finding.outcome is outcome

    def test_the_work(self, tell):
        finding = tell("about-to-end", AS_OF, appointments=BOOKED, authorizations=[GRANTED])

        assert finding.reason == (
            "ends on 2026-03-31, the course goes on, and no renewal was asked for"
        )
        assert finding.action.earliest == date(2026, 3, 17)
        assert finding.action.due == finding.action.overdue_after == LAST
        assert dict(finding.details) == {"last day": LAST}

    def test_a_site_sets_another_lead(self, tell):
        finding = tell(
            "about-to-end",
            date(2026, 3, 1),
            appointments=BOOKED,
            authorizations=[GRANTED],
            parameters={"permissions.about-to-end.lead": days(30)},
        )

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 2, 14), Outcome.NOT_MET),
            (date(2026, 2, 15), Outcome.MET),
            (date(2026, 3, 1), Outcome.MET),
            (date(2026, 3, 2), Outcome.INSUFFICIENT_DATA),
            (date(2026, 3, 31), Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 1), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_a_last_day_known_to_the_month(self, tell, as_of, outcome):
        """Some day of March: told from 14 days before the first."""
        granted = request(
            first=date(2026, 2, 1), last=PartialDate(2026, 3), created_on=date(2026, 2, 1)
        )
        booked = [visit("a1", LAST)]
        finding = tell("about-to-end", as_of, appointments=booked, authorizations=[granted])

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the exact last day of the permission",)

    @pytest.mark.parametrize(
        "granted",
        [
            request(first=FIRST),
            request(first=date(2026, 3, 21), last=LAST),
            request("z1", item("A3")),
        ],
        ids=["no last day", "to come", "denied"],
    )
    def test_none_in_force_that_ends(self, tell, granted):
        finding = tell("about-to-end", AS_OF, appointments=BOOKED, authorizations=[granted])

        assert finding.reason == "no permission in force that has a last day"


class TestWhetherTheCourseGoesOn:
    """By booked visits, else by active orders, else by care plans that name one."""

    @pytest.mark.parametrize(
        ("lists", "outcome", "shown"),
        [
            ({"appointments": BOOKED}, Outcome.MET, ["a1"]),
            ({"orders": (order("s1"),)}, Outcome.MET, ["s1"]),
            ({"orders": (order("s1", status="completed"),)}, Outcome.NOT_MET, None),
            ({"orders": (order("s2"),)}, Outcome.NOT_MET, None),
            ({"care_plans": (plan("s1"),)}, Outcome.MET, ["k1"]),
            ({"care_plans": (plan(based_on=("s1",)),)}, Outcome.MET, ["k1"]),
            ({"care_plans": (plan("s1", last=AS_OF),)}, Outcome.MET, ["k1"]),
            ({"care_plans": (plan("s1", last=date(2026, 3, 19)),)}, Outcome.NOT_MET, None),
            ({"care_plans": (plan("s2"),)}, Outcome.NOT_MET, None),
            ({"care_plans": (plan("s1", status="revoked"),)}, Outcome.NOT_MET, None),
            ({}, Outcome.NOT_MET, None),
        ],
    )
    def test_what_shows_it(self, tell, lists, outcome, shown):
        finding = tell("about-to-end", AS_OF, authorizations=[GRANTED], **lists)

        assert finding.outcome is outcome
        if shown is not None:
            assert named(finding, "the course goes on") == shown
        else:
            assert finding.reason == "ends on 2026-03-31; nothing goes on after it"

    @pytest.mark.parametrize(
        ("lists", "missing"),
        [
            ({"appointments": None}, ("appointments (never asked for)",)),
            (
                {"orders": None, "care_plans": None},
                ("orders (never asked for)", "care plans (never asked for)"),
            ),
        ],
    )
    def test_who_might_show_it_was_never_asked(self, tell, lists, missing):
        finding = tell("about-to-end", AS_OF, authorizations=[GRANTED], **lists)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == missing

    def test_without_orders_only_visits_show_it(self, tell):
        granted = request(first=FIRST, last=LAST)
        finding = tell("about-to-end", AS_OF, authorizations=[granted], orders=None)

        assert finding.outcome is Outcome.NOT_MET

    def test_a_visit_after_the_last_day_is_told_by_running_out(self, tell):
        booked = [visit("a1", date(2026, 4, 1), order="s1")]
        lists = {"appointments": booked, "authorizations": [GRANTED]}
        finding = tell("about-to-end", AS_OF, **lists)

        assert tell("running-out", AS_OF, **lists).outcome is Outcome.MET
        assert finding.outcome is Outcome.NOT_MET
        assert finding.reason == "days or units run out: told by running-out"


class TestRenewal:
    """Asked for later, in answer to it, waiting, or ending later."""

    @pytest.mark.parametrize(
        ("other", "outcome"),
        [
            (waiting("z2", orders=("s1",)), Outcome.NOT_MET),
            (waiting("z2", orders=("s2",)), Outcome.MET),
            (waiting("z2", orders=("s2",), prior_numbers=("N1",)), Outcome.NOT_MET),
            (
                request("z2", item("A3"), orders=("s1",), created_on=date(2026, 3, 10)),
                Outcome.NOT_MET,
            ),
            (request("z2", item("A3"), orders=("s1",)), Outcome.MET),
            (
                request("z2", orders=("s1",), first=FIRST, last=date(2026, 4, 1)),
                Outcome.NOT_MET,
            ),
            (request("z2", orders=("s1",), first=FIRST, last=LAST), Outcome.MET),
            (request("z2", orders=("s1",), created_on=None), Outcome.NOT_MET),
        ],
        ids=[
            "waits",
            "of another order",
            "refers to it",
            "made later and denied",
            "made the same day and denied",
            "ends later",
            "ends the same day",
            "never ends",
        ],
    )
    def test_what_is_one(self, tell, other, outcome):
        found = tell(
            "about-to-end",
            AS_OF,
            every=True,
            appointments=BOOKED,
            authorizations=[GRANTED, other],
        )
        told = [one for one in found if named(one, "permission") == ["z1"]]

        assert [one.outcome for one in told] == [outcome]

    def test_by_the_service_where_one_has_no_order(self, tell):
        asked = [request(first=FIRST, last=LAST), waiting("z2", orders=("s9",))]
        finding = tell(
            "about-to-end", AS_OF, appointments=[visit("a1", LAST)], authorizations=asked
        )

        assert finding.reason == "a renewal was asked for"


def test_permissions_never_asked_for(tell):
    finding = tell("about-to-end", AS_OF, authorizations=None)

    assert finding.missing == ("authorizations (never asked for)",)
