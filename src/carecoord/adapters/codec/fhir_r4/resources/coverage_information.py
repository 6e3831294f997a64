"""Da Vinci CRD's extension of orders: what a payer says about them.

Source: HL7 Da Vinci Coverage Requirements Discovery, StructureDefinition ext-coverage-information.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept
from carecoord.adapters.codec.fhir_r4.elements.modifiers import last_segment
from carecoord.adapters.codec.fhir_r4.elements.structs import Extension
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.model.coverage_information import CoverageInformation

_NAME = "ext-coverage-information"


def coverage_information(at: Entry, extensions: Iterable[Extension]) -> tuple[Draft, ...]:
    """Read what payers say, one draft for each time that the extension is there."""
    return tuple(
        [
            _one(at, one, f"extension[{place}]")
            for place, one in enumerate(extensions)
            if last_segment(one.url) == _NAME
        ]
    )


def _one(at: Entry, extension: Extension, where: str) -> Draft:
    held: dict[str, list[Extension]] = {}
    for part in extension.extension:
        held.setdefault(part.url, []).append(part)

    def texts(name: str) -> tuple[str, ...]:
        found = (one.value_code or one.value_string for one in held.get(name, ()))
        return tuple([one for one in found if one is not None])

    def text(name: str) -> str | None:
        return next(iter(texts(name)), None)

    def day(name: str) -> str | None:
        return next((one.value_date or one.value_date_time for one in held.get(name, ())), None)

    reasons = (concept(at, one.value_codeable_concept) for one in held.get("reason", ()))
    billing = (code(at, one.value_coding) for one in held.get("billingCode", ()))
    forms = (one.value_canonical for one in held.get("questionnaire", ()))
    return Draft(
        CoverageInformation,
        {
            "covered": text("covered"),
            "pa_needed": text("pa-needed"),
            "doc_needed": texts("doc-needed"),
            "doc_purpose": texts("doc-purpose"),
            "info_needed": texts("info-needed"),
            "billing_codes": tuple([one for one in billing if one is not None]),
            "reason": tuple([one for one in reasons if one is not None]),
            "questionnaires": tuple([one for one in forms if one is not None]),
            "dated_on": moment(at, day("date"), f"{where}.date"),
            "assertion_id": text("coverage-assertion-id"),
            "satisfied_pa_id": text("satisfied-pa-id"),
            "expires_on": moment(at, day("expiry-date"), f"{where}.expiry-date"),
        },
        {"coverage": next((one.value_reference for one in held.get("coverage", ())), None)},
    )
