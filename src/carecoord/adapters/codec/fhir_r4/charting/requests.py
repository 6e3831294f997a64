"""Requests and their answers: one fact of both, where both are in one source."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.elements.structs import Reference
from carecoord.adapters.codec.fhir_r4.reasons import ABSENT, ONLY_REQUEST
from carecoord.adapters.codec.fhir_r4.resources.authorization import ResponseResource
from carecoord.adapters.codec.fhir_r4.resources.claim import ClaimResource, asks
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS


def pair(intake: Intake) -> None:
    """Bring each request together with its answer: of several, the last.

    An answer that names none, or only by a search, is taken for the answer to the only request of
    the source if it is the only answer.
    """
    answers = [one for one in intake.entries if one.type == "ClaimResponse"]
    for answer in answers:
        _join(answer, only=len(answers) == 1, intake=intake)


def _join(answer: Entry, *, only: bool, intake: Intake) -> None:
    resource = answer.resource
    request = resource.request if isinstance(resource, ResponseResource) else None
    named = request or Reference()
    found = answer.directory.find(named, answer)
    if found is None or not isinstance(found.resource, ClaimResource):
        found = _only_request(intake) if only and _is_open(named) else None
        if found is not None:
            answer.count("request", ONLY_REQUEST)
    if found is not None:
        found.answer, answer.asked = answer, found
    elif named.reference or named.identifier:
        answer.count("request", ABSENT)


def _is_open(named: Reference) -> bool:
    """Whether a reference leaves open which request it means: it is none, or a search."""
    return named.identifier is None and (named.reference is None or "?" in named.reference)


def _only_request(intake: Intake) -> Entry | None:
    found = [one for one in intake.entries if one.type == "Claim" and makes_fact(one)]
    return found[0] if len(found) == 1 else None


def makes_fact(entry: Entry) -> bool:
    """Whether a fact is made of an entry: not of a request that is part of its answer's."""
    if entry.type != "Claim":
        return entry.type in FACTS
    resource = entry.resource
    return isinstance(resource, ClaimResource) and entry.answer is None and asks(resource)
