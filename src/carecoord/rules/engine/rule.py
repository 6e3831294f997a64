"""A rule: a value with an id, an edition, a source, and a shape that concludes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING, Protocol

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.hold import HoldKind
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.citation import Citation
from carecoord.rules.engine.finding import Action, Evidence, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.window import Window

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault

_JUDGED: ContextVar[bool] = ContextVar("judged", default=False)


@contextmanager
def judged() -> Generator[None, None, None]:
    """Rules made within were judged before, by tests: a program that starts does not do it again.

    Judging takes a quarter of the time in which all rules that are shipped are made.
    """
    before = _JUDGED.set(True)
    try:
        yield
    finally:
        _JUDGED.reset(before)


@attrs.frozen(kw_only=True)
class Conclusion:
    """What a shape says about one occurrence; the engine makes the finding of it.

    ``occurrence`` names the occurrence within rule and patient, the same tomorrow and after reading
    the record again. ``reason`` is one sentence of dates and facts, never a day count.
    """

    __repr__ = shown

    occurrence: str
    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    action: Action | None = None
    score: int | None = None
    details: tuple[tuple[str, object], ...] = ()
    title: str | None = None
    window: Window | None = None


@attrs.frozen
class Force:
    """The days for which an edition speaks: from ``since`` (None: ever) to before ``until``.

    ``earliest`` says that no edition is older, so that days before ``since`` are answered here.
    """

    __repr__ = shown

    since: int | None
    until: int | None
    earliest: bool

    def holds(self, day: int) -> bool:
        """Whether this edition answers for a day."""
        after = self.earliest or self.since is None or day >= self.since
        return after and (self.until is None or day < self.until)

    def too_early(self, day: int) -> bool:
        """Whether no edition is in force yet on a day."""
        return self.since is not None and day < self.since


class Shape(Protocol):
    """How a rule concludes. A measure's shape also answers for a period."""

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every value set it asks for."""
        ...

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say what follows for the patient in the frame."""
        ...


@attrs.frozen(kw_only=True)
class Rule:
    """One rule in one edition.

    One that can never be true, or whose windows cannot be, is refused when it is written, as is one
    whose shape asks for a parameter that is not among its ``parameters``.

    ``id`` is permanent (``family.name``). ``in_force_from`` is the first day it speaks for, None
    when it always did. ``population`` and ``limits`` are sentences for people; ``licences`` may do
    its work. ``parameters`` are what a site may set otherwise. ``despite`` are the holds under
    which its work goes on.
    """

    __repr__ = shown

    id: str
    edition: str
    title: str
    citation: Citation
    population: str
    licences: tuple[Licence, ...] = ()
    limits: str = "none known"
    departures: str = "none"
    in_force_from: date | None = None
    parameters: tuple[Parameter, ...] = ()
    despite: frozenset[HoldKind] = frozenset()
    shape: Shape = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        for fault in () if _JUDGED.get() else self.faults():
            raise AuthoringError(
                asked=f"rule {self.id!r}, edition {self.edition!r}, clause {fault.clause!r}",
                found=fault.found,
                remedy=fault.remedy,
            )

    def faults(self) -> Iterator[Fault]:
        """Whatever is wrong with it as it is written; a rule that was made has none.

        A program that starts with the rules that are shipped does not load what finds this out.
        """
        from carecoord.rules.engine.faults import faults_in
        from carecoord.rules.engine.settings import default_faults
        from carecoord.rules.engine.settled import undeclared

        yield from undeclared(self.shape, self.parameters)
        yield from faults_in(self.shape)
        yield from default_faults(self.shape, self.parameters)

    @property
    def going_on(self) -> str:
        """The holds under which its work goes on, in words."""
        return ", ".join(sorted(kind.value for kind in self.despite))

    def goes_on(self, holds: Iterable[str]) -> bool:
        """Whether its work goes on under these holds, each by its name."""
        return {kind.value for kind in self.despite}.issuperset(holds)

    @property
    def family(self) -> str:
        """The family's name, the part before the dot."""
        return self.id.partition(".")[0]


def not_applicable(
    reason: str, occurrence: str = "-", evidence: tuple[Evidence, ...] = ()
) -> Conclusion:
    """The rule has nothing to say, because."""
    return Conclusion(
        occurrence=occurrence, outcome=Outcome.NOT_APPLICABLE, reason=reason, evidence=evidence
    )


def unknown(
    missing: tuple[str, ...],
    evidence: tuple[Evidence, ...] = (),
    occurrence: str = "-",
    details: tuple[tuple[str, object], ...] = (),
) -> Conclusion:
    """What cannot be told, for want of what."""
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=evidence,
        missing=missing,
        details=details,
    )
