"""Charts of stays, and of what is done, booked, asked for and handed over around a discharge."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from carecoord.model import (
    Actor,
    Appointment,
    Authorization,
    AuthorizationItem,
    Chart,
    Communication,
    Condition,
    Encounter,
    Fill,
    Hold,
    HoldKind,
    Label,
    Observation,
    Order,
    PartialDate,
    Patient,
    Period,
    Prescription,
    Procedure,
    Quantity,
)
from carecoord.model.code import ACT_CODE, Code, CodeableConcept, concept, icd10cm, loinc, snomed

PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"
START = date(2026, 3, 1)
SERVICE = Code("urn:invented:service", "pt")


def one(*values):
    return st.sampled_from(values)


days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))
instants = st.builds(
    lambda day, hour: datetime.combine(day, time(hour), UTC), days, one(0, 9, 13, 23)
)
times = days | days | instants | one(PartialDate(2026, 3), PartialDate(2026), None)
DEGREES = tuple(
    Actor(roles=[concept(Code("http://terminology.hl7.org/CodeSystem/v2-0360", degree))])
    for degree in ("MD", "RN", "CMA")
)
actors = one((), (Actor(kind="Patient"),), *((somebody,) for somebody in DEGREES))


@st.composite
def stays(draw):
    begun, nights = draw(days), draw(st.integers(0, 12))
    over = draw(one(True, True, True, True, False))
    first = draw(st.booleans())
    return Encounter(
        id="e",
        status="finished" if over else "in-progress",
        encounter_class=Code(ACT_CODE, draw(one("IMP", "IMP", "ACUTE", "NONAC", "OBSENC"))),
        priority=draw(one(None, *(concept(Code(PRIORITY, c)) for c in ("EM", "EM", "EL")))),
        discharge_disposition=draw(
            one(None, *(concept(Code(DISPOSITION, c)) for c in ("home", "home", "snf", "exp")))
        )
        if over
        else None,
        service_provider=draw(one(None, "north", "south")),
        period=Period.through(begun, begun + timedelta(days=nights))
        if over and first
        else Period(begun, begun + timedelta(days=nights, hours=1) if over else None),
    )


went_home = st.builds(
    lambda day, nights, urgency, service: Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        priority=concept(Code(PRIORITY, urgency)),
        service_type=service and concept(snomed(service)),
        discharge_disposition=concept(Code(DISPOSITION, "home")),
        period=Period.through(day - timedelta(days=nights), day),
    ),
    st.integers(20, 40).map(lambda n: START + timedelta(days=n)),
    st.integers(1, 15),
    one("EM", "EM", "EM", "EL", "EL", "R"),
    one("394593009", "419192003", "419192003", None),
)
visits = st.builds(
    lambda kind, day, who: Encounter(
        id="v",
        status="finished",
        encounter_class=Code(ACT_CODE, kind),
        period=None if day is None else Period(day, None if isinstance(day, PartialDate) else day),
        participants=who,
    ),
    one("AMB", "VR", "EMER"),
    times.filter(lambda day: not isinstance(day, date) or isinstance(day, datetime)),
    actors,
)


def emergencies(admitted):
    """Emergency visits about an admission, and some in the months before it."""
    return st.builds(
        lambda before, hour: Encounter(
            id="v",
            status="finished",
            encounter_class=Code(ACT_CODE, "EMER"),
            period=Period(
                datetime.combine(admitted - timedelta(days=before), time(hour), UTC), None
            ),
        ),
        one(0, 1, 2, 90, 190),
        one(0, 9, 23),
    )


appointments = st.builds(
    Appointment,
    id=st.just("a"),
    status=one("booked", "pending", "fulfilled", "noshow", "cancelled", "arrived"),
    start=instants | st.none(),
    created_on=times,
    cancelled_on=times,
    based_on=one((), (), ("r0",)),
    service_type=one((), (concept(SERVICE),), (concept(SERVICE),)),
    participants=actors,
)
procedures = st.builds(
    Procedure,
    id=st.just("p"),
    status=one("completed", "completed", "not-done"),
    code=one(snomed("430193006"), snomed("430193006"), snomed("73761001")).map(concept),
    performed=times,
    performers=actors,
)
communications = st.builds(
    Communication,
    id=st.just("m"),
    status=one("completed", "not-done"),
    sent_at=times,
    recipients=actors,
)
medicines = one("atorvastatin", "lisinopril", "metformin", "glipizide").map(
    lambda m: CodeableConcept((), m)
)
fills = st.builds(
    Fill,
    id=st.just("f"),
    status=one("completed", "completed", "cancelled"),
    code=medicines,
    handed_over_on=times | st.just(START - timedelta(days=200)),
    days_supply=one(None, Decimal(10), Decimal(30), Decimal(90)),
)
prescriptions = st.builds(
    Prescription,
    id=st.just("x"),
    status=one("active", "stopped"),
    intent=st.just("order"),
    code=medicines,
    authored_on=times,
)
authorizations = st.builds(
    Authorization,
    id=st.just("u"),
    status=one("active", "active", "cancelled"),
    outcome=one("complete", "partial", "queued"),
    created_on=times,
    period=st.builds(
        lambda a, n: Period.through(a, a + timedelta(days=n)), days, st.integers(0, 40)
    )
    | st.none(),
    orders=one((), ("r0",)),
    items=st.lists(
        st.builds(
            AuthorizationItem,
            code=one(None, concept(SERVICE), concept(SERVICE)),
            review_action=one(None, "A1", "A1", "A2", "A3", "A4", "CT"),
            units=one(None, Decimal(1), Decimal(3)),
        ),
        max_size=2,
    ).map(tuple),
)
orders = st.builds(
    Order, id=st.just("r"), kind=st.just("service"), status=one("active", "completed"),
    intent=st.just("order"), code=st.just(concept(SERVICE)), authored_on=times,
)  # fmt: skip
diseases = one("I50.9", "E11.9", "E11.22", "C78.0", "C50.9", "Z51.11").map(icd10cm)
conditions = st.builds(
    Condition,
    id=st.just("c"),
    clinical_status=one("active", "active", "remission", None),
    onset=one(date(2020, 1, 1), None),
    abatement=one(None, None, None, PartialDate(2026)),
    code=(diseases | diseases | one(snomed("84114007"), snomed("363346000"))).map(concept),
    recorded_on=times,
)
HEMOGLOBIN, SODIUM = (concept(loinc(code)) for code in ("718-7", "2951-2"))


def results(code, day, amounts, units):
    """Results of a test on a day, low or not, now and then in a unit that is not compared."""
    at_noon = datetime.combine(day, time(12), UTC)
    return st.builds(
        lambda on, amount, unit: Observation(
            id="o",
            status="final",
            code=code,
            effective=on,
            value=Quantity(Decimal(amount), unit),
        ),
        one(day, day, at_noon, at_noon + timedelta(hours=4), PartialDate(day.year, day.month)),
        one(*amounts),
        one(*units),
    )


@st.composite
def laboratory(draw, day):
    """A hemoglobin and a sodium, mostly, and now and then another one."""
    hemoglobin = results(HEMOGLOBIN, day, (9, 13), ("g/dL", "g/dL", "g/dL", "mmol/L"))
    sodium = results(SODIUM, day, (130, 140), ("mmol/L",))
    drawn = [draw(hemoglobin), draw(sodium), *draw(st.lists(hemoglobin | sodium, max_size=1))]
    return [attrs.evolve(o, id=f"o{n}", labels=draw(labels)) for n, o in enumerate(drawn)]


holds = st.builds(Hold, id=st.just("h"), kind=one(*HoldKind), since=times)


labels = one((), (), (), *((label,) for label in Label))


def several(facts, most=3):
    """Some facts with ids and labels of their own; now and then a list that nobody asked for."""
    labelled = st.tuples(facts, labels)
    made = st.lists(labelled, max_size=most).map(
        lambda drawn: tuple(
            attrs.evolve(fact, id=f"{fact.id}{n}", labels=theirs)
            for n, (fact, theirs) in enumerate(drawn)
        )
    )
    return st.integers(0, 9).flatmap(lambda n: made if n else st.none())


@st.composite
def charts(draw):
    lists = {
        "appointments": several(appointments),
        "authorizations": several(authorizations),
        "communications": several(communications),
        "conditions": several(conditions),
        "fills": several(fills),
        "holds": several(holds, most=1) if draw(st.integers(0, 5)) == 0 else st.just(()),
        "orders": several(orders, most=2),
        "prescriptions": several(prescriptions),
        "procedures": several(procedures, most=2),
    }
    index = draw(went_home)
    lists["observations"] = one(None, (), *([...] * 4)).flatmap(
        lambda told: laboratory(index.period.ended) if told is ... else st.just(told)
    )
    inpatient = [index, *draw(st.lists(stays(), max_size=draw(one(0, 0, 1, 3))))]
    others = draw(st.lists(visits | emergencies(index.period.start), max_size=3))
    encounters = [
        attrs.evolve(e, id=f"e{n}", labels=draw(labels))
        for n, e in enumerate((*inpatient, *others))
    ]
    return Chart(
        key="p",
        patient=Patient(
            birth_date=draw(one(date(1950, 1, 1), date(1950, 1, 1), date(2015, 1, 1), None)),
            deceased=draw(one(None, None, None, None, START + timedelta(days=40))),
        ),
        encounters=encounters,
        **{name: draw(facts) for name, facts in lists.items()},
    )


moments = st.integers(20, 75).map(lambda n: START + timedelta(days=n)) | instants
