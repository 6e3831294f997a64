"""QuestionnaireResponse: the tree of questions, made from their paths."""

from __future__ import annotations

from collections.abc import Sequence

from carecoord.adapters.codec.fhir_r4.writing import absence, required, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.values import answer as value_of
from carecoord.model.answers import Answer, Answers

_PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-questionnaireresponse"
_ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin"


def answers(fact: Answers, names: Names) -> e.Json:
    """Write a QuestionnaireResponse; one with questionnaire, status and date is US Core's."""
    status = required.required(names, fact, "status", "status")
    whole = fact.questionnaire and fact.authored_on is not None and "status" in status
    if fact.code is not None:
        names.lost("code", "what a questionnaire measures is said by the questionnaire")
    return e.element(
        resourceType="QuestionnaireResponse",
        meta={"profile": [_PROFILE]} if whole else None,
        basedOn=names.facts(fact.based_on),
        partOf=names.facts(fact.part_of),
        questionnaire=fact.questionnaire,
        **status,
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        authored=e.moment(fact.authored_on),
        author=names.actor(fact.author),
        source=names.actor(fact.answered_by),
        item=_items(fact.answers, 0, names),
    )


def _items(found: Sequence[Answer], depth: int, names: Names) -> list[e.Json]:
    """The items of one level: each line with those below it; lines alike are answers of one."""
    items: list[e.Json] = []
    last: Answer | None = None
    start = 0
    while start < len(found):
        head = found[start]
        above = head.path[: depth + 1]
        is_heading = len(head.path) > depth + 1
        end = start if is_heading else start + 1
        while end < len(found) and len(found[end].path) > depth + 1:
            if found[end].path[: depth + 1] != above:
                break
            end += 1
        below = _items(found[start if is_heading else start + 1 : end], depth + 1, names)
        if is_heading:
            items.append(_item(above, None, below))
            last = None
        elif not _says(head):
            items.append(_item(above, head, below))
            last = None
        else:
            if last is None or last.path != head.path:
                items.append(_item(above, head, []))
            if said := _answer(head, below, names):
                items[-1].setdefault("answer", []).append(said)
            last = head
        start = end
    return items


def _item(path: tuple[str, ...], line: Answer | None, below: list[e.Json]) -> e.Json:
    link = path[-1] if path else ""
    return e.element(
        linkId=link or None,
        _linkId=None if link else absence.ABSENT,
        definition=line.definition if line else None,
        text=line.question if line else None,
        item=below,
    )


def _says(line: Answer) -> bool:
    """Whether it is an answer, not a heading or a question left open."""
    held = (line.value, line.kind, line.reference, line.origin, line.origin_author)
    return any(one is not None for one in held)


def _answer(line: Answer, below: list[e.Json], names: Names) -> e.Json:
    return e.element(
        extension=_origin(line, names),
        **value_of(names, line.value, line.kind, line.reference),
        item=below,
    )


def _origin(line: Answer, names: Names) -> list[e.Json]:
    """How the answer came about (Da Vinci DTR, information-origin)."""
    author = line.origin_author
    parts: list[e.Json] = []
    origin = words.well_formed(names, "item.answer.extension.information-origin", line.origin)
    if origin is not None:
        parts.append({"url": "source", "valueCode": origin})
    if author is not None:
        person = names.actor(author)
        roles = [{"url": "role", "valueCodeableConcept": one} for one in e.concepts(author.roles)]
        named = [{"url": "practitioner", "valueReference": person}] if person else []
        if roles or named:
            parts.append({"url": "author", "extension": [*roles, *named]})
    return [{"url": _ORIGIN, "extension": parts}] if parts else []
