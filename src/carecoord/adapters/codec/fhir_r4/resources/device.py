"""Device."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.model.device import Device


class DeviceName(structs.Backbone):
    """Device.deviceName."""

    name: str | None = None


class Carrier(structs.Backbone):
    """Device.udiCarrier: the unique device identifier, as a barcode and as people read it."""

    device_identifier: str | None = None
    carrier_hrf: str | None = field(default=None, name="carrierHRF")


class DeviceResource(structs.WithPatient):
    """FHIR Device."""

    type: structs.Concept | None = None
    status: str | None = None
    status_reason: tuple[structs.Concept, ...] = ()
    device_name: tuple[DeviceName, ...] = ()
    manufacture_date: str | None = None
    expiration_date: str | None = None
    udi_carrier: tuple[Carrier, ...] = ()
    distinct_identifier: str | None = None
    serial_number: str | None = None
    lot_number: str | None = None
    manufacturer: str | None = None
    model_number: str | None = None
    note: tuple[structs.Note, ...] = ()


def device(r: DeviceResource, at: Entry) -> Draft:
    """Read a Device; of several names and carriers the first of each."""
    carrier = r.udi_carrier[0] if r.udi_carrier else Carrier()
    return Draft(
        Device,
        {
            "code": concept(at, r.type),
            "status": r.status,
            "status_reason": concepts(at, r.status_reason),
            "name": next((one.name for one in r.device_name if one.name), None),
            "manufactured_on": moment(at, r.manufacture_date, "manufactureDate"),
            "expires_on": moment(at, r.expiration_date, "expirationDate"),
            "udi": carrier.carrier_hrf,
            "device_identifier": carrier.device_identifier,
            "distinct_identifier": r.distinct_identifier,
            "serial_number": r.serial_number,
            "lot_number": r.lot_number,
            "manufacturer": r.manufacturer,
            "model_number": r.model_number,
            "note": note(r.note),
        },
    )
