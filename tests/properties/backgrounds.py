"""What some schedules ask of a patient's history, and what a routine result says.

The witness makes facts from a rule; it cannot make up years of smoking, nor read a report.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import attrs

from carecoord.model import (
    Code,
    Condition,
    Coverage,
    Observation,
    Period,
    Prescription,
    Procedure,
    Quantity,
)
from carecoord.model.code import concept, cpt, icd10cm, loinc, rxnorm, snomed

LONG_AGO = date(2015, 3, 10)


def _seen(name, code, value):
    return Observation(
        id=name, status="final", code=concept(loinc(code)), effective=LONG_AGO, value=value
    )


def _order(ingredient, on, text=None):
    return Prescription(
        id="before",
        status="active",
        intent="order",
        code=concept(rxnorm(ingredient), text=text),
        authored_on=on,
    )


def _has(name, code):
    return Condition(id=name, code=concept(icd10cm(code)), onset=LONG_AGO, clinical_status="active")


_DIABETES = _has("diabetes", "E11.9")
_SMOKES = _seen("smoking", "72166-2", concept(snomed("449868002")))
HISTORIES = {
    "certification.notice-of-non-coverage": (
        Coverage(
            id="medicare",
            status="active",
            type=concept(Code("https://nahdo.org/sopt", "1")),
            period=Period(LONG_AGO),
        ),
    ),
    "screening.aortic-aneurysm": (_SMOKES,),
    "screening.lung": (_SMOKES, _seen("pack-years", "8664-5", Quantity(Decimal(30), "1"))),
    "screening.prediabetes": (_seen("bmi", "39156-5", Quantity(Decimal(31), "kg/m2")),),
    "monitoring.vitamin-b12": (_order("6809", LONG_AGO),),
    "monitoring.lipids-on-statin": (_order("83367", LONG_AGO),),
    "monitoring.inr-dose-change": (
        _order("11289", date(2026, 2, 20), text="warfarin of another strength"),
    ),
    "monitoring.kidney-disease-labs": (
        _seen("rate", "33914-3", Quantity(Decimal(50), "mL/min/{1.73_m2}")),
    ),
    "followup.diabetes-after-gestational": (
        _has("gestational", "O24.419"),
        Procedure(
            id="birth",
            status="completed",
            code=concept(cpt("59400")),
            performed=LONG_AGO + timedelta(days=200),
        ),
    ),
    "wellness.eye-exam-in-pregnancy": (_DIABETES,),
    "wellness.eye-exam-after-birth": (_DIABETES,),
    "wellness.prenatal-visits": (
        attrs.evolve(_seen("due", "11778-8", date(2026, 9, 20)), effective=date(2026, 1, 20)),
        Procedure(
            id="first",
            status="completed",
            code=concept(cpt("0500F")),
            performed=date(2026, 1, 20),
        ),
    ),
}
"""By rule: facts of long ago without which it has nothing to say."""

BORN = dict.fromkeys(("screening.cervical", "screening.cervical-hrsa"), date(1985, 1, 1))
"""By rule: a birth date with which every way of doing it counts."""

RESULTS = {
    "glucose test": Quantity(Decimal("5.2"), "%"),
    "filtration rate": Quantity(Decimal(45), "mL/min/{1.73_m2}"),
    "cervical cytology": "NILM",
    "HPV test at 30 or older": "negative",
    "cytology and HPV test together at 30 or older": "normal",
    "stool blood test": "negative",
    "stool DNA test with FIT": "negative",
}
"""By way: a result that says nothing unusual, where the rule reads it."""


def read_as_routine(way, facts):
    """The facts with a result that the rule can read and that asks for nothing more."""
    if way.name not in RESULTS:
        return facts
    return tuple(attrs.evolve(fact, value=RESULTS[way.name]) for fact in facts)
