"""ClaimResponse.item and addItem: what a payer says of one service."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import moments
from carecoord.adapters.codec.fhir_r4.writing.absence import known
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import (
    ADJUDICATION,
    GUIDE,
    REASONS,
    REVIEW_ACTIONS,
    extension,
    part,
    present,
)
from carecoord.adapters.codec.fhir_r4.writing.resources.claim_item import (
    positive,
    shared_extensions,
)
from carecoord.model.actor import Actor
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.period import Period

_SUBMITTED: e.Json = {"coding": [{"system": ADJUDICATION, "code": "submitted"}]}


def answered_item(
    item: AuthorizationItem, sequence: int, notes: tuple[str, ...], names: Names, *, alone: bool
) -> e.Json:
    """Write what the payer says of an item that was asked for.

    ``alone`` is whether the request is not written beside it, which would say what the item is.
    """
    return e.element(
        extension=present(
            (
                *_extensions(item, names),
                *_requested(item),
                *(_provider(one, names) for one in item.providers),
                _detail(item, alone=alone),
            )
        ),
        itemSequence=sequence,
        noteNumber=_note_numbers(item, notes, names),
        adjudication=[adjudication(item)],
    )


def added_item(item: AuthorizationItem, notes: tuple[str, ...], names: Names) -> e.Json:
    """Write what the payer put in the place of what was asked for."""
    providers = (names.actor(one) for one in item.providers)
    return e.element(
        extension=present(
            (
                *_extensions(item, names),
                extension(
                    "serviceItemRequestType", "CodeableConcept", e.concept(item.request_type)
                ),
                extension(
                    "certificationType", "CodeableConcept", e.concept(item.certification_type)
                ),
                extension("itemCategory", "CodeableConcept", e.concept(item.category)),
            )
        ),
        itemSequence=positive(item.added_for),
        provider=[one for one in providers if one is not None],
        productOrService=known(e.concept(item.code)),
        modifier=e.concepts(item.modifiers),
        **moments.day_or_period(names, "addItem.serviced", "serviced", item.serviced),
        locationCodeableConcept=e.concept(item.location),
        quantity=e.number(item.units, item.unit),
        unitPrice=e.money(item.unit_price),
        noteNumber=_note_numbers(item, notes, names),
        adjudication=[adjudication(item)],
    )


def adjudication(item: AuthorizationItem) -> e.Json:
    """Write the decision."""
    parts = present(
        (
            part("number", "String", item.number),
            extension(
                "reviewActionCode", "CodeableConcept", e.bound(item.review_action, REVIEW_ACTIONS)
            ),
            *(part("reasonCode", "CodeableConcept", e.bound(o, REASONS)) for o in item.reasons),
            part("secondSurgicalOpinionFlag", "Boolean", item.second_opinion),
        )
    )
    action = {"url": f"{GUIDE}extension-reviewAction", "extension": parts}
    return e.element(extension=[action] if parts else [], category=_SUBMITTED)


def _extensions(item: AuthorizationItem, names: Names) -> list[e.Json]:
    issued = moments.day(names, "item.issued_on", item.issued_on)
    return present(
        (
            *shared_extensions(item, names),
            extension("itemPreAuthIssueDate", "Date", issued),
            extension("itemPreAuthPeriod", "Period", e.period(item.period)),
        )
    )


def _requested(item: AuthorizationItem) -> list[e.Json]:
    """When the service was asked for."""
    kind, value = (
        ("Period", e.period(item.serviced))
        if isinstance(item.serviced, Period)
        else ("DateTime", e.moment(item.serviced))
    )
    return present((extension("itemRequestedServiceDate", kind, value),))


def _provider(actor: Actor, names: Names) -> e.Json | None:
    who = names.actor(actor)
    kinds = (extension("authorizedProviderType", "CodeableConcept", r) for r in _roles(actor))
    parts = present((part("provider", "Reference", who), *kinds))
    return {"url": f"{GUIDE}extension-itemAuthorizedProvider", "extension": parts} if who else None


def _roles(actor: Actor) -> list[e.Json]:
    return e.concepts(actor.roles[:1])


def _detail(item: AuthorizationItem, *, alone: bool) -> e.Json | None:
    """What was granted; the service where an amount of it is, or where it is another."""
    granted = (item.units, item.unit_price, item.requested_code)
    told = alone or any(one is not None for one in granted)
    modifiers = e.concepts(item.modifiers) if told else []
    parts = present(
        (
            part("productOrServiceCode", "CodeableConcept", e.concept(item.code) if told else None),
            *(part("modifier", "CodeableConcept", one) for one in modifiers),
            part("unitPrice", "Money", e.money(item.unit_price)),
            part("quantity", "Quantity", e.number(item.units, item.unit)),
        )
    )
    if not parts:
        return None
    return {"url": f"{GUIDE}extension-itemAuthorizedDetail", "extension": parts}


def _note_numbers(item: AuthorizationItem, notes: tuple[str, ...], names: Names) -> list[int]:
    """The numbers of its notes among those of the answer."""
    if not set(notes).issuperset(item.notes):
        names.lost("item.notes", "a note that is not among those of the answer")
    return [notes.index(one) + 1 for one in item.notes if one in notes]
