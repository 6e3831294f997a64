"""Booked visits beside the visits that a payer said were left.

Visits of the time before the payer told are taken for used: the payer counts claims, and a claim
may come weeks after its visit, so fewer may be left than was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.collected import as_tuple
from carecoord.model.moment import first_day, own_day
from carecoord.model.shown import shown
from carecoord.rules.coverage.benefits import BenefitLine

_DRAWS = frozenset({"pending", "booked", "arrived", "checked-in", "fulfilled"})


@attrs.frozen(kw_only=True)
class VisitsLeft:
    """Visits beside one benefit; ``within`` and ``beyond`` are fact ids, the first visit first.

    ``left`` is what the payer told; None where it told no number, and then nothing is beyond.
    ``undated`` are visits of which no day is known.
    """

    __repr__ = shown

    line: BenefitLine
    left: int | None
    within: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    beyond: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    undated: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)


def visits_left(line: BenefitLine, booked: Iterable[Appointment], zone: tzinfo) -> VisitsLeft:
    """Lay booked visits beside the visits that a benefit leaves.

    ``booked`` are the visits that draw on it: ``visits_of`` finds those that share a code. Of them
    count those on the day the payer told or after it, within the days of the benefit.
    """
    left = line.left if isinstance(line.left, int) else None
    drawing = [one for one in booked if one.status in _DRAWS]
    days = [(first_day(one.start, zone), one.id) for one in drawing if one.start is not None]
    counted = [id_ for day, id_ in sorted(days) if _counts(line, day)]
    held = len(counted) if left is None else max(left, 0)
    return VisitsLeft(
        line=line,
        left=left,
        within=counted[:held],
        beyond=counted[held:],
        undated=[one.id for one in drawing if one.start is None],
    )


def visits_of(line: BenefitLine, booked: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """The visits whose kind of service has a code of the benefit's service or category."""
    codes = {
        code
        for concept in (line.item.category, line.item.code)
        if concept is not None
        for code in concept.coding
    }
    return tuple(
        one
        for one in booked
        if any(
            code in codes
            for concept in (*one.service_type, *one.service_category)
            for code in concept.coding
        )
    )


def _counts(line: BenefitLine, day: date) -> bool:
    if line.told_on is not None and day < own_day(line.told_on):
        return False
    return line.term is None or line.term.holds(day) is not False
