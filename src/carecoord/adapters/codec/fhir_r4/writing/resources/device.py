"""Device."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.device import Device

_STATES = frozenset({"active", "inactive", "entered-in-error", "unknown"})


def device(fact: Device, names: Names) -> e.Json:
    """Write a Device, without what every resource has: id, identifiers, labels.

    What kind of name it has is not known: ``other``. US Core's profile is for implants, and no
    fact says whether a device is one.
    """
    return e.element(
        resourceType="Device",
        udiCarrier=_carrier(fact),
        status=words.word(names, "status", fact.status, _STATES),
        statusReason=e.concepts(fact.status_reason),
        distinctIdentifier=fact.distinct_identifier,
        manufacturer=fact.manufacturer,
        manufactureDate=e.moment(fact.manufactured_on),
        expirationDate=e.moment(fact.expires_on),
        lotNumber=fact.lot_number,
        serialNumber=fact.serial_number,
        deviceName=[{"name": fact.name, "type": "other"}] if fact.name else [],
        modelNumber=fact.model_number,
        type=e.concept(fact.code),
        patient=names.subject(),
        note=e.note(fact.note),
    )


def _carrier(fact: Device) -> list[e.Json]:
    found = e.element(deviceIdentifier=fact.device_identifier, carrierHRF=fact.udi)
    return [found] if found else []
