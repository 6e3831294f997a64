"""A severe blood pressure is seen by a nurse or prescriber now, not at the next visit.

Above 180 systolic or above 120 diastolic. Never a stage from one reading; never a message to the
patient.

Population: anybody with a blood pressure on record.
Source: ACC/AHA 2017 (13 November 2017) and AHA/ACC 2025 (14 August 2025) hypertension guidelines,
severe hypertension and hypertensive emergency, above 180/120 mm[Hg].
Departures: acknowledged within an hour, calm again below 140/90, at most 30 days (decision 0004);
"above 180/120" is read as above either; whoever is told in turn (decision 0021).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from carecoord.model.code import Code, loinc
from carecoord.model.fact import Fact
from carecoord.model.observation import Observation
from carecoord.model.patient import Patient
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.rules.concepts.done import reported
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.lowest import value_of
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.rule import Rule
from carecoord.rules.safety.acknowledging import (
    CLINICIANS,
    DESPITE,
    LAPSES_DAYS,
    acknowledge_within,
)

SYSTOLIC, DIASTOLIC = loinc("8480-6"), loinc("8462-4")
READING = coded("Blood pressure reading", loinc("85354-9"), loinc("55284-4"), SYSTOLIC, DIASTOLIC)
READINGS = (
    Facts(Observation, READING)
    .where(Observation.status, "final", "amended", "corrected", "preliminary")
    .latest()
)
MMHG = "mm[Hg]"

SEVERE_ABOVE_SYSTOLIC, SEVERE_ABOVE_DIASTOLIC = Decimal(180), Decimal(120)
CALM_BELOW_SYSTOLIC, CALM_BELOW_DIASTOLIC = Decimal(140), Decimal(90)
ACKNOWLEDGE_WITHIN = acknowledge_within("safety.severe-blood-pressure", timedelta(hours=1))

PREVENT_INPUTS = (
    ("total cholesterol", coded("Total cholesterol", loinc("2093-3"))),
    ("HDL cholesterol", coded("HDL cholesterol", loinc("2085-9"))),
    ("estimated GFR", coded("Estimated GFR", loinc("33914-3"), loinc("98979-8"))),
    ("smoking status", coded("Smoking status", loinc("72166-2"))),
    ("body mass index", coded("Body mass index", loinc("39156-5"))),
)
"""What the PREVENT risk equations of the 2025 edition need besides age, sex and pressure."""
_INPUTS = tuple(
    (f"PREVENT input: {name}", reported(value_set)) for name, value_set in PREVENT_INPUTS
)


def pressure(fact: Fact, part: Code) -> Quantity | None:
    """The systolic or diastolic of a reading, whether a panel's component or its own value."""
    assert isinstance(fact, Observation)  # noqa: S101  READINGS selects observations
    own = fact.code is not None and part in fact.code.coding
    value = value_of(fact, None if own else part)
    return value if isinstance(value, Quantity) else None


def severe(fact: Fact) -> bool | None:
    """Whether either pressure lies above its limit; None when one that could cannot be read."""
    answers = [
        above(pressure(fact, SYSTOLIC), SEVERE_ABOVE_SYSTOLIC),
        above(pressure(fact, DIASTOLIC), SEVERE_ABOVE_DIASTOLIC),
    ]
    if True in answers:
        return True
    return None if None in answers else False


def above(amount: Quantity | None, limit: Decimal, *, or_equal: bool = False) -> bool | None:
    """Whether a pressure lies above a limit, or at it if that counts; one not taken does not."""
    if amount is None:
        return False
    below = amount.below(limit, MMHG, or_equal=not or_equal)
    return None if below is None else not below


def calm(fact: Fact) -> bool | None:
    """Whether both pressures are there and low enough to end the alert."""
    systolic, diastolic = pressure(fact, SYSTOLIC), pressure(fact, DIASTOLIC)
    if systolic is None or diastolic is None:
        return False
    return bool(
        systolic.below(CALM_BELOW_SYSTOLIC, MMHG) and diastolic.below(CALM_BELOW_DIASTOLIC, MMHG)
    )


def says(fact: Fact) -> str:
    """The pressures in words."""
    parts = (("systolic", pressure(fact, SYSTOLIC)), ("diastolic", pressure(fact, DIASTOLIC)))
    return ", ".join(
        f"{name} {amount.comparator or ''}{shown(amount.value)} {amount.unit or 'without a unit'}"
        for name, amount in parts
        if amount is not None
    )


def shown(value: Decimal) -> str:
    """A pressure as people write it: to one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def taken_at(fact: Fact) -> datetime | None:
    """The instant of a reading, when it is known that exactly."""
    assert isinstance(fact, Observation)  # noqa: S101  READINGS selects observations
    time = fact.effective
    if isinstance(time, Period):
        time = time.end
    return time if isinstance(time, datetime) else None


def of_the_patient(patient: Patient) -> tuple[str, ...]:
    """The inputs of PREVENT that the patient's own record lacks."""
    absent: list[str] = []
    if patient.birth_date is None:
        absent.append("PREVENT input: birth date")
    if patient.gender is None and patient.sex is None:
        absent.append("PREVENT input: sex")
    return tuple(absent)


def _edition(edition: str, since: date, citation: Citation, *, prevent: bool) -> Rule:
    return Rule(
        id="safety.severe-blood-pressure",
        edition=edition,
        title="Severe blood pressure",
        population="anybody with a blood pressure on record",
        citation=citation,
        licences=CLINICIANS,
        limits="pregnancy and the weeks after it have a lower limit and a rule of their own; "
        "symptoms and organ damage are for the clinician to find",
        departures="acknowledgement, calming and lapse: decision 0004; who is told in turn: "
        "decision 0021",
        in_force_from=since,
        parameters=(ACKNOWLEDGE_WITHIN,),
        despite=DESPITE,
        shape=Alert(
            results=READINGS,
            result_name="blood pressure",
            alarming=severe,
            calm=calm,
            says=says,
            moment=taken_at,
            acknowledge_within=ACKNOWLEDGE_WITHIN,
            lapses_days=LAPSES_DAYS,
            title="See the severe blood pressure now",
            closes="acknowledgement by a nurse or prescriber, or a later reading below 140/90",
            inputs=_INPUTS if prevent else (),
            patient_inputs=of_the_patient if prevent else None,
        ),
    )


RULE_2017 = _edition(
    "2017",
    date(2017, 11, 13),
    Citation(
        text="2017 ACC/AHA guideline for high blood pressure in adults",
        locator="section 11.2, hypertensive crises",
        status=Status.SECONDARY,
        doi="10.1016/j.jacc.2017.11.006",
    ),
    prevent=False,
)
RULE_2025 = _edition(
    "2025",
    date(2025, 8, 14),
    Citation(
        text="2025 AHA/ACC guideline for high blood pressure in adults",
        locator="take-home message 10, severe hypertension",
        status=Status.VERIFIED,
        doi="10.1161/CIR.0000000000001356",
    ),
    prevent=True,
)
