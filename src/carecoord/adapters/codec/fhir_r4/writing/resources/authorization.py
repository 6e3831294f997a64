"""ClaimResponse with the Claim that it answers; a request without an answer is a Claim alone."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import required
from carecoord.adapters.codec.fhir_r4.writing.absence import known, primitive
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import GUIDE, extension, part, present
from carecoord.adapters.codec.fhir_r4.writing.resources.claim import claim
from carecoord.adapters.codec.fhir_r4.writing.resources.claim_item import sequences
from carecoord.adapters.codec.fhir_r4.writing.resources.response_item import (
    added_item,
    adjudication,
    answered_item,
)
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.authorization_request import RequestError

_ASKED = (
    "accident_on",
    "accident_type",
    "care_team",
    "certification_type",
    "diagnoses",
    "level_of_service",
    "orders",
    "prior_numbers",
    "priority",
    "related",
    "request_identifiers",
    "requested_on",
    "supporting",
    "total",
)
_ASKED_OF_ITEMS = (
    "cancelled",
    "care_team_sequences",
    "category",
    "certification_type",
    "changed",
    "diagnosis_sequences",
    "information_sequences",
    "location",
    "request_type",
    "requested",
    "requested_code",
    "requested_price",
    "unanswered",
)
_ANSWERED = (
    "communication_requests",
    "disposition",
    "errors",
    "human_reviewed",
    "information_requested",
    "notes",
    "number",
    "period",
)


def authorization(fact: Authorization, names: Names) -> list[e.Json]:
    """Write an authorization: the answer, then what was asked where it holds that."""
    required.homeless(names, fact, {"case": "case"}, "a request or its answer")
    if fact.outcome is None and not any(_is_decided(one) for one in fact.items):
        for field in _ANSWERED:
            if getattr(fact, field):
                names.lost(field, "a request has no place for what an answer says")
        return [claim(fact, names)]
    response = _response(fact, names)
    if not asks(fact):
        return [response]
    asked = e.element(**claim(fact, names), identifier=e.identifiers(fact.request_identifiers))
    return [response | e.element(request=names.beside(fact, 1)), asked]


def _is_decided(item: AuthorizationItem) -> bool:
    return item.review_action is not None or item.units is not None or item.added


def asks(fact: Authorization) -> bool:
    """Whether an answered authorization holds what was asked."""
    return any(getattr(fact, field) for field in _ASKED) or any(
        getattr(item, field) for item in fact.items if not item.added for field in _ASKED_OF_ITEMS
    )


def _response(fact: Authorization, names: Names) -> e.Json:
    return e.element(
        resourceType="ClaimResponse",
        extension=_extensions(fact),
        status=required.demanded(names, fact, "status"),
        type=known(e.concept(fact.type)),
        use="preauthorization",
        patient=names.subject(),
        **primitive("created", e.moment(fact.created_on)),
        insurer=known(names.actor(fact.insurer)),
        requestor=names.actor(fact.requestor),
        outcome=required.demanded(names, fact, "outcome"),
        disposition=fact.disposition,
        preAuthRef=fact.number,
        preAuthPeriod=e.period(fact.period),
        **_items(fact, names),
        processNote=[
            {"number": n, **primitive("text", one)} for n, one in enumerate(fact.notes, 1)
        ],
        communicationRequest=_questions(fact, names),
        insurance=[
            {"sequence": place, "focal": place == 1, "coverage": one}
            for place, one in enumerate(names.facts(fact.coverages), 1)
        ],
        error=[_error(one) for one in fact.errors],
    )


def _items(fact: Authorization, names: Names) -> e.Json:
    """What is decided of each item, or of all at once."""
    asked = tuple(one for one in fact.items if not one.added)
    if len(fact.items) == 1 and fact.items[0] == AuthorizationItem(
        review_action=fact.items[0].review_action,
        reasons=fact.items[0].reasons,
        number=fact.items[0].number,
        second_opinion=fact.items[0].second_opinion,
    ):
        return {"adjudication": [adjudication(fact.items[0])]}
    numbers = sequences(asked)
    alone = not asks(fact)
    return e.element(
        item=[
            answered_item(one, numbers[place], fact.notes, names, alone=alone)
            for place, one in enumerate(asked)
            if not one.unanswered
        ],
        addItem=[added_item(one, fact.notes, names) for one in fact.items if one.added],
    )


def _questions(fact: Authorization, names: Names) -> list[e.Json]:
    found = names.facts(fact.communication_requests)
    if fact.information_requested and not found:
        names.lost("information_requested", "the payer's questions are not in the chart")
    return found


def _extensions(fact: Authorization) -> list[e.Json]:
    reviewed = part("wasHumanReviewedFlag", "Boolean", fact.human_reviewed)
    reviewer = {"url": f"{GUIDE}extension-claimResponseReviewer", "extension": [reviewed]}
    number = fact.administration_reference
    return present(
        (
            extension("administrationReferenceNumber", "String", number),
            reviewer if reviewed is not None else None,
        )
    )


def _error(value: RequestError) -> e.Json:
    follow_up = e.concept(value.follow_up)
    return e.element(
        extension=present(
            (
                extension("errorFollowupAction", "CodeableConcept", follow_up),
                extension("errorElement", "String", value.element),
                extension("errorPath", "String", value.path),
            )
        ),
        itemSequence=value.item or None,
        code=known(e.concept(value.code)),
    )
