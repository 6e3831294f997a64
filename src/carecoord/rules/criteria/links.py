"""Filters that relate facts to other facts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, cast

import attrs

from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.model.fact import Fact
from carecoord.rules.criteria.answer import NOT_EXACT
from carecoord.rules.criteria.fields import field_name
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Filtered, Selection, Test, Truth
from carecoord.rules.engine.timing import Row

if TYPE_CHECKING:
    from carecoord.rules.criteria.conditions import Condition


def _ids(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
        return tuple(i for part in parts for i in _ids(part))
    reference = getattr(value, "condition", None) or getattr(value, "id", None)
    return (reference,) if isinstance(reference, str) else ()


@attrs.frozen(eq=False, repr=False)
class Referring(Filtered):
    """Facts that name a fact of another selection; subclasses say where they name it."""

    other: Selection

    def depends_on_each(self) -> bool:
        """Whether either selection does."""
        return self.source.per_row or self.other.per_row

    @abstractmethod
    def refers_to(self, fact: Fact) -> Collection[str]:
        """The ids of the facts that a fact names."""
        ...

    def test(self, frame: Frame) -> Test:
        """Whether one of the ids belongs to a row of the other selection."""
        found = frame.rows(self.other)
        sure = {row.fact.id for row in found.sure}
        maybe = {row.fact.id for row in found.maybe}
        unknown = bool(found.missing)

        def test(row: Row) -> Truth:
            ids = self.refers_to(row.fact)
            if not sure.isdisjoint(ids):
                return True
            if ids and (unknown or not maybe.isdisjoint(ids)):
                return None
            return False

        return test

    def lacking(self, frame: Frame, open_: list[Row]) -> Iterator[str]:
        """What the other selection lacks, besides."""
        yield from Filtered.lacking(self, frame, open_)
        yield from frame.rows(self.other).missing


@attrs.frozen(eq=False, repr=False)
class Linked(Referring):
    """Facts that name a fact of another selection in a field."""

    field: str

    @classmethod
    def of(cls, source: Selection, field: object, other: Selection) -> Linked:
        """Name the field by its class attribute."""
        return cls(source, other, field_name(field))

    def refers_to(self, fact: Fact) -> Collection[str]:
        """The ids in the field."""
        return _ids(attrgetter(self.field)(fact))

    @property
    def clause(self) -> str:
        """In words."""
        return f"whose {self.field.replace('_', ' ')} is {self.other}"


@attrs.frozen(eq=False, repr=False)
class NamedBy(Filtered):
    """Facts that a fact of another selection names in a field: the visit of a diagnosis."""

    other: Selection
    field: str

    @classmethod
    def of(cls, source: Selection, field: object, other: Selection) -> NamedBy:
        """Name the field by its class attribute."""
        return cls(source, other, field_name(field))

    def depends_on_each(self) -> bool:
        """Whether either selection does."""
        return self.source.per_row or self.other.per_row

    def test(self, frame: Frame) -> Test:
        """Whether its id is in the field of a row of the other selection."""
        get = attrgetter(self.field)
        found = frame.rows(self.other)
        sure = {one for row in found.sure for one in _ids(get(row.fact))}
        maybe = {one for row in found.maybe for one in _ids(get(row.fact))}
        otherwise = None if found.missing else False

        def test(row: Row) -> Truth:
            if row.fact.id in sure:
                return True
            return None if row.fact.id in maybe else otherwise

        return test

    def lacking(self, frame: Frame, open_: list[Row]) -> Iterator[str]:
        """What the other selection lacks, besides."""
        yield from Filtered.lacking(self, frame, open_)
        yield from frame.rows(self.other).missing

    @property
    def clause(self) -> str:
        """In words."""
        return f"that is the {self.field.replace('_', ' ')} of {self.other}"


@attrs.frozen(eq=False, repr=False)
class Without(Filtered):
    """Facts that are not in another selection."""

    other: Selection

    def depends_on_each(self) -> bool:
        """Whether either selection does."""
        return self.source.per_row or self.other.per_row

    def test(self, frame: Frame) -> Test:
        """Whether the other selection holds the fact."""
        found = frame.rows(self.other)
        sure = {id(row.fact) for row in found.sure}
        maybe = {id(row.fact) for row in found.maybe}
        otherwise = None if found.missing else True

        def test(row: Row) -> Truth:
            if id(row.fact) in sure:
                return False
            return None if id(row.fact) in maybe else otherwise

        return test

    @property
    def clause(self) -> str:
        """In words."""
        return f"other than {self.other}"


@attrs.frozen(eq=False, repr=False)
class OnlyIf(Filtered):
    """Facts for which a condition about ``EACH`` holds."""

    condition: Condition

    def test(self, frame: Frame) -> Test:
        """Ask the condition of every row, in one frame that moves on."""
        moving: list[Frame] = []
        holds = self.condition.holds

        def test(row: Row) -> Truth:
            if moving:
                moving[0].move(row)
            else:
                moving.append(frame.of(row))
            return holds(moving[0])

        return test

    def lacking(self, frame: Frame, open_: list[Row]) -> Iterator[str]:
        """What its condition lacks, besides."""
        yield from Filtered.lacking(self, frame, open_)
        facts = {id(row.fact) for row in open_}
        found = frame.rows(self.source)
        for row in (*found.sure, *found.maybe):
            if id(row.fact) in facts:
                missing = self.condition.answer(frame.of(row)).missing
                yield from (one for one in missing if not one.endswith(NOT_EXACT))

    @property
    def clause(self) -> str:
        """In words."""
        return f"only if {self.condition.clause}"


@attrs.frozen(eq=False, repr=False)
class PrincipalDiagnosis(Referring):
    """Stays whose principal diagnosis (rank 1, for billing) is a fact of another selection."""

    def refers_to(self, fact: Fact) -> Collection[str]:
        """The condition of rank 1."""
        assert isinstance(fact, Encounter)  # noqa: S101  Facts(Encounter, …)
        return {d.condition for d in fact.diagnoses if d.condition and _is_principal(d)}

    @property
    def clause(self) -> str:
        """In words."""
        return f"whose principal diagnosis is {self.other}"


def _is_principal(diagnosis: EncounterDiagnosis) -> bool:
    use = diagnosis.use
    billing = use is None or any(code.code == "billing" for code in use.coding)
    return diagnosis.rank == 1 and billing
