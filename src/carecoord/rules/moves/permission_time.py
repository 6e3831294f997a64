"""What time alone does to a permission: its last day passes, or the payer's time to decide.

Late is overdue, and never approved. A permission by which nobody can tell the last day goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from carecoord.model.authorization import Authorization
from carecoord.model.period import Period
from carecoord.rules.moves.authorization_states import AWAITED, GRANTING
from carecoord.rules.moves.cases import case_of, refused, with_case
from carecoord.rules.moves.deadlines import ended_by, last_day, over, since
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.table import Call

EXPIRE, OVERDUE = "expire", "overdue"
_Periods = Sequence[Period | None]


def passing(value: Authorization, state: str, at: Moment) -> str | None:
    """The move that time has made by a moment."""
    if state in AWAITED:
        return OVERDUE if _late(value, at) else None
    return EXPIRE if state in GRANTING and _all_over(_periods(value), at) else None


def run_out(value: Authorization, at: Moment) -> bool:
    """Whether the last day of all that was granted is past."""
    return _all_over(_periods(value), at)


def ends_on(value: Authorization) -> date | None:
    """The last day on which something that was granted is good; None where it goes on."""
    return _latest(_periods(value))


def _all_over(periods: _Periods, at: Moment) -> bool:
    for one in periods:  # noqa: SIM110  a generator takes three times as long
        if one is None or not ended_by(one, at):
            return False
    return True


def _latest(periods: _Periods) -> date | None:
    """The last of the last days; None where one of the periods has none."""
    latest: date | None = None
    for one in periods:
        day = None if one is None else last_day(one)
        if day is None:
            return None
        latest = day if latest is None else max(latest, day)
    return latest


def _periods(value: Authorization) -> _Periods:
    """The periods of all that was granted: an item's own, else that of the whole."""
    for one in value.items:
        if one.period is not None:
            return [one.period or value.period for one in value.granted] or [value.period]
    return (value.period,)


def expired(value: Authorization, call: Call) -> Authorization:
    """The last day is past.

    Raises:
        MoveRefused: it is not.
    """
    periods = _periods(value)
    if not _all_over(periods, call.at):
        raise refused(EXPIRE, "its last day is not past", "The last day is inside")
    return with_case(value, ended_on=_latest(periods))


def overdue(value: Authorization, call: Call) -> Authorization:
    """The payer's time is over, and it has not decided; the state stays.

    Raises:
        MoveRefused: its time is not over, or that is known.
    """
    due = case_of(value).due
    if due is None or not _late(value, call.at):
        raise refused(OVERDUE, "its time is not over, or that is known", "Wait for the decision")
    return with_case(value, overdue_since=since(due))


def _late(value: Authorization, at: Moment) -> bool:
    case = value.case
    if case is None or case.due is None or case.overdue_since is not None:
        return False
    return over(case.due, at)
