"""PractitionerRole: what somebody does for one organization, merged into the practitioner."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concepts
from carecoord.adapters.codec.fhir_r4.elements.people import identifier, identifiers, telecom
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.adapters.codec.fhir_r4.elements.values import time_of_day
from carecoord.adapters.codec.fhir_r4.resources.location import location
from carecoord.model.contact import Name
from carecoord.model.practitioner import (
    AvailableTime,
    NotAvailable,
    Practitioner,
    PractitionerRole,
)


class Available(structs.Backbone):
    """PractitionerRole.availableTime."""

    days_of_week: tuple[str, ...] = ()
    all_day: bool | None = None
    available_start_time: str | None = None
    available_end_time: str | None = None


class Unavailable(structs.Backbone):
    """PractitionerRole.notAvailable."""

    description: str | None = None
    during: structs.Span | None = None


class RoleResource(structs.Resource):
    """FHIR PractitionerRole."""

    active: bool | None = None
    period: structs.Span | None = None
    practitioner: structs.Reference | None = None
    organization: structs.Reference | None = None
    code: tuple[structs.Concept, ...] = ()
    specialty: tuple[structs.Concept, ...] = ()
    location: tuple[structs.Reference, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    available_time: tuple[Available, ...] = ()
    not_available: tuple[Unavailable, ...] = ()
    availability_exceptions: str | None = None


def practitioner_of(role: RoleResource) -> Draft:
    """Make the practitioner whom only a role names, by identifier or display."""
    named = role.practitioner or structs.Reference()
    draft = Draft(
        Practitioner,
        {"names": (Name(text=named.display),) if named.display else ()},
        {"organizations": ()},
    )
    if named.identifier is not None:
        draft.identifiers = (identifier(named.identifier),)
    else:
        draft.identifiers = identifiers(role.identifiers)
    return draft


def add_roles(draft: Draft, roles: Iterable[tuple[RoleResource, Entry]]) -> None:
    """Merge PractitionerRoles into their practitioner, and add them to the positions.

    A role that is no longer in use is a position only: what it said holds no more.
    """
    employers: list[structs.Reference] = []
    positions: list[Draft] = []
    more: dict[str, dict[object, None]] = {"roles": {}, "specialties": {}, "telecom": {}}
    for r, at in roles:
        role = _role(r, at)
        positions.append(role)
        if r.active is not False:
            more["roles"].update(dict.fromkeys(role.values["code"]))
            more["specialties"].update(dict.fromkeys(role.values["specialties"]))
            more["telecom"].update(dict.fromkeys(role.values["telecom"]))
            if r.organization is not None:
                employers.append(r.organization)
    for name, added in more.items():
        held = draft.values.get(name, ())
        draft.values[name] = (*held, *(one for one in added if one not in held))
    if employers:
        draft.links = {"organizations": tuple(employers)}
    if positions:
        draft.parts = {"positions": tuple(positions)}


def _role(r: RoleResource, at: Entry) -> Draft:
    return Draft(
        PractitionerRole,
        {
            "identifiers": identifiers(r.identifiers),
            "active": r.active,
            "period": period(at, r.period, "period"),
            "code": concepts(at, r.code),
            "specialties": concepts(at, r.specialty),
            "locations": tuple(location(at, one, "location") for one in r.location),
            "telecom": telecom(at, r.telecom),
            "available_times": tuple(
                _available(at, one, f"availableTime[{place}]")
                for place, one in enumerate(r.available_time)
            ),
            "not_available": tuple(
                NotAvailable(
                    description=one.description,
                    during=period(at, one.during, f"notAvailable[{place}].during"),
                )
                for place, one in enumerate(r.not_available)
            ),
            "availability_exceptions": r.availability_exceptions,
        },
        {"organization": r.organization},
    )


def _available(at: Entry, one: Available, where: str) -> AvailableTime:
    start, end = one.available_start_time, one.available_end_time
    return AvailableTime(
        days=one.days_of_week,
        all_day=one.all_day,
        start=time_of_day(at, start, f"{where}.availableStartTime") if start else None,
        end=time_of_day(at, end, f"{where}.availableEndTime") if end else None,
    )
