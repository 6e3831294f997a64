"""Which types of the model are written as what, and by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources import (
    authorization,
    condition,
    coverage,
    eligibility_response,
)
from carecoord.model.authorization import Authorization
from carecoord.model.condition import Condition
from carecoord.model.coverage import Coverage
from carecoord.model.eligibility_response import CoverageEligibilityResponse

Author = Callable[[Any, Names], Json | list[Json]]
"""Says a fact of one type as a resource; of several, the first is the fact itself."""

AUTHORS: dict[type, Author] = {
    Authorization: authorization.authorization,
    Condition: condition.condition,
    Coverage: coverage.coverage,
    CoverageEligibilityResponse: eligibility_response.eligibility_response,
}
"""By type of the model: what writes it."""
