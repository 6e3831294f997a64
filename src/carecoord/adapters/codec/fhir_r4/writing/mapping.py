"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import condition
from carecoord.model.condition import Condition

Author = Callable[[Any, Names], Json]
"""Says a fact of one type as a resource."""

AUTHORS: dict[type, Author] = {
    Condition: condition.condition,
}
"""By type of the model: what writes it."""
