"""What somebody says the patient takes, took, or does not take."""

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
class MedicationStatement(Fact):
    """A report of use of a medicine (FHIR MedicationStatement): neither ordered nor handed over.

    ``status`` ``not-taken`` turns the meaning around, and ``status_reason`` says why. ``effective``
    is when it is or was taken, ``asserted_on`` when ``information_source`` said so.
    """

    listed_under = "medication_statements"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    category: CodeableConcept | None = None
    effective: ClinicalTime | Period | None = attrs.field(
        default=None, validator=aware("effective")
    )
    asserted_on: ClinicalTime | None = attrs.field(default=None, validator=aware("asserted"))
    information_source: Actor | None = None
    dosage: tuple[Dosage, ...] = attrs.field(default=(), converter=as_tuple)
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    derived_from: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When it was said, else when taking began."""
        if self.asserted_on is not None:
            return self.asserted_on
        if isinstance(self.effective, Period):
            start = self.effective.start
            return self.effective.ended if start is None else start
        return self.effective
