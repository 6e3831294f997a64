"""Da Vinci CRD's extension of orders."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import moments, words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.coverage_information import CoverageInformation

_URL = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information"
_PATH = "extension.coverage-information."


def coverage_information(one: CoverageInformation, names: Names) -> e.Json:
    """Write what a payer says of an order."""
    parts = (
        *_each("coverage", "Reference", [names.fact(one.coverage)]),
        *_each("covered", "Code", [words.well_formed(names, _PATH + "covered", one.covered)]),
        *_each("pa-needed", "Code", [words.well_formed(names, _PATH + "pa-needed", one.pa_needed)]),
        *_each(
            "doc-needed", "Code", words.all_well_formed(names, _PATH + "doc-needed", one.doc_needed)
        ),
        *_each(
            "doc-purpose",
            "Code",
            words.all_well_formed(names, _PATH + "doc-purpose", one.doc_purpose),
        ),
        *_each(
            "info-needed",
            "Code",
            words.all_well_formed(names, _PATH + "info-needed", one.info_needed),
        ),
        *_each("billingCode", "Coding", map(e.coding, one.billing_codes)),
        *_each("reason", "CodeableConcept", e.concepts(one.reason)),
        *_each("questionnaire", "Canonical", one.questionnaires),
        *_each("date", "Date", [moments.day(names, _PATH + "date", one.dated_on)]),
        *_each("coverage-assertion-id", "String", [one.assertion_id]),
        *_each("satisfied-pa-id", "String", [one.satisfied_pa_id]),
        *_each("expiry-date", "Date", [moments.day(names, _PATH + "expiry-date", one.expires_on)]),
    )
    return {"extension": list(parts), "url": _URL}


def _each(url: str, kind: str, values: Iterable[object]) -> list[e.Json]:
    return [{"url": url, f"value{kind}": one} for one in values if one]
