"""The addresses within a bundle, and what has to be in it because something refers to it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

import attrs

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.actor import Actor
from carecoord.model.chart import Chart
from carecoord.model.fact import Fact
from carecoord.model.order import Order
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner

Held = Fact | Organization | Patient | Practitioner
PATIENT, ROLE = "Patient", "PractitionerRole"


@attrs.frozen
class Wanted:
    """Something that the bundle has to hold: what it is written as, and its value."""

    kind: str
    value: Held = attrs.field(eq=False)
    name: str

    @property
    def reference(self) -> Json:
        """How the bundle refers to it."""
        return {"reference": self.name, "type": self.kind}


@attrs.define
class BundleNames(Names):
    """Refers within one bundle; keeps what is referred to, and what is lacking."""

    chart: Chart
    wanted: dict[str, Wanted] = attrs.field(factory=dict[str, Wanted])
    losses: list[str] = attrs.field(factory=list[str])
    lacks: dict[str, str] = attrs.field(factory=dict[str, str])
    place: str = ""
    """Stands before the names of lacking elements while one resource is written."""
    _known: dict[str, Fact | Organization | Practitioner] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        chart = self.chart
        self._known = {one.id: one for one in chart.facts()}
        self._known |= {one.id: one for one in chart.organizations}
        self._known |= {one.id: one for one in chart.practitioners}

    def subject(self) -> Json:
        """The reference to the patient."""
        return self.want(PATIENT, self.chart.key, self.chart.patient)

    def want(self, kind: str, key: str, value: Held) -> Json:
        """The reference to something, which then has to be in the bundle."""
        address = f"{self.chart.key}/{kind}/{key}"
        name = f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"
        return self.wanted.setdefault(name, Wanted(kind, value, name)).reference

    def fact(self, fact_id: str | None) -> Json | None:
        """The reference to a fact, practitioner or organization."""
        if fact_id is None:
            return None
        if fact_id == self.chart.key:
            return self.subject()
        found = self._known.get(fact_id)
        if found is None:
            self.lacking("reference", "it refers to what is not in the chart")
            return None
        return self.want(_kind(found), fact_id, found)

    def facts(self, fact_ids: Iterable[str]) -> list[Json]:
        """The references to several."""
        return [found for one in fact_ids if (found := self.fact(one)) is not None]

    def actor(self, actor: Actor | None) -> Json | None:
        """The reference to somebody: a clinician in the role that is played, or only a display."""
        if actor is None:
            return None
        if actor.kind == PATIENT:
            return self.subject()
        found = None if actor.id is None else self._known.get(actor.id)
        if isinstance(found, Practitioner):
            return self.want(ROLE, found.id, found)
        if found is not None:
            return self.fact(found.id)
        return e.element(identifier=e.identifier(actor.identifier), display=actor.display) or None

    def beside(self, fact: Fact, number: int) -> Json | None:
        """None: of each fact the bundle holds one resource."""

    def lost(self, element: str, reason: str) -> None:
        """Note what FHIR has no place for."""
        self.losses.append(f"{self.place}{element}: {reason}")

    def lacking(self, element: str, reason: str) -> None:
        """Note what the request cannot be sent without."""
        self.lacks.setdefault(f"{self.place}{element}", reason)


def _kind(value: Held) -> str:
    if isinstance(value, Order):
        return "DeviceRequest" if value.kind == "device" else "ServiceRequest"
    return "Claim" if type(value).__name__ == "Authorization" else type(value).__name__
