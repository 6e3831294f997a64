"""Values of results in words, for people."""

from __future__ import annotations

from carecoord.model.code import CodeableConcept
from carecoord.model.observation import Value
from carecoord.model.quantity import Quantity


def in_words(value: Value | None) -> str:
    """An amount with its unit, what an answer is called, or a text."""
    if value is None:
        return "without a value"
    if isinstance(value, Quantity):
        amount = f"{value.comparator or ''}{value.value:f}"
        return f"{amount} {value.unit}" if value.unit else amount
    return value.label if isinstance(value, CodeableConcept) else str(value)
