"""Implants and equipment in use."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Device(Fact):
    """An implant or piece of equipment the patient has (FHIR Device)."""

    listed_under = "devices"

    code: CodeableConcept | None = None
    status: str | None = None
    name: str | None = None
    manufactured_on: ClinicalTime | None = attrs.field(
        default=None, validator=aware("manufactured")
    )
    expires_on: ClinicalTime | None = attrs.field(default=None, validator=aware("expiration"))

    @property
    def undated(self) -> bool:
        """FHIR gives a device no date on which the patient got it: it is always visible."""
        return False
