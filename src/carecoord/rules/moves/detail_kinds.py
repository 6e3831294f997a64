"""What the details of moves are: a time, a text, an amount; by the name of the detail.

A move is told its details by people and by programs: what is of another kind is refused by name
before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

import attrs

from carecoord.model.actor import Actor
from carecoord.model.authorization import Authorization
from carecoord.model.code import CodeableConcept
from carecoord.model.moment import PartialDate
from carecoord.model.period import Period
from carecoord.model.task import TaskParameter
from carecoord.rules.moves.drawn_units import amounts

DAYS_OF_A_WEEK = 7


@attrs.frozen
class Kind:
    """What a detail may be: ``said`` is how a refusal asks for it."""

    said: str
    fits: Callable[[Any], bool]


def _is_time(one: object) -> bool:
    if isinstance(one, datetime):
        return one.utcoffset() is not None
    return isinstance(one, date | PartialDate)


def _is_text(one: object) -> bool:
    return isinstance(one, str) and bool(one.strip())


def _is_count(one: object) -> bool:
    return type(one) is int and one >= 0


def _is_weekday(one: object) -> bool:
    return type(one) is int and 0 <= one < DAYS_OF_A_WEEK


def _one(kind: type) -> Callable[[object], bool]:
    return lambda one: isinstance(one, kind)


def _many(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    def check(several: object) -> bool:
        return isinstance(several, tuple) and all(map(fits, cast("tuple[object, ...]", several)))

    return check


TIME = Kind("a date, an instant with its offset, or a PartialDate", _is_time)
TEXT = Kind("a text", _is_text)
TEXTS = Kind("a tuple of texts", _many(_is_text))
COUNT = Kind("a whole number, not below zero", _is_count)
UNITS = Kind("a finite Decimal, not below zero", amounts)
WEEKDAY = Kind("a weekday from 0 to 6, Monday first", _is_weekday)
PERIOD = Kind("a Period", _one(Period))
CONCEPT = Kind("a CodeableConcept", _one(CodeableConcept))
ACTOR = Kind("an Actor", _one(Actor))
ANSWER = Kind("the payer's answer, as an Authorization", _one(Authorization))
ACTORS = Kind("a tuple of Actors", _many(_one(Actor)))
OUTPUTS = Kind("a tuple of TaskParameters", _many(_one(TaskParameter)))

_TIMES = (
    *("accepted_on", "appeal_until", "arrived_at", "asked_on", "cancelled_on", "decided_on"),
    *("decision_due", "due", "filed_on", "given_on", "handed_off_on", "left_at", "limit"),
    *("next_deadline_on", "next_on", "notice_on", "noticed_on", "read_on", "received_at"),
    *("rejected_on", "reported_on", "requested_on", "scheduled_on", "seen_on", "sent_on"),
    *("to", "until", "verified_on"),
)
_TEXTS = (
    *("answer", "appointment", "criteria", "criteria_version", "method", "next_step", "number"),
    *("outcome", "participant", "rejected_because", "report", "response", "unit"),
)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(_TIMES, TIME),
        **dict.fromkeys(_TEXTS, TEXT),
        **dict.fromkeys(("days_asked", "days_granted", "item"), COUNT),
        **dict.fromkeys(("confirmed", "reasons"), TEXTS),
        **dict.fromkeys(("code", "cancellation_reason"), CONCEPT),
        "first_weekday": WEEKDAY,
        "outputs": OUTPUTS,
        "performers": ACTORS,
        "period": PERIOD,
        "read_by": ACTOR,
        "verified_by": ACTOR,
    }
)
"""The kind of each detail, by its name: what a table does not say otherwise.

A move sees itself to what is a time of a meeting, and to what a visit draws.
"""


def other_kind(kinds: Mapping[str, Kind], details: Mapping[str, Any]) -> tuple[str, Kind] | None:
    """The first detail that is of another kind than it should be; what is None is not told."""
    for name, one in details.items():
        kind = kinds.get(name)
        if kind is not None and one is not None and not kind.fits(one):
            return name, kind
    return None
