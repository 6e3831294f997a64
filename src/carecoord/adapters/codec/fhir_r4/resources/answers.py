"""QuestionnaireResponse, its tree laid flat."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import (
    Draft,
    Participant,
    participant,
    pointing,
)
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.parameters import answered
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.elements.values import FurtherValued
from carecoord.adapters.codec.fhir_r4.reasons import NOT_ANSWERED, QUESTIONS_TOO_DEEP
from carecoord.model.answers import Answer, Answers


class AnswerElement(FurtherValued):
    """QuestionnaireResponse.item.answer; further questions may hang on an answer."""

    extension: tuple[structs.Extension, ...] = ()
    item: tuple[Item, ...] = ()


class Item(structs.Backbone):
    """QuestionnaireResponse.item."""

    link_id: str | None = None
    text: str | None = None
    definition: str | None = None
    answer: tuple[AnswerElement, ...] = ()
    item: tuple[Item, ...] = ()


class AnswersResource(structs.WithSubject):
    """FHIR QuestionnaireResponse."""

    questionnaire: str | None = None
    status: str | None = None
    authored: str | None = None
    author: structs.Reference | None = None
    source: structs.Reference | None = None
    items: tuple[Item, ...] = field(default=(), name="item")
    based_on: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()


def answers(r: AnswersResource, at: Entry) -> Draft:
    """Read a QuestionnaireResponse."""
    return Draft(
        Answers,
        {
            "questionnaire": r.questionnaire,
            "status": r.status,
            "authored_on": moment(at, r.authored, "authored"),
        },
        {"encounter": r.encounter, "based_on": r.based_on, "part_of": r.part_of},
        {
            "answers": tuple(_flat(at, r.items, (), "item")),
            "author": participant(r.author),
            "answered_by": participant(r.source),
        },
    )


def _flat(
    at: Entry, items: tuple[Item, ...], above: tuple[str, ...], where: str
) -> Iterator[Draft]:
    """The items from the top down: each before what it holds, an item a line for each answer."""
    if len(above) >= at.run.limits.depth:
        if items:
            at.problem("item", QUESTIONS_TOO_DEEP)
        return
    for place, item in enumerate(items):
        path = (*above, item.link_id or "")
        here = f"{where}[{place}]"
        asked: dict[str, object] = {
            "path": path,
            "question": item.text,
            "definition": item.definition,
        }
        if not item.answer:
            yield Draft(Answer, asked)
        for number, answer in enumerate(item.answer):
            spot = f"{here}.answer[{number}]"
            yield _answer(at, answer, asked, spot)
            yield from _flat(at, answer.item, path, f"{spot}.item")
        yield from _flat(at, item.item, path, f"{here}.item")


def _answer(at: Entry, element: AnswerElement, asked: dict[str, object], where: str) -> Draft:
    found, kind = answered(at, element, f"{where}.value")
    if found is None and kind is None and not element.item:
        at.problem(where, NOT_ANSWERED)
    origin = find(element.extension, "information-origin") if element.extension else None
    if origin is None:
        return Draft(
            Answer,
            asked | {"value": found, "kind": kind},
            {"reference": pointing(element.value_reference)},
        )
    source = find(origin.extension, "source")
    return Draft(
        Answer,
        asked | {"value": found, "kind": kind, "origin": source.value_code if source else None},
        {"reference": pointing(element.value_reference)},
        {"origin_author": _origin_author(at, origin)},
    )


def _origin_author(at: Entry, origin: structs.Extension) -> Participant | None:
    """Who gave an answer that was not found by a program."""
    author = find(origin.extension, "author")
    if author is None:
        return None
    role = find(author.extension, "role")
    person = find(author.extension, "practitioner")
    named = concept(at, role.value_codeable_concept) if role else None
    reference = person.value_reference if person else None
    return Participant(reference or structs.Reference(), () if named is None else (named,))
