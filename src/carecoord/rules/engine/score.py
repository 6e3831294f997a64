"""The shape Score: ``read`` takes the items from the view, ``judge`` adds the points."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import attrs

from carecoord.errors import BandsOutOfOrder, UncoveredValue
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.counts import points_in_words
from carecoord.rules.engine.finding import Action, Evidence, FactRef, Outcome
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import as_date
from carecoord.rules.kernels.points import band

I = TypeVar("I")  # noqa: E741  the inputs of a score
_OUTCOMES = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.INSUFFICIENT_DATA}


@attrs.frozen
class Reading(Generic[I]):
    """Complete inputs, the facts behind each of them, and the occurrence they belong to."""

    __repr__ = shown

    inputs: I
    facts: dict[str, tuple[FactRef, ...]]
    occurrence: str
    about: str
    day: int
    """The day that decides which edition applies."""


@attrs.frozen
class Missing:
    """What would have to be known to score, with the day and occasion when these are known."""

    __repr__ = shown

    what: tuple[str, ...]
    occurrence: str = "-"
    about: str = ""
    day: int | None = None
    facts: tuple[FactRef, ...] = ()
    """What it is about, so that the finding carries its labels."""


@attrs.frozen
class NotApplicable:
    """Why there is nothing to score, with the facts that say so."""

    __repr__ = shown

    why: str
    occurrence: str = "-"
    facts: tuple[FactRef, ...] = ()


@attrs.frozen(kw_only=True)
class Verdict:
    """Points, the evidence that earned them, and whether they reach the threshold.

    ``met`` None: nobody has chosen a threshold. ``missing`` names what would have to be.
    """

    __repr__ = shown

    met: bool | None
    score: int
    evidence: tuple[Evidence, ...]
    details: tuple[tuple[str, object], ...] = ()
    reason: str = ""
    missing: tuple[str, ...] = ()


def _rising(bands: Bands, _: object, rows: tuple[tuple[int, int], ...]) -> None:
    floors = [floor for floor, _ in rows]
    if not rows or floors != sorted(set(floors)):
        raise BandsOutOfOrder(
            asked=f"the table of {bands.item}",
            found=f"floors {floors}",
            remedy="Give at least one row and let each begin above the one before",
        )


@attrs.frozen
class Bands:
    """A table ``((from this value, these points), …)`` that explains itself."""

    __repr__ = shown

    item: str
    unit: str
    rows: tuple[tuple[int, int], ...] = attrs.field(validator=_rising)

    def worded(self, value: int) -> str:
        """A value with its unit, as people say it."""
        return f"{value} {self.unit.removesuffix('s') if value == 1 else self.unit}"

    def weigh(self, value: int, facts: tuple[FactRef, ...] = ()) -> Evidence:
        """The line of evidence for a value.

        Raises:
            UncoveredValue: it lies below the first row.
        """
        place = band(value, self.rows)
        if place < 0:
            raise UncoveredValue(
                asked=f"{self.item} {value}",
                found=f"it lies below the first band, which starts at {self.rows[0][0]}",
                remedy="Check the unit, or add a band with its source",
            )
        points = self.rows[place][1]
        because = self.worded(value)
        return Evidence(
            clause=self.item, holds=points != 0, points=points, because=because, facts=facts
        )


@attrs.frozen
class Flag:
    """Points for something that is so."""

    __repr__ = shown

    item: str
    points: int

    def weigh(self, present: bool, facts: tuple[FactRef, ...] = ()) -> Evidence:  # noqa: FBT001  the item itself
        """The line of evidence."""
        return Evidence(
            clause=self.item,
            holds=present,
            points=self.points if present else 0,
            because="yes" if present else "no",
            facts=facts,
        )


@attrs.frozen(kw_only=True)
class Score(Generic[I]):
    """``read`` says what is there, missing or beside the point; ``judge`` is total over its inputs.

    ``act`` makes the action of a score that is met. What lies more than ``lapses_days`` days back
    is neither scored nor missed: the ``day`` of the reading starts the clock.
    """

    __repr__ = shown

    read: Callable[[Frame], Reading[I] | Missing | NotApplicable]
    judge: Callable[[Reading[I]], Verdict]
    lapses_days: int
    act: Callable[[Reading[I], Verdict, Rule], Action] | None = None
    uses: tuple[Selection, ...] = ()

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """The sets of the selections it uses."""
        return sets_of(self.uses)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Read and judge."""
        found = self.read(frame)
        if isinstance(found, NotApplicable):
            if not force.earliest:
                return ()
            return (not_applicable(found.why, found.occurrence, _named(found)),)
        if not (force.earliest if found.day is None else force.holds(found.day)):
            return ()
        if found.day is not None:
            if force.too_early(found.day):
                why = f"no edition before {rule.in_force_from}"
                return (not_applicable(why, found.occurrence, _named(found)),)
            if frame.view.reached(found.day + self.lapses_days + 1):
                why = f"lapsed on {as_date(found.day + self.lapses_days)}: {found.about}"
                return (not_applicable(why, found.occurrence, _named(found)),)
        told = self._missing(found) if isinstance(found, Missing) else self._judged(found, rule)
        return (told,)

    def _missing(self, reading: Missing) -> Conclusion:
        return Conclusion(
            occurrence=reading.occurrence,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"not known: {', '.join(reading.what)}",
            evidence=_named(reading),
            missing=reading.what,
        )

    def _judged(self, reading: Reading[I], rule: Rule) -> Conclusion:
        verdict = self.judge(reading)
        action = self.act(reading, verdict, rule) if self.act and verdict.met else None
        return Conclusion(
            occurrence=reading.occurrence,
            outcome=_OUTCOMES[verdict.met],
            reason=f"{reading.about}: {points_in_words(verdict.score)}{verdict.reason}",
            evidence=verdict.evidence,
            missing=verdict.missing,
            action=action,
            score=verdict.score,
            details=verdict.details,
        )


def _named(found: Reading[I] | Missing | NotApplicable) -> tuple[Evidence, ...]:
    """What a reading that is not judged is about; the labels of these facts go with the finding."""
    if isinstance(found, Reading):
        facts = tuple(dict.fromkeys(ref for refs in found.facts.values() for ref in refs))
    else:
        facts = found.facts
    about = "" if isinstance(found, NotApplicable) else found.about
    return (Evidence(clause=about or "looked at", holds=True, facts=facts),) if facts else ()
