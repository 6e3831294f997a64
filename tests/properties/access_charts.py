"""Random charts of plans, answers of payers, visits, permissions and referrals around a day."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import attrs

from carecoord.model import (
    Actor,
    Appointment,
    Authorization,
    AuthorizationItem,
    Benefit,
    Chart,
    ChecklistItem,
    Code,
    Communication,
    Coverage,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
    Encounter,
    Order,
    PartialDate,
    Patient,
    Period,
    Referral,
    Task,
    Verification,
)
from carecoord.model.code import concept, snomed

_SERVICES = tuple(concept(Code("urn:invented:service", one)) for one in ("physio", "speech"))
_VISIT = concept(Code("http://terminology.hl7.org/CodeSystem/benefit-type", "visit"))
_REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
_BY_THE_PATIENT = concept(Code(_REASONS, "pat-crs"))
_BOOKED = ("booked", "booked", "booked", "pending")
_REFERRALS = (concept(snomed("306206005")), concept(snomed("183519002")))
_FOLLOW_UP = concept(snomed("390906007"))


class _Inventor:
    def __init__(self, seed: int, around: date) -> None:
        self.chance = random.Random(f"access {seed}")
        self.around = around

    def one(self, *among):
        return self.chance.choice(among)

    def odds(self, of):
        return self.chance.random() < of

    def day(self, back=40, on=40):
        return self.around + timedelta(days=self.chance.randint(-back, on))

    def instant(self, day):
        hour = self.chance.randint(0, 23)
        return datetime.combine(day, time(hour, self.one(0, 15, 30)), UTC)

    def time(self, *, loose=0.15):
        """A day, an instant, a month, or none."""
        day = self.day()
        if self.odds(loose):
            return self.one(None, PartialDate(day.year, day.month))
        return self.one(day, self.instant(day))

    def span(self):
        first = self.day(300, 20)
        last = self.one(None, first + timedelta(days=self.chance.randint(0, 330)))
        if last is not None and self.odds(0.1):
            last = PartialDate(last.year, last.month)
        return Period.through(self.one(first, first, None), last)

    def verification(self):
        status = self.one("needed", "asked", "verified", "verified", "not-in-force", "unable")
        return Verification(
            status=status,
            asked_on=self.one(None, self.day()),
            verified_on=self.one(None, self.time()),
            period=self.one(None, self.span()),
        )

    def coverage(self, name):
        return Coverage(
            id=name,
            status=self.one("active", "active", "active", "cancelled", "draft", None),
            period=self.one(self.span(), self.span(), None),
            payors=self.one((), (Actor(display="One"),), (Actor(display="Other"),)),
            order=self.one(None, 1, 2),
            verification=self.one(None, self.verification()),
        )

    def response(self, name):
        item = EligibilityItem(
            code=self.one(*_SERVICES),
            benefits=[Benefit(type=_VISIT, allowed=self.one(1, 3), used=self.one(0, 1, None))],
        )
        insurance = EligibilityInsurance(
            coverage=self.one("c0", "c1"),
            in_force=self.one(True, True, False, None),
            period=self.one(None, self.span()),
            items=self.one((), (item,)),
        )
        return CoverageEligibilityResponse(
            id=name,
            status=self.one("active", "active", "cancelled"),
            outcome=self.one("complete", "complete", "error", "queued"),
            created_on=self.time(),
            serviced=self.one(None, self.day(), self.span()),
            insurance=(insurance,),
        )

    def item(self, name):
        at = self.one(None, self.instant(self.day()))
        return ChecklistItem(name=name, ticked_at=at, blocks=self.odds(0.3))

    def visit(self, name):
        start = self.time(loose=0.1)
        status = self.one(*_BOOKED, "fulfilled", "noshow", "cancelled")
        cancelled = status == "cancelled"
        end = start + timedelta(minutes=45) if isinstance(start, datetime) else None
        return Appointment(
            id=name,
            status=status,
            start=start,
            end=self.one(end, end, end, None),
            created_on=self.one(None, self.day(80, 0)),
            cancelled_on=self.one(None, self.instant(self.day())) if cancelled else None,
            cancellation_reason=self.one(None, _BY_THE_PATIENT) if cancelled else None,
            service_type=[self.one(*_SERVICES)],
            based_on=self.one((), ("r0",), ("f",)),
            checklist=[self.item(one) for one in ("mri-safety", "fasting") if self.odds(0.4)],
            next_step=self.one(None, None, "a1"),
        )

    def visits(self):
        found = [self.visit(f"a{n}") for n in range(self.one(1, 3, 5))]
        if self.odds(0.2):
            twice = {"start": found[0].start, "end": found[0].end, "status": "booked"}
            found.append(attrs.evolve(self.visit("b"), **twice))
        return found

    def referral(self, name):
        steps = ("sent_on", "handed_off_on", "accepted_on", "rejected_on", "scheduled_on")
        later = ("seen_on", "reported_on", "read_on")
        odds = dict.fromkeys(steps, 0.4) | dict.fromkeys(later, 0.15)
        return Referral(
            id=name,
            status=self.one("active", "active", "active", "completed", "revoked"),
            intent="order",
            priority=self.one(None, "urgent"),
            code=self.one(*_REFERRALS, None),
            authored_on=self.day(120, 0),
            appointment=self.one(None, "a0"),
            replaces=self.one((), ("r0",)) if name != "r0" else (),
            **{step: self.time() for step, chance in odds.items() if self.odds(chance)},
        )

    def follow_up(self):
        written = self.day(40, 0)
        return Order(
            id="f",
            status="active",
            intent="order",
            code=_FOLLOW_UP,
            authored_on=written,
            encounter="e",
        )

    def task(self):
        return Task(
            id="t",
            status=self.one("requested", "accepted", "rejected", "completed"),
            focus=self.one("r0", "r1"),
            authored_on=self.day(60, 0),
            modified_at=self.one(None, self.day()),
        )

    def word(self, name):
        return Communication(
            id=name,
            status=self.one("completed", "not-done"),
            sent_at=self.time(),
            recipients=[Actor(kind="Patient")],
        )

    def permission(self, name):
        return Authorization(
            id=name,
            status="active",
            outcome="complete",
            created_on=self.day(60, 0),
            period=self.span(),
            coverages=self.one((), ("c0",), ("c1",)),
            items=[
                AuthorizationItem(code=self.one(*_SERVICES), review_action=self.one("A1", "A3"))
            ],
        )

    def changed(self):
        """A plan of one payer, and one of another that follows."""
        first = self.day(80, 10)
        ended = Period.through(first - timedelta(days=365), first - timedelta(days=1))
        return (
            Coverage(id="c0", status="active", period=ended, payors=(Actor(display="One"),)),
            Coverage(
                id="c1",
                status="active",
                period=Period.through(first, None),
                payors=(Actor(display="Other"),),
                verification=self.one(None, self.verification()),
            ),
        )

    def chart(self):
        plans = self.changed() if self.odds(0.3) else (self.coverage("c0"), self.coverage("c1"))
        lists = {
            "coverages": plans[: self.one(0, 1, 2, 2, 2)],
            "eligibility_responses": [self.response(f"l{n}") for n in range(self.one(0, 1, 2))],
            "appointments": self.visits(),
            "authorizations": [self.permission(f"z{n}") for n in range(self.one(0, 1, 2))],
            "orders": [self.referral(f"r{n}") for n in range(self.one(1, 2))] + [self.follow_up()],
            "tasks": [self.task()] if self.odds(0.3) else [],
            "communications": [self.word(f"k{n}") for n in range(self.one(0, 1, 3))],
            "encounters": [Encounter(id="e", status="finished", appointments=["a0"])],
        }
        kept = {name: facts for name, facts in lists.items() if self.odds(0.96)}
        return Chart(key="p", patient=Patient(), **kept)


def with_access(seed: int, around: date) -> Chart:
    """A chart, the same for the same seed."""
    return _Inventor(seed, around).chart()
