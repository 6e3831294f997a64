"""Da Vinci CRD's extension of orders."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import required as r
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.coverage_information import CoverageInformation

_URL = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information"
_PATH = "extension.coverage-information."


def coverage_information(one: CoverageInformation, names: Names) -> e.Json:
    """Write what a payer says of an order."""
    parts = (
        *_each("coverage", "Reference", [names.fact(one.coverage)]),
        *_each("covered", "Code", [r.code(names, one.covered, _PATH + "covered")]),
        *_each("pa-needed", "Code", [r.code(names, one.pa_needed, _PATH + "pa-needed")]),
        *_each("doc-needed", "Code", r.codes(names, one.doc_needed, _PATH + "doc-needed")),
        *_each("doc-purpose", "Code", r.codes(names, one.doc_purpose, _PATH + "doc-purpose")),
        *_each("info-needed", "Code", r.codes(names, one.info_needed, _PATH + "info-needed")),
        *_each("billingCode", "Coding", map(e.coding, one.billing_codes)),
        *_each("reason", "CodeableConcept", e.concepts(one.reason)),
        *_each("questionnaire", "Canonical", one.questionnaires),
        *_each("date", "Date", [r.day(names, one.dated_on, _PATH + "date")]),
        *_each("coverage-assertion-id", "String", [one.assertion_id]),
        *_each("satisfied-pa-id", "String", [one.satisfied_pa_id]),
        *_each("expiry-date", "Date", [r.day(names, one.expires_on, _PATH + "expiry-date")]),
    )
    return {"extension": list(parts), "url": _URL}


def _each(url: str, kind: str, values: Iterable[object]) -> list[e.Json]:
    return [{"url": url, f"value{kind}": one} for one in values if one]
