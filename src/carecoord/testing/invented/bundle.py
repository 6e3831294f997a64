"""A bundle in the making: the resources of one invented patient, referring to one another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

Element = Mapping[str, object]
"""A FHIR element or resource as JSON has it."""
Reference = dict[str, str]

HOME = "https://example.org"
"""The system of every invented identifier; nobody can own a name under example.org."""


class Bundle:
    """Collects resources and gives them addresses that depend only on the bundle's name."""

    def __init__(self, name: str) -> None:
        self._space = uuid5(NAMESPACE_URL, f"{HOME}/{name}")
        self._entries: list[Element] = []
        self._known: dict[str, Reference] = {}

    def number(self, purpose: str) -> UUID:
        """A number of this bundle's own, the same each time it is asked for."""
        return uuid5(self._space, purpose)

    def add(self, resource_type: str, elements: Element) -> Reference:
        """Enter a resource; elements that are None or empty are left out."""
        given = self.number(f"entry {len(self._entries)}")
        kept = {name: held for name, held in elements.items() if held not in (None, (), [], {})}
        resource = {"resourceType": resource_type, "id": str(given), **kept}
        self._entries.append({"fullUrl": given.urn, "resource": resource})
        return {"reference": given.urn}

    def once(self, name: str, resource_type: str, elements: Element) -> Reference:
        """Enter a resource the first time its name is used; refer to it ever after."""
        if name not in self._known:
            self._known[name] = self.add(resource_type, elements)
        return self._known[name]

    def __bytes__(self) -> bytes:
        whole = {
            "resourceType": "Bundle",
            "id": str(self.number("bundle")),
            "type": "collection",
            "entry": self._entries,
        }
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def identifier(kind: str, value: str) -> list[Element]:
    """A business identifier of the invented hospital."""
    return [{"system": f"{HOME}/{kind}", "value": value}]
