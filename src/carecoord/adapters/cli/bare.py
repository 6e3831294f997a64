"""Charts without the bytes that their facts were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from carecoord.model.chart import LISTS
from carecoord.model.fact import Fact
from carecoord.model.organization import Organization
from carecoord.model.practitioner import Practitioner

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4 import ReadResult

_Sourced = TypeVar("_Sourced", Fact, Practitioner, Organization)


def without_sources(result: ReadResult) -> ReadResult:
    """Let go of what facts were read from: it is many times what they say.

    Nothing that a rule can ask depends on it.
    """
    chart = result.chart
    if chart is None:
        return result
    lists: dict[str, Any] = {name: _bare(held) for name in LISTS if (held := getattr(chart, name))}
    chart = attrs.evolve(
        chart,
        patient=attrs.evolve(chart.patient, source=None),
        practitioners=_bare(chart.practitioners),
        organizations=_bare(chart.organizations),
        **lists,
    )
    return attrs.evolve(result, chart=chart)


def _bare(held: tuple[_Sourced, ...]) -> tuple[_Sourced, ...]:
    return tuple(attrs.evolve(one, source=None) for one in held)
