"""How what is written refers to the rest of its chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.model.actor import Actor
from carecoord.model.fact import Fact


class Names(Protocol):
    """Knows the address under which each thing of a chart is written."""

    def subject(self) -> Json:
        """The reference to the patient."""
        ...

    def fact(self, fact_id: str | None) -> Json | None:
        """The reference to a fact, practitioner or organization; None for None.

        What is not in the chart cannot be referred to: it is noted, and None is given.
        """
        ...

    def facts(self, fact_ids: Iterable[str]) -> list[Json]:
        """The references to several."""
        ...

    def actor(self, actor: Actor | None) -> Json | None:
        """The reference to somebody: the patient, a practitioner, or only a display."""
        ...

    def beside(self, fact: Fact, number: int) -> Json | None:
        """The reference to what is written beside the first resource of a fact, from 1.

        None where nothing new is written beside it.
        """
        ...

    def lost(self, element: str, reason: str) -> None:
        """Note what the fact says and FHIR has no place for; the resource is written without."""
        ...

    def lacking(self, element: str, reason: str) -> None:
        """Note what FHIR demands and the fact lacks: the resource cannot be written."""
        ...
