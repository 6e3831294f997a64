"""Claim.item: one service that permission is asked for.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.2.1, extensions
of Claim.item.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import money, number, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import bare, concept, concepts, first_code
from carecoord.adapters.codec.fhir_r4.elements.modifiers import (
    find,
    is_cancelled,
    is_item_modifier,
    last_segment,
)
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment_or_period
from carecoord.adapters.codec.fhir_r4.reasons import MODIFIED
from carecoord.model.authorization_decision import CANCEL
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.code import CodeableConcept
from carecoord.model.identifier import Identifier


class ClaimItem(Struct, rename="camel", gc=False):
    """Claim.item; its modifiers are looked at by the reader."""

    sequence: int | None = None
    care_team_sequence: tuple[int, ...] = ()
    diagnosis_sequence: tuple[int, ...] = ()
    information_sequence: tuple[int, ...] = ()
    category: structs.Concept | None = None
    product_or_service: structs.Concept | None = None
    modifier: tuple[structs.Concept, ...] = ()
    serviced_date: str | None = None
    serviced_period: structs.Span | None = None
    location_codeable_concept: structs.Concept | None = None
    quantity: structs.Amount | None = None
    unit_price: structs.Price | None = None
    extension: tuple[structs.Extension, ...] = ()
    modifier_extension: tuple[structs.Extension, ...] = ()
    obeyed: ClassVar[Callable[[str], bool]] = staticmethod(is_item_modifier)


def asked_items(at: Entry, items: tuple[ClaimItem, ...]) -> tuple[Draft, ...]:
    """The services asked for; one with a modifier that is not understood is left out."""
    drafts: list[Draft] = []
    for place, one in enumerate(items):
        where = f"item[{place}]"
        if all(is_item_modifier(modifier.url) for modifier in one.modifier_extension):
            drafts.append(_item(at, one, where))
        else:
            at.problem(f"{where}.modifierExtension", MODIFIED)
    return tuple(drafts)


def _item(at: Entry, element: ClaimItem, where: str) -> Draft:
    extensions = element.extension
    kind = _said(extensions, "certificationtype")
    cancelled = is_cancelled(element.modifier_extension) or kind == CANCEL
    # What was withdrawn asks for nothing.
    asked = None if cancelled else quantity(at, element.quantity, f"{where}.quantity")
    changed = find(extensions, "infochanged")
    services = tuple(
        one.value_reference
        for one in extensions
        if last_segment(one.url).endswith("requestedservice") and one.value_reference is not None
    )
    return Draft(
        AuthorizationItem,
        {
            "sequence": element.sequence,
            "code": concept(at, element.product_or_service),
            "category": concept(at, element.category),
            "modifiers": concepts(at, element.modifier),
            "requested": None if asked is None else asked.value,
            "unit": None if asked is None else asked.unit,
            "requested_price": money(at, element.unit_price, f"{where}.unitPrice"),
            "serviced": moment_or_period(
                at, element.serviced_date, element.serviced_period, f"{where}.serviced"
            ),
            "location": concept(at, element.location_codeable_concept),
            "request_type": extended(at, extensions, "serviceitemrequesttype"),
            "certification_type": extended(at, extensions, "certificationtype"),
            "changed": changed.value_code if changed is not None else None,
            "cancelled": cancelled,
            "unanswered": True,
            "traces": traces(extensions),
            "previous_number": text(extensions, "authorizationnumber"),
            "administration_reference": text(extensions, "administrationreferencenumber"),
            **_of_institutions(at, extensions, where),
            "diagnosis_sequences": element.diagnosis_sequence,
            "care_team_sequences": element.care_team_sequence,
            "information_sequences": element.information_sequence,
        },
        {"orders": services},
    )


def _of_institutions(
    at: Entry, extensions: tuple[structs.Extension, ...], where: str
) -> dict[str, object]:
    """What only some services have, those of nursing homes and of children's screening."""
    screening = find(extensions, "epsdtindicator") if extensions else None
    limit = find(extensions, "revenueunitratelimit") if extensions else None
    return {
        "early_screening": None if screening is None else screening.value_boolean,
        "nursing_home_status": extended(at, extensions, "nursinghomeresidentialstatus"),
        "nursing_home_level": extended(at, extensions, "nursinghomelevelofcare"),
        "rate_limit": None
        if limit is None
        else number(at, limit.value_decimal, f"{where}.extension"),
    }


def extended(
    at: Entry, extensions: tuple[structs.Extension, ...], name: str
) -> CodeableConcept | None:
    """The concept that an extension holds, be it written as one or as a code."""
    found = find(extensions, name) if extensions else None
    if found is None:
        return None
    return concept(at, found.value_codeable_concept) or bare(found.value_code or found.value_string)


def text(extensions: tuple[structs.Extension, ...], name: str) -> str | None:
    """The text that an extension holds."""
    found = find(extensions, name) if extensions else None
    return None if found is None else found.value_string


def traces(extensions: tuple[structs.Extension, ...]) -> tuple[Identifier, ...]:
    """The trace numbers of an item."""
    return tuple(
        identifier(one.value_identifier)
        for one in extensions
        if last_segment(one.url).endswith("itemtracenumber") and one.value_identifier is not None
    )


def _said(extensions: tuple[structs.Extension, ...], name: str) -> str | None:
    found = find(extensions, name)
    if found is None:
        return None
    return first_code(found.value_codeable_concept) or found.value_code or found.value_string
