"""Codes and concepts, made once for equal input."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry, Run
from carecoord.adapters.codec.fhir_r4.elements.structs import Coding, Concept
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.content import content
from carecoord.model.foreign_codes import foreign_code

_NO_CONCEPTS: tuple[CodeableConcept, ...] = ()


def code(at: Entry, coding: Coding | None) -> Code | None:
    """Read a coding; without a code there is nothing to compare.

    A code without a system belongs to no value set: its system is the empty text.
    """
    return None if coding is None or not coding.code else _code(at.run, coding)


def _code(run: Run, coding: Coding) -> Code:
    found = run.codes.get(coding)
    if found is None:
        found = foreign_code(coding.system or "", coding.code or "", coding.display)
        run.codes[coding] = found
    return found


def concept(at: Entry, value: Concept | None) -> CodeableConcept | None:
    """Read a CodeableConcept; a coding without a code lends its display as text."""
    if value is None:
        return None
    found = at.run.concepts.get(value)
    if found is None:
        found = _concept(at.run, value)
    return found if found.coding or found.text else None


def _concept(run: Run, value: Concept) -> CodeableConcept:
    codes = tuple(_code(run, coding) for coding in value.coding if coding.code)
    text = value.text
    if not codes and not text:
        text = next((coding.display for coding in value.coding if coding.display), None)
    found = run.concepts[value] = CodeableConcept(codes, text)
    run.tokens[id(found)] = content(found)
    return found


def concepts(at: Entry, values: tuple[Concept, ...]) -> tuple[CodeableConcept, ...]:
    """Read a list of CodeableConcepts."""
    if not values:
        return _NO_CONCEPTS
    run = at.run
    found = run.lists.get(values)
    if found is None:
        read = (concept(at, value) for value in values)
        found = run.lists[values] = tuple(one for one in read if one is not None)
        if found:
            run.tokens[id(found)] = content(found)
    return found


def first_code(value: Concept | None) -> str | None:
    """The first code of a concept that FHIR binds to a fixed set, such as a clinical status."""
    if value is None:
        return None
    for coding in value.coding:
        if coding.code:
            return coding.code.strip()
    return value.text


def bare(code: str | None) -> CodeableConcept | None:
    """A concept of a code that stands alone, without its system."""
    return CodeableConcept((foreign_code("", code),)) if code else None
