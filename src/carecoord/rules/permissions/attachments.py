"""The checklist of what goes with a request, and whether the chart has it.

What is asked for comes from coverage information (kinds of documents, forms), from an answer about
coverage (``authorization_supporting``), and from the payer's open questions. The chart has a form
when it was filled in, a coded document when a fact carries one of its codes, and the answer to a
question when a message was sent that is based on it. Kinds and texts are for a person to tick:
no code says whether a note is "clinical" enough.

Source: Da Vinci CRD 2.x (doc-needed, questionnaire), PAS 2.2.1 (communicationRequest), FHIR R4
CoverageEligibilityResponse.insurance.item.authorizationSupporting.
Departures: none
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from carecoord.model.answers import Answers
from carecoord.model.authorization import Authorization
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.eligibility_response import CoverageEligibilityResponse, EligibilityItem
from carecoord.model.fact import Fact
from carecoord.model.order import Order
from carecoord.model.shown import shown
from carecoord.rules.permissions.coverage_rules import NO_DOCUMENTS

FILLED_IN = frozenset({"completed", "amended"})
ASKING = frozenset({"active", "on-hold", "draft", None})
SENT = frozenset({"completed"})
_NO_EVIDENCE = frozenset({"entered-in-error", "cancelled", "not-done", "revoked"})


@attrs.frozen(kw_only=True)
class ToAttach:
    """One line: what, which fact asks for it and where in it, and the fact that has it."""

    __repr__ = shown

    what: str = attrs.field(repr=False)
    asked_by: str
    where: str
    held_by: str | None = None

    @property
    def missing(self) -> bool:
        """Whether the chart does not show it."""
        return self.held_by is None


def to_attach(
    authorization: Authorization | None,
    order: Order | None,
    answers_about_coverage: Iterable[CoverageEligibilityResponse],
    facts: Iterable[Fact],
) -> tuple[ToAttach, ...]:
    """Make the checklist for a request, for an order that none was made for yet, or for both.

    ``facts`` are those of the chart. Each line stands once, in the order in which it was asked for.
    """
    held = sorted(facts, key=lambda fact: fact.id)
    lines = [
        *(_of_order(order, held) if order is not None else ()),
        *(line for told in answers_about_coverage for line in _of_plan(told, order, held)),
        *(_of_request(authorization, held) if authorization is not None else ()),
    ]
    return tuple(dict.fromkeys(lines))


def _of_order(order: Order, held: Sequence[Fact]) -> Iterable[ToAttach]:
    for told in order.coverage_information:
        yield from _of_information(order.id, told, held)


def _of_information(
    asked_by: str, told: CoverageInformation, held: Sequence[Fact]
) -> Iterable[ToAttach]:
    for kind in told.doc_needed:
        if kind != NO_DOCUMENTS:
            yield ToAttach(what=kind, asked_by=asked_by, where="doc-needed")
    for url in told.questionnaires:
        yield ToAttach(
            what=url, asked_by=asked_by, where="questionnaire", held_by=_filled_in(url, held)
        )


def _filled_in(url: str, held: Sequence[Fact]) -> str | None:
    """A form is the same in another edition: the edition stands after the bar."""
    form = url.partition("|")[0]
    return next(
        (
            fact.id
            for fact in held
            if isinstance(fact, Answers)
            and fact.status in FILLED_IN
            and (fact.questionnaire or "").partition("|")[0] == form
        ),
        None,
    )


def _of_plan(
    told: CoverageEligibilityResponse, order: Order | None, held: Sequence[Fact]
) -> Iterable[ToAttach]:
    for plan in told.insurance:
        for item in plan.items:
            if _speaks_of(item, order):
                for what in item.authorization_supporting:
                    yield ToAttach(
                        what=what.label,
                        asked_by=told.id,
                        where="authorization_supporting",
                        held_by=_coded({*what.coding}, held),
                    )


def _speaks_of(item: EligibilityItem, order: Order | None) -> bool:
    """An item without a code speaks of every service of its plan."""
    if item.code is None or order is None or order.code is None:
        return True
    return not set(item.code.coding).isdisjoint(order.code.coding)


def _coded(codes: set[object], held: Sequence[Fact]) -> str | None:
    return next(
        (
            fact.id
            for fact in held
            if not isinstance(fact, Order | CommunicationRequest | CoverageEligibilityResponse)
            and getattr(fact, "status", None) not in _NO_EVIDENCE
            and any(code in codes for concept in fact.concepts for code in concept.coding)
        ),
        None,
    )


def _of_request(authorization: Authorization, held: Sequence[Fact]) -> Iterable[ToAttach]:
    asked = set(authorization.communication_requests)
    open_ones = [fact for fact in held if isinstance(fact, CommunicationRequest)]
    read = [fact for fact in open_ones if fact.id in asked and not fact.do_not_perform]
    for question in read:
        if question.status in ASKING:
            yield from _of_question(question, held)
    if authorization.information_requested and not read:
        yield ToAttach(
            what="what the payer asks for, which was not read",
            asked_by=authorization.id,
            where="information_requested",
        )


def _of_question(question: CommunicationRequest, held: Sequence[Fact]) -> Iterable[ToAttach]:
    answer = next(
        (
            fact.id
            for fact in held
            if isinstance(fact, Communication)
            and fact.status in SENT
            and question.id in {*fact.based_on, *fact.in_response_to}
        ),
        None,
    )
    texts = question.payload or tuple(one.label for one in question.category) or ("an answer",)
    for what in texts:
        yield ToAttach(what=what, asked_by=question.id, where="payload", held_by=answer)
