"""Small charts for screenings: what was observed, done and known of one patient."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from carecoord import review
from carecoord.model import (
    Chart,
    Code,
    Component,
    Condition,
    Observation,
    PartialDate,
    Patient,
    Prescription,
    Procedure,
    Quantity,
)
from carecoord.model.code import SNOMED, concept, cpt, icd10cm, loinc, rxnorm, snomed
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.screening import RULES

LISTS = ("observations", "procedures", "conditions", "communications", "prescriptions")
FEMALE, MALE = concept(snomed("248152002")), concept(snomed("248153007"))


def day(text):
    """A day, a month or a year."""
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else PartialDate(*parts)


def obs(code, on, value=None, *, name="o1", status="final", **components):
    """An observation: a text, an amount with its unit, a code, a day; components by LOINC code."""
    if isinstance(value, tuple):
        value = Quantity(Decimal(value[0]), value[1])
    elif isinstance(value, Code):
        value = concept(value)
    return Observation(
        id=name,
        status=status,
        code=concept(snomed(code) if "-" not in code else loinc(code)),
        effective=day(on),
        value=value,
        components=[
            Component(code=concept(loinc(part)), value=Quantity(Decimal(amount), "mm[Hg]"))
            for part, amount in components.items()
        ],
    )


def did(code, on, *, name="p1", status="completed"):
    """A procedure under a CPT code of five digits, else under one of SNOMED CT."""
    known = cpt(code) if len(code) == 5 else Code(SNOMED, code)
    return Procedure(id=name, status=status, code=concept(known), performed=day(on))


def has(code, since="2010-01-01", *, name="c1"):
    """A condition under a code of SNOMED CT or ICD-10-CM."""
    known = snomed(code) if code.isdecimal() else icd10cm(code)
    return Condition(id=name, code=concept(known), onset=day(since), clinical_status="active")


def takes(ingredient, status="active"):
    """A prescription under the RxNorm code of an ingredient."""
    return Prescription(
        id="m1",
        status=status,
        intent="order",
        code=concept(rxnorm(ingredient)),
        authored_on=date(2025, 1, 1),
    )


def found(word, as_of, *facts, born="1960-06-01", sex=None, unasked=(), parameters=None):
    """The findings of one screening, of a chart whose lists were all asked for but those named."""
    lists = {name: [] for name in LISTS if name not in unasked}
    for fact in facts:
        lists[fact.listed_under].append(fact)
    patient = Patient(birth_date=None if born is None else day(born), sex=sex)
    rules = [rule for rule in RULES if rule.id == f"screening.{word}"]
    catalogue = Catalogue.of(rules, parameters=parameters)
    return review(Chart(key="p1", patient=patient, **lists), catalogue, day(as_of)).findings


def look(*args, **rest):
    """The only finding."""
    (one,) = found(*args, **rest)
    return one
