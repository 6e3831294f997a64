"""Planned steps of care plans."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, offset_given
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown
from carecoord.model.timing import Timing


@attrs.frozen(kw_only=True)
class Activity:
    """A step of a care plan: either a fact of the chart (``reference``) or described here.

    ``do_not_perform`` turns the meaning around: the step is prohibited. ``scheduled`` is when it
    is planned; of a step that repeats, the span that it fills, and ``timing`` how.
    """

    __repr__ = shown

    reference: str | None = None
    kind: str | None = None
    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    scheduled: ClinicalTime | Period | str | None = attrs.field(
        default=None, validator=offset_given("scheduled")
    )
    do_not_perform: bool = False
    description: str | None = attrs.field(default=None, repr=False)
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    goals: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    outcomes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    progress: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    timing: Timing | None = None
    instantiates: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR instantiatesCanonical: the protocols that it follows."""
    instantiates_uri: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    location: Actor | None = None
    product: CodeableConcept | None = None
    """The medicine or supply that is to be used."""
    daily_amount: Quantity | None = None
    quantity: Quantity | None = None
    outcome_codes: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR outcomeCodeableConcept; ``outcomes`` are facts."""
