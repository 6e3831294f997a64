"""DocumentReference."""

from __future__ import annotations

import re

from carecoord.adapters.codec.fhir_r4.writing import absence, moments, required, us_core, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import several, who
from carecoord.model.code import LOINC, Code, CodeableConcept
from carecoord.model.document_reference import (
    DocumentContent,
    DocumentReference,
    DocumentRelation,
)

_UNKNOWN = Code("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "UNK")
_SEVERAL = 2
_RELATIONS = frozenset({"replaces", "transforms", "signs", "appends"})
_TOKEN = re.compile(r"\S+( \S+)*")
_ADDRESS = re.compile(r"\S+")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def document(fact: DocumentReference, names: Names) -> e.Json:
    """Write a DocumentReference."""
    code, category = e.concept(fact.code), e.concepts(fact.category)
    contents = [_content(one, names) for one in fact.contents]
    if not contents:
        names.lacking("content", "FHIR demands where the document is")
    kept = (
        _is_typed(fact.code)
        and category
        and all("url" in one["attachment"] for one in contents)
        and len(fact.encounters) < _SEVERAL
    )
    return e.element(
        resourceType="DocumentReference",
        **us_core.claimed("documentreference" if kept else None),
        status=required.status_or_unknown(names, fact),
        docStatus=required.word_of(names, fact, "doc_status", "docStatus"),
        type=code,
        category=category,
        subject=names.subject(),
        date=moments.instant(names, "date", fact.date),
        author=several(fact.authors, "author", names),
        authenticator=who(fact.authenticator, "authenticator", names),
        custodian=who(fact.custodian, "custodian", names),
        relatesTo=[said for one in fact.relates_to if (said := _relation(one, names))],
        description=fact.description,
        content=contents,
        context=e.element(
            encounter=names.facts(fact.encounters),
            period=e.period(fact.period),
            facilityType=e.concept(fact.facility_type),
            practiceSetting=e.concept(fact.practice_setting),
        ),
    )


def _is_typed(code: CodeableConcept | None) -> bool:
    """Whether its type is one of LOINC's, or said to be unknown: US Core takes no other."""
    return any(one.system == LOINC or one == _UNKNOWN for one in code.coding) if code else False


def _content(content: DocumentContent, names: Names) -> e.Json:
    where = "content.attachment"
    held = e.element(
        contentType=_formed(content.content_type, _TOKEN, f"{where}.contentType", names),
        language=_formed(content.language, _TOKEN, f"{where}.language", names),
        url=_formed(content.url, _ADDRESS, f"{where}.url", names),
        size=words.positive(names, f"{where}.size", content.size, 0),
        hash=_formed(content.hash, _BASE64, f"{where}.hash", names),
        title=content.title,
        creation=e.moment(content.created_on),
    )
    return e.element(attachment=absence.known(held), format=e.coding(content.format))


def _formed(text: str | None, form: re.Pattern[str], element: str, names: Names) -> str | None:
    """A text of a form that FHIR fixes; another has no place."""
    if not text or form.fullmatch(text):
        return text or None
    names.lost(element, "not of the form that FHIR demands")
    return None


def _relation(relation: DocumentRelation, names: Names) -> e.Json | None:
    """What it is to another document; FHIR demands both the word and the document."""
    code = words.word(names, "relatesTo.code", relation.code, _RELATIONS)
    target = names.fact(relation.document)
    if code and target:
        return {"code": code, "target": target}
    if code or target:
        names.lost("relatesTo", "a relation without its kind or without its other document")
    return None
