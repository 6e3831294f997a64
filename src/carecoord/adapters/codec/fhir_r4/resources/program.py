"""EpisodeOfCare."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concepts
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.model.program import Program


class Diagnosis(structs.Backbone):
    """EpisodeOfCare.diagnosis."""

    condition: structs.Reference | None = None


class ProgramResource(structs.WithPatient):
    """FHIR EpisodeOfCare."""

    status: str | None = None
    type: tuple[structs.Concept, ...] = ()
    period: structs.Span | None = None
    care_manager: structs.Reference | None = None
    diagnosis: tuple[Diagnosis, ...] = ()
    managing_organization: structs.Reference | None = None
    referral_request: tuple[structs.Reference, ...] = ()
    team: tuple[structs.Reference, ...] = ()


def program(r: ProgramResource, at: Entry) -> Draft:
    """Read an EpisodeOfCare."""
    return Draft(
        Program,
        {
            "status": r.status,
            "type": concepts(at, r.type),
            "period": period(at, r.period, "period"),
        },
        {
            "conditions": tuple(one.condition for one in r.diagnosis if one.condition is not None),
            "managing_organization": r.managing_organization,
            "referrals": r.referral_request,
            "care_teams": r.team,
        },
        {"care_manager": participant(r.care_manager)},
    )
