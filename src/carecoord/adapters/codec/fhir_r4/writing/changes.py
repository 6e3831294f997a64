"""What changed in a thing since it was read, as its author writes it before and after."""

from __future__ import annotations

import attrs

from carecoord.adapters.codec.fhir_r4.writing import verbatim
from carecoord.adapters.codec.fhir_r4.writing.addresses import Addresses
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.naming import Naming, Note
from carecoord.adapters.codec.fhir_r4.writing.places import Place, Thing
from carecoord.adapters.codec.fhir_r4.writing.security import uncoded
from carecoord.adapters.codec.fhir_r4.writing.whole import completed

_HALF = "half of a surrogate pair, which stands for nothing; written as U+FFFD"


@attrs.frozen
class Said:
    """What an author writes of a thing: its resource, those beside it, and what it notes."""

    first: Json
    beside: list[Json]
    losses: list[Note]
    lacks: list[Note]


@attrs.frozen
class Change:
    """What is said of a thing as it was read, and as it is now."""

    then: Said
    now: Said

    @property
    def aside(self) -> bool:
        """Whether something changed in what stands beside its resource."""
        return self.then.beside != self.now.beside

    @property
    def losses(self) -> list[Note]:
        """What it says and FHIR cannot; what it could not before is in the source."""
        return [one for one in self.now.losses if one not in self.then.losses]

    @property
    def lacks(self) -> list[Note]:
        """What of FHIR's demands it takes away; what lacked before may lack still."""
        return [one for one in self.now.lacks if one not in self.then.lacks]

    @property
    def says_nothing(self) -> bool:
        """Whether no author writes what changed."""
        return self.then == self.now


def change(thing: Thing, before: Thing | None, place: Place, addresses: Addresses) -> Change:
    """Have a thing written as it was read at a place, and as it is now."""
    then = Said({}, [], [], []) if before is None else _said(before, place, addresses)
    return Change(then, _said(thing, place, addresses))


def _said(thing: Thing, place: Place, addresses: Addresses) -> Said:
    naming = Naming(addresses, place)
    first, *beside = authored(thing, naming)
    return Said(first, beside, naming.losses, naming.lacks)


def authored(thing: Thing, naming: Naming, new_id: str | None = None) -> list[Json]:
    """What the author of a thing writes: the thing itself first, completed."""
    for label in uncoded(getattr(thing, "labels", frozenset())):
        naming.lost("meta.security", f"no code says {label.value!r}; left out")
    found = AUTHORS[type(thing)](thing, naming)
    first, *beside = found if isinstance(found, list) else [found]
    made = [completed(first, thing, new_id), *beside]
    try:
        verbatim.dumps(made)
    except UnicodeEncodeError:
        naming.lost("", _HALF)
        return [verbatim.without_halves(one) for one in made]
    return made
