"""CareTeam."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concepts
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.model.care_team import CareTeam


class Member(structs.Backbone):
    """A participant of the team."""

    role: tuple[structs.Concept, ...] = ()
    member: structs.Reference | None = None


class CareTeamResource(structs.WithSubject):
    """FHIR CareTeam."""

    status: str | None = None
    category: tuple[structs.Concept, ...] = ()
    name: str | None = None
    period: structs.Span | None = None
    participant: tuple[Member, ...] = ()
    reason_code: tuple[structs.Concept, ...] = ()


def care_team(r: CareTeamResource, at: Entry) -> Draft:
    """Read a CareTeam."""
    participants = tuple(
        Participant(one.member or structs.Reference(), concepts(at, one.role))
        for one in r.participant
    )
    return Draft(
        CareTeam,
        {
            "status": r.status,
            "category": concepts(at, r.category),
            "name": r.name,
            "period": period(at, r.period, "period"),
            "reason": concepts(at, r.reason_code),
        },
        parts={"participants": participants},
    )
