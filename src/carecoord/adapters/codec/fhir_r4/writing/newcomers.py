"""What a chart says that was not read: resources of its own."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.adapters.codec.fhir_r4.writing.addresses import Addresses
from carecoord.adapters.codec.fhir_r4.writing.changes import authored
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.naming import Naming, Note
from carecoord.adapters.codec.fhir_r4.writing.places import Thing


@attrs.frozen
class New:
    """What is written of something new, and what its author notes."""

    thing: Thing
    first: Json
    beside: list[Json]
    losses: list[Note]
    lacks: list[Note]


@attrs.frozen
class Newcomers:
    """What is written of all that is new, and what is not; nothing written refers to that."""

    written: list[New]
    lacking: list[New]
    without_author: list[Thing]

    @classmethod
    def of(cls, things: Iterable[Thing], addresses: Addresses) -> Newcomers:
        """Have all of them written; again without what is left out, as long as there is any."""
        whole = list(things)
        without = [one for one in whole if type(one) not in AUTHORS]
        rest = [one for one in whole if type(one) in AUTHORS]
        lacking: list[New] = []
        left: list[Thing] = without
        while True:
            for one in left:
                addresses.forget(one)
            made = [_new(one, addresses) for one in rest]
            left = [one.thing for one in made if one.lacks]
            if not left:
                return cls(made, lacking, without)
            lacking += [one for one in made if one.lacks]
            rest = [one.thing for one in made if not one.lacks]


def _new(thing: Thing, addresses: Addresses) -> New:
    naming = Naming(addresses, None)
    first, *others = authored(thing, naming, addresses.resource_id(thing))
    beside = [
        {"resourceType": one["resourceType"], "id": addresses.resource_id_beside(thing, n), **one}
        for n, one in enumerate(others, 1)
    ]
    return New(thing, first, beside, naming.losses, naming.lacks)
