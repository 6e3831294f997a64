"""Extensions that a reader must understand: a modifier turns the meaning of what carries it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from carecoord.adapters.codec.fhir_r4.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.entry import Entry
from carecoord.adapters.codec.fhir_r4.structs import Extension, Resource

_ITEM_MODIFIERS = frozenset({"modifierextension-infocancelled", "extension-itemcancelled"})
_REQUESTS = frozenset({"MedicationRequest", "ServiceRequest", "DeviceRequest"})
_EVENTS = frozenset({"Observation", "Procedure", "Immunization", "Communication"})
NOT_UNDERSTOOD = "modifier extension not understood"


def last_segment(url: str) -> str:
    """The name at the end of an extension's URL, in lower case."""
    return url.rsplit("/", 1)[-1].lower()


def find(extensions: Iterable[Extension], *names: str) -> Extension | None:
    """The first extension whose URL ends with one of these names, in lower case."""
    return next((one for one in extensions if last_segment(one.url).endswith(names)), None)


def is_understood(resource: Resource, kind: str) -> bool:
    """Whether every modifier extension of the resource itself is one that this reader obeys."""
    return all(
        (kind in _REQUESTS and last_segment(one.url).endswith("donotperform"))
        or (kind in _EVENTS and last_segment(one.url).endswith("notdone"))
        for one in resource.modifier_extension
    )


def do_not_perform(resource: Resource, element: bool | None) -> bool:  # noqa: FBT001  an element
    """Whether a request forbids: by its element, an extension in either place, or its profile."""
    if element:
        return True
    for one in (*resource.modifier_extension, *resource.extension):
        if last_segment(one.url).endswith("donotperform") and one.value_boolean:
            return True
    return _profiled(resource, "notrequested")


def not_done(resource: Resource) -> bool:
    """Whether an event did not take place, by a modifier extension."""
    return any(
        last_segment(one.url).endswith("notdone") and one.value_boolean is not False
        for one in resource.modifier_extension
    )


def _profiled(resource: Resource, ending: str) -> bool:
    return resource.meta is not None and any(
        profile.partition("|")[0].lower().endswith(ending) for profile in resource.meta.profile
    )


def without_unknown(entry: Entry, value: Any, field: str) -> Any:  # noqa: ANN401  decoded JSON
    """Take away the elements, below the resource itself, that carry an unknown modifier."""
    if is_list(value):
        kept = (without_unknown(entry, one, f"{field}[{place}]") for place, one in enumerate(value))
        return [one for one in kept if one is not None]
    if not is_object(value):
        return value
    if field and not _all_known(value.get("modifierExtension")):
        entry.problem(field, f"{NOT_UNDERSTOOD}; the element is left out")
        return None
    return {
        name: one
        if name in {"contained", "extension", "text", "modifierExtension"}
        else without_unknown(entry, one, f"{field}.{name}" if field else name)
        for name, one in value.items()
    }


def _all_known(modifiers: object) -> bool:
    return not modifiers or (
        is_list(modifiers)
        and all(
            is_object(one) and last_segment(str(one.get("url", ""))) in _ITEM_MODIFIERS
            for one in modifiers
        )
    )


def is_cancelled(modifiers: tuple[Extension, ...]) -> bool:
    """Whether an item of a request for permission was withdrawn."""
    return any(
        last_segment(one.url) in _ITEM_MODIFIERS and one.value_boolean is not False
        for one in modifiers
    )
