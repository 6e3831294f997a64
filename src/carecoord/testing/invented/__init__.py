"""Invented patients as FHIR R4 bundles: repeatable, any number, nobody real.

>>> from datetime import date
>>> from carecoord.testing.invented import synthetic
>>> first, second = synthetic(2, seed=7, as_of=date(2026, 6, 1))
>>> first == next(synthetic(1, seed=7, as_of=date(2026, 6, 1)))
True
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from carecoord.testing.invented.archetypes import Archetype, dealt
from carecoord.testing.invented.bundle import Bundle
from carecoord.testing.invented.people import FAMILY, GIVEN, person
from carecoord.testing.invented.story import Story, at

AS_OF = date(2026, 6, 1)


def synthetic(n: int, seed: int = 0, *, as_of: date = AS_OF) -> Iterator[bytes]:
    """Make ``n`` invented patients, each a FHIR R4 collection bundle as JSON, one at a time.

    The same seed and day give the same bytes, and fewer patients are the beginning of more. Other
    seeds and days give other people. ``as_of`` is the day on which the records are to be reviewed:
    nothing has happened after it, though visits are booked. Among them is somebody for each rule
    that the recipes were written for who meets it, who does not, whom it does not concern, and of
    whom too little is known, as long as ``n`` is a few hundred.
    """
    for place, kind in enumerate(islice(dealt(seed), n)):
        yield bytes(_told(kind, f"synthetic/{seed}/{as_of}/{place}", as_of))


def _told(kind: Archetype, name: str, as_of: date) -> Bundle:
    chance = Random(name)
    bundle = Bundle(name)
    gender = chance.choice(("female", "male"))
    age = chance.randint(*kind.ages)
    elements = person(
        bundle,
        given=chance.choice(GIVEN[gender]),
        family=chance.choice(FAMILY),
        gender=gender,
        born=as_of - timedelta(days=age * 366 + chance.randint(1, 300)),
    )
    if kind.died is not None:
        elements["deceasedDateTime"] = at(as_of - timedelta(days=kind.died), 6, 40)
    story = Story(bundle, bundle.add("Patient", elements), chance, as_of)
    for recipe in kind.recipes:
        recipe(story)
    return bundle
