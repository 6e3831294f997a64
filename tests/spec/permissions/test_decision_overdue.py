"""The payer's decision is overdue: a request of 2 March 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from permission_facts import appeal, item, named, request, waiting

from carecoord.model import PartialDate
from carecoord.model.permission_case import (
    ClockExtension,
    PayerKind,
    RequestUrgency,
    ReviewKind,
    ServiceKind,
)
from carecoord.rules import Licence, Outcome

title = "The payer's decision is overdue"

DUE = date(2026, 3, 8)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
AS_OF = date(2026, 3, 10)
RECEIVED = date(2026, 3, 2)
SERVICE = ServiceKind.SERVICE


class TestByDay:
    """The last day is inside."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 7), Outcome.NOT_MET),
            (date(2026, 3, 8), Outcome.NOT_MET),
            (date(2026, 3, 9), Outcome.MET),
            (date(2027, 3, 8), Outcome.MET),
            (date(2027, 3, 9), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_day_after_it_is_late(self, tell, as_of, outcome):
        finding = tell("decision-overdue", as_of, authorizations=[waiting(case={"due": DUE})])

        assert finding.outcome is outcome

    def test_late_is_overdue_and_not_approved(self, tell):
        finding = tell("decision-overdue", AS_OF, authorizations=[waiting(case={"due": DUE})])

        assert finding.reason == (
            "the decision was due 2026-03-08 and is overdue, which is not approved"
        )
        assert finding.action.earliest == DUE
        assert finding.action.due == finding.action.overdue_after == date(2026, 3, 9)
        assert (
            finding.action.window_over == "still overdue: late is not approved, and can be appealed"
        )
        assert finding.action.licences == (Licence.COORDINATOR,)

    def test_before_it_nothing_is_to_be_done(self, tell):
        finding = tell("decision-overdue", DUE, authorizations=[waiting(case={"due": DUE})])

        assert finding.reason == "the payer has until 2026-03-08"
        assert finding.action is None
        assert dict(finding.details) == {"decision due": DUE}

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2026, 3, 1), Outcome.NOT_APPLICABLE),
            (date(2026, 3, 2), Outcome.INSUFFICIENT_DATA),
            (date(2026, 3, 31), Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 1), Outcome.MET),
        ],
    )
    def test_a_day_known_to_the_month(self, tell, as_of, outcome):
        asked = [waiting(case={"due": PartialDate(2026, 3)})]
        finding = tell("decision-overdue", as_of, authorizations=asked)

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the exact day by which the payer decides",)

    def test_a_month_to_come_is_not_over(self, tell):
        asked = [waiting(case={"due": PartialDate(2026, 4)})]

        assert tell("decision-overdue", AS_OF, authorizations=asked).outcome is Outcome.NOT_MET


class TestByTheHour:
    """Received on 2 March at noon, 72 hours: 5 March at noon."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (NOON - timedelta(seconds=1), Outcome.NOT_MET),
            (NOON, Outcome.NOT_MET),
            (NOON + timedelta(seconds=1), Outcome.MET),
            (date(2026, 3, 4), Outcome.NOT_MET),
            (date(2026, 3, 5), Outcome.MET),
        ],
    )
    def test_after_the_instant_it_is_late(self, tell, as_of, outcome):
        asked = [waiting(case={"due": NOON})]
        finding = tell("decision-overdue", as_of, authorizations=asked)

        assert finding.outcome is outcome

    def test_the_instant_stands_in_the_work(self, tell):
        asked = [waiting(case={"due": NOON})]
        finding = tell("decision-overdue", NOON + timedelta(hours=1), authorizations=asked)

        assert finding.action.earliest == NOON
        assert finding.action.due == NOON + timedelta(days=1)
        assert "2026-03-05 12:00+00:00" in finding.reason

    def test_over_the_change_to_summer_time(self, tell):
        """72 hours from 23:30 on 6 March in New York end on 10 March at 00:30, an hour later."""
        york = ZoneInfo("America/New_York")
        due = datetime(2026, 3, 7, 4, 30, tzinfo=UTC) + timedelta(hours=72)
        asked = [waiting(case={"due": due})]
        just_before = datetime(2026, 3, 10, 0, 29, tzinfo=york)
        just_after = datetime(2026, 3, 10, 0, 31, tzinfo=york)

        outcomes = [
            tell("decision-overdue", at, zone=york, authorizations=asked).outcome
            for at in (just_before, just_after)
        ]

        assert outcomes == [Outcome.NOT_MET, Outcome.MET]

    def test_the_last_instant_of_the_calendar_never_comes(self, tell):
        asked = [waiting(case={"due": datetime.max.replace(tzinfo=UTC)})]

        assert tell("decision-overdue", AS_OF, authorizations=asked).outcome is Outcome.NOT_MET

    def test_the_last_day_of_the_calendar_never_comes(self, tell):
        asked = [waiting(case={"due": date.max})]

        assert tell("decision-overdue", AS_OF, authorizations=asked).outcome is Outcome.NOT_MET


class TestExtended:
    """More time counts once the payer made it known."""

    @pytest.mark.parametrize(
        ("noticed_on", "outcome"),
        [
            (None, Outcome.NOT_MET),
            (date(2026, 3, 10), Outcome.NOT_MET),
            (date(2026, 3, 11), Outcome.MET),
        ],
    )
    def test_to_22_march(self, tell, noticed_on, outcome):
        more = ClockExtension(to=date(2026, 3, 22), noticed_on=noticed_on)
        asked = [waiting(case={"due": DUE, "extension": more})]

        assert tell("decision-overdue", AS_OF, authorizations=asked).outcome is outcome


class TestWhichRequests:
    """Those that no payer has decided."""

    CASE = MappingProxyType({"due": DUE})

    @pytest.mark.parametrize(
        ("asked", "outcome"),
        [
            (request("z1", item("A4"), case=CASE), Outcome.MET),
            (request("z1", item("A1"), item("A4"), case=CASE), Outcome.MET),
            (request("z1", item("A1"), case=CASE, outcome="queued"), Outcome.NOT_APPLICABLE),
            (request("z1", item(None), case=CASE, outcome="queued"), Outcome.MET),
            (request("z1", item(None), item(None, unanswered=True), case=CASE), Outcome.MET),
            (
                request(
                    "z1",
                    item(None),
                    item(None, unanswered=True, cancelled=True),
                    case=CASE,
                ),
                Outcome.NOT_APPLICABLE,
            ),
            (request("z1", item(None), case=CASE), Outcome.NOT_APPLICABLE),
            (request("z1", item("A1"), case=CASE), Outcome.NOT_APPLICABLE),
            (request("z1", item("A3"), case=CASE), Outcome.NOT_APPLICABLE),
            (request("z1", item("CT"), case=CASE), Outcome.NOT_APPLICABLE),
            (waiting(case=CASE, status="cancelled"), Outcome.NOT_APPLICABLE),
        ],
        ids=[
            "pended",
            "pended in part",
            "approved",
            "queued",
            "an item unanswered",
            "the unanswered item withdrawn",
            "granted without a word",
            "certified",
            "denied",
            "contact payer",
            "cancelled",
        ],
    )
    def test_what_waits(self, tell, asked, outcome):
        assert tell("decision-overdue", AS_OF, authorizations=[asked]).outcome is outcome

    def test_an_appeal_because_there_is_none_leaves_nothing_to_ask(self, tell):
        filed = appeal(filed_on=date(2026, 3, 9))
        finding = tell(
            "decision-overdue", AS_OF, authorizations=[waiting(case=self.CASE)], appeals=[filed]
        )

        assert finding.outcome is Outcome.MET
        assert finding.action is None
        assert named(finding, "appeal") == ["p1"]


class TestByTheClock:
    """A case that names no day has the clock of its payer.

    42 CFR 422.568(b)(1)(ii) and 438.210(d): 7 days from 2026 on, the day of receipt is day 0;
    422.572: 72 hours.
    """

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2026, 3, 9), Outcome.NOT_MET), (date(2026, 3, 10), Outcome.MET)],
    )
    def test_seven_days_of_medicare_advantage(self, tell, as_of, outcome):
        case = {
            "received_at": RECEIVED,
            "payer_kind": PayerKind.MEDICARE_ADVANTAGE,
            "service_kind": SERVICE,
        }
        finding = tell("decision-overdue", as_of, authorizations=[waiting(case=case)])

        assert finding.outcome is outcome
        assert dict(finding.details) == {"decision due": date(2026, 3, 9)}

    def test_seventy_two_hours_are_real_hours(self, tell):
        """From Friday 6 March 2026, 12:00 in Boston; the clocks go forward on 8 March."""
        boston = ZoneInfo("America/New_York")
        case = {
            "received_at": datetime(2026, 3, 6, 12, tzinfo=boston),
            "payer_kind": PayerKind.MEDICARE_ADVANTAGE,
            "service_kind": SERVICE,
            "urgency": RequestUrgency.EXPEDITED,
        }
        asked = [waiting(case=case)]
        at = datetime(2026, 3, 9, 13, tzinfo=boston)
        late = at + timedelta(minutes=1)

        told = tell("decision-overdue", at, zone=boston, authorizations=asked)
        assert (told.outcome, told.reason) == (
            Outcome.NOT_MET,
            "the payer has until 2026-03-09 13:00-04:00",
        )
        told = tell("decision-overdue", late, zone=boston, authorizations=asked)
        assert told.outcome is Outcome.MET

    def test_the_day_of_the_case_goes_first(self, tell):
        case = {
            "received_at": RECEIVED,
            "payer_kind": PayerKind.MEDICARE_ADVANTAGE,
            "service_kind": SERVICE,
            "due": date(2026, 3, 5),
        }
        finding = tell("decision-overdue", AS_OF, authorizations=[waiting(case=case)])

        assert dict(finding.details) == {"decision due": date(2026, 3, 5)}

    def test_where_no_clock_runs_nothing_is_late(self, tell):
        """The clocks of CMS-0057-F bind plans and states, not Original Medicare."""
        case = {
            "received_at": RECEIVED,
            "payer_kind": PayerKind.MEDICARE,
            "service_kind": SERVICE,
        }
        finding = tell("decision-overdue", AS_OF, authorizations=[waiting(case=case)])

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason.startswith("no clock runs: ")


class TestNotBeforeTheService:
    """The 15 days of 29 CFR 2560.503-1(f)(2)(iii)(A) are those of claims made before the service.

    Received on 2 March they end on 17 March; (B) has others for claims made after it.
    """

    AS_OF = date(2026, 3, 18)
    CASE = MappingProxyType(
        {"received_at": RECEIVED, "payer_kind": PayerKind.EMPLOYER, "service_kind": SERVICE}
    )

    def test_a_prospective_request_is_late(self, tell):
        asked = [waiting(case=dict(self.CASE))]

        finding = tell("decision-overdue", self.AS_OF, authorizations=asked)
        assert finding.outcome is Outcome.MET
        assert dict(finding.details) == {"decision due": date(2026, 3, 17)}

    @pytest.mark.parametrize(
        ("more", "missing"),
        [
            ({"review": ReviewKind.RETROSPECTIVE}, "a clock for a retrospective request"),
            ({"review": ReviewKind.CONCURRENT}, "a clock for a concurrent request"),
            ({"emergency": True}, "a clock for an emergency"),
        ],
    )
    def test_of_others_no_clock_is_known(self, tell, more, missing):
        asked = [waiting(case=self.CASE | more)]

        finding = tell("decision-overdue", self.AS_OF, authorizations=asked)
        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (missing,)

    def test_the_day_of_the_case_holds_for_them_too(self, tell):
        case = self.CASE | {"review": ReviewKind.RETROSPECTIVE, "due": date(2026, 4, 1)}

        finding = tell("decision-overdue", self.AS_OF, authorizations=[waiting(case=case)])
        assert finding.reason == "the payer has until 2026-04-01"

    def test_payment_for_what_was_given_has_its_own_row(self, tell):
        """42 CFR 423.568(c): 14 days for payment, which end on 16 March."""
        case = {
            "received_at": RECEIVED,
            "payer_kind": PayerKind.PART_D,
            "service_kind": ServiceKind.PAYMENT,
            "review": ReviewKind.RETROSPECTIVE,
        }
        finding = tell("decision-overdue", self.AS_OF, authorizations=[waiting(case=case)])

        assert dict(finding.details) == {"decision due": date(2026, 3, 16)}


class TestMissing:
    """Without a clock the finding names what it lacks."""

    @pytest.mark.parametrize(
        ("case", "missing"),
        [
            (
                None,
                (
                    "when the payer received the request",
                    "what kind of payer it is",
                    "what kind of service it is",
                ),
            ),
            (
                {"payer_kind": PayerKind.MEDICAID, "service_kind": SERVICE},
                ("when the payer received the request",),
            ),
            (
                {"received_at": RECEIVED, "service_kind": SERVICE},
                ("what kind of payer it is",),
            ),
            (
                {"received_at": RECEIVED, "payer_kind": PayerKind.MARKETPLACE},
                ("what kind of service it is",),
            ),
            (
                {
                    "received_at": RECEIVED,
                    "payer_kind": PayerKind.MEDICARE_ADVANTAGE,
                    "service_kind": SERVICE,
                    "urgency": RequestUrgency.EXPEDITED,
                },
                ("the hour of receipt",),
            ),
            (
                {
                    "received_at": datetime.max.replace(tzinfo=UTC),
                    "payer_kind": PayerKind.MEDICARE_ADVANTAGE,
                    "service_kind": SERVICE,
                    "urgency": RequestUrgency.EXPEDITED,
                },
                ("when the payer received the request",),
            ),
        ],
    )
    def test_of_the_clock(self, tell, case, missing):
        finding = tell("decision-overdue", AS_OF, authorizations=[waiting(case=case)])

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == missing

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            (date(2027, 3, 2), Outcome.INSUFFICIENT_DATA),
            (date(2027, 3, 3), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_for_a_year_after_it_was_made(self, tell, as_of, outcome):
        assert tell("decision-overdue", as_of, authorizations=[waiting()]).outcome is outcome

    def test_a_request_of_no_known_day(self, tell):
        asked = [waiting(created_on=None)]

        finding = tell("decision-overdue", date(2036, 1, 1), authorizations=asked)
        assert finding.outcome is Outcome.INSUFFICIENT_DATA

    def test_requests_never_asked_for(self, tell):
        finding = tell("decision-overdue", AS_OF, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)
