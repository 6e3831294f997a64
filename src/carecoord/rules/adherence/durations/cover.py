"""Stays to which supply leads up, or from which it goes on, count as covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from carecoord.rules.adherence.durations.records import Stay


@attrs.frozen
class Nearness:
    """How many days before a stay supply may end, and after it begin."""

    before: int
    after: int


@attrs.frozen
class Span:
    """A supply: the day on which it starts, and its days."""

    start: float
    days: float


def covered(stays: Iterable[Stay], supplies: Sequence[Span], near: Nearness) -> list[Stay]:
    """The stays that count as covered.

    A supply has to end on the day of admission or at most ``near.before`` days before it, or one to
    start on the day of discharge or at most ``near.after`` days after it.
    """
    spans = [one for one in supplies if one.days > 0]
    return [stay for stay in stays if _led_up(stay, spans, near) or _went_on(stay, spans, near)]


def _led_up(stay: Stay, spans: Sequence[Span], near: Nearness) -> bool:
    ends = (one.start + one.days for one in spans)
    return any(stay.admitted - near.before <= end <= stay.admitted for end in ends)


def _went_on(stay: Stay, spans: Sequence[Span], near: Nearness) -> bool:
    latest = stay.discharged + near.after
    return any(stay.discharged <= one.start <= latest for one in spans)
