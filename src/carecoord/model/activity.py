"""Planned steps of care plans."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, offset_given
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Activity:
    """A step of a care plan: either a fact of the chart (``reference``) or described here.

    ``do_not_perform`` turns the meaning around: the step is prohibited.
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
