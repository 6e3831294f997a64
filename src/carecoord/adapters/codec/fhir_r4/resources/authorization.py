"""ClaimResponse, use preauthorization: a payer's answer, item by item.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.2.1, profiles
PASClaimResponse and PASClaimInquiryResponse; older exchanges put the review action on the response
itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.people import identifiers
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.resources.claim import (
    ClaimResource,
    asked_parts,
    asked_values,
    own_orders,
)
from carecoord.adapters.codec.fhir_r4.resources.claim_item import asked_items, extended, text
from carecoord.adapters.codec.fhir_r4.resources.claim_parts import Insurance, plans
from carecoord.adapters.codec.fhir_r4.resources.permission import Items, PermissionDraft, asked_part
from carecoord.adapters.codec.fhir_r4.resources.response_item import (
    Adjudication,
    ResponseItem,
    answered_item,
    decided,
    decision,
)
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.authorization_request import RequestError
from carecoord.model.period import Period


class NoteElement(structs.Backbone):
    """ClaimResponse.processNote."""

    number: int | None = None
    text: str | None = None


class ErrorElement(structs.Backbone):
    """ClaimResponse.error."""

    item_sequence: int | None = None
    code: structs.Concept | None = None
    extension: tuple[structs.Extension, ...] = ()


class ResponseResource(structs.WithPatient):
    """FHIR ClaimResponse."""

    use: str | None = None
    status: str | None = None
    type: structs.Concept | None = None
    outcome: str | None = None
    disposition: str | None = None
    created: str | None = None
    insurer: structs.Reference | None = None
    requestor: structs.Reference | None = None
    pre_auth_ref: str | None = None
    pre_auth_period: structs.Span | None = None
    request: structs.Reference | None = None
    item: tuple[ResponseItem, ...] = ()
    add_item: tuple[ResponseItem, ...] = ()
    adjudication: tuple[Adjudication, ...] = ()
    insurance: tuple[Insurance, ...] = ()
    process_note: tuple[NoteElement, ...] = ()
    communication_request: tuple[structs.Reference, ...] = ()
    error: tuple[ErrorElement, ...] = ()


def authorization(r: ResponseResource, at: Entry) -> Draft:
    """Read a ClaimResponse together with the Claim that it answers."""
    claim, there = _claim(at)
    requested = moment(there, claim.created, "created")
    draft = PermissionDraft(
        Authorization,
        {
            **asked_values(claim, there),
            **_answer(r, at),
            "type": concept(at, r.type) or concept(there, claim.type),
            "requested_on": requested,
            "request_identifiers": identifiers(claim.identifiers) if claim.identifier else (),
        },
        {
            "communication_requests": r.communication_request,
            "coverages": plans(r.insurance),
        },
        {
            **asked_parts(claim, there),
            "insurer": participant(r.insurer) or asked_part(participant(claim.insurer)),
            "requestor": participant(r.requestor) or asked_part(participant(claim.provider)),
            "items": Items(asked_items(there, claim.item), _items(at, r)),
        },
    )
    draft.asked_links = {
        "orders": own_orders(claim),
        "coverages": () if r.insurance else plans(claim.insurance),
    }
    at.take_from(there)
    return draft


def _claim(at: Entry) -> tuple[ClaimResource, Entry]:
    """The claim that is answered; an empty one where it is not in this source."""
    asked = at.asked
    if asked is not None and isinstance(asked.resource, ClaimResource):
        return asked.resource, asked
    return ClaimResource(), at


def _answer(r: ResponseResource, at: Entry) -> dict[str, object]:
    """What the answer says of the whole."""
    number = text(r.extension, "administrationreferencenumber")
    return {
        "status": r.status,
        "outcome": r.outcome,
        "disposition": r.disposition,
        "created_on": moment(at, r.created, "created"),
        "number": r.pre_auth_ref or text(r.extension, "authorizationnumber"),
        "period": _period(r, at),
        "notes": tuple(one.text for one in r.process_note if one.text),
        "errors": tuple(_error(at, one) for one in r.error),
        "information_requested": bool(r.communication_request),
        "human_reviewed": _human(r),
        **({} if number is None else {"administration_reference": number}),
    }


def _period(r: ResponseResource, at: Entry) -> Period | None:
    """When it is good; drafts of the guide had an extension for it."""
    if r.pre_auth_period is not None or not r.extension:
        return period(at, r.pre_auth_period, "preAuthPeriod")
    event = find(r.extension, "authorizedeventdate")
    return None if event is None else period(at, event.value_period, "extension")


def _human(r: ResponseResource) -> bool | None:
    reviewer = find(r.extension, "claimresponsereviewer") if r.extension else None
    flag = None if reviewer is None else find(reviewer.extension, "washumanreviewedflag")
    return None if flag is None else flag.value_boolean


def _error(at: Entry, element: ErrorElement) -> RequestError:
    held = find(element.extension, "errorelement") if element.extension else None
    place = None if held is None else held.value_string or text(held.extension, "error")
    return RequestError(
        code=concept(at, element.code),
        item=element.item_sequence,
        follow_up=extended(at, element.extension, "errorfollowupaction"),
        element=place,
        path=text(element.extension, "errorpath"),
    )


def _items(at: Entry, r: ResponseResource) -> tuple[Draft, ...]:
    notes: Mapping[int, str] = {
        one.number: one.text for one in r.process_note if one.number is not None and one.text
    }
    items = [
        answered_item(at, one, f"{name}[{place}]", notes, added=name == "addItem")
        for name, elements in (("item", r.item), ("addItem", r.add_item))
        for place, one in enumerate(elements)
    ]
    return tuple(items) or _whole(r)


def _whole(r: ResponseResource) -> tuple[Draft, ...]:
    """The decision on all items at once: an item of its own that names none of them."""
    values = decided(r.adjudication)
    action = find(r.extension, "reviewaction") if r.extension else None
    if action is not None:
        values = decision(action)
        reason = text(r.extension, "reviewactionreason")
        values["reasons"] = values["reasons"] or ((reason,) if reason else ())
    if not values["review_action"]:
        return ()
    return (Draft(AuthorizationItem, values),)
