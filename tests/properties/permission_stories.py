"""A story for invented charts: something ordered, asked for, decided, used and appealed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from carecoord.model import (
    Appeal,
    Appointment,
    Authorization,
    AuthorizationItem,
    Code,
    Communication,
    CommunicationRequest,
    Encounter,
    Order,
    Period,
    Task,
)
from carecoord.model.code import ACT_CODE, concept
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.eligibility_response import (
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
)
from carecoord.model.permission_case import (
    ClockExtension,
    ConcurrentReview,
    Draw,
    PayerKind,
    PeerToPeer,
    PermissionCase,
)

SERVICES = tuple(concept(Code("urn:invented:service", name)) for name in ("physio", "speech"))
UNITS = ("visits", "15 min", "d", "h", "boxes", None)
ACTIONS = ("A1", "A1", "A2", "A3", "A3", "A4", "A4", "A6", "CT", "NA", None)
LISTS = (
    "appeals",
    "appointments",
    "authorizations",
    "communication_requests",
    "communications",
    "eligibility_responses",
    "encounters",
    "orders",
    "tasks",
)


class Story:
    """Draws the facts of one course of care with the chance of an inventor."""

    def __init__(self, inventor) -> None:
        self.by = inventor
        self.one, self.odds = inventor.one, inventor.odds

    def lists(self) -> dict:
        """The facts by their lists."""
        asked = [self.request() for _ in range(self.one(1, 2, 3))]
        ids = [one.id for one in asked]
        return {
            "authorizations": tuple(asked),
            "appointments": self.by.some(self.visit, 5),
            "orders": tuple(self.order(name) for name in ("s1", "s2") if self.odds(0.7)),
            "eligibility_responses": self.by.some(self.plan, 2),
            "appeals": self.by.some(lambda: self.appeal(self.one(*ids)), 2),
            "communication_requests": self.by.some(self.question, 1),
            "communications": self.by.some(self.message, 1),
            "tasks": self.by.some(lambda: self.task(self.one(*ids)), 1),
            "encounters": self.by.some(self.stay, 1),
        }

    def when(self):
        return self.by.time(60, 60)

    def maybe_when(self, odds=0.6):
        return self.when() if self.odds(odds) else None

    def request(self) -> Authorization:
        return Authorization(
            **self.by.named("z"),
            status=self.one("active", "active", "active", "cancelled"),
            outcome=self.one("complete", "complete", "partial", "queued", None),
            created_on=self.maybe_when(0.8),
            requested_on=self.maybe_when(0.3),
            period=self.by.period(60, 60, 60),
            items=tuple(self.item() for _ in range(self.one(1, 1, 2))),
            orders=self.one(("s1",), ("s1",), ("s2",), ()),
            number=self.one("N1", None),
            prior_numbers=self.one((), (), ("N1",)),
            information_requested=self.odds(0.2),
            communication_requests=self.one((), (), ("q1",)),
            case=self.case() if self.odds(0.8) else None,
        )

    def item(self) -> AuthorizationItem:
        return AuthorizationItem(
            code=self.one(*SERVICES, None),
            review_action=self.one(*ACTIONS),
            reasons=self.one((), ("0V",)),
            units=self.one(Decimal(1), Decimal(3), Decimal(8), None),
            unit=self.one(*UNITS),
            unanswered=self.odds(0.1),
        )

    def case(self) -> PermissionCase:
        more = ClockExtension(to=self.when() or self.by.day(), noticed_on=self.maybe_when())
        return PermissionCase(
            payer_kind=self.one(*PayerKind, None),
            received_at=self.maybe_when(),
            due=self.maybe_when(),
            extension=more if self.odds(0.2) else None,
            information_due=self.maybe_when(),
            exempt_because=self.one(None, None, None, "exempt"),
            notice_on=self.maybe_when(),
            appeal_until=self.maybe_when(),
            peer_to_peer=self.talk() if self.odds(0.4) else None,
            reviews=self.by.some(self.look, 2),
            draws=self.by.some(self.draw, 2),
            ended_on=self.maybe_when(0.2),
        )

    def talk(self) -> PeerToPeer:
        return PeerToPeer(
            until=self.maybe_when(0.8),
            held_at=self.maybe_when(0.3),
            outcome=self.one(None, None, "overturned", "upheld", "not-held"),
        )

    def look(self) -> ConcurrentReview:
        return ConcurrentReview(on=self.maybe_when(0.8), next_on=self.maybe_when(0.8))

    def draw(self) -> Draw:
        return Draw(
            appointment=f"a{self.by.chance.randint(1, 30)}",
            on=self.when() or self.by.day(),
            units=Decimal(self.one(1, 2)),
            unit=self.one("visits", "15 min", "d"),
        )

    def visit(self) -> Appointment:
        start = self.by.instant(self.by.day(60, 60))
        return Appointment(
            **self.by.named("a"),
            status=self.one("booked", "booked", "booked", "fulfilled", "noshow", "cancelled"),
            start=start if self.odds(0.95) else None,
            end=start + timedelta(minutes=45) if self.odds(0.3) else None,
            minutes_duration=self.one(30, 60, None),
            created_on=self.by.time(90, 20),
            service_type=self.one((SERVICES[0],), (SERVICES[1],), ()),
            based_on=self.one((), (), ("s1",), ("s2",)),
        )

    def order(self, name) -> Order:
        said = CoverageInformation(
            pa_needed=self.one("auth-needed", "performpa", "no-auth", "conditional", None),
            expires_on=self.maybe_when(0.2),
        )
        return Order(
            id=name,
            status=self.one("active", "active", "completed", "revoked"),
            intent="order",
            code=SERVICES[0],
            authored_on=self.by.time(90, 20),
            coverage_information=(said,) if self.odds(0.8) else (),
        )

    def plan(self) -> CoverageEligibilityResponse:
        item = EligibilityItem(
            code=self.one(*SERVICES), authorization_required=self.one(True, True, False, None)
        )
        insurance = EligibilityInsurance(coverage=self.one("c1", "c2"), items=(item,))
        return CoverageEligibilityResponse(
            **self.by.named("b"),
            status="active",
            created_on=self.maybe_when(0.9),
            insurance=(insurance,),
        )

    def appeal(self, of) -> Appeal:
        return Appeal(
            **self.by.named("p"),
            authorization=of,
            level=self.one(1, 1, 2),
            filed_on=self.maybe_when(0.8),
            deadline_on=self.maybe_when(),
            decided_on=self.maybe_when(0.3),
            outcome=self.one(None, None, "upheld", "overturned"),
            decision_due=self.maybe_when(0.8),
            next_deadline_on=self.maybe_when(),
            entered_in_error=self.odds(0.1),
        )

    def question(self) -> CommunicationRequest:
        return CommunicationRequest(
            id="q1",
            status=self.one("active", "completed", "revoked", "entered-in-error"),
            authored_on=self.maybe_when(0.9),
        )

    def message(self) -> Communication:
        return Communication(
            **self.by.named("k"), status="completed", sent_at=self.when(), based_on=("q1",)
        )

    def task(self, of) -> Task:
        return Task(
            **self.by.named("t"),
            status=self.one("completed", "cancelled", "requested"),
            authored_on=self.when(),
            focus=of,
        )

    def stay(self) -> Encounter:
        first = self.by.day(60, 30)
        ends = Period.through(first, first + timedelta(days=self.by.chance.randint(0, 30)))
        return Encounter(
            **self.by.named("e"),
            status=self.one("in-progress", "finished"),
            encounter_class=Code(ACT_CODE, self.one("IMP", "AMB")),
            period=self.one(Period(first, None), ends),
        )


def permission_story(inventor) -> dict:
    """The facts of one course of care, by their lists."""
    return Story(inventor).lists()
