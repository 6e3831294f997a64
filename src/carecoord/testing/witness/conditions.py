"""Scenes in which a condition holds, as far as they can be guessed from it."""

from __future__ import annotations

import zlib
from datetime import date

import attrs

from carecoord.model.calendar_rules import birthday
from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.ages import Age, AgeAt
from carecoord.rules.criteria.conditions import All, Any, Condition, Exists
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sex import RecordedSex
from carecoord.testing.witness.find import NoWitness, Wanted, guess, witness
from carecoord.testing.witness.scene import Scene

_NO_AGE = 40


def needed(condition: Condition, wanted: Wanted, catalogue: Catalogue) -> tuple[Fact, ...]:
    """Facts that let a condition hold; nothing for what asks for the absence of something."""
    if isinstance(condition, All):
        return tuple(f for part in condition.parts for f in needed(part, wanted, catalogue))
    if isinstance(condition, Any):
        for part in condition.parts:
            facts = needed(part, wanted, catalogue)
            if facts:
                return facts
    return _facts_of(condition.of, wanted, catalogue) if isinstance(condition, Exists) else ()


def _facts_of(of: Selection, wanted: Wanted, catalogue: Catalogue) -> tuple[Fact, ...]:
    name = f"{wanted.name}-{zlib.crc32(str(of).encode())}"
    if of.per_row:
        return guess(of, wanted, catalogue, name)
    first, last, ends = wanted.first, wanted.last, wanted.ends
    try:
        return witness(of, first, last, catalogue=catalogue, name=name, ends=ends)
    except NoWitness:
        return ()


def setting(condition: Condition | None, on: date, catalogue: Catalogue) -> Scene:
    """A scene in which a condition may hold on a day: age, sex and facts that it asks for."""
    scene = _person(condition, on, Scene())
    if condition is None:
        return scene
    long_ago = date(on.year - 2, 1, 1)
    wanted = Wanted(first=long_ago, last=long_ago, ends=False, by=frozenset(), name="s")
    return scene.having(needed(condition, wanted, catalogue))


def _person(condition: Condition | None, on: date, scene: Scene) -> Scene:
    if isinstance(condition, (All, Any)):
        for part in condition.parts:
            scene = _person(part, on, scene)
        return scene
    if isinstance(condition, RecordedSex):
        return attrs.evolve(scene, sex=CodeableConcept((condition.code,)))
    if isinstance(condition, (Age, AgeAt)):
        low, high = condition.at_least, condition.at_most
        years = _NO_AGE if low is None and high is None else low if low is not None else high
        return attrs.evolve(scene, born=_born(years or 0, on))
    return scene


def _born(years: int, on: date) -> date:
    """A birth date with so many years completed half a year ago."""
    month = (on.month + 5) % 12 + 1
    year = on.year - years - (1 if month > on.month else 0)
    return birthday(date(year, month, 1), 0)
