"""Extensions that a reader must understand: a modifier turns the meaning of what carries it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from carecoord.adapters.codec.fhir_r4.elements.structs import Extension, Resource

_ITEM_MODIFIERS = frozenset({"modifierextension-infocancelled", "extension-itemcancelled"})
_REQUESTS = frozenset(
    {"CommunicationRequest", "MedicationRequest", "ServiceRequest", "DeviceRequest"}
)
_EVENTS = frozenset(
    {
        "Communication",
        "Immunization",
        "MedicationAdministration",
        "MedicationDispense",
        "Observation",
        "Procedure",
    }
)
_LONGEST = 256
"""Characters at the end of a URL in which its last name is looked for."""


def last_segment(url: str) -> str:
    """The name at the end of an extension's URL, in lower case."""
    return _last_segment(url[-_LONGEST:])


@lru_cache(maxsize=1 << 12)
def _last_segment(url: str) -> str:
    return url.rsplit("/", 1)[-1].lower()


def find(extensions: Iterable[Extension], *names: str) -> Extension | None:
    """The first extension whose URL ends with one of these names, in lower case."""
    for one in extensions:
        if last_segment(one.url).endswith(names):
            return one
    return None


def is_understood(resource: Resource, kind: str) -> bool:
    """Whether every modifier extension of the resource itself is one that this reader obeys."""
    return all(
        (kind in _REQUESTS and last_segment(one.url).endswith("donotperform"))
        or (kind in _EVENTS and last_segment(one.url).endswith("notdone"))
        for one in resource.modifier_extension
    )


def do_not_perform(resource: Resource, element: bool | None) -> bool:  # noqa: FBT001  an element
    """Whether a request forbids: by its element, an extension in either place, or its profile.

    An element of which only the extensions are there, not the value, may forbid: it is taken so.
    """
    valueless = element is None and getattr(resource, "do_not_perform_beside", None) is not None
    if (
        element
        or valueless
        or any(
            last_segment(one.url).endswith("donotperform") and one.value_boolean is not False
            for one in resource.modifier_extension
        )
    ):
        return True
    for one in resource.extension:
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


def is_item_modifier(url: str) -> bool:
    """Whether a modifier extension is one that the items of a Claim may carry."""
    return last_segment(url) in _ITEM_MODIFIERS


def is_membership(url: str) -> bool:
    """Whether a modifier extension is the one with which senders end a membership of a team."""
    return last_segment(url).endswith("participant.status")


def is_cancelled(modifiers: tuple[Extension, ...]) -> bool:
    """Whether an item of a request for permission was withdrawn."""
    return any(is_item_modifier(one.url) and one.value_boolean is not False for one in modifiers)
