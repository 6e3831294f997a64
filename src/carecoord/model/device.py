"""Implants and equipment in use."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Device(Fact):
    """An implant or piece of equipment the patient has (FHIR Device).

    ``udi`` is the unique device identifier as people read it (udiCarrier.carrierHRF), of which
    ``device_identifier`` names the model; ``distinct_identifier`` is that of tissue and cells.
    Serial numbers name the patient who has the device, so they are hidden.
    """

    listed_under = "devices"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    name: str | None = None
    manufactured_on: ClinicalTime | None = attrs.field(
        default=None, validator=aware("manufactured")
    )
    expires_on: ClinicalTime | None = attrs.field(default=None, validator=aware("expiration"))
    udi: str | None = attrs.field(default=None, repr=False)
    device_identifier: str | None = None
    distinct_identifier: str | None = attrs.field(default=None, repr=False)
    serial_number: str | None = attrs.field(default=None, repr=False)
    lot_number: str | None = None
    manufacturer: str | None = None
    model_number: str | None = None
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def undated(self) -> bool:
        """FHIR gives a device no date on which the patient got it: it is always visible."""
        return False
