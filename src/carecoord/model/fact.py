"""What every entry of a chart has: identity, labels, source, and the day it became known."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Self

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_frozenset, as_tuple
from carecoord.model.identifier import Identifier
from carecoord.model.label import Label
from carecoord.model.moment import ClinicalTime
from carecoord.model.shown import shown
from carecoord.model.source import Source


@cache
def _compared(kind: type[Any]) -> Callable[[Any], tuple[object, ...]]:
    """Takes from a fact what makes two facts of its type equal."""
    return attrgetter(*(one.name for one in attrs.fields(kind) if one.eq))


@attrs.frozen(kw_only=True, eq=False)
class Fact:
    """One dated entry in a chart.

    ``id`` is ours and lasting: made from the business identifier, else from the content, never
    from a transport id, so that reading the same record again gives the same id.

    Two facts are equal when they are of one type and the same in all but ``source``.
    """

    # Said here once, and inherited by the types, which say ``eq=False, repr=False``: what attrs
    # would write for each of them costs a start its time (decision 0041).
    __repr__ = shown

    listed_under: ClassVar[str] = ""
    """The chart's list that holds facts of this type."""

    hides_its_day: ClassVar[bool] = False
    """Whether its day identifies the patient, so that no key and no evidence names it."""

    id: str
    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    labels: frozenset[Label] = attrs.field(default=frozenset(), converter=as_frozenset)
    source: Source | None = attrs.field(default=None, eq=False, repr=False)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        if self.id != other.id:
            return False
        compared = _compared(type(self))  # type: ignore[arg-type]  # mypy takes a type for a fact
        return compared(self) == compared(other)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When this entry became known; None when nothing says so, then it is always visible."""
        return None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """What the entry is about: the concepts that are looked up in value sets."""
        code: CodeableConcept | None = getattr(self, "code", None)
        return () if code is None else (code,)

    @property
    def undated(self) -> bool:
        """Whether the entry lacks the moment its type declares, and so is always visible."""
        return self.known_on is None

    @property
    def learned_later(self) -> ClinicalTime | None:
        """When the attributes that ``before_later`` takes away became known; None: none do."""
        return None

    def before_later(self) -> Self:
        """The entry as it stood before ``learned_later``."""
        return self

    @property
    def never_was(self) -> bool:
        """Whether it says that it never came about: then it was never otherwise before."""
        return False
