"""Words of the value sets that FHIR fixes, and codes and numbers within its bounds.

Source: HL7 FHIR R4 (4.0.1), the required bindings of the types written here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names

ADDRESS_TYPES = frozenset({"postal", "physical", "both"})
ADDRESS_USES = frozenset({"home", "work", "temp", "old", "billing"})
DAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
EVENT_STATES = frozenset(
    {
        "preparation",
        "in-progress",
        "not-done",
        "on-hold",
        "stopped",
        "completed",
        "entered-in-error",
        "unknown",
    }
)
GENDERS = frozenset({"male", "female", "other", "unknown"})
NAME_USES = frozenset({"usual", "official", "temp", "nickname", "anonymous", "old", "maiden"})
PRIORITIES = frozenset({"routine", "urgent", "asap", "stat"})
REACH_SYSTEMS = frozenset({"phone", "fax", "email", "pager", "url", "sms", "other"})
REACH_USES = frozenset({"home", "work", "temp", "old", "mobile"})
REQUEST_STATES = frozenset(
    {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
)
UNITS = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
WHEN = frozenset(
    {
        *(f"{part}{when}" for part in ("MORN", "AFT", "EVE") for when in ("", ".early", ".late")),
        *(f"{side}{meal}" for side in ("", "A", "P") for meal in ("C", "CM", "CD", "CV")),
        *("NOON", "NIGHT", "PHS", "HS", "WAKE"),
    }
)

_NOT_IN_THE_SET = "FHIR's set of words does not hold this one"
_CODE = re.compile(r"[^\s]+( [^\s]+)*")


def word(
    names: Names,
    element: str,
    value: str | None,
    allowed: Collection[str],
    instead: str | None = None,
) -> str | None:
    """Write a word of a set that FHIR fixes; any other is noted, and ``instead`` given."""
    if value in allowed:
        return value
    if value:
        names.lost(element, _NOT_IN_THE_SET)
    return instead


def several(
    names: Names, element: str, values: Iterable[str], allowed: Collection[str]
) -> list[str]:
    """Write the words that are of the set."""
    found = (word(names, element, one, allowed) for one in values)
    return [one for one in found if one is not None]


def as_element(names: Names, element: str, value: str | None, allowed: Collection[str]) -> Json:
    """Write a word, if it is of the set, under its element, of which ``element`` is the path."""
    found = word(names, element, value, allowed)
    return {} if found is None else {element.rsplit(".", 1)[-1]: found}


def demanded(names: Names, element: str, value: str | None, allowed: Collection[str]) -> str | None:
    """Write a word that FHIR demands and whose set has none for what is not known."""
    found = word(names, element, value, allowed)
    if found is None:
        names.lacking(element, "FHIR demands a word of its set, and knows none for not known")
    return found


def positive(names: Names, element: str, value: int | None, least: int = 1) -> int | None:
    """Write a whole number that FHIR wants to be at least one, or another least."""
    if value is not None and value < least:
        names.lost(element, f"FHIR takes no number below {least} here")
        return None
    return value


def uri(names: Names, element: str, value: str | None) -> str | None:
    """Write an address; one with blanks inside is none."""
    if value and any(sign.isspace() for sign in value):
        names.lost(element, "an address has no blanks")
        return None
    return value


def code(value: str | None) -> str | None:
    """Write a code of a set that FHIR leaves open: blanks only stand alone, inside."""
    return " ".join(value.split()) or None if value else None


def well_formed(names: Names, element: str, value: str | None) -> str | None:
    """Write a code whose blanks mean something: one that FHIR does not allow is noted."""
    if value is None or _CODE.fullmatch(value):
        return value
    names.lost(element, "not of the form of a code; left out")
    return None


def all_well_formed(names: Names, element: str, values: Iterable[str]) -> list[str]:
    """Write several of them."""
    found = (well_formed(names, element, one) for one in values)
    return [one for one in found if one is not None]
