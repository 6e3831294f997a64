"""Vaccinations, given or not."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Immunization(Fact):
    """A vaccination (FHIR Immunization). ``status`` ``not-done`` turns the meaning around."""

    listed_under = "immunizations"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    occurrence: ClinicalTime | None = attrs.field(default=None, validator=aware("occurrence"))
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded"))
    primary_source: bool | None = None
    dose_number: str | None = None
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None

    @property
    def known_on(self) -> ClinicalTime | None:
        """When given, else when recorded."""
        return self.occurrence if self.occurrence is not None else self.recorded_on
