"""A payer's answer joined to the request that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem

_SAID_BY_PAYERS = frozenset(
    {
        "added",
        "added_for",
        "issued_on",
        "notes",
        "number",
        "period",
        "providers",
        "reasons",
        "requested_code",
        "requested_unit",
        "review_action",
        "second_opinion",
        "unanswered",
        "unit_price",
        "units",
    }
)
_HEADER = (
    "outcome",
    "disposition",
    "created_on",
    "number",
    "period",
    "notes",
    "errors",
    "communication_requests",
    "information_requested",
    "human_reviewed",
    "administration_reference",
)
"""What an answer says of the whole; an older answer no longer holds."""


def answered(asked: Authorization, answer: Authorization) -> Authorization:
    """The request that was asked, with the decision of ``answer``.

    It keeps its id and what it asks for. Items match by sequence, else by trace number. An earlier
    answer gives way; of an item that the new one does not name, what was decided stays.
    """
    first = asked.outcome is None
    return attrs.evolve(
        asked,
        **{name: getattr(answer, name) for name in _HEADER},
        identifiers=answer.identifiers,
        labels=asked.labels | answer.labels,
        source=answer.source,
        request_identifiers=asked.identifiers if first else asked.request_identifiers,
        requested_on=asked.created_on if first else asked.requested_on,
        type=asked.type or answer.type,
        status=answer.status or asked.status,
        insurer=asked.insurer or answer.insurer,
        requestor=asked.requestor or answer.requestor,
        coverages=asked.coverages or answer.coverages,
        items=joined(asked.items, [one for one in answer.items if not one.unanswered]),
    )


def joined(
    asked: Sequence[AuthorizationItem], answers: Sequence[AuthorizationItem]
) -> tuple[AuthorizationItem, ...]:
    """The items that are answered, as the answer lists them, then those that it does not name.

    Items match by sequence, else by trace number. One answer that names no item is about all that
    were not withdrawn.
    """
    requested = [one for one in asked if not one.added]
    if len(answers) == 1 and requested and _names_nothing(answers[0]):
        return tuple(one if one.cancelled else _with(one, answers[0]) for one in requested)
    taken: set[int] = set()
    items: list[AuthorizationItem] = []
    for answer in answers:
        place = None if answer.added else _place(requested, answer)
        if place is None or place in taken:
            items.append(_of_added(requested, answer))
        else:
            taken.add(place)
            items.append(_with(requested[place], answer))
    return (*items, *(one for place, one in enumerate(requested) if place not in taken))


def never_asked(
    asked: Sequence[AuthorizationItem], answers: Sequence[AuthorizationItem]
) -> tuple[int, ...]:
    """The places, from 1, of answers about nothing that was asked for, or about it once more."""
    requested = [one for one in asked if not one.added]
    if len(answers) == 1 and requested and _names_nothing(answers[0]):
        return ()
    known = {one.sequence for one in requested}
    taken: set[int] = set()
    strange: list[int] = []
    for number, answer in enumerate(answers, 1):
        place = None if answer.added else _place(requested, answer)
        if answer.added:
            fits = known.issuperset(answer.added_for)
        else:
            fits = place is not None and place not in taken
        if not fits:
            strange.append(number)
        elif place is not None:
            taken.add(place)
    return tuple(strange)


def as_asked(item: AuthorizationItem) -> AuthorizationItem:
    """An item without all that a payer said of it."""
    return AuthorizationItem(**_request(item))


def _names_nothing(answer: AuthorizationItem) -> bool:
    return answer.sequence is None and not answer.traces and answer.code is None


def _place(asked: Sequence[AuthorizationItem], answer: AuthorizationItem) -> int | None:
    """Where the item stands that an answer is about."""
    if answer.sequence is not None:
        for place, one in enumerate(asked):
            if one.sequence == answer.sequence and not _told_apart(one, answer):
                return place
    traces = set(answer.traces)
    return next((p for p, one in enumerate(asked) if not traces.isdisjoint(one.traces)), None)


def _told_apart(asked: AuthorizationItem, answer: AuthorizationItem) -> bool:
    """Whether trace numbers of one system say that these are two items under one sequence."""
    theirs = {one.system: one.value for one in answer.traces}
    shared = [one for one in asked.traces if one.system in theirs]
    return bool(shared) and all(theirs[one.system] != one.value for one in shared)


def _with(asked: AuthorizationItem, answer: AuthorizationItem) -> AuthorizationItem:
    """What was asked, and what the answer says instead of it or besides."""
    request = _request(asked)
    code, unit = request["code"], request["unit"]
    held = request | {name: value for name, value in _fields(answer).items() if _says(value)}
    if answer.cap is None:
        held["cap_period"] = asked.cap_period
    held["cancelled"] = asked.cancelled or answer.cancelled
    held["unit"] = unit if answer.unit is None else answer.unit
    held["code"] = code if answer.code is None else answer.code
    held["requested_code"] = None if held["code"] == code else code
    held["requested_unit"] = None if unit == held["unit"] else unit
    return AuthorizationItem(**held)


def _request(asked: AuthorizationItem) -> dict[str, Any]:
    """The fields of an item that say what was asked for."""
    held = {name: value for name, value in _fields(asked).items() if name not in _SAID_BY_PAYERS}
    held["code"] = asked.requested_code or asked.code
    held["unit"] = asked.unit if asked.requested_unit is None else asked.requested_unit
    return held


def _of_added(asked: Sequence[AuthorizationItem], answer: AuthorizationItem) -> AuthorizationItem:
    """What was added counts in the unit of what it replaces, where it names none itself."""
    units = {one.unit for one in asked if one.sequence in answer.added_for}
    if answer.unit is not None or answer.units is None or len(units) != 1:
        return answer
    return attrs.evolve(answer, unit=units.pop())


def _says(value: object) -> bool:
    """Whether a field says something; a zero and a no do."""
    return value is not None and value != ()


def _fields(item: AuthorizationItem) -> dict[str, Any]:
    return attrs.asdict(item, recurse=False)
