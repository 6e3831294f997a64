"""Permission was not asked for: physiotherapy booked for 30 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from permission_facts import item, named, order, plan_says, request, visit, waiting

from carecoord.model import Code, PartialDate
from carecoord.model.code import concept
from carecoord.rules import Licence, Outcome, Urgency

title = "Permission was not asked for"

DAY = date(2026, 3, 30)
AS_OF = date(2026, 3, 2)
BOOKED = (visit("a1", DAY, order="s1"),)


class TestWhetherItIsNeeded:
    """By the order or the plan (Da Vinci CRD; FHIR R4), and by nobody else."""

    @pytest.mark.parametrize(
        ("said", "outcome"),
        [
            ("auth-needed", Outcome.MET),
            ("performpa", Outcome.MET),
            ("no-auth", Outcome.NOT_APPLICABLE),
            ("satisfied", Outcome.NOT_APPLICABLE),
            ("conditional", Outcome.INSUFFICIENT_DATA),
            ("indeterminate", Outcome.INSUFFICIENT_DATA),
            (None, Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_is_said_of_the_order(self, tell, said, outcome):
        finding = tell("missing", AS_OF, appointments=BOOKED, orders=[order("s1", said)])

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("required", "outcome"),
        [
            (True, Outcome.MET),
            (False, Outcome.NOT_APPLICABLE),
            (None, Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_the_plan_says_of_the_service(self, tell, required, outcome):
        booked = [visit("a1", DAY)]
        says = [plan_says(required)]
        finding = tell("missing", AS_OF, appointments=booked, eligibility_responses=says)

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        "says",
        [
            plan_says(True, code="speech"),
            plan_says(True, in_force=False),
            plan_says(True, code=None),
        ],
        ids=["another service", "not in force", "no service"],
    )
    def test_a_plan_that_says_nothing_of_it(self, tell, says):
        booked = [visit("a1", DAY)]
        finding = tell("missing", AS_OF, appointments=booked, eligibility_responses=[says])

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no booked visit that needs permission"

    def test_the_last_answer_of_a_plan_counts(self, tell):
        says = [plan_says(True), plan_says(False, name="b2", on=date(2026, 2, 1))]
        booked = [visit("a1", DAY)]
        finding = tell("missing", AS_OF, appointments=booked, eligibility_responses=says)

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_of_two_plans_the_one_that_wants_permission_counts(self, tell):
        says = [plan_says(True), plan_says(False, name="b2", coverage="c2")]
        booked = [visit("a1", DAY)]
        finding = tell("missing", AS_OF, appointments=booked, eligibility_responses=says)

        assert finding.outcome is Outcome.MET
        assert named(finding, "permission is needed") == ["b1"]

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2026, 3, 10), Outcome.MET), (date(2026, 3, 11), Outcome.INSUFFICIENT_DATA)],
    )
    def test_what_was_said_until_10_march_is_not_known_on_the_11th(self, tell, as_of, outcome):
        said = [order("s1", "auth-needed", expires_on=date(2026, 3, 10))]
        finding = tell("missing", as_of, appointments=BOOKED, orders=said)

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == (
                "whether permission is needed (what the payer said has expired)",
            )

    def test_who_says_yes_is_believed_before_who_leaves_it_open(self, tell):
        said = [order("s1", "conditional", "auth-needed")]
        finding = tell("missing", AS_OF, appointments=BOOKED, orders=said)

        assert finding.outcome is Outcome.MET


class TestWhatIsToBeDone:
    """Asked for 14 days before the first visit (decision 0057)."""

    def test_the_window_and_the_visits(self, tell):
        booked = (visit("a2", date(2026, 4, 6), order="s1"), *BOOKED)
        finding = tell("missing", AS_OF, appointments=booked, orders=[order("s1", "auth-needed")])

        assert finding.key == "permissions.missing|p|Order:physio:2026-01-02:1"
        assert finding.reason == (
            "visits from 2026-03-30 need permission, and no request for it is on record"
        )
        assert named(finding, "visits that need permission") == ["a1", "a2"]
        assert finding.action.due == finding.action.overdue_after == date(2026, 3, 16)
        assert finding.action.licences == (Licence.COORDINATOR,)
        assert finding.action.urgency is Urgency.URGENT

    def test_a_service_without_an_order_is_one_finding(self, tell):
        booked = [visit("a1", DAY), visit("a2", date(2026, 4, 6))]
        says = [plan_says(True)]
        finding = tell("missing", AS_OF, appointments=booked, eligibility_responses=says)

        assert finding.key == "permissions.missing|p|service:physio"
        assert named(finding, "visits that need permission") == ["a1", "a2"]

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(DAY, Outcome.MET), (date(2026, 3, 31), Outcome.NOT_APPLICABLE)],
    )
    def test_on_its_day_a_visit_is_still_ahead(self, tell, as_of, outcome):
        finding = tell("missing", as_of, appointments=BOOKED, orders=[order("s1", "auth-needed")])

        assert finding.outcome is outcome

    @pytest.mark.parametrize("status", ["cancelled", "noshow", "fulfilled", "proposed"])
    def test_a_visit_that_is_not_ahead_needs_nothing(self, tell, status):
        booked = [visit("a1", date(2026, 3, 1), order="s1", status=status)]
        finding = tell("missing", AS_OF, appointments=booked, orders=[order("s1", "auth-needed")])

        assert finding.outcome is Outcome.NOT_APPLICABLE


class TestWhatWasAskedFor:
    """Any request for the service, granted or not."""

    NEEDED = (order("s1", "auth-needed"),)

    @pytest.mark.parametrize(
        ("asked", "outcome"),
        [
            (request(orders=("s1",)), Outcome.NOT_MET),
            (request("z1", item("A3"), orders=("s1",)), Outcome.NOT_MET),
            (waiting(orders=("s1",)), Outcome.NOT_MET),
            (request(orders=("s2",)), Outcome.MET),
            (request(orders=("s1",), status="cancelled"), Outcome.MET),
            (
                request(orders=("s1",), certification_type=concept(Code("urn:x12:1322", "3"))),
                Outcome.MET,
            ),
        ],
        ids=["granted", "denied", "waiting", "another order", "cancelled", "takes one back"],
    )
    def test_a_request_for_the_order(self, tell, asked, outcome):
        finding = tell(
            "missing", AS_OF, appointments=BOOKED, orders=self.NEEDED, authorizations=[asked]
        )

        assert finding.outcome is outcome

    def test_a_request_that_names_no_service_may_be_it(self, tell):
        nameless = request("z1", item(code=None))
        finding = tell(
            "missing", AS_OF, appointments=BOOKED, orders=self.NEEDED, authorizations=[nameless]
        )

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("which service a request is for",)
        assert named(finding, "requests that name no service") == ["z1"]


class TestMissing:
    """Lists that nobody asked for."""

    NEEDED = (order("s1", "auth-needed"),)

    def test_requests(self, tell):
        finding = tell(
            "missing", AS_OF, appointments=BOOKED, orders=self.NEEDED, authorizations=None
        )

        assert finding.missing == ("authorizations (never asked for)",)

    def test_appointments(self, tell):
        finding = tell("missing", AS_OF, appointments=None)

        assert finding.missing == ("appointments (never asked for)",)

    @pytest.mark.parametrize(
        ("lists", "missing"),
        [
            ({"orders": None}, ("orders (never asked for)",)),
            ({"orders": ()}, ("an order of a booked visit that stands",)),
            (
                {"orders": (order("s1"),), "eligibility_responses": None},
                ("eligibility responses (never asked for)",),
            ),
        ],
        ids=["orders", "the order", "answers about benefits"],
    )
    def test_who_might_say_that_it_is_needed(self, tell, lists, missing):
        finding = tell("missing", AS_OF, appointments=BOOKED, **lists)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == missing

    @pytest.mark.parametrize(
        ("asked", "outcome"),
        [((), Outcome.INSUFFICIENT_DATA), ((request(orders=("s1",)),), Outcome.NOT_APPLICABLE)],
        ids=["nobody asked", "asked for"],
    )
    def test_the_day_of_a_visit(self, tell, asked, outcome):
        booked = [visit("a1", None, order="s1")]
        finding = tell(
            "missing", AS_OF, appointments=booked, orders=self.NEEDED, authorizations=asked
        )

        assert finding.outcome is outcome
        if not asked:
            assert finding.missing == ("the day of a booked visit",)

    def test_what_is_known_of_one_visit_is_told_beside_what_is_not_of_another(self, tell):
        booked = (*BOOKED, visit("a2", DAY, order="s2"))
        said = (*self.NEEDED, order("s2", "conditional", code="speech"))
        found = tell("missing", AS_OF, every=True, appointments=booked, orders=said)

        assert [one.outcome for one in found] == [Outcome.MET, Outcome.INSUFFICIENT_DATA]
        assert named(found[1], "whether permission is needed") == ["s2"]

    def test_what_expires_some_day_of_march_holds_until_its_end(self, tell):
        said = [order("s1", "auth-needed", expires_on=PartialDate(2026, 3))]
        finding = tell("missing", date(2026, 3, 30), appointments=BOOKED, orders=said)

        assert finding.outcome is Outcome.MET
