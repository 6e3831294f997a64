"""Results, vital signs, assessments."""

from __future__ import annotations

from datetime import date, datetime, time

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, PartialDate, aware, offset_given
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Range:
    """A low and a high bound, both inside; either may be open."""

    __repr__ = shown

    low: Quantity | None = None
    high: Quantity | None = None


@attrs.frozen(kw_only=True)
class Ratio:
    """Two quantities to be read together, such as a titre."""

    __repr__ = shown

    numerator: Quantity | None = None
    denominator: Quantity | None = None


Value = (
    Quantity
    | CodeableConcept
    | Range
    | Ratio
    | Period
    | PartialDate
    | str
    | bool
    | int
    | time
    | datetime
    | date
)


@attrs.frozen(kw_only=True)
class ReferenceRange:
    """Between what a result is expected to lie, of what kind that is, and for whom it holds."""

    __repr__ = shown

    low: Quantity | None = None
    high: Quantity | None = None
    type: CodeableConcept | None = None
    applies_to: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    age: Range | None = None
    text: str | None = None


@attrs.frozen(kw_only=True)
class Component:
    """One of several results of one observation: systolic of a blood pressure."""

    __repr__ = shown

    code: CodeableConcept | None = None
    value: Value | None = attrs.field(default=None, validator=offset_given("value"))
    data_absent_reason: CodeableConcept | None = None
    interpretation: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reference_ranges: tuple[ReferenceRange, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Observation(Fact):
    """A result, vital sign, survey score or assessment (FHIR Observation).

    ``effective`` is when it was true of the patient, ``issued_at`` when the result was there to
    see. ``cancelled_because`` says why an observation with status ``cancelled`` was not made.
    ``focus`` are fact ids of what was looked at, where that is not the patient.
    """

    listed_under = "observations"

    code: CodeableConcept | None = None
    status: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    effective: ClinicalTime | Period | None = attrs.field(
        default=None, validator=aware("effective")
    )
    issued_at: ClinicalTime | None = attrs.field(default=None, validator=aware("issued"))
    value: Value | None = attrs.field(default=None, validator=offset_given("value"))
    components: tuple[Component, ...] = attrs.field(default=(), converter=as_tuple)
    data_absent_reason: CodeableConcept | None = None
    cancelled_because: CodeableConcept | None = None
    interpretation: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reference_ranges: tuple[ReferenceRange, ...] = attrs.field(default=(), converter=as_tuple)
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    body_site: CodeableConcept | None = None
    method: CodeableConcept | None = None
    device: str | None = None
    encounter: str | None = None
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    has_member: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    derived_from: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    focus: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When the result was issued, else when it was taken."""
        if self.issued_at is not None:
            return self.issued_at
        if isinstance(self.effective, Period):
            return self.effective.start if self.effective.end is None else self.effective.ended
        return self.effective
