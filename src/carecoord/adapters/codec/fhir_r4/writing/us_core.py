"""The profiles of US Core that a written resource keeps.

Source: US Core 6.1.0, the structure definitions: the elements with a minimum of 1 in each profile,
its fixed values, and its constraints us-core-1 to us-core-21.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.model.code import Code
from carecoord.model.identifier import Identifier

BASE = "http://hl7.org/fhir/us/core/StructureDefinition/"
_NPI = "http://hl7.org/fhir/sid/us-npi"
_FORMS = {
    _NPI: re.compile(r"[0-9]{10}"),
    "urn:oid:2.16.840.1.113883.4.7": re.compile(r"[0-9]{2}D[0-9]{7}"),
    "urn:oid:2.16.840.1.113883.6.300": re.compile(r"[0-9]{5}"),
}
"""NPI, CLIA and NAIC numbers: us-core-16, us-core-18 and us-core-19."""
_NPI_PREFIX = "80840"


def profiled(name: str, *kept: object) -> Json | None:
    """Write ``meta`` with a profile, where everything that it demands is there."""
    return {"profile": [BASE + name]} if all(kept) else None


def claimed(name: str | None) -> Json:
    """Write the claim to a profile that is kept, if one is, as a part of a resource."""
    return {} if name is None else {"meta": profiled(f"us-core-{name}")}


def is_coded(said: Json | None, *codes: Code) -> bool:
    """Whether a written concept has one of some codes."""
    given = (said or {}).get("coding", ())
    return any(
        one.get("system") == code.system and one.get("code") == code.code
        for one in given
        for code in codes
    )


def whole(identifiers: tuple[Identifier, ...]) -> bool:
    """Whether each business identifier that says anything has system and value."""
    said = (one for one in identifiers if one.system or one.value or one.type)
    return all(one.system and one.value for one in said)


def named(identifiers: tuple[Identifier, ...]) -> bool:
    """Whether there is a business identifier, and each has system and value."""
    return any(one.value for one in identifiers) and whole(identifiers)


def well_formed(identifiers: tuple[Identifier, ...]) -> bool:
    """Whether the numbers of clinicians, laboratories and payers are of their national form."""
    return all(_is_of_form(one) for one in identifiers)


def _is_of_form(one: Identifier) -> bool:
    form = _FORMS.get(one.system or "")
    if form is None:
        return True
    value = one.value or ""
    return form.fullmatch(value) is not None and (one.system != _NPI or _checks(value))


def _checks(npi: str) -> bool:
    """The check digit of an NPI, after the prefix of US health cards: Luhn (us-core-17)."""
    digits = [int(sign) for sign in reversed(_NPI_PREFIX + npi)]
    doubled = (sum(divmod(2 * one, 10)) for one in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def reachable(telecom: Iterable[Json]) -> bool:
    """Whether each written way to reach somebody says how and where."""
    return all("system" in one and "value" in one for one in telecom)
