"""Small charts for measures: one invented code stands for each value set."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs

from carecoord import review
from carecoord.model import (
    Chart,
    Code,
    CodeableConcept,
    Communication,
    Component,
    Condition,
    Encounter,
    Observation,
    Order,
    Patient,
    Period,
    Prescription,
    Procedure,
    Quantity,
    ValueSet,
)
from carecoord.model.chart import LISTS
from carecoord.model.code import concept, loinc
from carecoord.rules import measures
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import SetRef
from carecoord.rules.shapes import populations

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CONDITION_CATEGORIES = "http://terminology.hl7.org/CodeSystem/condition-category"
ENCOUNTER_DIAGNOSIS = Code(CONDITION_CATEGORIES, "encounter-diagnosis")
PROBLEM = Code(CONDITION_CATEGORIES, "problem-list-item")
HEALTH_CONCERN = Code("http://hl7.org/fhir/us/core/CodeSystem/condition-category", "health-concern")
OBSERVATION_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
MMHG = "mm[Hg]"


def code_of(value_set):
    """The one invented code of a value set."""
    return Code("urn:invented", value_set.url.rpartition("/")[2])


NAMED = {s.url: s for r in measures.RULES for s in r.shape.sets if isinstance(s, SetRef)}


def tiny_sets(*, without=()):
    """Every set that the measures name, with one code each."""
    left_out = {value_set.url for value_set in without}
    return [
        ValueSet(url=s.url, name=s.name, codes=[code_of(s)])
        for s in NAMED.values()
        if s.url not in left_out
    ]


COMPLETE = Catalogue.of(measures.RULES, value_sets=tiny_sets())


def chart_of(*facts, born=date(1966, 1, 1), unasked=()):
    """A chart whose lists were all asked for, but for those named."""
    lists = {name: [] for name in LISTS}
    for number, fact in enumerate(facts):
        named = attrs.evolve(fact, id=fact.id or f"{type(fact).__name__}-{number}")
        lists[fact.listed_under].append(named)
    kept = {name: None if name in unasked else held for name, held in lists.items()}
    return Chart(key="p", patient=Patient(birth_date=born), **kept)


def counts(rule, chart, catalogue=COMPLETE):
    """Initial population, exclusion and numerator of each group."""
    found = populations(rule, chart, YEAR, catalogue)
    names = ("initial-population", "denominator-exclusion", "numerator")
    return tuple(tuple(m.counts.get(name, 0) for name in names) for m in found)


def tally(rule, chart, catalogue=COMPLETE):
    """Initial population, denominator, exclusion, numerator and exception of the one group."""
    (found,) = populations(rule, chart, YEAR, catalogue)
    names = (
        "initial-population",
        "denominator",
        "denominator-exclusion",
        "numerator",
        "denominator-exception",
    )
    return tuple(found.counts.get(name, 0) for name in names)


def missing(rule, chart, catalogue=COMPLETE):
    """What would have to be known, by the population that it leaves open, of the one group."""
    (found,) = populations(rule, chart, YEAR, catalogue)
    return dict(found.unknown)


def unknown(rule, chart, catalogue=COMPLETE):
    """The populations that cannot be decided, of each group."""
    found = populations(rule, chart, YEAR, catalogue)
    return tuple(tuple(name for name, _ in m.unknown) for m in found)


def aged(years, last=date(2026, 12, 31)):
    """Born so that so many years have just been completed on a day."""
    return date(last.year - years, last.month, last.day)


def strata(rule, chart, catalogue=COMPLETE):
    """The strata of each group in whose denominator the patient is."""
    found = populations(rule, chart, YEAR, catalogue)
    return tuple(
        tuple(name for name, held in m.strata.items() if held["denominator"]) for m in found
    )


def finding(rule, chart, as_of=date(2026, 11, 1), *, without=()):
    """What a review of the one rule says on a day of the year."""
    catalogue = Catalogue.of(rule, value_sets=tiny_sets(without=without))
    (found,) = review(chart, catalogue, as_of).findings
    return found


def gap_of(found):
    """How the patient stands to the measure, and the last day on which that can change."""
    details = dict(found.details)
    return details["gap"], details.get("last day")


def coded(value_set_or_code):
    """A concept: of a code, or of the invented code of a set."""
    code = value_set_or_code
    return concept(code if isinstance(code, Code) else code_of(code))


def through(first, last=None):
    """A period of days, both inside; of a single day without the second."""
    return Period.through(first, last or first)


def condition(of, onset=date(2020, 5, 5), abated=None, **other):
    kept = {"id": "", "clinical_status": "active"} | other
    return Condition(code=coded(of), onset=onset, abatement=abated, **kept)


def encounter(of, first, last=None, **other):
    kept = {"id": "", "status": "finished"} | other
    return Encounter(type=(coded(of),), period=through(first, last), **kept)


def study(of, day, category="imaging", **other):
    """A result that its source puts in a category of observations."""
    kept = () if category is None else (concept(Code(OBSERVATION_CATEGORIES, category)),)
    return result(of, day, **{"category": kept} | other)


def procedure(of, day, **other):
    kept = {"id": "", "status": "completed"} | other
    return Procedure(code=coded(of), performed=day, **kept)


def order(of, day, **other):
    kept = {"id": "", "status": "active", "intent": "order"} | other
    return Order(code=coded(of), authored_on=day, **kept)


def result(of, day, value=None, **other):
    kept = {"id": "", "status": "final"} | other
    plain = value is None or isinstance(value, Quantity)
    held = value if plain else coded(value)
    return Observation(code=coded(of), effective=day, value=held, **kept)


def not_made(of, day, reason=None, **other):
    """An observation that was not made, which was written down on a day."""
    because = None if reason is None else coded(reason)
    kept = {"status": "cancelled", "issued_at": day, "cancelled_because": because} | other
    return result(of, kept.pop("effective", None), **kept)


def not_ordered(of, day, reason=None, **other):
    """What somebody decided not to order."""
    because = None if reason is None else coded(reason)
    kept = {"status": "completed", "do_not_perform": True, "reason_refused": because} | other
    return order(of, day, **kept)


def message(of, sent, **other):
    """Something told, of a category."""
    kept = {"id": "", "status": "completed"} | other
    return Communication(category=(coded(of),), sent_at=sent, **kept)


def not_told(of, recorded, reason=None, **other):
    """Something not told, and when that was written down."""
    because = None if reason is None else coded(reason)
    kept = {"status": "not-done", "recorded_on": recorded, "status_reason": because} | other
    return message(of, None, **kept)


def pressure(day, systolic, diastolic, unit=MMHG, **other):
    kept = {"id": "", "status": "final", "code": concept(loinc("85354-9"))} | other
    parts = [("8480-6", systolic), ("8462-4", diastolic)]
    return Observation(
        effective=day,
        components=[
            Component(code=concept(loinc(code)), value=Quantity(Decimal(amount), unit))
            for code, amount in parts
            if amount is not None
        ],
        **kept,
    )


def prescription(of, day, supply_days=None, **other):
    kept = {"id": "", "status": "active", "intent": "order"} | other
    supply = None if supply_days is None else Quantity(Decimal(supply_days), "d")
    return Prescription(code=coded(of), authored_on=day, supply=supply, **kept)


def after(day, number):
    """So many days later."""
    return day + timedelta(days=number)


def at(day, hour=12, minute=0):
    """An instant of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def act(code):
    """A class of encounter."""
    return Code(ACT, code)


def text(words):
    """A concept without a code."""
    return CodeableConcept((), words)
