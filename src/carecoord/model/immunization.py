"""Vaccinations, given or not."""

from __future__ import annotations

from datetime import date

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, PartialDate, aware
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class VaccineReaction:
    """What happened after a vaccination: when, the fact id of what was seen, who reported it."""

    __repr__ = shown

    on: ClinicalTime | None = attrs.field(default=None, validator=aware("reaction"))
    observation: str | None = None
    self_reported: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Immunization(Fact):
    """A vaccination (FHIR Immunization). ``status`` ``not-done`` turns the meaning around.

    ``occurrence_text`` says in words when it was given, ``primary_source`` whether who gave it
    tells, ``report_origin`` else from where it is known. ``dose_number`` is which dose of a
    ``series`` of ``series_doses`` against ``target_disease`` it was.
    """

    listed_under = "immunizations"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    occurrence: ClinicalTime | None = attrs.field(default=None, validator=aware("occurrence"))
    occurrence_text: str | None = attrs.field(default=None, repr=False)
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded"))
    primary_source: bool | None = None
    report_origin: CodeableConcept | None = None
    lot_number: str | None = None
    expires_on: date | PartialDate | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    dose: Quantity | None = None
    is_subpotent: bool | None = None
    dose_number: str | None = None
    series: str | None = None
    series_doses: str | None = None
    target_disease: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    manufacturer: Actor | None = None
    location: Actor | None = None
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    reactions: tuple[VaccineReaction, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When given, else when recorded."""
        return self.occurrence if self.occurrence is not None else self.recorded_on
