"""An authorization in the making: what was asked for, joined to its answer by item."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Links, Part, Resolver
from carecoord.model.answering import joined
from carecoord.model.authorization_item import AuthorizationItem

_NONE: Links = MappingProxyType({})


class Asked(Struct, eq=False, gc=False):
    """A part that stands in the request."""

    part: Part

    def said(self, tokens: Mapping[int, str]) -> str:
        """What it says."""
        return self.part.said(tokens)

    def finish(self, resolver: Resolver, field: str) -> object:
        """Make it, as the request refers."""
        return self.part.finish(resolver.asked(), field)


def asked_part(part: Part | None) -> Asked | None:
    """A part of the request, where there is one."""
    return None if part is None else Asked(part)


class Items(Struct, eq=False, gc=False):
    """The items of a request, and those of its answer."""

    asked: tuple[Draft, ...] = ()
    answers: tuple[Draft, ...] = ()

    def said(self, tokens: Mapping[int, str]) -> str:
        """What both say."""
        sides = (self.asked, self.answers)
        return "|".join(",".join(one.said(tokens) for one in side) for side in sides)

    def finish(self, resolver: Resolver, field: str) -> tuple[AuthorizationItem, ...]:
        """Make the items, each with its answer."""
        there = resolver.asked()
        asked = [one.finish(there, field) for one in self.asked]
        return joined(asked, [one.finish(resolver, field) for one in self.answers])


class PermissionDraft(Draft):
    """A draft of an authorization, whose orders are those of its items where they name any."""

    asked_links: Links = _NONE
    """References that stand in the request."""

    def complete(self, resolver: Resolver, field: str = "") -> dict[str, Any]:
        """The values with the references resolved."""
        values = Draft.complete(self, resolver, field)
        if self.asked_links:
            values |= Draft(self.make, {}, self.asked_links).complete(resolver.asked(), field)
        items: tuple[AuthorizationItem, ...] = values["items"]
        orders = dict.fromkeys(one for item in items if not item.cancelled for one in item.orders)
        if orders:
            values["orders"] = tuple(orders)
        return values
