"""Random charts that make rules fire: a seed in, a chart out, fast enough for thousands of days.

Dates lie around one day, some of them as a month, a year, an instant or not at all; statuses, codes
and classes come from what the rules ask for, and from what they do not.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from permission_stories import LISTS, permission_story

from carecoord.model import (
    Activity,
    Actor,
    Appointment,
    Authorization,
    AuthorizationItem,
    CarePlan,
    Chart,
    Code,
    CodeableConcept,
    Communication,
    Component,
    Condition,
    Dosage,
    Encounter,
    EncounterDiagnosis,
    Fill,
    Goal,
    Hold,
    HoldKind,
    Identifier,
    Label,
    Location,
    Observation,
    Order,
    PartialDate,
    Patient,
    Period,
    Practitioner,
    Prescription,
    Procedure,
    Quantity,
    Range,
    Target,
    Task,
    ValueSet,
)
from carecoord.model.code import concept, icd10cm, loinc, rxnorm, snomed
from carecoord.rules.catalogue import standard
from carecoord.rules.criteria import SetRef
from carecoord.rules.measures import value_sets as vs

OURS = "urn:invented"
_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_NUBC = "http://www.nubc.org/patient-discharge"
_DEGREE = "http://terminology.hl7.org/CodeSystem/v2-0360"
_CANCELLED = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
_PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"


def tiny(named: SetRef) -> Code:
    """The one invented code of a value set."""
    return Code(OURS, named.url.rpartition("/")[2])


def tiny_sets() -> tuple[ValueSet, ...]:
    """One set of one invented code for every URL that a rule of the library names."""
    urls = {s.url: s for r in standard().rules for s in r.shape.sets if isinstance(s, SetRef)}
    return tuple(
        ValueSet(url=s.url, name=s.name, codes=(tiny(s),), version="invented")
        for s in urls.values()
    )


VISIT_TYPES = (
    vs.OFFICE_VISIT,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
    vs.ENCOUNTER_INPATIENT,
    vs.ED_EVALUATION_AND_MANAGEMENT,
    vs.HOSPICE_ENCOUNTER,
    vs.FRAILTY_ENCOUNTER,
    vs.HOME_HEALTHCARE_SERVICES,
)
DIAGNOSES = (
    tiny(vs.ESSENTIAL_HYPERTENSION),
    tiny(vs.ESSENTIAL_HYPERTENSION),
    tiny(vs.PREGNANCY),
    tiny(vs.NARCOLEPSY),
    tiny(vs.MENTAL_BEHAVIORAL_NEURODEVELOPMENTAL),
    tiny(vs.ADVANCED_ILLNESS),
    tiny(vs.FRAILTY_DIAGNOSIS),
    icd10cm("E11.9"),
    icd10cm("I50.9"),
    icd10cm("N18.6"),
    snomed("44054006"),
    snomed("399068003"),
)
RECONCILED = snomed("430193006")
CLASSES = ("IMP", "ACUTE", "OBSENC", "AMB", "VR", "EMER", "HH")
MEDICINES = (
    CodeableConcept((tiny(vs.METHYLPHENIDATE),)),
    CodeableConcept((tiny(vs.CLONIDINE),)),
    CodeableConcept((tiny(vs.DEMENTIA_MEDICATIONS),)),
    CodeableConcept((rxnorm("83367"),), "atorvastatin 40 MG oral tablet"),
    CodeableConcept((rxnorm("29046"),), "lisinopril 10 MG oral tablet"),
    CodeableConcept((rxnorm("6809"),), "metformin 500 MG oral tablet"),
    CodeableConcept((), "insulin glargine"),
)
BLOOD_PRESSURE, HBA1C = loinc("85354-9"), loinc("4548-4")
SYSTOLIC, DIASTOLIC = loinc("8480-6"), loinc("8462-4")
PEOPLE = (
    Practitioner(id="md", qualifications=(concept(Code(_DEGREE, "MD")),)),
    Practitioner(id="rn", qualifications=(concept(Code(_DEGREE, "RN")),)),
    Practitioner(id="ma", qualifications=(concept(Code(_DEGREE, "CMA")),)),
)


class Inventor:
    """Draws one chart around a day."""

    def __init__(self, seed: int, around: date) -> None:
        self.chance = random.Random(seed)
        self.around = around
        self.made = 0

    def chart(self) -> Chart:
        """The chart."""
        lists = {
            "conditions": self.some(self.condition, 4),
            "encounters": self.some(self.encounter, 5),
            "observations": self.some(self.observation, 5),
            "procedures": self.some(self.procedure, 2),
            "orders": self.some(self.order, 1),
            "prescriptions": self.some(self.prescription, 4),
            "fills": self.some(self.fill, 4),
            "communications": self.some(self.communication, 2),
            "tasks": self.some(self.task, 1),
            "appointments": self.some(self.appointment, 3),
            "authorizations": self.some(self.authorization, 2),
            "care_plans": self.some(self.care_plan, 1),
            "goals": self.some(self.goal, 2),
        }
        told = self.chance.random()
        if told < 0.2:
            lists = _joined(lists, self.hypertension())
        elif told < 0.35:
            lists = _joined(lists, self.attention())
        elif told < 0.5:
            lists = _joined(lists, self.discharge())
        elif told < 0.7:
            absent = {name: () for name in LISTS if name not in lists}
            lists = _joined(lists | absent, permission_story(self))
        lists = {name: self.maybe(facts, 0.97) for name, facts in lists.items()}
        holds = self.some(self.hold, 1) if self.odds(0.15) else ()
        return Chart(key="p", patient=self.patient(), practitioners=PEOPLE, holds=holds, **lists)

    # -- stories: what the measures and follow-ups wait for ------------------------------------

    def hypertension(self) -> dict:
        known = self.condition_of(tiny(vs.ESSENTIAL_HYPERTENSION), self.day(2000, 0))
        visit = self.visit_of(vs.OFFICE_VISIT, self.day(150, 60))
        return {
            "conditions": (known,),
            "encounters": (visit,),
            "observations": (self.observation(), self.observation()),
        }

    def attention(self) -> dict:
        first = self.day(250, 30)
        before, after = (timedelta(days=self.chance.randint(0, most)) for most in (200, 60))
        visits = (first - before, first + after, first + after * 3)
        supply = Quantity(Decimal(self.one(30, 60)), "d")
        ordered = Prescription(
            **self.named("m"),
            code=CodeableConcept((tiny(vs.METHYLPHENIDATE),)),
            status="active",
            intent="order",
            authored_on=first,
            supply=supply,
            refills=self.one(0, 5),
        )
        return {
            "prescriptions": (ordered,),
            "encounters": tuple(self.visit_of(vs.OFFICE_VISIT, day) for day in visits),
        }

    def discharge(self) -> dict:
        out = self.day(40, 20)
        stay = Encounter(
            **self.named("e"),
            status="finished",
            encounter_class=Code(_ACT, "IMP"),
            priority=concept(Code(_PRIORITY, "EM")),
            period=Period.through(out - timedelta(days=self.chance.randint(0, 20)), out),
        )
        done = out + timedelta(days=self.chance.randint(0, 20))
        reconciled = Procedure(
            **self.named("x"),
            code=concept(RECONCILED),
            status="completed",
            performed=done,
            performers=(Actor(id=self.one("md", "rn", "ma")),),
        )
        after = {
            "appointments": tuple(self.booked_after(out) for _ in range(self.one(0, 1, 2))),
            "authorizations": (self.asked_about(out),) if self.odds(0.6) else (),
            "communications": (self.tried_after(out),) if self.odds(0.6) else (),
            "encounters": (stay, *self.some(lambda: self.visit_of(vs.OFFICE_VISIT, done), 1)),
            "fills": (self.filled_before(out),) if self.odds(0.6) else (),
            "orders": (self.ordered("s1", out),) if self.odds(0.6) else (),
        }
        return after | {
            "procedures": (reconciled,),
            "conditions": tuple(
                self.condition_of(code, self.day(2000, 0))
                for code in (icd10cm("I50.9"), icd10cm("C78.0"))
            ),
        }

    def some_days(self, day: date, most: int) -> date:
        return day + timedelta(days=self.chance.randint(0, most))

    def booked_after(self, out: date) -> Appointment:
        return Appointment(
            **self.named("a"),
            status=self.one("booked", "booked", "fulfilled", "noshow"),
            start=self.instant(self.some_days(out, 35)),
            created_on=self.one(out, self.some_days(out, 10)),
            based_on=self.one((), ("s1",)),
            participants=self.actors(),
        )

    def asked_about(self, out: date) -> Authorization:
        action = self.one("A1", "A3", "A4")
        until = self.some_days(out, 30)
        return Authorization(
            **self.named("z"),
            status="active",
            outcome=self.one("complete", "queued"),
            created_on=out - timedelta(days=self.one(3, 170, 190)),
            period=None if action == "A4" else Period.through(out - timedelta(days=30), until),
            items=(AuthorizationItem(review_action=action),),
            orders=("s1",),
        )

    def tried_after(self, out: date) -> Communication:
        return Communication(
            **self.named("k"),
            status=self.one("completed", "not-done"),
            sent_at=self.instant(self.some_days(out, 20)),
        )

    def filled_before(self, out: date) -> Fill:
        return Fill(
            **self.named("f"),
            code=self.one(*MEDICINES),
            status="completed",
            handed_over_on=out - timedelta(days=self.one(0, 10, 25, 200, 215)),
            days_supply=Decimal(30),
        )

    def ordered(self, name: str, day: date) -> Order:
        return Order(id=name, kind="service", status="active", intent="order", authored_on=day)

    def condition_of(self, code: Code, onset: date) -> Condition:
        return Condition(
            **self.named("c"), code=concept(code), clinical_status="active", onset=onset
        )

    def visit_of(self, kind: SetRef, day: date) -> Encounter:
        return Encounter(
            **self.named("e"),
            status="finished",
            encounter_class=Code(_ACT, "AMB"),
            type=(concept(tiny(kind)),),
            period=Period(self.instant(day), None) if self.odds(0.1) else Period.through(day, day),
            participants=self.actors(),
        )

    # -- chance -------------------------------------------------------------------------------

    def odds(self, share: float) -> bool:
        return self.chance.random() < share

    def maybe(self, value, share):
        return value if self.odds(share) else None

    def one(self, *values):
        return self.chance.choice(values)

    def some(self, make, most: int) -> tuple:
        return tuple(make() for _ in range(self.chance.randint(0, most)))

    def named(self, kind: str) -> dict:
        """An id, perhaps a business identifier, perhaps labels."""
        self.made += 1
        name = f"{kind}{self.made}"
        identifiers = (Identifier("urn:x", name),) if self.odds(0.5) else ()
        labels = (self.one(*Label),) if self.odds(0.1) else ()
        return {"id": name, "identifiers": identifiers, "labels": labels}

    # -- times --------------------------------------------------------------------------------

    def day(self, back: int = 500, ahead: int = 120) -> date:
        spread = self.one(1, 1, 3, 10)
        offset = self.chance.randint(-back // spread, ahead // spread)
        return self.around + timedelta(days=offset)

    def instant(self, day: date) -> datetime:
        hour = time(self.chance.randint(0, 23), self.one(0, 30), tzinfo=UTC)
        return datetime.combine(day, hour)

    def time(self, back: int = 500, ahead: int = 120):
        day = self.day(back, ahead)
        kind = self.chance.random()
        if kind < 0.55:
            return day
        if kind < 0.88:
            return self.instant(day)
        if kind < 0.94:
            return PartialDate(day.year, day.month)
        return PartialDate(day.year) if kind < 0.97 else None

    def period(self, longest: int, back: int = 500, ahead: int = 120) -> Period | None:
        first = self.day(back, ahead)
        last = first + timedelta(days=self.chance.randint(0, longest))
        kind = self.chance.random()
        if kind < 0.5:
            start = self.instant(first)
            return Period(start, max(start, self.instant(last)))
        if kind < 0.85:
            return Period.through(first, last)
        if kind < 0.9:
            return Period(first, None)
        if kind < 0.95:
            return Period(None, last)
        return Period(PartialDate(first.year, first.month), None) if kind < 0.98 else None

    # -- people and facts ---------------------------------------------------------------------

    def patient(self) -> Patient:
        year = self.around.year
        age = self.one(5, 6, 8, 12, 13, 17, 18, 40, 64, 66, 70, 81, 85, 86)
        born = date(year - age, 1, 1) + timedelta(days=self.chance.randint(0, 364))
        if self.odds(0.1):
            born = date(self.one(1960, 2008, 2016), 2, 29)
        deceased = self.one(False, True, self.day(100, 100)) if self.odds(0.1) else None
        return Patient(
            birth_date=self.one(*([born] * 8), PartialDate(born.year, born.month), None),
            deceased=deceased,
            gender=self.maybe("female", 0.7),
        )

    def actors(self) -> tuple[Actor, ...]:
        return tuple(
            Actor(kind="Practitioner", id=self.one("md", "rn", "ma", "nobody"))
            for _ in range(self.chance.randint(0, 2))
        )

    def condition(self) -> Condition:
        onset = self.one(self.time(2000, 30), self.time(400, 60), self.period(10))
        abatement = self.time(200, 200) if self.odds(0.25) else None
        return Condition(
            **self.named("c"),
            code=concept(self.one(*DIAGNOSES)),
            clinical_status=self.one("active", "active", "active", "resolved", None),
            verification_status=self.one("confirmed", "confirmed", None, "refuted"),
            onset=onset,
            abatement=abatement,
            recorded_on=self.time(300, 60) if self.odds(0.4) else None,
        )

    def encounter(self) -> Encounter:
        status = self.one(*["finished"] * 6, "in-progress", "planned")
        diagnosis = EncounterDiagnosis(condition=f"c{self.chance.randint(1, 4)}", rank=1)
        return Encounter(
            **self.named("e"),
            status=status,
            encounter_class=self.maybe(Code(_ACT, self.one(*CLASSES)), 0.9),
            type=(concept(tiny(self.one(*VISIT_TYPES))),) if self.odds(0.8) else (),
            period=self.period(self.one(0, 0, 2, 5, 20), self.one(60, 400), 60),
            priority=concept(Code(_PRIORITY, self.one("EM", "EL"))) if self.odds(0.4) else None,
            diagnoses=(diagnosis,) if self.odds(0.3) else (),
            discharge_disposition=concept(Code(_NUBC, self.one("01", "06", "03", "20")))
            if self.odds(0.5)
            else None,
            locations=(Location(type=(concept(tiny(vs.AMBULATORY)),)),) if self.odds(0.2) else (),
            participants=self.actors(),
        )

    def observation(self) -> Observation:
        effective = self.time(self.one(60, 400), 40)
        shared = {
            **self.named("o"),
            "status": self.one("final", "final", "amended", "preliminary", "entered-in-error"),
            "effective": effective,
            "issued_at": self.time(60, 40) if self.odds(0.1) else None,
            "encounter": f"e{self.chance.randint(1, 12)}" if self.odds(0.3) else None,
        }
        unit = self.one(*["mm[Hg]"] * 8, "kPa", None)
        if self.odds(0.6):
            pressures = (self.one(110, 139, 140, 182), self.one(70, 89, 90, 121))
            parts = tuple(
                Component(code=concept(code), value=Quantity(Decimal(amount), unit))
                for code, amount in zip((SYSTOLIC, DIASTOLIC), pressures, strict=True)
            )
            return Observation(code=concept(BLOOD_PRESSURE), components=parts, **shared)
        value = Quantity(Decimal(self.one("6.9", "7.0", "9.1")), self.one("%", "%", "%", "?"))
        return Observation(code=concept(HBA1C), value=self.maybe(value, 0.9), **shared)

    def procedure(self) -> Procedure:
        return Procedure(
            **self.named("x"),
            code=concept(self.one(RECONCILED, RECONCILED, tiny(vs.KIDNEY_TRANSPLANT))),
            status=self.one("completed", "completed", "not-done"),
            performed=self.one(self.time(60, 40), self.period(2, 60, 40)),
            performers=self.actors(),
        )

    def order(self) -> Order:
        return self.test_order() if self.odds(0.5) else self.other_order()

    def test_order(self) -> Order:
        return Order(
            **self.named("r"),
            kind="service",
            code=concept(self.one(HBA1C, HBA1C, BLOOD_PRESSURE)),
            status=self.one("active", "active", "completed", "unknown"),
            intent="order",
            authored_on=self.time(400, 40),
            occurrence=self.one(self.time(200, 90), self.period(30, 200, 90)),
        )

    def other_order(self) -> Order:
        return Order(
            **self.named("r"),
            kind=self.one("service", "device"),
            code=concept(tiny(self.one(vs.HOSPICE_CARE_AMBULATORY, vs.FRAILTY_DEVICE))),
            status=self.one("active", "completed", "draft"),
            intent="order",
            do_not_perform=self.odds(0.2),
            authored_on=self.time(),
        )

    def prescription(self) -> Prescription:
        bounds = self.maybe(self.period(200), 0.5)
        return Prescription(
            **self.named("m"),
            code=self.one(*MEDICINES),
            status=self.one("active", "completed", "stopped"),
            intent="order",
            authored_on=self.time(),
            dosage=(Dosage(bounds=bounds),) if bounds else (),
            supply=self.maybe(Quantity(Decimal(self.one(0, 30, 90)), "d"), 0.7),
            refills=self.maybe(self.one(0, 1, 6), 0.5),
        )

    def fill(self) -> Fill:
        return Fill(
            **self.named("f"),
            code=self.one(*MEDICINES),
            status=self.one("completed", "completed", "cancelled"),
            handed_over_on=self.time(),
            days_supply=self.maybe(Decimal(self.one(30, 90)), 0.9),
        )

    def communication(self) -> Communication:
        return Communication(
            **self.named("k"),
            status=self.one("completed", "not-done", "on-hold"),
            sent_at=self.time(60, 40),
            about=(f"o{self.chance.randint(1, 12)}",) if self.odds(0.4) else (),
        )

    def task(self) -> Task:
        return Task(
            **self.named("t"),
            status=self.one("accepted", "requested"),
            authored_on=self.time(60, 40),
            focus=f"o{self.chance.randint(1, 12)}",
        )

    def care_plan(self) -> CarePlan:
        return CarePlan(
            **self.named("p"),
            status=self.one("active", "active", "active", "revoked"),
            intent="plan",
            period=self.period(400, 300, 10),
            created_on=self.maybe(self.time(300, 10), 0.5),
            activities=self.some(self.activity, 3),
        )

    def activity(self) -> Activity:
        if self.odds(0.25):
            return Activity(
                reference=self.one("a", "t", "r", "e") + f"{self.chance.randint(1, 30)}"
            )
        return Activity(
            code=concept(self.one(HBA1C, RECONCILED, RECONCILED)),
            status=self.one("scheduled", "in-progress", "completed", "cancelled", None),
            scheduled=self.one(self.time(200, 90), self.period(40, 200, 90), "weekly"),
            outcomes=(f"{self.one('x', 'e')}{self.chance.randint(1, 20)}",),
        )

    def goal(self) -> Goal:
        limit = Quantity(Decimal(7), "%", self.one("<", "<=", ">", None))
        bounds = Range(low=Quantity(Decimal(90), "mm[Hg]"), high=Quantity(Decimal(139), "mm[Hg]"))
        measured = self.one((HBA1C, limit), (HBA1C, limit), (SYSTOLIC, bounds), (None, None))
        measure, detail = measured
        started = self.time(300, 30)
        return Goal(
            **self.named("g"),
            lifecycle_status=self.one("active", "active", "accepted", "completed"),
            started_on=started,
            targets=(
                Target(
                    measure=measure and concept(measure),
                    detail=detail,
                    due=self.one(self.time(150, 90), Quantity(Decimal(3), "mo")),
                ),
            ),
        )

    def appointment(self) -> Appointment:
        return Appointment(
            **self.named("a"),
            status=self.one("booked", "booked", "noshow", "fulfilled", "cancelled"),
            cancellation_reason=concept(Code(_CANCELLED, self.one("pat", "prov"))),
            start=self.instant(self.day(400, 90)) if self.odds(0.95) else None,
            created_on=self.time(90, 20),
            cancelled_on=self.time(60, 60) if self.odds(0.5) else None,
            based_on=(self.one("s1", "s2"),),
        )

    def authorization(self) -> Authorization:
        units = self.maybe(Decimal(self.one(1, 2, 12)), 0.6)
        return Authorization(
            **self.named("z"),
            status="active",
            outcome="complete",
            created_on=self.maybe(self.time(90, 20), 0.8),
            period=self.period(60, 90, 60),
            items=(AuthorizationItem(review_action=self.one("A1", "A3", None), units=units),),
            orders=("s1",),
        )

    def hold(self) -> Hold:
        return Hold(**self.named("h"), kind=self.one(*HoldKind), since=self.time(60, 60))


def _joined(lists: dict, story: dict) -> dict:
    return {name: (*facts, *story.get(name, ())) for name, facts in lists.items()}


def invented(seed: int, around: date) -> Chart:
    """The chart of a seed, its dates around a day."""
    return Inventor(seed, around).chart()
