"""What time alone does to a permission: its last day passes, or the payer's time to decide.

Late is overdue, and never approved. A permission by which nobody can tell the last day goes on.
"""

from __future__ import annotations

from datetime import date

from carecoord.model.authorization import Authorization
from carecoord.rules.moves.authorization_states import AWAITED, GRANTING, state_of
from carecoord.rules.moves.cases import case_of, refused, with_case
from carecoord.rules.moves.deadlines import ended_by, last_day, over, since
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.table import Call

EXPIRE, OVERDUE = "expire", "overdue"


def passing(value: Authorization, at: Moment) -> str | None:
    """The move that time has made by a moment.

    Dates are compared first: what a permission's state is costs more to say.
    """
    if _late(value, at) and state_of(value) in AWAITED:
        return OVERDUE
    if _may_be_over(value, at) and state_of(value) in GRANTING and run_out(value, at):
        return EXPIRE
    return None


def run_out(value: Authorization, at: Moment) -> bool:
    """Whether the last day of all that was granted is past; an item's own period goes first."""
    periods = [one.period or value.period for one in value.granted] or [value.period]
    return all(one is not None and ended_by(one, at) for one in periods)


def ends_on(value: Authorization) -> date | None:
    """The last day on which something that was granted is good; None where it goes on."""
    periods = [one.period or value.period for one in value.granted] or [value.period]
    days = [last_day(one) if one is not None else None for one in periods]
    known = [one for one in days if one is not None]
    return max(known) if len(known) == len(days) else None


def expired(value: Authorization, call: Call) -> Authorization:
    """The last day is past.

    Raises:
        MoveRefused: it is not.
    """
    if not run_out(value, call.at):
        raise refused(EXPIRE, "its last day is not past", "The last day is inside")
    return with_case(value, ended_on=ends_on(value))


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


def _may_be_over(value: Authorization, at: Moment) -> bool:
    """Whether some period is past: without, nothing can have run out."""
    case, whole = value.case, value.period
    if case is not None and case.ended_on is not None:
        return False
    if whole is not None and ended_by(whole, at):
        return True
    return any(one.period is not None and ended_by(one.period, at) for one in value.items)
