"""Until when a payer's decision can be appealed, level by level."""

from __future__ import annotations

from carecoord.model.moment import ClinicalTime
from carecoord.rules.concepts.permitted import permission
from carecoord.rules.concepts.requested import APPEALS, appeal, was_filed
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Row
from carecoord.rules.permissions.clock_of_case import appeal_by_the_clock

LAPSES_AFTER_WINDOW = 30
LAPSES_AFTER_DECISION = 180
"""Where no last day is known; longer than any window of decision 0057's sources."""
LOST = frozenset({"upheld", "partially-overturned", "dismissed"})


def decided_on(row: Row) -> ClinicalTime | None:
    """The day on the notice of a decision, else the day of the payer's answer."""
    of = permission(row)
    noticed = None if of.case is None else of.case.notice_on
    return of.created_on if noticed is None else noticed


def appeal_until(row: Row, frame: Frame) -> ClinicalTime | None:
    """The last day to file the first appeal: of the case, else of an appeal not filed yet.

    Else that of the payer's clock, where the case holds what it is counted from.
    """
    case = permission(row).case
    if case is not None and case.appeal_until is not None:
        return case.appeal_until
    planned = [
        appeal(one)
        for one in frame.rows(APPEALS).sure
        if appeal(one).authorization == row.fact.id and not was_filed(one)
    ]
    days = ((one.id, one.deadline_on) for one in planned)
    known = next((day for _, day in sorted(days, key=_by_id) if day is not None), None)
    if known is not None or case is None:
        return known
    return appeal_by_the_clock(case, frame.view.zone)


def _by_id(pair: tuple[str, ClinicalTime | None]) -> str:
    return pair[0]
