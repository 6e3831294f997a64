"""Condition."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.condition import Condition
from carecoord.model.period import Period

_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def condition(fact: Condition, names: Names) -> e.Json:
    """Write a Condition, without what every resource has: id, identifiers, labels."""
    return e.element(
        resourceType="Condition",
        clinicalStatus=e.bound(fact.clinical_status, _CLINICAL),
        verificationStatus=e.bound(fact.verification_status, _VERIFICATION),
        category=e.concepts(fact.category),
        severity=e.concept(fact.severity),
        code=e.concept(fact.code),
        bodySite=e.concepts(fact.body_site),
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        **_when("onset", fact.onset),
        onsetAge=e.quantity(fact.onset_age),
        **_when("abatement", fact.abatement),
        recordedDate=e.moment(fact.recorded_on),
        evidence=[{"detail": [one]} for one in names.facts(fact.evidence)],
        note=e.note(fact.note),
    )


def _when(name: str, value: object) -> e.Json:
    """Write a time or a period."""
    if isinstance(value, Period):
        return e.element(**{f"{name}Period": e.period(value)})
    return e.element(**{f"{name}DateTime": e.moment(value)})  # type: ignore[arg-type]
