"""QuestionnaireResponse, its tree laid flat."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.elements.values import FurtherValued, further_value
from carecoord.model.answers import Answer, Answers
from carecoord.model.observation import Value


class AnswerElement(FurtherValued):
    """QuestionnaireResponse.item.answer; further questions may hang on an answer."""

    item: tuple[Item, ...] = ()


class Item(structs.Backbone):
    """QuestionnaireResponse.item."""

    link_id: str | None = None
    text: str | None = None
    answer: tuple[AnswerElement, ...] = ()
    item: tuple[Item, ...] = ()


class AnswersResource(structs.WithSubject):
    """FHIR QuestionnaireResponse."""

    questionnaire: str | None = None
    status: str | None = None
    authored: str | None = None
    items: tuple[Item, ...] = field(default=(), name="item")
    based_on: tuple[structs.Reference, ...] = ()


def answers(r: AnswersResource, at: Entry) -> Draft:
    """Read a QuestionnaireResponse."""
    return Draft(
        Answers,
        {
            "questionnaire": r.questionnaire,
            "status": r.status,
            "authored_on": moment(at, r.authored, "authored"),
            "answers": tuple(_flat(at, r.items, (), "item")),
        },
        {"encounter": r.encounter, "based_on": r.based_on},
    )


def _flat(
    at: Entry, items: tuple[Item, ...], above: tuple[str, ...], where: str
) -> Iterator[Answer]:
    if len(above) >= at.run.limits.depth:
        if items:
            at.problem("item", "questions nested beyond the limit of depth; left out")
        return
    for place, item in enumerate(items):
        path = (*above, item.link_id or "")
        here = f"{where}[{place}]"
        for number, answer in enumerate(item.answer):
            spot = f"{here}.answer[{number}]"
            yield Answer(path=path, question=item.text, value=_value(at, answer, spot))
            yield from _flat(at, answer.item, path, f"{spot}.item")
        yield from _flat(at, item.item, path, f"{here}.item")


def _value(at: Entry, answer: AnswerElement, where: str) -> Value | None:
    reference = answer.value_reference
    if reference is None:
        return further_value(at, answer, f"{where}.value")
    at.problem(f"{where}.valueReference", "a reference as an answer; only its display is kept")
    return reference.display
