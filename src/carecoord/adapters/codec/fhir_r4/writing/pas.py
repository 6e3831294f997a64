"""Names of Da Vinci Prior Authorization Support, and of the X12 code systems that it binds.

Source: PAS implementation guide 2.0.1 and 2.2.1, structure definitions; the addresses are the same
in both. X12's codes are identifiers here: their descriptions are X12's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.model.moment import ClinicalTime

GUIDE = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
CANCELLED = f"{GUIDE}modifierextension-infoCancelled"
REVIEW_ACTIONS = "https://codesystem.x12.org/005010/306"
REASONS = "https://codesystem.x12.org/external/886"
ADJUDICATION = "http://terminology.hl7.org/CodeSystem/adjudication"


def extension(name: str, kind: str, value: object) -> e.Json | None:
    """An extension of the guide with its value; None where there is none."""
    return part(f"{GUIDE}extension-{name}", kind, value)


def part(name: str, kind: str, value: object) -> e.Json | None:
    """A part of a complex extension, under its bare name."""
    return None if value in (None, "", {}) else {"url": name, f"value{kind}": value}


def present(extensions: Iterable[e.Json | None]) -> list[e.Json]:
    """Those that say something."""
    return [one for one in extensions if one]


def is_whole_day(value: ClinicalTime | None) -> bool:
    """Whether it is a full date, as the guide demands of dates."""
    return isinstance(value, date) and not isinstance(value, datetime)
