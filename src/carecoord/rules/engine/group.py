"""One rate of a measure: its populations, and who belongs to them.

Population names and the order in which they are applied are those of the FHIR Clinical Quality
Measures guide, section "proportion measures": http://hl7.org/fhir/us/cqfmeasures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from carecoord.model.collected import as_tuple
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.dates import MEASUREMENT_PERIOD, Day
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.sets_of import sets_of

INITIAL_POPULATION = "initial-population"
DENOMINATOR = "denominator"
DENOMINATOR_EXCLUSION = "denominator-exclusion"
NUMERATOR = "numerator"
DENOMINATOR_EXCEPTION = "denominator-exception"

Unknown = tuple[str, tuple[str, ...]]
"""A population, and what would have to be known to decide it."""


@attrs.frozen(kw_only=True)
class Stratum:
    """A part of a group that is reported apart. ``id`` is the measure's own."""

    __repr__ = shown

    id: str
    title: str
    holds: Condition


def _populations_of(group: Group) -> tuple[str, ...]:
    has = (
        (INITIAL_POPULATION, True),
        (DENOMINATOR, True),
        (DENOMINATOR_EXCLUSION, group.denominator_exclusions is not None),
        (NUMERATOR, True),
        (DENOMINATOR_EXCEPTION, group.denominator_exceptions is not None),
    )
    return tuple(name for name, there in has if there)


@attrs.frozen(kw_only=True)
class Group:
    """One rate of a measure.

    ``per`` selects what is counted, such as encounters: every condition is then asked with ``EACH``
    standing for one of them. Without it patients are counted. Without a ``denominator`` it is the
    initial population. Exclusions take out of numerator and
    denominator; exceptions only those who are not in the numerator. ``last_day`` is the last day on
    which an open gap can still be closed.
    """

    __repr__ = shown

    name: str
    initial_population: Condition
    numerator: Condition
    denominator: Condition | None = None
    denominator_exclusions: Condition | None = None
    denominator_exceptions: Condition | None = None
    per: Selection | None = None
    strata: tuple[Stratum, ...] = attrs.field(default=(), converter=as_tuple)
    last_day: Day = MEASUREMENT_PERIOD.end
    populations: tuple[str, ...] = attrs.field(
        init=False, repr=False, default=attrs.Factory(_populations_of, takes_self=True)
    )
    """The populations that it has, in the order in which they are reported."""

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its criteria."""
        return sets_of(
            (
                self.initial_population,
                self.denominator,
                self.denominator_exclusions,
                self.numerator,
                self.denominator_exceptions,
                self.per,
                tuple(stratum.holds for stratum in self.strata),
                self.last_day,
            )
        )


@attrs.frozen(kw_only=True)
class Membership:
    """How often a patient counts in each population of a group: only what is true counts.

    ``unknown`` names the clauses that could not be decided, by population; ``strata`` holds the
    counts of each stratum under its id, and ``unknown_strata`` what kept it open whether the
    patient belongs to one.
    """

    __repr__ = shown

    group: str
    counts: Mapping[str, int]
    unknown: tuple[Unknown, ...] = ()
    strata: Mapping[str, Mapping[str, int]] = attrs.field(factory=dict[str, Mapping[str, int]])
    unknown_strata: tuple[Unknown, ...] = ()


def membership(group: Group, frame: Frame) -> Membership:
    """Which populations of a group the patient, or each of what is counted, belongs to."""
    counts = dict.fromkeys(group.populations, 0)
    strata = {stratum.id: dict.fromkeys(group.populations, 0) for stratum in group.strata}
    unknown: dict[Unknown, None] = {}
    unknown_strata: dict[Unknown, None] = {}
    for unit in _units(group, frame, unknown):
        belongs = _populations(group, unit, unknown)
        _add(counts, belongs)
        for stratum in group.strata if belongs else ():
            holds = stratum.holds.holds(unit)
            if holds:
                _add(strata[stratum.id], belongs)
            elif holds is None:
                unknown_strata[stratum.id, stratum.holds.answer(unit).missing] = None
    return Membership(
        group=group.name,
        counts=counts,
        unknown=tuple(unknown),
        strata=strata,
        unknown_strata=tuple(unknown_strata),
    )


def _units(group: Group, frame: Frame, unknown: dict[Unknown, None]) -> Iterator[Frame]:
    if group.per is None:
        yield frame
        return
    found = frame.rows(group.per)
    if not found.certain:
        missing = found.missing or (f"the exact day or value: {group.per}",)
        unknown[INITIAL_POPULATION, missing] = None
    for row in found.sure:
        yield frame.of(row)


def _populations(group: Group, frame: Frame, unknown: dict[Unknown, None]) -> tuple[str, ...]:
    """The populations that one unit counts in."""

    def held(name: str, condition: Condition | None) -> bool:
        holds = False if condition is None else condition.holds(frame)
        if holds is None and condition is not None:
            unknown[name, condition.answer(frame).missing] = None
        return bool(holds)

    if not held(INITIAL_POPULATION, group.initial_population):
        return ()
    if group.denominator is not None and not held(DENOMINATOR, group.denominator):
        return (INITIAL_POPULATION,)
    belongs = (INITIAL_POPULATION, DENOMINATOR)
    if held(DENOMINATOR_EXCLUSION, group.denominator_exclusions):
        return (*belongs, DENOMINATOR_EXCLUSION)
    if held(NUMERATOR, group.numerator):
        return (*belongs, NUMERATOR)
    if held(DENOMINATOR_EXCEPTION, group.denominator_exceptions):
        return (*belongs, DENOMINATOR_EXCEPTION)
    return belongs


def _add(counts: dict[str, int], belongs: tuple[str, ...]) -> None:
    for population in belongs:
        counts[population] += 1
