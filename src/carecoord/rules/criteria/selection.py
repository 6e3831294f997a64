"""Selections of facts: by type and value set, then narrowed filter by filter.

Every filter keeps apart what certainly passes and what may; a fact whose time or value leaves it
open is never silently in or out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.frame import NOTHING, Frame, Rows
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.lookup import Lookup
from carecoord.rules.engine.timing import Row, Timing, at_end, at_start

if TYPE_CHECKING:
    from carecoord.model.code import Code
    from carecoord.model.fact import Fact
    from carecoord.rules.criteria.conditions import Condition
    from carecoord.rules.criteria.dates import Span
    from carecoord.rules.criteria.picks import Named

Truth = bool | None
Test = Callable[[Row], Truth]


@attrs.frozen(eq=False)
class Selection(ABC):
    """Facts that a rule is interested in. Methods narrow it and give a new selection.

    Two that ask for the same are still two: a selection is equal to itself alone.
    ``per_row`` says whether what it holds depends on ``EACH``.
    """

    __repr__ = shown

    per_row: bool = attrs.field(init=False, repr=False)
    base: Selection | None = attrs.field(init=False, repr=False)
    """The facts that it narrows in the end: where there are none of these, it holds nothing."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "per_row", self.depends_on_each())
        source = self.narrows()
        object.__setattr__(self, "base", None if source is None else source.base or source)

    def depends_on_each(self) -> bool:
        """Whether what it holds depends on ``EACH``; asked once."""
        return False

    def narrows(self) -> Selection | None:
        """What it narrows; None for the facts themselves."""
        return None

    @abstractmethod
    def rows(self, frame: Frame) -> Rows:
        """What it holds."""
        ...

    def lacking(self, frame: Frame, open_: list[Row]) -> Iterator[str]:
        """Lists and sets for want of which it is open whether some rows belong."""
        source = self.narrows()
        if source is not None:
            yield from source.lacking(frame, open_)

    def where(self, field: object, *accepted: object) -> Selection:
        """Keep facts whose field is, or is coded in, one of the accepted values or sets.

        The field is named by its class attribute: ``where(Encounter.status, "finished")``.
        """
        from carecoord.rules.criteria.fields import Where

        return Where.of(self, field, accepted, keep=True)

    def where_not(self, field: object, *refused: object) -> Selection:
        """Keep facts whose field is none of the refused values and coded in none of the sets."""
        from carecoord.rules.criteria.fields import Where

        return Where.of(self, field, refused, keep=False)

    def with_value(self, field: object, *types: type) -> Selection:
        """Keep facts whose field holds anything at all, or something of exactly these types."""
        from carecoord.rules.criteria.fields import Filled

        return Filled.of(self, field, types)

    def amounting(
        self, *, unit: str | None = None, component: Code | None = None, **bounds: str | int
    ) -> Selection:
        """Keep observations whose value lies within bounds.

        ``at_least`` and ``at_most`` are inside, ``above`` and ``below`` outside; fractions are
        given as text: ``amounting(at_least="18.5", below=25, unit="kg/m2")``.
        """
        from carecoord.rules.criteria.amounts import Amount

        limits = {name: Decimal(bound) for name, bound in bounds.items()}
        return Amount(source=self, unit=unit, component=component, **limits)

    def during(self, span: Span) -> Selection:
        """Keep facts that start and end within the span."""
        from carecoord.rules.criteria.windows import During

        return During(self, span)

    def overlapping(self, span: Span) -> Selection:
        """Keep facts that share a day with the span."""
        from carecoord.rules.criteria.windows import Overlapping

        return Overlapping(self, span)

    def starting(self, span: Span) -> Selection:
        """Keep facts that start within the span."""
        from carecoord.rules.criteria.windows import Starting

        return Starting(self, span)

    def ending(self, span: Span) -> Selection:
        """Keep facts that end within the span."""
        from carecoord.rules.criteria.windows import Ending

        return Ending(self, span)

    def of_known_length(self) -> Selection:
        """Keep facts of which it is known when they end, if only between two days."""
        from carecoord.rules.criteria.windows import OfKnownLength

        return OfKnownLength(self)

    def within_last(self, *, days: int = 0, months: int = 0) -> Selection:
        """Keep facts that started no longer ago, counted forward from the fact."""
        from carecoord.rules.criteria.windows import WithinLast

        return WithinLast(self, days, months)

    def current(self) -> Selection:
        """Keep facts that have begun and have not ended."""
        from carecoord.rules.criteria.windows import Current

        return Current(self)

    def linked(self, field: object, other: Selection) -> Selection:
        """Keep facts whose field names a fact of the other selection."""
        from carecoord.rules.criteria.links import Linked

        return Linked.of(self, field, other)

    def named_by(self, field: object, other: Selection) -> Selection:
        """Keep facts that a fact of the other selection names in its field."""
        from carecoord.rules.criteria.links import NamedBy

        return NamedBy.of(self, field, other)

    def with_principal_diagnosis(self, other: Selection) -> Selection:
        """Keep stays whose principal diagnosis is a fact of the other selection."""
        from carecoord.rules.criteria.links import PrincipalDiagnosis

        return PrincipalDiagnosis(self, other)

    def without(self, other: Selection) -> Selection:
        """Keep facts that the other selection does not hold."""
        from carecoord.rules.criteria.links import Without

        return Without(self, other)

    def only_if(self, condition: Condition) -> Selection:
        """Keep facts for which a condition about ``EACH`` holds."""
        from carecoord.rules.criteria.links import OnlyIf

        return OnlyIf(self, condition)

    def timed(self, timing: Timing) -> Selection:
        """The same facts with other days: ``timed(supply)``."""
        from carecoord.rules.criteria.combined import Timed

        return Timed(self, timing)

    def latest(self) -> Selection:
        """The same facts, each only at its end (CQL ``latest``)."""
        return self.timed(at_end)

    def beginnings(self) -> Selection:
        """The same facts, each only at its start."""
        return self.timed(at_start)

    def named(self, name: str) -> Named:
        """The same facts, called by a name."""
        from carecoord.rules.criteria.picks import Named

        return Named(self, name)

    def __or__(self, other: Selection) -> Selection:
        from carecoord.rules.criteria.combined import Union

        return Union((self, other))


@attrs.frozen(init=False, eq=False, repr=False)
class Facts(Selection):
    """The facts of a type, of any of the value sets, or all when none is named."""

    fact_type: type[Fact]
    sets: tuple[SetRef | ValueSet, ...]

    def __init__(self, fact_type: type[Fact], *sets: SetRef | ValueSet) -> None:
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            fact_type, sets
        )

    def rows(self, frame: Frame) -> Rows:
        """Every visible fact of the type and sets."""
        view, listed = frame.view, self.fact_type.listed_under
        lookup = view.lookup
        places, absent = lookup.resolved.get(self) or self._places(lookup)
        held = view.bucketed(listed)
        if not held and not view.asked_for(listed):
            return Rows([], [], (f"{listed.replace('_', ' ')} (never asked for)", *absent))
        if not self.sets:
            return Rows(view.rows(listed, None), [])
        if held.keys().isdisjoint(places):
            return Rows([], [], absent) if absent else NOTHING
        found = [view.rows(listed, place) for place in places if place in held]
        if len(found) == 1:
            return Rows(found[0], [], absent)
        merged = {id(row.fact): row for rows in found for row in rows}
        return Rows(list(merged.values()), [], absent)

    def _places(self, lookup: Lookup) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Where the sets stand in the lookup, and which of them are not there; worked out once."""
        held = {s.url: lookup.place.get(s.url) for s in self.sets}
        full = {url: p for url, p in held.items() if p is not None and not lookup.sets[p].empty}
        absent = tuple(f"value set {s.name}" for s in self.sets if s.url not in full)
        resolved = lookup.resolved[self] = (tuple(full.values()), absent)
        return resolved

    def __str__(self) -> str:
        names = " or ".join(s.name for s in self.sets)
        return f"{self.fact_type.__name__} {names}" if names else f"any {self.fact_type.__name__}"


@attrs.frozen(eq=False, repr=False)
class Itself(Selection):
    """The fact that a filter is looking at, as a selection of one."""

    def depends_on_each(self) -> bool:
        """Always."""
        return True

    def rows(self, frame: Frame) -> Rows:
        """The row itself."""
        return Rows([] if frame.each is None else [frame.each], [])

    def __str__(self) -> str:
        return "it"


@attrs.frozen(eq=False, repr=False)
class Filtered(Selection):
    """A selection with a test; subclasses say what the test is."""

    source: Selection

    def depends_on_each(self) -> bool:
        """As its source, unless the test says otherwise."""
        return self.source.per_row

    def narrows(self) -> Selection | None:
        """Its source."""
        return self.source

    def rows(self, frame: Frame) -> Rows:
        """What passes, and what may."""
        found = frame.rows(self.source)
        if not found.sure and not found.maybe:
            return found
        test = self.test(frame)
        sure: list[Row] = []
        maybe: list[Row] = []
        for row in found.sure:
            holds = test(row)
            if holds:
                sure.append(row)
            elif holds is None:
                maybe.append(row)
        if found.maybe:
            maybe.extend(row for row in found.maybe if test(row) is not False)
        return Rows(sure, maybe, found.missing)

    @abstractmethod
    def test(self, frame: Frame) -> Test:
        """Make the test for a frame."""
        ...

    @property
    @abstractmethod
    def clause(self) -> str:
        """What the test asks, in words."""
        ...

    def __str__(self) -> str:
        return f"{self.source} {self.clause}"
