"""Invented coverages and answers of payers, for the tests beside this file."""

from datetime import date

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept, concept
from carecoord.model.coverage import Coverage
from carecoord.model.period import Period

SOPT = "https://nahdo.org/sopt"
MEDICARE = concept(Code(SOPT, "121"))
MEDICAID = concept(Code(SOPT, "2"))
PRIVATE = concept(Code(SOPT, "512"))
BLUE = concept(Code(SOPT, "6"))
SELF_PAY = concept(Code("http://terminology.hl7.org/CodeSystem/coverage-selfpay", "pay"))


def day(text):
    return date.fromisoformat(text)


def span(text):
    """A period from ``first/last``, both inside; an edge left out is open."""
    first, _, last = text.partition("/")
    return Period.through(day(first) if first else None, day(last) if last else None)


def plan(name, period="2026-01-01/2026-12-31", *, payer=None, **fields):
    """A coverage that is active; ``payer`` is the id of its payer."""
    held = {"status": "active", **fields}
    payors = () if payer is None else (Actor(kind="Organization", id=payer),)
    return Coverage(id=name, period=None if period is None else span(period), payors=payors, **held)


def kind(system, code):
    return CodeableConcept((Code(system, code),))
