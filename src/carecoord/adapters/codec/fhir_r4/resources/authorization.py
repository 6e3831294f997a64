"""ClaimResponse, use preauthorization: a payer's answer, item by item.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.1, extensions of
ClaimResponse.item and Claim.item; older exchanges put the review action on the response itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.references import NOT_HERE
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, first_code
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find, is_cancelled, last_segment
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.resources.claim import ClaimItem, ClaimResource, Insurance
from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.identifier import Identifier

_NOTHING = structs.Extension()


class Adjudication(structs.Backbone):
    """ClaimResponse.item.adjudication; the decision is an extension of it."""

    extension: tuple[structs.Extension, ...] = ()


class ResponseItem(structs.Backbone):
    """ClaimResponse.item and ClaimResponse.addItem."""

    item_sequence: int | tuple[int, ...] | None = None
    product_or_service: structs.Concept | None = None
    quantity: structs.Amount | None = None
    adjudication: tuple[Adjudication, ...] = ()
    extension: tuple[structs.Extension, ...] = ()


class ErrorElement(structs.Backbone):
    """ClaimResponse.error."""

    code: structs.Concept | None = None


class ResponseResource(structs.WithPatient):
    """FHIR ClaimResponse."""

    use: str | None = None
    status: str | None = None
    outcome: str | None = None
    disposition: str | None = None
    created: str | None = None
    pre_auth_ref: str | None = None
    pre_auth_period: structs.Span | None = None
    request: structs.Reference | None = None
    item: tuple[ResponseItem, ...] = ()
    add_item: tuple[ResponseItem, ...] = ()
    insurance: tuple[Insurance, ...] = ()
    process_note: tuple[structs.Note, ...] = ()
    error: tuple[ErrorElement, ...] = ()


def authorization(r: ResponseResource, at: Entry) -> Draft:
    """Read a ClaimResponse together with the Claim that it answers."""
    claim = _claim(r, at)
    open_items = [one for one in claim.item if not is_cancelled(one.modifier_extension)]
    errors = (concept(at, one.code) for one in r.error)
    return Draft(
        Authorization,
        {
            "status": r.status,
            "outcome": r.outcome,
            "disposition": r.disposition,
            "created_on": moment(at, r.created, "created"),
            "number": r.pre_auth_ref,
            "period": period(at, r.pre_auth_period, "preAuthPeriod"),
            "items": _items(at, r, open_items),
            "notes": (
                *(one.text for one in r.process_note if one.text),
                *(one.label for one in errors if one is not None),
            ),
        },
        {
            "orders": _orders(claim, open_items),
            "coverages": tuple(
                one.coverage for one in (r.insurance or claim.insurance) if one.coverage is not None
            ),
        },
    )


def _claim(r: ResponseResource, at: Entry) -> ClaimResource:
    """The claim that is answered; an empty one where it is not in this source."""
    if r.request is None:
        return ClaimResource()
    found = at.directory.find(r.request, at)
    if found is None and (r.request.reference or r.request.identifier):
        at.count("request", NOT_HERE)
    asked = found.resource if found is not None else None
    return asked if isinstance(asked, ClaimResource) else ClaimResource()


def _orders(claim: ClaimResource, items: list[ClaimItem]) -> tuple[structs.Reference, ...]:
    """What permission was asked for: the services of the items, else the claim's own links."""
    services = tuple(
        one.value_reference
        for item in items
        for one in item.extension
        if last_segment(one.url).endswith("requestedservice") and one.value_reference is not None
    )
    own = (claim.prescription, claim.referral)
    return services or tuple(one for one in own if one is not None)


def _items(at: Entry, r: ResponseResource, asked: list[ClaimItem]) -> tuple[AuthorizationItem, ...]:
    by_sequence = {one.sequence: one for one in asked if one.sequence is not None}
    by_trace = {trace: one for one in asked for trace in _traces(one.extension)}
    items: list[AuthorizationItem] = []
    for name, elements in (("item", r.item), ("addItem", r.add_item)):
        for place, one in enumerate(elements):
            sequence = one.item_sequence if isinstance(one.item_sequence, int) else None
            claimed = by_sequence.get(sequence) if sequence is not None else None
            if claimed is None:
                claimed = next(
                    (by_trace[t] for t in _traces(one.extension) if t in by_trace), ClaimItem()
                )
            items.append(_item(at, one, claimed, f"{name}[{place}]"))
    whole = find(r.extension, "reviewaction")
    if not items and whole is not None:
        action, reasons, number = _decision(whole)
        items.append(AuthorizationItem(review_action=action, reasons=reasons, number=number))
    return tuple(items)


def _item(at: Entry, element: ResponseItem, claimed: ClaimItem, where: str) -> AuthorizationItem:
    """One service: what was decided, for when, how much of it."""
    decisions = (find(one.extension, "reviewaction") for one in element.adjudication)
    decision = next((one for one in decisions if one is not None), _NOTHING)
    action, reasons, number = _decision(decision)
    span = find(element.extension, "itempreauthperiod") or _NOTHING
    detail = find(element.extension, "authorizeditemdetail", "itemauthorizeddetail") or _NOTHING
    service = find(detail.extension, "productorservicecode") or _NOTHING
    granted = find(detail.extension, "quantity") or _NOTHING
    units = quantity(at, granted.value_quantity or element.quantity, f"{where}.quantity")
    asked = quantity(at, claimed.quantity, f"{where}.requested")
    unit = units if units is not None and units.unit else asked
    return AuthorizationItem(
        sequence=element.item_sequence if isinstance(element.item_sequence, int) else None,
        code=concept(at, service.value_codeable_concept)
        or concept(at, element.product_or_service)
        or concept(at, claimed.product_or_service),
        review_action=action,
        reasons=reasons,
        number=number,
        period=period(at, span.value_period, f"{where}.extension"),
        requested=None if asked is None else asked.value,
        units=None if units is None else units.value,
        unit=None if unit is None else unit.unit,
        traces=tuple(_traces(element.extension)),
    )


def _decision(
    action: structs.Extension,
) -> tuple[str | None, tuple[str, ...], str | None]:
    """X12 278 HCR01, its reasons (HCR03), and the certification number (HCR02)."""
    parts = action.extension
    code = find(parts, "reviewactioncode", "code") or _NOTHING
    number = find(parts, "number")
    reasons = (
        first_code(one.value_codeable_concept)
        for one in parts
        if last_segment(one.url).endswith("reasoncode")
    )
    return (
        first_code(code.value_codeable_concept) or action.value_string or action.value_code,
        tuple(one for one in reasons if one is not None),
        number.value_string if number is not None else None,
    )


def _traces(extensions: Iterable[structs.Extension]) -> list[Identifier]:
    return [
        identifier(one.value_identifier)
        for one in extensions
        if last_segment(one.url).endswith("itemtracenumber") and one.value_identifier is not None
    ]
