"""Visits that are booked."""

from __future__ import annotations

from typing import Self

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period
from carecoord.model.readiness import ChecklistItem

_AFTER_THE_START = frozenset({"arrived", "checked-in", "fulfilled", "noshow"})


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Appointment(Fact):
    """A booked or proposed meeting (FHIR Appointment); its planned time is no secret.

    ``start`` and ``end`` are instants; only days where the source gives no offset from UTC, for the
    moment is then not known. ``cancelled_on`` is when it was cancelled (FHIR R5
    ``cancellationDate``). ``comment`` is for the staff, ``patient_instruction`` for the patient.
    """

    listed_under = "appointments"

    status: str | None = None
    cancellation_reason: CodeableConcept | None = None
    service_category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    service_type: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    specialty: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    appointment_type: CodeableConcept | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    priority: int | None = None
    start: ClinicalTime | None = attrs.field(default=None, validator=aware("start"))
    end: ClinicalTime | None = attrs.field(default=None, validator=aware("end"))
    minutes_duration: int | None = None
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("created"))
    cancelled_on: ClinicalTime | None = attrs.field(default=None, validator=aware("cancelled"))
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    participants: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    requested_periods: tuple[Period, ...] = attrs.field(default=(), converter=as_tuple)
    description: str | None = attrs.field(default=None, repr=False)
    comment: str | None = attrs.field(default=None, repr=False)
    patient_instruction: str | None = attrs.field(default=None, repr=False)
    supporting_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    zone: str | None = None
    """The IANA name of the time zone in which it takes place."""
    series: str | None = None
    """What all meetings of one series share."""
    checklist: tuple[ChecklistItem, ...] = attrs.field(default=(), converter=as_tuple)
    arrived_at: ClinicalTime | None = attrs.field(default=None, validator=aware("arrived at"))
    confirmed: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """What was gone through when the patient was checked in: demographics, coverage."""
    left_at: ClinicalTime | None = attrs.field(default=None, validator=aware("left at"))
    next_step: str | None = None
    """What was booked at check-out: the fact id of a meeting or an order."""

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its service types."""
        return self.service_type

    @property
    def known_on(self) -> ClinicalTime | None:
        """When made; its start is planned and says nothing about that."""
        return self.created_on

    @property
    def learned_later(self) -> ClinicalTime | None:
        """Whether somebody came is learned at the start; that it was cancelled, when it was."""
        if self.status == "cancelled":
            return self.cancelled_on
        return self.start if self.status in _AFTER_THE_START else None

    def before_later(self) -> Self:
        """Booked, as it was then."""
        return attrs.evolve(
            self,
            status="booked",
            cancellation_reason=None,
            cancelled_on=None,
            arrived_at=None,
            confirmed=(),
            left_at=None,
            next_step=None,
        )
