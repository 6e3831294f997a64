"""What one part of a rule asks for and another denies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.ages import Age, AgeAt
from carecoord.rules.criteria.conditions import All, Any, Condition, Not
from carecoord.rules.engine.fault import NEVER
from carecoord.rules.engine.same import face, same


@attrs.frozen
class _Asked:
    """Something that must hold, or must not, and which of the conditions asks it."""

    __repr__ = shown

    condition: Condition
    holds: bool
    of: int

    def __str__(self) -> str:
        return self.condition.clause if self.holds else f"not ({self.condition.clause})"


def all_faults(part: All) -> Iterator[str]:
    """That it asks for nothing, or for what it also denies."""
    if not part.parts:
        yield "it asks for nothing"
    yield from clash(*part.parts)


def any_faults(part: Any) -> Iterator[str]:
    """That there is nothing to choose from."""
    if not part.parts:
        yield f"{NEVER}: none of no clauses"


def age_faults(part: Age | AgeAt) -> Iterator[str]:
    """Ages that nobody has."""
    if part.at_most is not None and part.at_most < 0:
        yield f"{NEVER}: at most {part.at_most}"
    elif part.at_least is not None and part.at_most is not None and part.at_least > part.at_most:
        yield f"{NEVER}: at least {part.at_least} and at most {part.at_most}"


def clash(*conditions: Condition) -> Iterator[str]:
    """Why the conditions cannot hold together, the first reason that there is.

    What contradicts itself within one of them is told of that one alone.
    """
    asked = [
        _Asked(part, holds, place)
        for place, condition in enumerate(conditions)
        for part, holds in _asked_by(condition)
    ]
    for reason in (*_denied(asked), *_of_no_age(asked)):
        yield f"{NEVER}: {reason}"
        return


def demanded(wanted: Condition, *conditions: Condition) -> bool:
    """Whether the conditions together ask for all that a condition asks for."""
    held = [one for condition in conditions for one in _asked_by(condition)]
    return all(
        any(holds is so and same(part, one) for one, so in held)
        for part, holds in _asked_by(wanted)
    )


def _asked_by(condition: Condition) -> Iterator[tuple[Condition, bool]]:
    """What must hold, and what must not, for a condition to hold; each once."""
    seen: set[tuple[int, bool]] = set()
    waiting = [(condition, True)]
    while waiting:
        part, holds = waiting.pop()
        if (id(part), holds) in seen:
            continue
        seen.add((id(part), holds))
        if isinstance(part, Not):
            waiting.append((part.part, not holds))
        elif isinstance(part, All if holds else Any):
            waiting += [(one, holds) for one in reversed(_parts(part))]
        else:
            yield part, holds


def _parts(part: Condition) -> tuple[Condition, ...]:
    return cast("All | Any", part).parts


def _denied(asked: list[_Asked]) -> Iterator[str]:
    """What must hold and must not."""
    if all(one.holds for one in asked):
        return
    faces: dict[tuple[bool, object], list[_Asked]] = {}
    for one in asked:
        faces.setdefault((one.holds, face(one.condition)), []).append(one)

    def opposed(part: Condition, *, holds: bool, of: int) -> bool:
        """Whether another of the conditions asks the opposite."""
        if isinstance(part, Not):
            return opposed(part.part, holds=not holds, of=of)
        others = faces.get((not holds, face(part)), ())
        return any(other.of != of and same(part, other.condition) for other in others)

    for one in asked:
        if one.holds and opposed(one.condition, holds=True, of=one.of):
            yield f"{one}, and not"
        elif isinstance(one.condition, Any if one.holds else All) and _each(one, opposed):
            yield f"{one}, of which nothing is left"


def _each(one: _Asked, opposed: Callable[..., bool]) -> bool:
    parts = _parts(one.condition)
    return bool(parts) and all(opposed(part, holds=one.holds, of=one.of) for part in parts)


def _of_no_age(asked: list[_Asked]) -> Iterator[str]:
    """Two ages of one day of which nobody has both."""
    ages = [(one, bounds) for one in asked if (bounds := _bounds(one)) is not None]
    for (one, ours), (other, theirs) in combinations(ages, 2):
        if one.of == other.of or not _on_one_day(one.condition, other.condition):
            continue
        if _older(ours[0], theirs[1]) or _older(theirs[0], ours[1]):
            yield f"{one}, and {other}"


def _older(youngest: int | None, oldest: int | None) -> bool:
    return youngest is not None and oldest is not None and youngest > oldest


def _bounds(one: _Asked) -> tuple[int | None, int | None] | None:
    """The youngest and oldest that are meant; None where it says neither."""
    age = one.condition
    if not isinstance(age, Age | AgeAt):
        return None
    if one.holds:
        return age.at_least, age.at_most
    if age.at_least is not None and age.at_most is not None:
        return None
    younger = None if age.at_least is None else age.at_least - 1
    older = None if age.at_most is None else age.at_most + 1
    return older, younger


def _on_one_day(one: Condition, other: Condition) -> bool:
    if isinstance(one, AgeAt) and isinstance(other, AgeAt):
        return same(one.on, other.on)
    return type(one) is type(other)
