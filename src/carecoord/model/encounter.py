"""Visits and stays."""

from __future__ import annotations

from typing import Self, TypeVar

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.location import Location
from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class EncounterDiagnosis:
    """A diagnosis of a stay; ``rank`` 1 with use ``billing`` is the principal one.

    ``condition`` is the fact id of the Condition; ``code`` stands here when the source gave none.
    """

    __repr__ = shown

    condition: str | None = None
    code: CodeableConcept | None = None
    use: CodeableConcept | None = None
    rank: int | None = None


_Timed = TypeVar("_Timed", Actor, Location)
_NEVER_WAS = frozenset({"planned", "cancelled", "entered-in-error"})
"""States of visits that are none, or none yet: their times are those that were planned."""


def _not_yet_over(parts: tuple[_Timed, ...]) -> tuple[_Timed, ...]:
    """Parts of a visit without the ends of their times."""
    return tuple(
        one
        if one.period is None or one.period.end is None
        else attrs.evolve(one, period=Period(one.period.start, None))
        for one in parts
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Encounter(Fact):
    """A visit, stay, call or home visit (FHIR Encounter).

    ``encounter_class`` tells an observation (OBSENC) from an admission (IMP, ACUTE, NONAC). It is
    known from the admission, as in progress; end, disposition and discharge diagnoses from the end.
    ``origin`` and ``destination`` are the place or organization the patient came from and went to;
    ``special_arrangements`` are a wheelchair, an interpreter, an attendant.
    """

    listed_under = "encounters"

    status: str | None = None
    encounter_class: Code | None = None
    type: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    service_type: CodeableConcept | None = None
    priority: CodeableConcept | None = None
    period: Period | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    diagnoses: tuple[EncounterDiagnosis, ...] = attrs.field(default=(), converter=as_tuple)
    admit_source: CodeableConcept | None = None
    discharge_disposition: CodeableConcept | None = None
    readmission: CodeableConcept | None = None
    origin: Actor | None = None
    destination: Actor | None = None
    special_arrangements: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    length: Quantity | None = None
    locations: tuple[Location, ...] = attrs.field(default=(), converter=as_tuple)
    participants: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    service_provider: str | None = None
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    appointments: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: str | None = None
    programs: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its types and its service type."""
        return self.type if self.service_type is None else (*self.type, self.service_type)

    @property
    def admitted(self) -> ClinicalTime | None:
        """When it began."""
        return self.period.start if self.period else None

    @property
    def discharged(self) -> ClinicalTime | None:
        """When it ended; None while it lasts."""
        return self.period.end if self.period else None

    @property
    def known_on(self) -> ClinicalTime | None:
        """From admission; without one, from the discharge."""
        period = self.period
        if period is None:
            return None
        return period.start if period.start is not None else period.ended

    @property
    def learned_later(self) -> ClinicalTime | None:
        """What a discharge tells is learned at the discharge; of a day, on the last day inside."""
        return self.period.ended if self.period else None

    @property
    def never_was(self) -> bool:
        """Whether it was only planned, cancelled before it began, or entered in error."""
        return self.status in _NEVER_WAS

    def before_later(self) -> Self:
        """The visit in progress; whoever and wherever it was, still there."""
        return attrs.evolve(
            self,
            status="in-progress",
            period=Period(self.admitted, None),
            discharge_disposition=None,
            destination=None,
            length=None,
            diagnoses=(),
            locations=_not_yet_over(self.locations),
            participants=_not_yet_over(self.participants),
        )
