"""Names of a chart's things as the system knows them that the chart was read from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.actor import Actor
from carecoord.model.chart import Chart
from carecoord.model.fact import Fact
from carecoord.model.source import Source


class AsRead(Names):
    """For resources that go back, without their chart, to where it was read.

    What was read under an address keeps it (``Condition/17``); what has only a business identifier
    is referred to by that. ``patient`` is the patient's id there, when it is known otherwise.
    """

    def __init__(self, chart: Chart, patient: str | None = None) -> None:
        self._chart = chart
        self._patient = patient
        self._held: dict[str, Any] | None = None

    def subject(self) -> e.Json:
        """The reference to the patient; empty when nothing names it."""
        if self._patient is not None:
            return {"reference": f"Patient/{self._patient.removeprefix('Patient/')}"}
        return _reference(self._chart.patient, "Patient") or {}

    def fact(self, fact_id: str | None) -> e.Json | None:
        """The reference to a fact, practitioner or organization, if it has a name there."""
        if self._held is None:
            self._held = {
                **{one.id: one for one in self._chart.practitioners},
                **{one.id: one for one in self._chart.organizations},
                **{one.id: one for one in self._chart.facts()},
            }
        held = None if fact_id is None else self._held.get(fact_id)
        return None if held is None else _reference(held, None)

    def facts(self, fact_ids: Iterable[str]) -> list[e.Json]:
        """The references to several."""
        return [one for one in map(self.fact, fact_ids) if one is not None]

    def actor(self, actor: Actor | None) -> e.Json | None:
        """The reference to somebody whom the chart holds, else what they are called."""
        if actor is None:
            return None
        named = e.element(identifier=e.identifier(actor.identifier), display=actor.display)
        return self.fact(actor.id) or named or None

    def beside(self, fact: Fact, number: int) -> e.Json | None:
        """None: nothing is beside what stands alone."""

    def lost(self, element: str, reason: str) -> None:
        """Nothing: what stands alone has nobody to tell."""

    def lacking(self, element: str, reason: str) -> None:
        """Nothing, as for what is lost."""


def _reference(held: Any, kind: str | None) -> e.Json | None:  # noqa: ANN401  a fact or person
    address = _address(held.source)
    if address is not None:
        return {"reference": address}
    number = next((e.identifier(one) for one in held.identifiers if one.system and one.value), None)
    return None if number is None else e.element(type=kind, identifier=number)


def _address(source: Source | None) -> str | None:
    """Type and id of what was read; what another resource contains has no address."""
    if source is None or source.within is not None:
        return None
    try:
        read: object = json.loads(source.content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict):
        return None
    resource = cast("dict[str, object]", read)
    kind, name = resource.get("resourceType"), resource.get("id")
    return f"{kind}/{name}" if isinstance(kind, str) and isinstance(name, str) else None
