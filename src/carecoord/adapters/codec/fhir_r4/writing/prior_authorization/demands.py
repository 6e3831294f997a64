"""What the guide demands of a request, beyond R4: each version its own.

Source: PAS 2.0.1 and 2.2.1, profiles PASClaimBase, PASClaim, PASClaimUpdate, PASRequestBundle.
"""

from __future__ import annotations

import attrs

from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import is_whole_day
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.authorization_request import RequestDiagnosis
from carecoord.model.chart import Chart
from carecoord.model.code import CodeableConcept
from carecoord.model.identifier import Identifier
from carecoord.model.period import Period

_DEMANDED = "the guide demands it"
_OF_ITEMS = ("category", "request_type", "certification_type")
_MOST_NUMBERS = {"2.0.1": 1, "2.2.1": 2}
_PAPER = "additionalInformation"


def request_identifiers(asked: Authorization) -> tuple[Identifier, ...]:
    """The identifiers of a request, answered or not."""
    return asked.identifiers if asked.outcome is None else asked.request_identifiers


def check(asked: Authorization, chart: Chart, names: Names, version: str) -> None:
    """Name all that a request lacks."""
    created = asked.created_on if asked.outcome is None else asked.requested_on
    bodies = {one.id for one in chart.organizations}
    people = {one.id for one in chart.practitioners}
    insurer, requestor = asked.insurer, asked.requestor
    numbers = [one for one in request_identifiers(asked) if one.system and one.value]
    held = {
        "identifiers": 1 <= len(numbers) <= _MOST_NUMBERS[version],
        "type": asked.type is not None,
        "priority": asked.priority is not None,
        "created_on": created is not None,
        "insurer": insurer is not None and insurer.id in bodies,
        "requestor": requestor is not None and requestor.id in bodies | people,
        "coverages": bool(asked.coverages),
        "items": bool(asked.items),
        "related": bool(asked.related) or not updates(asked),
    }
    for element, there in held.items():
        if not there:
            names.lacking(element, _DEMANDED)
    if len(asked.related) > 1:
        names.lacking("related", "the guide takes one earlier request")
    for place, one in enumerate(asked.related):
        if version == "2.2.1" and (one.authorization is None or one.relationship is None):
            names.lacking(f"related[{place}]", "the guide demands the request and what it is to it")
    for place, member in enumerate(asked.care_team):
        if member.provider is None or member.provider.id not in bodies | people:
            names.lacking(f"care_team[{place}].provider", _DEMANDED)
    for place, item in enumerate(asked.items):
        _check_item(item, f"items[{place}]", names, version)
    _check_numbers(asked, names)
    _check_supporting(asked, names, version)


def updates(asked: Authorization) -> bool:
    """Whether a request changes or takes back an earlier one."""
    return (
        bool(asked.related)
        or asked.cancels
        or any(one.cancelled or one.changed for one in asked.items)
    )


def _check_item(item: AuthorizationItem, where: str, names: Names, version: str) -> None:
    demanded = (*_OF_ITEMS, "location") if version == "2.2.1" else _OF_ITEMS
    for element in demanded:
        if getattr(item, element) is None:
            names.lacking(f"{where}.{element}", _DEMANDED)
    if item.requested_code is None and item.code is None:
        names.lacking(f"{where}.code", _DEMANDED)
    if not _whole(item.serviced):
        names.lacking(f"{where}.serviced", "the guide takes full dates only")


def _whole(value: object) -> bool:
    if isinstance(value, Period):
        return all(is_whole_day(one) for one in (value.start, value.end) if one is not None)
    return value is None or is_whole_day(value)  # type: ignore[arg-type]


def _check_numbers(asked: Authorization, names: Names) -> None:
    """Sequences are the keys by which request and answers speak of the same."""
    for element, values in (
        ("items", [one.sequence for one in asked.items]),
        ("supporting", [one.sequence for one in asked.supporting]),
        ("diagnoses", [one.sequence for one in asked.diagnoses]),
        ("care_team", [one.sequence for one in asked.care_team]),
    ):
        given = [one for one in values if one is not None]
        if len(set(given)) != len(given) or (given and len(given) != len(values)):
            names.lacking(f"{element}.sequence", "each needs a number of its own, or none has one")
        elif any(one < 1 for one in given):
            names.lacking(f"{element}.sequence", "numbers start at 1")


def _check_supporting(asked: Authorization, names: Names, version: str) -> None:
    for place, one in enumerate(asked.supporting):
        where = f"supporting[{place}]"
        if one.category is None:
            names.lacking(f"{where}.category", _DEMANDED)
        elif (
            version == "2.2.1"
            and one.report_type is None
            and any(code.code == _PAPER for code in one.category.coding)
        ):
            names.lacking(f"{where}.report_type", _DEMANDED)


def with_coded_diagnoses(asked: Authorization, chart: Chart, names: Names) -> Authorization:
    """The request with the codes of its diagnoses, which the guide takes in place of links."""
    known = {one.id: one.code for one in chart.conditions or ()}
    return attrs.evolve(
        asked,
        diagnoses=[
            _coded(one, known, f"diagnoses[{place}].code", names)
            for place, one in enumerate(asked.diagnoses)
        ],
    )


def _coded(
    value: RequestDiagnosis, known: dict[str, CodeableConcept | None], where: str, names: Names
) -> RequestDiagnosis:
    code = value.code
    if code is None and value.condition is not None:
        code = known.get(value.condition)
    if code is None:
        names.lacking(where, _DEMANDED)
    return attrs.evolve(value, code=code, condition=None)
