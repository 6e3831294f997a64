"""Answered questionnaires."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware, offset_given
from carecoord.model.observation import Value
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Answer:
    """The answer to one question; ``path`` is the question's link ids from the top down.

    Without a value it is a question left open, or the heading of a group. ``kind`` is FHIR's name
    of the kind of value where the value alone does not tell it: Uri, Decimal, Reference (the text
    is what it displays, ``reference`` a fact id) …
    """

    __repr__ = shown

    path: tuple[str, ...] = attrs.field(converter=as_tuple)
    question: str | None = None
    value: Value | None = attrs.field(default=None, validator=offset_given("answer"), repr=False)
    kind: str | None = None
    reference: str | None = None
    definition: str | None = None
    """The element that defines the question."""
    origin: str | None = None
    """How the answer came about (Da Vinci DTR): auto, override, manual."""
    origin_author: Actor | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Answers(Fact):
    """A filled-in questionnaire (FHIR QuestionnaireResponse), its tree laid flat."""

    listed_under = "answers"

    questionnaire: str | None = None
    code: CodeableConcept | None = None
    status: str | None = None
    authored_on: ClinicalTime | None = attrs.field(default=None, validator=aware("authored"))
    answers: tuple[Answer, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    author: Actor | None = None
    """Who wrote the answers down."""
    answered_by: Actor | None = None
    """FHIR source: who gave the answers."""

    @property
    def known_on(self) -> ClinicalTime | None:
        """When filled in."""
        return self.authored_on
