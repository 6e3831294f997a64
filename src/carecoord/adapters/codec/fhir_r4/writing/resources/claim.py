"""Claim, use preauthorization: what permission is asked for."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import moments, required
from carecoord.adapters.codec.fhir_r4.writing.absence import ABSENT, known, primitive
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import (
    CANCELLED,
    GUIDE,
    extension,
    part,
    present,
)
from carecoord.adapters.codec.fhir_r4.writing.resources.claim_item import asked_item, sequences
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_request import (
    RelatedRequest,
    RequestDiagnosis,
    RequestMember,
    SupportingInformation,
)


def claim(fact: Authorization, names: Names) -> e.Json:
    """Write what an authorization asks for, without what every resource has."""
    asked = tuple(one for one in fact.items if not one.added)
    numbers = sequences(asked)
    created = fact.created_on if fact.outcome is None else fact.requested_on
    return e.element(
        resourceType="Claim",
        extension=_extensions(fact),
        status=required.demanded(names, fact, "status"),
        type=known(e.concept(fact.type)),
        use="preauthorization",
        patient=names.subject(),
        **primitive("created", e.moment(created)),
        insurer=names.actor(fact.insurer),
        provider=known(names.actor(fact.requestor)),
        priority=known(e.concept(fact.priority)),
        related=[said for one in fact.related if (said := _related(one, names))],
        **_ordered_by(fact, names),
        careTeam=[_member(one, place, names) for place, one in enumerate(fact.care_team, 1)],
        supportingInfo=[
            _supporting(one, place, names) for place, one in enumerate(fact.supporting, 1)
        ],
        diagnosis=[_diagnosis(one, place, names) for place, one in enumerate(fact.diagnoses, 1)],
        insurance=_insurance(fact, names),
        accident=_accident(fact, names),
        item=[asked_item(one, numbers[place], names) for place, one in enumerate(asked)],
        total=e.money(fact.total),
    )


def _extensions(fact: Authorization) -> list[e.Json]:
    number = fact.administration_reference if fact.outcome is None else None
    level = e.concept(fact.level_of_service)
    return present(
        (
            extension("levelOfServiceCode", "CodeableConcept", level),
            extension("certificationType", "CodeableConcept", e.concept(fact.certification_type)),
            extension("administrationReferenceNumber", "String", number),
        )
    )


def _related(value: RelatedRequest, names: Names) -> e.Json:
    return e.element(
        claim=names.fact(value.authorization),
        relationship=e.concept(value.relationship),
        reference=e.identifier(value.identifier),
    )


def _ordered_by(fact: Authorization, names: Names) -> e.Json:
    """The claim's own links to orders, where no item has one."""
    found: e.Json = {}
    if any(item.orders for item in fact.items):
        return found
    for one in names.facts(fact.orders):
        kind = one.get("type") or one.get("reference", "").rpartition("/")[0].rpartition("/")[2]
        name = "referral" if kind == "ServiceRequest" else "prescription"
        if name in found:
            names.lost("orders", "FHIR has a place for one order of a kind beside those of items")
        found.setdefault(name, one)
    return found


def _member(value: RequestMember, place: int, names: Names) -> e.Json:
    return e.element(
        extension=present((extension("careTeamClaimScope", "Boolean", value.whole),)),
        sequence=value.sequence or place,
        provider=known(names.actor(value.provider)),
        role=e.concept(value.role),
        qualification=e.concept(value.qualification),
    )


def _supporting(value: SupportingInformation, place: int, names: Names) -> e.Json:
    held: e.Json = {}
    reference = names.fact(value.reference)
    if reference is not None:
        held = {"valueReference": reference}
    elif value.value not in (None, ""):
        held = e.choice("value", value.value)
    kind = part("reportTypeCode", "CodeableConcept", e.concept(value.report_type))
    document = {"url": f"{GUIDE}extension-documentInformation", "extension": [kind]}
    return e.element(
        extension=[document] if kind is not None else [],
        modifierExtension=[{"url": CANCELLED, "valueBoolean": True}] if value.cancelled else [],
        sequence=value.sequence or place,
        category=known(e.concept(value.category)),
        code=e.concept(value.code),
        **moments.day_or_period(names, "supportingInfo.timing", "timing", value.timing),
        **held,
    )


def _diagnosis(value: RequestDiagnosis, place: int, names: Names) -> e.Json:
    code, condition = e.concept(value.code), names.fact(value.condition)
    if code is not None and condition is not None:
        names.lost("diagnosis.condition", "FHIR has a place for the code or for the condition")
    recorded = moments.day(names, "diagnosis.recorded_on", value.recorded_on)
    kind = e.concept(value.type)
    return e.element(
        extension=present((extension("diagnosisRecordedDate", "Date", recorded),)),
        sequence=value.sequence or place,
        diagnosisCodeableConcept=code or (None if condition is not None else ABSENT),
        diagnosisReference=condition if code is None else None,
        type=[kind] if kind is not None else [],
    )


def _insurance(fact: Authorization, names: Names) -> list[e.Json]:
    plans = names.facts(fact.coverages) or [ABSENT]
    return [
        e.element(
            sequence=place,
            focal=place == 1,
            coverage=one,
            preAuthRef=[one for one in fact.prior_numbers if one and place == 1],
        )
        for place, one in enumerate(plans, 1)
    ]


def _accident(fact: Authorization, names: Names) -> e.Json:
    if fact.accident_on is None and fact.accident_type is None:
        return {}
    on = moments.day(names, "accident.date", fact.accident_on)
    return e.element(**primitive("date", on), type=e.concept(fact.accident_type))
