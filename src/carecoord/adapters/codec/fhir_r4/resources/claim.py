"""Claim, use preauthorization: what a permission is asked for.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.2.1, profiles
PASClaim and PASClaimUpdate.
"""

from __future__ import annotations

from typing import Any

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Part, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import money
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.resources.claim_item import (
    ClaimItem,
    asked_items,
    extended,
    text,
)
from carecoord.adapters.codec.fhir_r4.resources.claim_parts import (
    Accident,
    Diagnosis,
    Insurance,
    Member,
    Related,
    Supporting,
    diagnosis,
    member,
    plans,
    related,
    supporting,
)
from carecoord.adapters.codec.fhir_r4.resources.permission import Asked, Items, PermissionDraft
from carecoord.model.authorization import Authorization

_INQUIRY = "profile-claim-inquiry"


class Primitive(structs.Datatype, frozen=True):
    """What stands beside a primitive element."""

    extension: tuple[structs.Extension, ...] = ()


class ClaimResource(structs.Resource):
    """FHIR Claim."""

    subject: structs.Reference | None = field(default=None, name="patient")
    status: str | None = None
    type: structs.Concept | None = None
    use: str | None = None
    beside_use: Primitive | None = field(default=None, name="_use")
    created: str | None = None
    insurer: structs.Reference | None = None
    provider: structs.Reference | None = None
    priority: structs.Concept | None = None
    related: tuple[Related, ...] = ()
    prescription: structs.Reference | None = None
    referral: structs.Reference | None = None
    care_team: tuple[Member, ...] = ()
    supporting_info: tuple[Supporting, ...] = ()
    diagnosis: tuple[Diagnosis, ...] = ()
    insurance: tuple[Insurance, ...] = ()
    accident: Accident | None = None
    item: tuple[ClaimItem, ...] = ()
    total: structs.Price | None = None


def request(r: ClaimResource, at: Entry) -> Draft:
    """Read a Claim that no answer in this source is about: a request that waits for one."""
    return PermissionDraft(
        Authorization,
        {
            "status": r.status,
            "type": concept(at, r.type),
            "created_on": moment(at, r.created, "created"),
            **asked_values(r, at),
        },
        {
            "orders": own_orders(r),
            "coverages": plans(r.insurance),
        },
        {
            **asked_parts(r, at),
            "insurer": participant(r.insurer),
            "requestor": participant(r.provider),
            "items": Items(asked_items(at, r.item)),
        },
    )


def asks(r: ClaimResource) -> bool:
    """Whether a Claim asks for permission: not a bill, and no inquiry about earlier requests."""
    profiles = r.meta.profile if r.meta is not None else ()
    return r.use == "preauthorization" and not any(
        one.partition("|")[0].lower().endswith(_INQUIRY) for one in profiles
    )


def own_orders(r: ClaimResource) -> tuple[structs.Reference, ...]:
    """What the claim as a whole was ordered by."""
    return tuple(one for one in (r.prescription, r.referral) if one is not None)


def asked_values(r: ClaimResource, at: Entry) -> dict[str, Any]:
    """What the request as a whole says, beside what the answer says too."""
    beside = r.beside_use.extension if r.beside_use is not None else ()
    accident = r.accident or Accident()
    return {
        "priority": concept(at, r.priority),
        "certification_type": extended(at, (*r.extension, *beside), "certificationtype"),
        "level_of_service": extended(at, r.extension, "levelofservicecode"),
        "administration_reference": text(r.extension, "administrationreferencenumber"),
        "prior_numbers": tuple(one for plan in r.insurance for one in plan.pre_auth_ref),
        "accident_on": moment(at, accident.date, "accident.date"),
        "accident_type": concept(at, accident.type),
        "total": money(at, r.total, "total"),
    }


def asked_parts(r: ClaimResource, at: Entry) -> dict[str, Part | tuple[Part, ...] | None]:
    """The parts of the request that refer to others, without its items."""
    return {
        "related": tuple(Asked(related(at, one)) for one in r.related),
        "diagnoses": tuple(
            Asked(diagnosis(at, one, f"diagnosis[{place}]"))
            for place, one in enumerate(r.diagnosis)
        ),
        "care_team": tuple(Asked(member(at, one)) for one in r.care_team),
        "supporting": tuple(Asked(one) for one in supporting(at, r.supporting_info)),
    }
