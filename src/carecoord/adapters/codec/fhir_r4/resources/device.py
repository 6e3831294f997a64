"""Device."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.model.device import Device


class DeviceName(structs.Backbone):
    """Device.deviceName."""

    name: str | None = None


class DeviceResource(structs.WithPatient):
    """FHIR Device."""

    type: structs.Concept | None = None
    status: str | None = None
    device_name: tuple[DeviceName, ...] = ()
    manufacture_date: str | None = None
    expiration_date: str | None = None


def device(r: DeviceResource, at: Entry) -> Draft:
    """Read a Device."""
    return Draft(
        Device,
        {
            "code": concept(at, r.type),
            "status": r.status,
            "name": next((one.name for one in r.device_name if one.name), None),
            "manufactured_on": moment(at, r.manufacture_date, "manufactureDate"),
            "expires_on": moment(at, r.expiration_date, "expirationDate"),
        },
    )
