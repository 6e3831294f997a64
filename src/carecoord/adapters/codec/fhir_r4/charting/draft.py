"""Values of the model that wait for their references.

A reference holds a fact id, an id may come from the content of the fact, and the content may be
known only once other resources are read. So a resource becomes a draft first: everything but its
references. When all ids are known, the drafts are finished.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from carecoord.model.actor import Actor
from carecoord.model.content import content, said

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.elements.structs import Reference
    from carecoord.model.code import CodeableConcept
    from carecoord.model.identifier import Identifier
    from carecoord.model.label import Label
    from carecoord.model.period import Period


Who = tuple["str | None", "str | None", "Identifier | None"]
"""The type of somebody, the id under which the chart holds them, else the identifier by which the
source names them."""


class Resolver(Protocol):
    """Knows what the references of one fact mean; the field is named for a problem."""

    def fact(self, reference: Reference, field: str) -> str | None:
        """The id of the fact, practitioner or organization that is meant."""
        ...

    def actor(self, reference: Reference, field: str) -> Who:
        """Who is meant."""
        ...

    def asked(self) -> Resolver:
        """The same for what stands in the request, of which the fact is made too."""
        ...


class Part(Protocol):
    """A value inside a fact that holds references itself."""

    def said(self, tokens: Mapping[int, str]) -> str:
        """What it says, references aside; ``tokens`` are texts already made."""
        ...

    def finish(self, resolver: Resolver, field: str) -> object:
        """Make the value, its references resolved."""
        ...


Links = Mapping[str, "Reference | tuple[Reference, ...] | None"]
Parts = Mapping[str, "tuple[Part, ...] | Part | None"]
_NONE: Mapping[str, Any] = MappingProxyType({})


class Draft(Struct, eq=False, gc=False):
    """What ``make`` is to be called with: finished values, references, and drafts of parts.

    Nothing in it leads back to it, so the garbage collector need not follow it.
    """

    make: Callable[..., Any]
    values: dict[str, Any]
    links: Links = _NONE
    parts: Parts = _NONE
    identifiers: tuple[Identifier, ...] = ()
    labels: frozenset[Label] = frozenset()
    """What the resource itself, besides its meta, says of who may see it."""

    def said(self, tokens: Mapping[int, str]) -> str:
        """What the value says, references aside, as one canonical text."""
        values = self.values
        if self.parts:
            values = values.copy()
            for name, part in self.parts.items():
                if not part:
                    continue
                if isinstance(part, tuple):
                    values[name] = tuple([one.said(tokens) for one in part])
                else:
                    values[name] = part.said(tokens)
        return said(self.make.__name__, values, tokens)

    def complete(self, resolver: Resolver, field: str = "") -> dict[str, Any]:
        """The values with the references resolved."""
        values = self.values.copy()
        prefix = f"{field}." if field else ""
        for name, link in self.links.items():
            if not link:
                continue
            where = prefix + name
            if isinstance(link, tuple):
                found = [resolver.fact(one, where) for one in link]
                values[name] = tuple([one for one in found if one is not None])
            else:
                values[name] = resolver.fact(link, where)
        for name, part in self.parts.items():
            if not part:
                continue
            where = prefix + name
            if isinstance(part, tuple):
                values[name] = tuple([one.finish(resolver, where) for one in part])
            else:
                values[name] = part.finish(resolver, where)
        return values

    def finish(self, resolver: Resolver, field: str) -> Any:  # noqa: ANN401  what make makes
        """Make the value, its references resolved."""
        return self.make(**self.complete(resolver, field))


class Participant(Struct, eq=False, gc=False):
    """An actor to be: who is meant is known when the references are resolved."""

    reference: Reference
    roles: tuple[CodeableConcept, ...] = ()
    status: str | None = None
    required: str | None = None
    period: Period | None = None
    on_behalf_of: Reference | None = None

    def said(self, tokens: Mapping[int, str]) -> str:
        """Part, display, answer and time; not who it is."""
        roles = self.roles
        part = (tokens.get(id(roles)) or content(roles)) if roles else ""
        told = f"{self.reference.display}|{part}|{self.status}|{self.required}"
        return told if self.period is None else f"{told}|{content(self.period)}"

    def finish(self, resolver: Resolver, field: str) -> Actor:
        """Make the actor."""
        reference = self.reference
        kind, found, named = resolver.actor(reference, field)
        behalf = self.on_behalf_of
        return Actor(
            kind=kind,
            id=found,
            display=reference.display,
            identifier=named,
            roles=self.roles,
            status=self.status,
            required=self.required,
            period=self.period,
            on_behalf_of=resolver.fact(behalf, f"{field}.onBehalfOf") if behalf else None,
        )


def pointing(reference: Reference | None) -> Reference | None:
    """A reference, unless it is only a name, which is kept beside it."""
    if reference is None or reference.reference or reference.identifier is not None:
        return reference
    return None


def participant(reference: Reference | None) -> Participant | None:
    """An actor without a role, where the source names one."""
    return None if reference is None else Participant(reference)
