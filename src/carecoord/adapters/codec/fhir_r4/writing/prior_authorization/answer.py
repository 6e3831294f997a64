"""The answer of a payer, put to the request that it answers."""

from __future__ import annotations

from datetime import UTC, date

from carecoord.adapters.codec import fhir_r4
from carecoord.errors import InputError
from carecoord.model import answering
from carecoord.model.authorization import Authorization
from carecoord.model.identifier import Identifier
from carecoord.model.moment import first_day


def answered(asked: Authorization, answer: bytes | Authorization) -> Authorization:
    """The request with the payer's decision on it: item by item, by sequence, else by trace.

    ``answer`` is what the payer sent, or what was read from it. Of several answers to the request
    in it the last made counts. What they refer to (providers, questions) is in the chart that
    reading the answer gives: unite it with the patient's.

    Raises:
        InputError: there is no answer in it, or there are several, none of them to this request; or
            the only one names another request.
    """
    found = _answer(asked, answer) if isinstance(answer, bytes) else answer
    return answering.answered(asked, found)


def _answer(asked: Authorization, content: bytes) -> Authorization:
    charts = (result.chart for result in fhir_r4.read(content))
    answers = [
        one
        for chart in charts
        if chart is not None
        for one in chart.authorizations or ()
        if one.outcome is not None
    ]
    mine = _names(asked)
    own = [one for one in answers if not mine.isdisjoint(_names(one))]
    if not own and len(answers) != 1:
        raise InputError(
            asked="the answer to a request for prior authorization",
            found="no answer to any request" if not answers else "several, none to this request",
            remedy="Give the payer's answer to this request, with the patient that it is about",
        )
    if not own and _is_to_another(asked, answers[0]):
        raise InputError(
            asked="the answer to a request for prior authorization",
            found="an answer to another request: their numbers differ",
            remedy="Give the payer's answer to this request, or the request that it answers",
        )
    return max(own or answers, key=_made)


def _is_to_another(asked: Authorization, answer: Authorization) -> bool:
    """Whether an answer names a request in a system in which this one has another number."""
    ours = asked.identifiers if asked.outcome is None else asked.request_identifiers
    systems = {one.system for one in ours if one.system and one.value}
    theirs = (*answer.identifiers, *answer.request_identifiers)
    return any(one.system in systems and one.value for one in theirs)


def _names(one: Authorization) -> set[tuple[str | None, str]]:
    named: tuple[Identifier, ...] = (*one.identifiers, *one.request_identifiers)
    traces = (trace for item in one.items for trace in item.traces)
    return {(each.system, each.value) for each in (*named, *traces) if each.value}


def _made(one: Authorization) -> date:
    return date.min if one.created_on is None else first_day(one.created_on, UTC)
