"""A chart of 150 facts of two and a half years, to which most of the standard rules apply.

Facts of each type stand in about the proportions of public synthetic records (half observations, a
sixth procedures, an eighth encounters), with bookings and a permission added. Those records hold
next to no dispensings; with them, more rules apply.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs

from carecoord.model import (
    AllergyIntolerance,
    Appointment,
    Authorization,
    CarePlan,
    Chart,
    Component,
    Condition,
    Encounter,
    Fact,
    Fill,
    Immunization,
    Observation,
    Patient,
    Period,
    Prescription,
    Procedure,
    Quantity,
    ValueSet,
)
from carecoord.model.authorization import AuthorizationItem
from carecoord.model.chart import LISTS
from carecoord.model.code import ACT_CODE, Code, concept, cvx, icd10cm, loinc, rxnorm, snomed

AS_OF = date(2026, 6, 1)
BEGAN = datetime(2024, 1, 10, 9, tzinfo=UTC)
DISCHARGED = datetime(2026, 5, 22, 15, tzinfo=UTC)
# Concepts said once and shared, as the reader of records does.
AMBULATORY, INPATIENT = Code(ACT_CODE, "AMB"), Code(ACT_CODE, "IMP")
PRESSURE, SYSTOLIC, DIASTOLIC = (concept(loinc(c)) for c in ("85354-9", "8480-6", "8462-4"))
HBA1C, GLUCOSE = concept(loinc("4548-4")), concept(loinc("2339-0"))
RECONCILIATION, SCREENING = concept(snomed("430193006")), concept(snomed("171207006"))
INFLUENZA_VACCINE = concept(cvx("140"))
ATORVASTATIN = concept(attrs.evolve(rxnorm("617310"), display="atorvastatin 20 MG Oral Tablet"))
PHYSIOTHERAPY = concept(snomed("91251008"))
DAYS = 860
VISITS, READINGS, RESULTS, FILLS = 19, 19, 62, 16
PROCEDURES, PRESCRIPTIONS, IMMUNIZATIONS = 20, 6, 6


def chart(office_visit: Code, main_problem: Code, *, dispensed: bool) -> Chart:
    """The chart; the codes of the visits, and of the problem, may be such as measures ask for.

    ``dispensed`` puts fills of a statin in the place of as many results.
    """
    facts = [
        *_visits(office_visit),
        *_stay(),
        *_problems(main_problem),
        *_readings(RESULTS - FILLS if dispensed else RESULTS),
        *_prescriptions(),
        *(_fills() if dispensed else ()),
        *_procedures(),
        *_kept(),
        *_permission(),
    ]
    lists: dict[str, list[Fact]] = {name: [] for name in LISTS}
    for fact in facts:
        lists[fact.listed_under].append(fact)
    return Chart(key="bench", patient=Patient(birth_date=date(1950, 1, 1)), **lists)


def first_code(sets: Iterable[ValueSet], url: str) -> Code:
    """Some code of a set, the same one in every run."""
    codes = next(one for one in sets if one.url == url).codes
    return min(codes, key=lambda code: (code.system, code.code))


def _spread(number: int, of: int) -> datetime:
    """The days of a list, evenly over the two and a half years."""
    return BEGAN + timedelta(days=DAYS * number // of)


def _visits(office_visit: Code) -> Iterator[Fact]:
    kind = concept(office_visit)
    for number in range(VISITS):
        start = _spread(number, VISITS)
        yield Encounter(
            id=f"visit-{number}",
            status="finished",
            encounter_class=AMBULATORY,
            type=[kind],
            period=Period(start, start + timedelta(hours=1)),
        )


def _stay() -> Iterator[Fact]:
    yield Encounter(
        id="stay",
        status="finished",
        encounter_class=INPATIENT,
        type=[concept(snomed("183452005"))],
        priority=concept(Code("http://terminology.hl7.org/CodeSystem/v3-ActPriority", "EM")),
        period=Period(DISCHARGED - timedelta(days=4), DISCHARGED),
    )


def _problems(main_problem: Code) -> Iterator[Fact]:
    codes = [main_problem, *map(icd10cm, ("E11.9", "I50.9", "N18.3", "J44.9", "E78.5"))]
    codes += map(snomed, ("444814009", "10509002", "195662009", "162864005"))
    for number, code in enumerate(codes):
        yield Condition(
            id=f"problem-{number}",
            code=concept(code),
            clinical_status="active",
            verification_status="confirmed",
            onset=date(2020, 1, 1),
            recorded_on=date(2020, 1, 1),
        )


def _readings(results: int) -> Iterator[Fact]:
    for number in range(READINGS):
        taken = _spread(number, READINGS)
        pressures = ((SYSTOLIC, 128 + number % 9), (DIASTOLIC, 78 + number % 5))
        yield Observation(
            id=f"pressure-{number}",
            status="final",
            code=PRESSURE,
            effective=taken,
            issued_at=taken,
            encounter=f"visit-{number}",
            components=[
                Component(code=code, value=Quantity(Decimal(value), "mm[Hg]"))
                for code, value in pressures
            ],
        )
    for number in range(results):
        taken = _spread(number, results)
        yield Observation(
            id=f"result-{number}",
            status="final",
            code=HBA1C if number % 6 == 0 else GLUCOSE,
            effective=taken,
            issued_at=taken,
            value=Quantity(Decimal("6.9"), "%"),
        )


def _prescriptions() -> Iterator[Fact]:
    for number in range(PRESCRIPTIONS):
        yield Prescription(
            id=f"prescription-{number}",
            status="active",
            intent="order",
            code=ATORVASTATIN,
            authored_on=_spread(number, PRESCRIPTIONS),
        )


def _fills() -> Iterator[Fact]:
    for number in range(FILLS):
        yield Fill(
            id=f"fill-{number}",
            status="completed",
            code=ATORVASTATIN,
            handed_over_on=_spread(number, FILLS),
            days_supply=Decimal(52),
        )


def _procedures() -> Iterator[Fact]:
    for number in range(PROCEDURES):
        yield Procedure(
            id=f"procedure-{number}",
            status="completed",
            code=RECONCILIATION if number % 6 == 0 else SCREENING,
            performed=_spread(number, PROCEDURES),
        )


def _kept() -> Iterator[Fact]:
    for number in range(IMMUNIZATIONS):
        yield Immunization(
            id=f"immunization-{number}",
            status="completed",
            code=INFLUENZA_VACCINE,
            occurrence=_spread(number, IMMUNIZATIONS),
        )
    yield CarePlan(id="plan", status="active", intent="order", period=Period(BEGAN, None))
    yield AllergyIntolerance(id="allergy", code=concept(snomed("91936005")))


def _permission() -> Iterator[Fact]:
    yield Authorization(
        id="permission",
        status="active",
        outcome="complete",
        created_on=date(2026, 4, 1),
        period=Period.through(date(2026, 4, 1), date(2026, 6, 10)),
        items=[AuthorizationItem(code=PHYSIOTHERAPY, review_action="A1", units=Decimal(8))],
    )
    for number in range(4):
        yield Appointment(
            id=f"booking-{number}",
            status="booked",
            service_type=[PHYSIOTHERAPY],
            start=datetime(2026, 6, 3, 9, tzinfo=UTC) + timedelta(days=7 * number),
            created_on=date(2026, 5, 1),
        )
