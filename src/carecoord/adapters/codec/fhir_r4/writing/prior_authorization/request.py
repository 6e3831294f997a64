"""A request for prior authorization as a bundle of Da Vinci PAS.

Source: PAS 2.0.1 and 2.2.1, profile PASRequestBundle and the page "specification": a collection
whose first entry is the Claim, with every resource that is referred to, each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.pas import GUIDE
from carecoord.adapters.codec.fhir_r4.writing.prior_authorization import demands, people
from carecoord.adapters.codec.fhir_r4.writing.prior_authorization.names import (
    ROLE,
    BundleNames,
    Wanted,
)
from carecoord.adapters.codec.fhir_r4.writing.resources.claim import claim
from carecoord.adapters.codec.fhir_r4.writing.security import coded, uncoded
from carecoord.errors import RecordRejected
from carecoord.model.authorization import Authorization
from carecoord.model.chart import Chart
from carecoord.model.coverage import Coverage
from carecoord.model.fact import Fact
from carecoord.model.label import Label
from carecoord.model.order import Order
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner

VERSIONS = ("2.2.1", "2.0.1")
"""The editions of the guide that requests can be made for."""
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def request_bundle(
    authorization: Authorization,
    chart: Chart,
    *,
    sent_at: datetime | None = None,
    version: str = VERSIONS[0],
) -> bytes:
    """Make the request for an authorization of a chart, ready to be sent to Claim/$submit.

    It holds what it refers to and no more. ``sent_at`` is the moment of sending, else that at which
    the request was made, if an instant says it.

    Raises:
        RecordRejected: the guide demands more than the chart holds; all of it is named.
    """
    if version not in VERSIONS:
        raise RecordRejected(
            asked="a request for prior authorization",
            found="an edition of the guide that is not known",
            remedy=f"Name one of {', '.join(VERSIONS)}",
        )
    names = BundleNames(chart)
    demands.check(authorization, chart, names, version)
    made = authorization.created_on if authorization.outcome is None else authorization.requested_on
    when = sent_at if sent_at is not None else made
    if not isinstance(when, datetime):
        names.lacking("sent_at", "the guide demands an instant")
    names.want("Claim", authorization.id, authorization)
    entries = [_entry(one, names) for one in _all_wanted(names)]
    _label_first(entries[0]["resource"], names)
    if names.lacks:
        raise _rejected(names.lacks)
    bundle = {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{GUIDE}profile-pas-request-bundle"]},
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": f"urn:uuid:{uuid5(NAMESPACE_URL, _ENCODER.encode([when, entries]).hex())}",
        },
        "type": "collection",
        "timestamp": e.instant(when),
        "entry": entries,
    }
    return _ENCODER.encode(bundle)


def _all_wanted(names: BundleNames) -> Iterable[Wanted]:
    """What is in the bundle: writing one thing may ask for others."""
    done = 0
    while done < len(names.wanted):
        yield list(names.wanted.values())[done]
        done += 1


def _entry(wanted: Wanted, names: BundleNames) -> e.Json:
    names.place = f"{wanted.kind}." if wanted.kind != "Claim" else ""
    resource = _resource(wanted, names)
    names.place = ""
    resource["id"] = wanted.name.removeprefix("urn:uuid:")
    if isinstance(wanted.value, Fact):
        _secure(resource, wanted.value.labels, names)
    return {"fullUrl": wanted.name, "resource": resource}


def _label_first(request: e.Json, names: BundleNames) -> None:
    """The request tells of all that is in the bundle: it carries the labels of all of it."""
    told = [one.value.labels for one in names.wanted.values() if isinstance(one.value, Fact)]
    _secure(request, frozenset[Label]().union(*told), names)


def _secure(resource: e.Json, labels: frozenset[Label], names: BundleNames) -> None:
    if uncoded(labels):
        names.lacking("labels", "FHIR has no code for one of them")
    held = coded(labels)
    if held:
        resource["meta"] = {**resource.get("meta", {}), "security": held}


def _resource(wanted: Wanted, names: BundleNames) -> e.Json:
    value = wanted.value
    if isinstance(value, Authorization):
        return _claim(value, names)
    if isinstance(value, Patient):
        return people.beneficiary(value, names)
    if isinstance(value, Organization):
        return people.organization(value, names, _profile(value, names))
    if isinstance(value, Practitioner):
        write = people.role if wanted.kind == ROLE else people.practitioner
        return write(value, names)
    written = people.order(value, names) if isinstance(value, Order) else _authored(value, names)
    numbers = people.named(value.identifiers)
    if numbers:
        written["identifier"] = numbers
    if isinstance(value, Coverage) and _is_profiled(written):
        written["meta"] = {"profile": [f"{GUIDE}profile-coverage"]}
    return written


def _authored(fact: Fact, names: BundleNames) -> e.Json:
    author = AUTHORS.get(type(fact))
    if author is None:
        names.lacking("resource", "facts of this type cannot be written")
        return {"resourceType": "Basic"}
    written = author(fact, names)
    return written[0] if isinstance(written, list) else written


def _claim(asked: Authorization, names: BundleNames) -> e.Json:
    coded = demands.with_coded_diagnoses(asked, names.chart, names)
    written = claim(coded, names)
    profile = "profile-claim-update" if demands.updates(asked) else "profile-claim"
    # The guide fixes the status: it is that of the message, not of what is asked.
    written |= {"status": "active", "meta": {"profile": [f"{GUIDE}{profile}"]}}
    written["identifier"] = people.named(demands.request_identifiers(asked))
    for item in written.get("item", ()):
        if "quantity" in item:
            # A code would have to be X12's, which the unit is not.
            item["quantity"] = {k: v for k, v in item["quantity"].items() if k in {"value", "unit"}}
    return written


def _profile(body: Organization, names: BundleNames) -> str | None:
    requests = [one.value for one in names.wanted.values() if isinstance(one.value, Authorization)]
    asked = requests[0]
    for actor, profile in (
        (asked.insurer, "profile-insurer"),
        (asked.requestor, "profile-requestor"),
    ):
        if actor is not None and actor.id == body.id:
            return profile
    return None


def _is_profiled(coverage: e.Json) -> bool:
    """Whether a coverage has what the guide's profile demands of it."""
    if coverage["status"] != "active" or len(coverage["payor"]) != 1:
        return False
    codings = coverage.get("relationship", {}).get("coding", ())
    member = any(
        one.get("type", {}).get("coding", [{}])[0].get("code") == "MB"
        for one in coverage.get("identifier", ())
    )
    own = any(one.get("code") == "18" for one in codings) or "subscriber" in coverage
    return member and bool(codings) and own


def _rejected(lacks: dict[str, str]) -> RecordRejected:
    return RecordRejected(
        asked="a request for prior authorization",
        found="; ".join(f"{element}: {reason}" for element, reason in lacks.items()),
        remedy="Add what is named to the authorization or the chart, and make the request again",
    )
