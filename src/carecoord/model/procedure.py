"""Things done to, for or with the patient."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.observation import Range
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Procedure(Fact):
    """An operation, examination, counselling or reconciliation (FHIR Procedure).

    ``status`` ``not-done`` turns the meaning around. ``performed_age``, ``performed_range`` and
    ``performed_text`` say as an age, two ages or words when it was. ``reports`` are fact ids.
    """

    listed_under = "procedures"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    category: CodeableConcept | None = None
    performed: ClinicalTime | Period | None = attrs.field(
        default=None, validator=aware("performed")
    )
    performed_age: Quantity | None = None
    performed_range: Range | None = None
    performed_text: str | None = attrs.field(default=None, repr=False)
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded"))
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    recorder: Actor | None = None
    asserter: Actor | None = None
    location: Actor | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    body_site: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    outcome: CodeableConcept | None = None
    complications: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    follow_up: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    reports: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When it was over; an unfinished one from its start; one never done, when recorded."""
        if self.performed is None:
            return self.recorded_on
        if isinstance(self.performed, Period):
            return self.performed.start if self.performed.end is None else self.performed.ended
        return self.performed
