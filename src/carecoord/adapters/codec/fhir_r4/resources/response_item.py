"""ClaimResponse.item and addItem: what the payer says of one service.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.2.1, extensions
of ClaimResponse.item and ClaimResponse.addItem. X12 codes are identifiers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import money, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts, first_code
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find, last_segment
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period, period
from carecoord.adapters.codec.fhir_r4.resources.claim_item import extended, text, traces
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.code import CodeableConcept

_NOTHING = structs.Extension()


class Adjudication(structs.Backbone):
    """ClaimResponse.item.adjudication; the decision is an extension of it."""

    extension: tuple[structs.Extension, ...] = ()


class ResponseItem(structs.Backbone):
    """ClaimResponse.item and ClaimResponse.addItem."""

    item_sequence: int | tuple[int, ...] | None = None
    provider: tuple[structs.Reference, ...] = ()
    product_or_service: structs.Concept | None = None
    modifier: tuple[structs.Concept, ...] = ()
    serviced_date: str | None = None
    serviced_period: structs.Span | None = None
    location_codeable_concept: structs.Concept | None = None
    quantity: structs.Amount | None = None
    unit_price: structs.Price | None = None
    note_number: tuple[int, ...] = ()
    adjudication: tuple[Adjudication, ...] = ()
    extension: tuple[structs.Extension, ...] = ()


def answered_item(
    at: Entry, element: ResponseItem, where: str, notes: Mapping[int, str], *, added: bool
) -> Draft:
    """One service: what was decided, for when, how much of it; ``notes`` are by number."""
    extensions = element.extension
    detail = find(extensions, "authorizeditemdetail", "itemauthorizeddetail") or _NOTHING
    granted = find(detail.extension, "quantity") or _NOTHING
    units = quantity(at, granted.value_quantity or element.quantity, f"{where}.quantity")
    span = find(extensions, "itempreauthperiod") or _NOTHING
    issued = find(extensions, "itempreauthissuedate") or _NOTHING
    sequences = element.item_sequence
    single = isinstance(sequences, int)
    return Draft(
        AuthorizationItem,
        {
            **decided(element.adjudication),
            "sequence": sequences if single and not added else None,
            "added": added,
            "added_for": _numbers(sequences) if added else (),
            "code": _code(at, detail, element),
            "modifiers": _modifiers(at, detail, element),
            "period": period(at, span.value_period, f"{where}.extension"),
            "units": None if units is None else units.value,
            "unit": None if units is None else units.unit,
            "unit_price": _price(at, detail, element, f"{where}.unitPrice"),
            "serviced": _serviced(at, element, where),
            "issued_on": moment(at, issued.value_date, f"{where}.extension"),
            "location": concept(at, element.location_codeable_concept),
            "category": extended(at, extensions, "itemcategory"),
            "request_type": extended(at, extensions, "serviceitemrequesttype"),
            "certification_type": extended(at, extensions, "certificationtype"),
            "traces": traces(extensions),
            "previous_number": text(extensions, "authorizationnumber"),
            "administration_reference": text(extensions, "administrationreferencenumber"),
            "notes": tuple(notes[one] for one in element.note_number if one in notes),
        },
        {"orders": _orders(extensions)},
        {"providers": _providers(at, element)},
    )


def decided(adjudications: Iterable[Adjudication]) -> dict[str, object]:
    """The decision, in the first adjudication that holds one."""
    found = (find(one.extension, "reviewaction") for one in adjudications)
    return decision(next((one for one in found if one is not None), _NOTHING))


def decision(action: structs.Extension) -> dict[str, object]:
    """X12 278 HCR01, its reasons (HCR03), and the certification number (HCR02)."""
    parts = action.extension
    code = find(parts, "reviewactioncode", "code") or _NOTHING
    opinion = find(parts, "secondsurgicalopinionflag") or _NOTHING
    reasons = (
        first_code(one.value_codeable_concept)
        for one in parts
        if last_segment(one.url).endswith("reasoncode")
    )
    return {
        "review_action": first_code(code.value_codeable_concept)
        or action.value_string
        or action.value_code,
        "reasons": tuple(one for one in reasons if one is not None),
        "number": text(parts, "number"),
        "second_opinion": opinion.value_boolean,
    }


def _code(at: Entry, detail: structs.Extension, element: ResponseItem) -> CodeableConcept | None:
    """What was granted, else what the item is about."""
    service = find(detail.extension, "productorservicecode") or _NOTHING
    return concept(at, service.value_codeable_concept) or concept(at, element.product_or_service)


def _modifiers(
    at: Entry, detail: structs.Extension, element: ResponseItem
) -> tuple[CodeableConcept, ...]:
    granted = (
        concept(at, one.value_codeable_concept)
        for one in detail.extension
        if last_segment(one.url) == "modifier"
    )
    return tuple(one for one in granted if one is not None) or concepts(at, element.modifier)


def _price(at: Entry, detail: structs.Extension, element: ResponseItem, where: str) -> object:
    granted = find(detail.extension, "unitprice") or _NOTHING
    return money(at, granted.value_money or element.unit_price, where)


def _serviced(at: Entry, element: ResponseItem, where: str) -> object:
    """When the service was asked for, as the payer repeats it."""
    asked = find(element.extension, "itemrequestedservicedate")
    if asked is None:
        return moment_or_period(
            at, element.serviced_date, element.serviced_period, f"{where}.serviced"
        )
    return moment_or_period(
        at, asked.value_date_time or asked.value_date, asked.value_period, f"{where}.extension"
    )


def _numbers(sequences: int | tuple[int, ...] | None) -> tuple[int, ...]:
    if sequences is None:
        return ()
    return (sequences,) if isinstance(sequences, int) else sequences


def _orders(extensions: tuple[structs.Extension, ...]) -> tuple[structs.Reference, ...]:
    return tuple(
        one.value_reference
        for one in extensions
        if last_segment(one.url).endswith("requestedservice") and one.value_reference is not None
    )


def _providers(at: Entry, element: ResponseItem) -> tuple[Participant, ...]:
    """Who may give the service: by the extension of an item, by the element of an added one."""
    named = [Participant(one) for one in element.provider]
    for one in element.extension:
        if last_segment(one.url).endswith("authorizedprovider"):
            who = find(one.extension, "provider") or _NOTHING
            kind = extended(at, one.extension, "providertype")
            if who.value_reference is not None:
                named.append(Participant(who.value_reference, () if kind is None else (kind,)))
    return tuple(named)
