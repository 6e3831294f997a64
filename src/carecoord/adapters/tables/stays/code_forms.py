"""Which system a code that the tables do not know seems to be of, by how it is written."""

from __future__ import annotations

import re

_DIAGNOSES = (
    (re.compile(r"\d{3,5}|[VE]\d{2,4}"), "looks like ICD-9-CM"),
    (re.compile(r"\d{6,18}"), "looks like SNOMED CT"),
    (re.compile(r"(?![A-Z]\d[0-9A-Z]{1,5}$).*"), "is not written like ICD-10-CM"),
)
_PROCEDURES = (
    (re.compile(r"\d{2,4}"), "looks like ICD-9-CM"),
    (re.compile(r"\d{4}[0-9A-Z]"), "looks like CPT"),
    (re.compile(r"[A-Z]\d{4}"), "looks like HCPCS"),
    (re.compile(r"\d{6}|\d{8,18}"), "looks like SNOMED CT"),
    (re.compile(r"(?![0-9A-HJ-NP-Z]{7}$).*"), "is not written like ICD-10-PCS"),
)
UNKNOWN = "is not in the tables"


def of_diagnosis(code: str) -> str | None:
    """What a principal diagnosis looks like; None for one of ICD-10-CM."""
    return _of(code, _DIAGNOSES)


def of_procedure(code: str) -> str | None:
    """What a procedure looks like; None for one of ICD-10-PCS."""
    return _of(code, _PROCEDURES)


def _of(code: str, forms: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    return next((told for form, told in forms if form.fullmatch(code)), None)
