"""Referring to the rest of a chart while one resource of it is written."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing.addresses import Addresses
from carecoord.adapters.codec.fhir_r4.writing.elements import Json, element, identifier
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.places import Place
from carecoord.model.actor import Actor
from carecoord.model.fact import Fact

NOT_HERE = "a reference to something that the chart does not hold; left out"
HIDDEN = "a reference to what another resource contains; left out"
Note = tuple[str, str]
"""An element and a reason."""


class Naming(Names):
    """The names for one resource, and what its author notes.

    ``place`` is the entry that the resource is written into, None for a new one.
    """

    __slots__ = ("_addresses", "_place", "lacks", "losses")

    def __init__(self, addresses: Addresses, place: Place | None) -> None:
        self._addresses = addresses
        self._place = place
        self.losses: list[Note] = []
        self.lacks: list[Note] = []

    def subject(self) -> Json:
        """The reference to the patient."""
        return self.fact(self._addresses.key) or {}

    def fact(self, fact_id: str | None) -> Json | None:
        """The reference to a fact, practitioner or organization; None for None."""
        if fact_id is None:
            return None
        address = self._addresses.address(fact_id)
        if address is None:
            self.lost("", NOT_HERE)
            return None
        if address.within is not None and address.place != self._place:
            self.lost("", HIDDEN)
            return None
        return {"reference": address.reference}

    def facts(self, fact_ids: Iterable[str]) -> list[Json]:
        """The references to several."""
        return [one for one in map(self.fact, fact_ids) if one is not None]

    def actor(self, actor: Actor | None) -> Json | None:
        """The reference to somebody: the patient, a practitioner, or only a display."""
        if actor is None:
            return None
        if actor.id is not None:
            found = self.fact(actor.id)
        else:
            found = self.subject() if actor.kind == "Patient" else None
        if found is None:
            # A type alone says who it may be, not who it is.
            named = element(identifier=identifier(actor.identifier), display=actor.display)
            return element(type=actor.kind, **named) if named else None
        return {**found, **element(display=actor.display)}

    def beside(self, fact: Fact, number: int) -> Json | None:
        """The reference to what is written beside a new resource; what was read has its own."""
        if self._place is not None:
            return None
        return {"reference": self._addresses.beside(fact, number)}

    def lost(self, element: str, reason: str) -> None:
        """Note what the fact says and FHIR has no place for."""
        self.losses.append((element, reason))

    def lacking(self, element: str, reason: str) -> None:
        """Note what FHIR demands and the fact lacks."""
        self.lacks.append((element, reason))
