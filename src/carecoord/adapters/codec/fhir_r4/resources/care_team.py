"""CareTeam."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import is_membership
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.people import telecom
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.adapters.codec.fhir_r4.reasons import MODIFIED
from carecoord.model.care_team import CareTeam


class Member(Struct, rename="camel", gc=False):
    """A participant of the team; the modifier that ends a membership is understood."""

    role: tuple[structs.Concept, ...] = ()
    member: structs.Reference | None = None
    on_behalf_of: structs.Reference | None = None
    period: structs.Span | None = None
    modifier_extension: tuple[structs.Extension, ...] = ()
    obeyed: ClassVar[Callable[[str], bool]] = staticmethod(is_membership)


class CareTeamResource(structs.WithSubject):
    """FHIR CareTeam."""

    status: str | None = None
    category: tuple[structs.Concept, ...] = ()
    name: str | None = None
    period: structs.Span | None = None
    participant: tuple[Member, ...] = ()
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    managing_organization: tuple[structs.Reference, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    note: tuple[structs.Note, ...] = ()


def care_team(r: CareTeamResource, at: Entry) -> Draft:
    """Read a CareTeam."""
    return Draft(
        CareTeam,
        {
            "status": r.status,
            "category": concepts(at, r.category),
            "name": r.name,
            "period": period(at, r.period, "period"),
            "reason": concepts(at, r.reason_code),
            "telecom": telecom(at, r.telecom),
            "note": note(r.note),
        },
        {
            "reason_facts": r.reason_reference,
            "managing_organizations": r.managing_organization,
            "encounter": r.encounter,
        },
        {
            "participants": tuple(
                _participant(at, one, place)
                for place, one in enumerate(r.participant)
                if not one.modifier_extension or _is_understood(at, one, place)
            )
        },
    )


def _participant(at: Entry, one: Member, place: int) -> Participant:
    return Participant(
        one.member or structs.Reference(),
        concepts(at, one.role),
        status=_status(one.modifier_extension) if one.modifier_extension else None,
        period=period(at, one.period, f"participant[{place}].period"),
        on_behalf_of=one.on_behalf_of,
    )


def _is_understood(at: Entry, one: Member, place: int) -> bool:
    modifiers = one.modifier_extension
    if all(is_membership(modifier.url) for modifier in modifiers) and _status(modifiers):
        return True
    at.problem(f"participant[{place}]", MODIFIED)
    return False


def _status(modifiers: tuple[structs.Extension, ...]) -> str | None:
    """The word of the modifier, however it is typed."""
    one = modifiers[0]
    coded = one.value_coding
    if one.value_codeable_concept is not None and one.value_codeable_concept.coding:
        coded = one.value_codeable_concept.coding[0]
    return one.value_code or one.value_string or (coded.code if coded else None)
