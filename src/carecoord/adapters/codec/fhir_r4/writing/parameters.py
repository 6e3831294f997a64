"""What a task tells beside its own elements: each thing under a text that names it."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.model.moment import ClinicalTime


def parameter(name: str, **value: object) -> list[e.Json]:
    """Write an input or output if it says anything, as a list to be joined to others."""
    found = e.element(**value)
    return [{"type": {"text": name}, **found}] if found else []


def dated(days: dict[str, ClinicalTime | None]) -> list[e.Json]:
    """Write the known ones of named days and moments."""
    return [
        one for name, day in days.items() for one in parameter(name, valueDateTime=e.moment(day))
    ]
