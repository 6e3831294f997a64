"""PractitionerRole: written beside its practitioner, one for each position.

What ``roles``, ``specialties`` and ``organizations`` of a practitioner say and no position does, as
for people made in code, is one more PractitionerRole for each organization, or one without any.
"""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, us_core, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import telecom
from carecoord.adapters.codec.fhir_r4.writing.resources.location import contained, place
from carecoord.adapters.codec.fhir_r4.writing.resources.practitioner import practitioner
from carecoord.model.practitioner import AvailableTime, Practitioner, PractitionerRole


def with_roles(fact: Practitioner, names: Names) -> list[e.Json]:
    """Write a Practitioner, and the PractitionerRoles beside it."""
    return [practitioner(fact, names), *roles(fact, names)]


def roles(fact: Practitioner, names: Names) -> list[e.Json]:
    """Write the PractitionerRoles of a practitioner, with their identifiers, without ids.

    They are in the order of ``positions``; those that no position says come last.
    """
    return [_role(one, fact, names) for one in (*fact.positions, *_further(fact))]


def _further(fact: Practitioner) -> list[PractitionerRole]:
    """The positions that are only said in sum."""
    in_use = [one for one in fact.positions if one.active is not False]
    code = tuple(one for one in fact.roles if not any(one in held.code for held in in_use))
    specialties = tuple(
        one for one in fact.specialties if not any(one in held.specialties for held in in_use)
    )
    known = {held.organization for held in in_use}
    organizations = [one for one in fact.organizations if one not in known]
    if not organizations:
        if not code and not specialties:
            return []
        return [PractitionerRole(code=code, specialties=specialties)]
    return [
        PractitionerRole(organization=one, code=code, specialties=specialties)
        for one in organizations
    ]


def _role(role: PractitionerRole, person: Practitioner, names: Names) -> e.Json:
    """Write a PractitionerRole."""
    reach = telecom(names, role.telecom)
    organization = names.fact(role.organization)
    places = [place(one, names, with_physical_type=True) for one in role.locations]
    return e.element(
        resourceType="PractitionerRole",
        meta=us_core.profiled(
            "us-core-practitionerrole",
            organization,
            reach,
            us_core.reachable(reach),
        ),
        contained=contained(places),
        identifier=e.identifiers(one for one in role.identifiers if one.value),
        active=role.active,
        period=e.period(role.period),
        practitioner=names.fact(person.id),
        organization=organization,
        code=e.concepts(role.code),
        specialty=e.concepts(role.specialties),
        location=[reference for reference, _ in places],
        telecom=reach,
        availableTime=[one for each in role.available_times if (one := _available(each, names))],
        notAvailable=_not_available(role),
        availabilityExceptions=role.availability_exceptions,
    )


def _available(one: AvailableTime, names: Names) -> e.Json:
    days = (words.word(names, "availableTime.daysOfWeek", day, words.DAYS) for day in one.days)
    return e.element(
        daysOfWeek=[day for day in days if day is not None],
        allDay=one.all_day,
        availableStartTime=None if one.start is None else one.start.isoformat(),
        availableEndTime=None if one.end is None else one.end.isoformat(),
    )


def _not_available(role: PractitionerRole) -> list[e.Json]:
    """Times off; FHIR demands a description."""
    found: list[e.Json] = []
    for one in role.not_available:
        during = e.period(one.during)
        if one.description:
            found.append(e.element(description=one.description, during=during))
        elif during is not None:
            found.append({"_description": absence.ABSENT, "during": during})
    return found
