"""Medicines given, or not given when they were due."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.dosage import Dosage
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MedicationAdministration(Fact):
    """A medicine given (FHIR MedicationAdministration).

    ``status`` ``not-done`` turns the meaning around, and ``status_reason`` says why. ``dosage`` is
    what was given, ``prescription`` the fact id of the order.
    """

    listed_under = "medication_administrations"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    category: CodeableConcept | None = None
    effective: ClinicalTime | Period | None = attrs.field(
        default=None, validator=aware("effective")
    )
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded"))
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    dosage: Dosage | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    prescription: str | None = None
    devices: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When it was over; one that goes on from its start; one never given, when recorded."""
        if self.effective is None:
            return self.recorded_on
        if isinstance(self.effective, Period):
            return self.effective.start if self.effective.end is None else self.effective.ended
        return self.effective
