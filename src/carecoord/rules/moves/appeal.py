"""The moves of an appeal: filed in time, decided, taken back, dismissed, or never filed.

``lapsed`` is an appeal that nobody filed by its deadline. A payer that is late has not decided for
the patient: the appeal is overdue, and the next level is open.
"""

from __future__ import annotations

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.appeal import Appeal
from carecoord.model.moment import ClinicalTime
from carecoord.model.replaced import replaced
from carecoord.rules.moves.appeal_corrections import CORRECTING, corrected
from carecoord.rules.moves.appeal_states import (
    CLOSED,
    DECIDED,
    DISMISSED,
    DRAFT,
    FILED,
    LAPSED,
    OVERTURNED,
    PARTIALLY,
    UPHELD,
    WITHDRAWN,
    state_of,
)
from carecoord.rules.moves.deadlines import check_done, check_order, later, over, since
from carecoord.rules.moves.detail_kinds import KINDS
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.refusal import check_new_id
from carecoord.rules.moves.statuses import IN_ERROR
from carecoord.rules.moves.table import UNKNOWN, Call, Machine, Move, Need

NEXT_FROM = frozenset({UPHELD, PARTIALLY})


def next_level(earlier: Appeal, new_id: str, *, kind: str | None = None) -> Appeal:
    """Draft the appeal of the next level, from one that was not won or is overdue.

    ``kind`` is what the level is called. Its last day to file is what the earlier one says.

    Raises:
        MoveRefused: there is no decision against the patient, and the payer's time is not over; or
            the new one has no id of its own.
    """
    check_new_id("appeal: next level", new_id, earlier.id)
    late = state_of(earlier) == FILED and earlier.overdue_since is not None
    if state_of(earlier) not in NEXT_FROM and not late:
        raise _refused("next level", "nothing to appeal against", "Wait for the decision")
    return Appeal(
        id=new_id,
        labels=earlier.labels,
        authorization=earlier.authorization,
        level=earlier.level + 1,
        expedited=earlier.expedited,
        kind=kind,
        notice_on=earlier.decided_on,
        deadline_on=earlier.next_deadline_on,
        reason=earlier.reason,
    )


def _filed(value: Appeal, call: Call) -> Appeal:
    good_cause = bool(call.reason and call.reason.strip())
    if value.deadline_on is not None and later(call.at, value.deadline_on) and not good_cause:
        raise _refused(
            "file", "its deadline is past", "File it with the reason that excuses the delay"
        )
    return attrs.evolve(
        value,
        filed_on=call.at,
        decision_due=call.details.get("decision_due", value.decision_due),
    )


def _decided(value: Appeal, call: Call) -> Appeal:
    outcome = call.details["outcome"]
    on = call.details.get("decided_on") or call.at
    if outcome not in DECIDED:
        raise _refused("decide", "no decision", f"Say one of: {', '.join(sorted(DECIDED))}")
    check_done("appeal: decide", call.at, decided_on=on)
    _check_filed("decide", value, on)
    return attrs.evolve(
        value,
        outcome=outcome,
        decided_on=on,
        next_deadline_on=call.details.get("next_deadline_on", value.next_deadline_on),
    )


def _extended(value: Appeal, call: Call) -> Appeal:
    to, limit, due = call.details["to"], call.details.get("limit"), value.decision_due
    if due is not None and not later(to, due):
        raise _refused("extend", "no more time than before", "Give the new end")
    if limit is not None and later(to, limit):
        raise _refused("extend", "more time than may be taken", "Give an end within the limit")
    noticed = call.details.get("noticed_on")
    check_done("appeal: extend", call.at, noticed_on=noticed)
    if due is not None and later(noticed or call.at, due):
        raise _refused("extend", "told after the time was over", "It is overdue")
    return attrs.evolve(value, decision_due=to, overdue_since=None)


def _withdrawn(value: Appeal, call: Call) -> Appeal:
    _check_filed("withdraw", value, call.at)
    return attrs.evolve(value, outcome=WITHDRAWN, decided_on=call.at)


def _dismissed(value: Appeal, call: Call) -> Appeal:
    _check_filed("dismiss", value, call.at)
    return attrs.evolve(value, outcome=DISMISSED, decided_on=call.at)


def _check_filed(name: str, value: Appeal, on: ClinicalTime) -> None:
    check_order(f"appeal: {name}", value.filed_on, on, "an end before it was filed")


def _in_error(value: Appeal, _: Call) -> Appeal:
    return attrs.evolve(value, entered_in_error=True)


def _lapsed(value: Appeal, call: Call) -> Appeal:
    deadline = value.deadline_on
    if deadline is None or not over(deadline, call.at):
        raise _refused("lapse", "its deadline is not past", "It can still be filed")
    return replaced(value, outcome=LAPSED, decided_on=since(deadline))


def _overdue(value: Appeal, call: Call) -> Appeal:
    due = value.decision_due
    if due is None or value.overdue_since is not None or not over(due, call.at):
        raise _refused("overdue", "its time is not over, or that is known", "Wait for the decision")
    return replaced(value, overdue_since=since(due))


def _passing(value: Appeal, state: str, at: Moment) -> str | None:
    if state == DRAFT:
        deadline = value.deadline_on
        return "lapse" if deadline is not None and over(deadline, at) else None
    if state != FILED or value.overdue_since is not None:
        return None
    due = value.decision_due
    return "overdue" if due is not None and over(due, at) else None


def _refused(name: str, found: str, remedy: str) -> MoveRefused:
    return MoveRefused(asked=f"appeal: {name}", found=found, remedy=remedy)


_REASON = (Need.REASON,)
APPEAL: Machine[Appeal] = Machine(
    name="appeal",
    kind=Appeal,
    states=(
        *(DRAFT, FILED, UPHELD, OVERTURNED, PARTIALLY, WITHDRAWN, DISMISSED, LAPSED),
        *(IN_ERROR, UNKNOWN),
    ),
    terminal=CLOSED | {IN_ERROR},
    state_of=state_of,
    moves=(
        Move(
            name="file",
            event="filed",
            before=(DRAFT,),
            after=(FILED,),
            change=_filed,
            optional=("decision_due",),
        ),
        Move(
            name="decide",
            event="decided",
            before=(FILED,),
            after=DECIDED,
            change=_decided,
            details=("outcome",),
            optional=("decided_on", "next_deadline_on"),
        ),
        Move(
            name="extend",
            event="given more time",
            before=(FILED,),
            after=(FILED,),
            change=_extended,
            needs=_REASON,
            details=("to",),
            optional=("noticed_on", "limit"),
        ),
        Move(
            name="withdraw",
            event="withdrawn",
            before=(DRAFT, FILED),
            after=(WITHDRAWN,),
            change=_withdrawn,
            needs=_REASON,
        ),
        Move(
            name="dismiss",
            event="dismissed",
            before=(FILED,),
            after=(DISMISSED,),
            change=_dismissed,
            needs=_REASON,
        ),
        Move(
            name="retract",
            event="retracted",
            before=(DRAFT, FILED, UNKNOWN),
            after=(IN_ERROR,),
            change=_in_error,
            needs=_REASON,
        ),
        Move(name="overdue", event="overdue", before=(FILED,), after=(FILED,), change=_overdue),
        Move(name="lapse", event="lapsed", before=(DRAFT,), after=(LAPSED,), change=_lapsed),
    ),
    corrected=corrected,
    correcting=CORRECTING,
    kinds=KINDS,
    passing=_passing,
    source="FHIR has no resource for appeals, and Da Vinci PAS 2.2.1 no workflow: the table is "
    "ours (decision 0052)",
)
