"""Whose a line of an export is, found without decoding what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct, field

from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE, is_list, is_object
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS

_PATIENT = re.compile(r"(?:^|/)(?P<name>Patient/[^/?#]+)(?:/_history/[^/]*)?$")
_NEVER_A_PATIENTS = frozenset(
    {
        "Endpoint",
        "HealthcareService",
        "Location",
        "Medication",
        "Organization",
        "OrganizationAffiliation",
        "Practitioner",
        "PractitionerRole",
        "Substance",
    }
)
_ELEMENTS = ("subject", "patient", "beneficiary", "for", "individual")
_LISTS = ("participant", "target")


class _Reference(Struct, gc=False):
    reference: str | None = None


class _Participant(Struct, gc=False):
    actor: _Reference | None = None
    reference: str | None = None


class _Line(Struct, rename="camel", gc=False):
    resource_type: str | None = None
    id: str | None = None
    subject: _Reference | None = None
    patient: _Reference | None = None
    beneficiary: _Reference | None = None
    for_: _Reference | None = field(default=None, name="for")
    individual: _Reference | None = None
    participant: tuple[_Participant, ...] = ()
    target: tuple[_Participant, ...] = ()


_LINE = msgspec.json.Decoder(_Line)
_ANY = msgspec.json.Decoder()


class Owner(Struct, gc=False):
    """The type of a line, and the patient whose it is: ``Patient/ID``.

    ``shared`` says of a line without a patient that facts of any patient may refer to it.
    """

    kind: str
    patient: str | None = None

    @property
    def shared(self) -> bool:
        """Whether it is nobody's and may be referred to by everybody's facts."""
        return self.patient is None and (self.kind not in FACTS or self.kind == "Device")


def owner(line: bytes) -> Owner | None:
    """Find whose a line is; None for what is no resource."""
    try:
        found = _LINE.decode(line)
    except msgspec.ValidationError:
        return _owner_of_any(line)
    except UNDECODABLE:
        return None
    kind = found.resource_type
    if kind is None:
        return None
    if kind == "Patient":
        return Owner(kind, f"Patient/{found.id}" if found.id else None)
    return Owner(kind, None if kind in _NEVER_A_PATIENTS else _patient_of(found))


def _patient_of(found: _Line) -> str | None:
    for one in (found.subject, found.patient, found.beneficiary, found.for_, found.individual):
        if one is not None and (name := _named(one.reference)) is not None:
            return name
    for several in (found.participant, found.target):
        named = (one.reference if one.actor is None else one.actor.reference for one in several)
        if several and (name := _first(named)) is not None:
            return name
    return None


def _named(reference: object) -> str | None:
    match = _PATIENT.search(reference) if isinstance(reference, str) else None
    return match["name"] if match is not None else None


def _first(references: Iterable[object]) -> str | None:
    return next((name for one in references if (name := _named(one)) is not None), None)


def _owner_of_any(line: bytes) -> Owner | None:
    """Find whose a line is whose elements have other shapes than FHIR gives them."""
    try:
        found: object = _ANY.decode(line)
    except UNDECODABLE:
        return None
    if not is_object(found) or not isinstance(kind := found.get("resourceType"), str):
        return None
    if kind == "Patient":
        number = found.get("id")
        return Owner(kind, f"Patient/{number}" if number else None)
    if kind in _NEVER_A_PATIENTS:
        return Owner(kind)
    held = [one for name in _ELEMENTS for one in _each(found.get(name))]
    listed = [one for name in _LISTS for one in _each(found.get(name))]
    actors = [one.get("actor", one) for one in listed if is_object(one)]
    references = (one.get("reference") for one in (*held, *actors) if is_object(one))
    return Owner(kind, _first(references))


def _each(value: object) -> list[object]:
    return value if is_list(value) else [value]
