"""What is true after a discharge, for every chart of stays and of what is done after them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
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
from carecoord.model.chart import LISTS
from carecoord.model.code import ACT_CODE, Code, CodeableConcept, concept, icd10cm, loinc, snomed
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission import RULES

CATALOGUE = Catalogue.of(RULES)
SCORES = {"readmission.lace", "readmission.hospital", "readmission.hospital-2013"}
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
    lambda day, nights, urgency: Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        priority=concept(Code(PRIORITY, urgency)),
        service_type=concept(snomed("394593009")),
        discharge_disposition=concept(Code(DISPOSITION, "home")),
        period=Period.through(day - timedelta(days=nights), day),
    ),
    st.integers(20, 40).map(lambda n: START + timedelta(days=n)),
    st.integers(1, 15),
    one("EM", "EM", "EL"),
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
    code=st.just(concept(snomed("430193006"))),
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
medicines = one("atorvastatin", "lisinopril", "metformin").map(lambda m: CodeableConcept((), m))
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
conditions = st.builds(
    Condition, id=st.just("c"), clinical_status=st.just("active"), onset=st.just(date(2020, 1, 1)),
    code=one(*(concept(icd10cm(code)) for code in ("I50.9", "E11.9", "C78.0"))), recorded_on=times,
)  # fmt: skip
HEMOGLOBIN, SODIUM = (concept(loinc(code)) for code in ("718-7", "2951-2"))


def results(on):
    """Hemoglobin and sodium of a day, low or not."""
    return st.builds(
        lambda grams, millimoles: tuple(
            Observation(id=name, status="final", code=code, effective=on, value=value)
            for name, code, value in (
                ("o0", HEMOGLOBIN, Quantity(Decimal(grams), "g/dL")),
                ("o1", SODIUM, Quantity(Decimal(millimoles), "mmol/L")),
            )
        ),
        one(9, 13),
        one(130, 140),
    )


holds = st.builds(Hold, id=st.just("h"), kind=one(*HoldKind), since=times)


def several(facts, most=3):
    """Some facts with ids and labels of their own; now and then a list that nobody asked for."""
    labelled = st.tuples(facts, one((), (), (), *((label,) for label in Label)))
    made = st.lists(labelled, max_size=most).map(
        lambda drawn: tuple(
            attrs.evolve(fact, id=f"{fact.id}{n}", labels=labels)
            for n, (fact, labels) in enumerate(drawn)
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
        "prescriptions": several(prescriptions, most=1),
        "procedures": several(procedures, most=2),
    }
    index = draw(went_home)
    lists["observations"] = one(None, (), *([...] * 3)).flatmap(
        lambda told: results(index.period.ended) if told is ... else st.just(told)
    )
    inpatient = [index, *draw(st.lists(stays(), max_size=draw(one(0, 0, 1, 3))))]
    others = draw(st.lists(visits, max_size=2))
    encounters = [attrs.evolve(e, id=f"e{n}") for n, e in enumerate((*inpatient, *others))]
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


def found(chart, as_of):
    return review(chart, CATALOGUE, as_of).findings


@given(chart=charts(), as_of=moments, thousandths=st.integers(0, 999))
def test_findings_hold_until_the_review_says(chart, as_of, thousandths):
    first = review(chart, CATALOGUE, as_of)
    far = (first.valid_until or as_of + timedelta(days=500)) - as_of
    later = as_of + (
        far * thousandths // 1000
        if isinstance(as_of, datetime)
        else timedelta(days=far.days * thousandths // 1000)
    )

    assert first.findings == found(chart, later)


@given(chart=charts(), as_of=moments, data=st.data())
def test_the_order_of_the_record_changes_nothing(chart, as_of, data):
    shuffled = attrs.evolve(
        chart,
        **{
            name: data.draw(st.permutations(facts))
            for name in LISTS
            if (facts := getattr(chart, name)) is not None
        },
    )

    assert found(chart, as_of) == found(shuffled, as_of)


@given(chart=charts(), as_of=moments)
def test_a_finding_carries_the_labels_of_what_it_names(chart, as_of):
    labels: dict[str, frozenset[Label]] = {}
    for fact in chart.facts():
        labels[fact.id] = labels.get(fact.id, frozenset()) | fact.labels
    for finding in found(chart, as_of):
        named = (ref.id for line in finding.evidence for ref in line.facts)

        assert finding.labels == frozenset().union(*(labels[i] for i in named))


@given(chart=charts(), as_of=moments, data=st.data())
def test_taking_away_what_nothing_names_changes_nothing_of_what_is_open(chart, as_of, data):
    for finding in found(chart, as_of):
        if finding.outcome is not Outcome.MET or finding.missing or finding.rule in SCORES:
            continue
        if any(line.holds is None and line.because for line in finding.evidence):
            continue
        named = {ref.id for line in finding.evidence for ref in line.facts}
        others = [f for f in chart.facts() if f.id not in named and f.id[0] not in "eh"]
        if not others:
            continue
        other = data.draw(st.sampled_from(others))
        left = {
            name: None if facts is None else [f for f in facts if f is not other]
            for name, facts in ((name, getattr(chart, name)) for name in LISTS)
        }
        again = {f.key: f for f in found(attrs.evolve(chart, **left), as_of)}

        assert again[finding.key] == finding


@given(chart=charts(), as_of=moments, booked=several(appointments))
def test_no_visit_that_is_booked_changes_a_score(chart, as_of, booked):
    def scores(of):
        return [f for f in found(of, as_of) if f.rule in SCORES]

    assert scores(chart) == scores(attrs.evolve(chart, appointments=booked))


@given(chart=charts(), days_after=st.integers(0, 31))
def test_a_score_of_a_discharge_stays_what_it_was_until_it_lapses(chart, days_after):
    """Once everything on record is known: what came late was dated before, or counts nowhere."""
    dated = [f.known_on for f in chart.facts() if isinstance(f.known_on, date)]
    at = max((_day(t) for t in dated), default=START) + timedelta(days=15)
    told = {f.key: f for f in found(chart, at) if f.rule in SCORES and f.score is not None}
    later = {f.key: f for f in found(chart, at + timedelta(days=days_after))}
    for key, finding in told.items():
        lapses = dict(finding.details)["lapses after"]

        if at + timedelta(days=days_after) <= lapses:
            assert later[key] == finding
        else:
            assert later[key].outcome is Outcome.NOT_APPLICABLE


def _day(moment):
    return moment.date() if isinstance(moment, datetime) else moment


@given(chart=charts(), as_of=moments)
def test_one_item_at_most_comes_of_a_discharge(chart, as_of):
    acting = [f for f in found(chart, as_of) if f.action is not None]

    assert len(acting) <= 1
    assert {f.rule for f in acting} <= {"readmission.open-tasks"}
    assert all(any(line.holds for line in f.evidence if "is high" in line.clause) for f in acting)
