"""What becomes of the smallest record of each type: what it is read as, and what it is written as.

The page of FHIR types shows what reading and writing did, so that it cannot say anything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs

from carecoord import model
from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS
from carecoord.adapters.codec.fhir_r4.resources.order import PATIENT_REFERRAL
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.model.fact import Fact

Read = dict[str, list[tuple[str, str]]]
"""By FHIR type: the types of the model that it is read as, each with its list."""

_SHE = {"reference": "Patient/p"}
_WHOSE = dict.fromkeys(("subject", "patient", "beneficiary", "for"), _SHE)
_REFERRAL = {"coding": [{"system": PATIENT_REFERRAL.system, "code": PATIENT_REFERRAL.code}]}
_DIRECTIVE = {"scope": {"coding": [{"code": "adr"}]}, "category": [{"text": "living will"}]}
_SAYS: dict[str, list[dict[str, object]]] = {
    "Appointment": [{"participant": [{"actor": _SHE}]}],
    "Claim": [{"use": "preauthorization"}],
    "ClaimResponse": [{"use": "preauthorization"}],
    "Consent": [{}, _DIRECTIVE],
    "ServiceRequest": [{}, {"category": [_REFERRAL]}],
}
"""What a resource has to say, beside whose it is, to be read as each of its types."""


def read_as() -> Read:
    """Read a resource of each type that becomes a fact."""
    return {
        kind: [found for says in _SAYS.get(kind, [{}]) for found in _facts(kind, says)]
        for kind in FACTS
    }


def _facts(kind: str, says: dict[str, object]) -> Iterator[tuple[str, str]]:
    told = {"resourceType": kind, **_WHOSE, **says}
    patient = {"resourceType": "Patient", "id": "p"}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in (patient, told)]}
    for result in fhir_r4.read(json.dumps(bundle).encode()):
        for fact in result.chart.facts() if result.chart is not None else ():
            yield type(fact).__name__, fact.listed_under


_MORE: dict[type, list[dict[str, object]]] = {
    model.Appeal: [{"authorization": "decided"}],
    model.Appointment: [{"status": "proposed"}],
    model.Authorization: [{"status": "active"}, {"status": "active", "outcome": "complete"}],
    model.Coverage: [{"status": "active"}],
    model.CoverageEligibilityResponse: [
        {"status": "active", "outcome": "complete", "purposes": ["benefits"]}
    ],
    model.DocumentReference: [
        {"status": "current", "contents": [model.DocumentContent(url="urn:x")]}
    ],
    model.FamilyHistory: [{"status": "partial"}],
    model.Hold: [{"kind": model.HoldKind.DEATH}],
    model.Immunization: [{"status": "completed"}],
    model.Order: [{}, {"kind": "device"}],
    model.Organization: [{"name": "A clinic"}],
    model.Practitioner: [{"positions": [model.PractitionerRole()]}],
    model.Prescription: [{"intent": "order"}],
    model.Program: [{"status": "active"}],
    model.Referral: [{"report": "a"}],
}
"""What a value has to say, beside its id, to be written as each of its types."""


def written_as() -> dict[str, list[str]]:
    """Write a value of each type of the model: by its name, the FHIR types that come of it."""
    return {
        kind.__name__: list(
            dict.fromkeys(one for says in _MORE.get(kind, [{}]) for one in _written(kind, says))
        )
        for kind in AUTHORS
    }


def _written(kind: type, says: dict[str, object]) -> list[str]:
    one = kind(**says) if kind is model.Patient else kind(id="a", **says)
    chart = model.Chart(key="k", patient=model.Patient())
    if isinstance(one, Fact):
        chart = attrs.evolve(chart, **{one.listed_under: [one]})
    elif not isinstance(one, model.Patient):
        chart = attrs.evolve(chart, **{f"{kind.__name__.lower()}s": [one]})
    kinds = [
        json.loads(each.content)["resourceType"]
        for each in fhir_r4.write(chart, leave_out=True).resources
    ]
    return kinds if isinstance(one, model.Patient) else kinds[1:]
