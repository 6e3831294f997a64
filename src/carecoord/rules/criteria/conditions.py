"""Conditions: true, false or not known, with the facts that decided it.

``All`` and ``Any`` stop early only on the value that decides them. True rests on a witness, false
on the nearest miss: the last fact that only the last filter turned away. What a clause does not
name did not decide it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Self

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import NOT_EXACT, Answer, latest, refer, refer_all
from carecoord.rules.criteria.frame import NOTHING, Frame, Rows
from carecoord.rules.criteria.resting import refer_with
from carecoord.rules.criteria.selection import Filtered, Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import Row

_NONE_SEEN = "none seen"
_REMEMBERED = 4096
"""Conditions and selections whose words are kept: more than all rules have."""


@lru_cache(_REMEMBERED)
def in_words(criterion: Condition | Selection) -> str:
    """A criterion as text: put together from its parts once."""
    return str(criterion)


@lru_cache(_REMEMBERED)
def _turned_away(selection: Selection) -> str:
    """Why a fact is not in a selection, although it is in the one that this narrows."""
    return f"not {selection.clause if isinstance(selection, Filtered) else in_words(selection)}"


@attrs.frozen(kw_only=True, eq=False)
class Condition(ABC):
    """Something that holds, does not hold, or is not known."""

    __repr__ = shown

    name: str = ""
    """What the clause is called in the text of the rule."""

    @property
    def clause(self) -> str:
        """What evidence calls it."""
        return self.name or in_words(self)

    def named(self, name: str) -> Self:
        """The same condition under a name."""
        return attrs.evolve(self, name=name)

    @abstractmethod
    def answer(self, frame: Frame) -> Answer:
        """Whether it holds, with evidence."""
        ...

    def holds(self, frame: Frame) -> bool | None:
        """Whether it holds, without evidence."""
        return self.answer(frame).holds


@attrs.frozen(init=False, eq=False, repr=False)
class All(Condition):
    """Every part holds. The first false part decides."""

    parts: tuple[Condition, ...]

    def __init__(self, *parts: Condition, name: str = "") -> None:
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            parts, name=name
        )

    def named(self, name: str) -> Self:
        """The same condition under a name."""
        return type(self)(*self.parts, name=name)

    def answer(self, frame: Frame) -> Answer:
        """False with the part that is false; true with all parts; else what is not known."""
        answers: list[Answer] = []
        for part in self.parts:
            answer = part.answer(frame)
            if answer.holds is False:
                return answer
            answers.append(answer)
        return _together(True, answers)

    def holds(self, frame: Frame) -> bool | None:
        """As ``answer``, without evidence."""
        known = True
        for part in self.parts:
            holds = part.holds(frame)
            if holds is False:
                return False
            known = known and holds is not None
        return True if known else None

    def __str__(self) -> str:
        return " and ".join(part.clause for part in self.parts)


@attrs.frozen(init=False, eq=False, repr=False)
class Any(Condition):
    """Some part holds. The first true part decides."""

    parts: tuple[Condition, ...]

    def __init__(self, *parts: Condition, name: str = "") -> None:
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            parts, name=name
        )

    def named(self, name: str) -> Self:
        """The same condition under a name."""
        return type(self)(*self.parts, name=name)

    def answer(self, frame: Frame) -> Answer:
        """True with the part that is true; false with all parts; else what is not known."""
        answers: list[Answer] = []
        for part in self.parts:
            answer = part.answer(frame)
            if answer.holds:
                return answer
            answers.append(answer)
        return _together(False, answers)

    def holds(self, frame: Frame) -> bool | None:
        """As ``answer``, without evidence."""
        known = True
        for part in self.parts:
            holds = part.holds(frame)
            if holds:
                return True
            known = known and holds is not None
        return False if known else None

    def __str__(self) -> str:
        return " or ".join(part.clause for part in self.parts)


def _together(value: bool, answers: list[Answer]) -> Answer:  # noqa: FBT001  the value all share
    unknown = [a for a in answers if a.holds is None]
    chosen = unknown or answers
    return Answer(
        None if unknown else value,
        tuple(e for a in chosen for e in a.evidence),
        tuple(dict.fromkeys(m for a in chosen for m in a.missing)),
    )


@attrs.frozen(eq=False, repr=False)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def answer(self, frame: Frame) -> Answer:
        """The opposite, on the same evidence."""
        answer = self.part.answer(frame)
        holds = None if answer.holds is None else not answer.holds
        return Answer(holds, answer.evidence, answer.missing)

    def holds(self, frame: Frame) -> bool | None:
        """The opposite."""
        holds = self.part.holds(frame)
        return None if holds is None else not holds

    def __str__(self) -> str:
        return f"not ({self.part.clause})"


@lru_cache(_REMEMBERED)
def _none_seen(exists: Exists) -> Answer:
    """What is said of most clauses and most charts: there is nothing of the kind."""
    evidence = Evidence(clause=exists.clause, holds=False, because=_NONE_SEEN)
    return Answer(False, (evidence,))


@attrs.frozen(eq=False, repr=False)
class Exists(Condition):
    """At least one fact is in the selection."""

    of: Selection

    def answer(self, frame: Frame) -> Answer:
        """True with the latest such fact; false with the nearest miss."""
        rows = frame.rows(self.of)
        if rows.sure:
            row = latest(rows.sure)
            facts = () if row is None else refer_with(self.of, row, frame)
            return Answer(True, (Evidence(clause=self.clause, holds=True, facts=facts),))
        if rows is NOTHING:
            return _none_seen(self)
        return absent(self.clause, self.of, rows, frame)

    def holds(self, frame: Frame) -> bool | None:
        """Whether there is one."""
        rows = frame.rows(self.of)
        if rows.sure:
            return True
        return False if rows.certain else None

    def __str__(self) -> str:
        return str(self.of)


def absent(clause: str, of: Selection, rows: Rows, frame: Frame) -> Answer:
    """What is said where nothing is seen for certain: not known, or false by the nearest miss."""
    if rows.maybe or rows.missing:
        facts = refer_all(rows.maybe)
        evidence = Evidence(clause=clause, holds=None, facts=facts)
        lacking = rows.missing or tuple(dict.fromkeys(of.lacking(frame, rows.maybe)))
        return Answer(None, (evidence,), lacking or (f"{clause}{NOT_EXACT}",))
    row, because = nearest_miss(of, frame)
    facts = () if row is None else (refer(row),)
    return Answer(False, (Evidence(clause=clause, holds=False, facts=facts, because=because),))


def nearest_miss(selection: Selection, frame: Frame) -> tuple[Row | None, str]:
    """The latest fact that only one filter kept out, and what that filter asked."""
    if selection.base is not None and not frame.rows(selection.base).sure:
        return None, _NONE_SEEN
    source = selection.narrows()
    while source is not None:
        rows = frame.rows(source).sure
        if rows:
            return latest(rows), _turned_away(selection)
        selection, source = source, source.narrows()
    return None, _NONE_SEEN
