"""Undoing a wrong state of a permission: what does not belong to the right one goes, no more.

What a payer decided is what it said: a state that an answer makes needs that answer, where the
permission does not hold it already. What visits used stays recorded, whatever the state.
"""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.authorization import Authorization
from carecoord.rules.moves.asking import (
    KEPT_FROM_ANSWERS,
    check_answered,
    decided,
    lateness,
    unanswered,
)
from carecoord.rules.moves.authorization_states import (
    CANCELLED,
    DECIDED,
    DRAFT,
    ENDED,
    GRANTING,
    REQUESTED,
    state_of,
)
from carecoord.rules.moves.cases import case_of, refused, with_case
from carecoord.rules.moves.deadlines import check_done
from carecoord.rules.moves.permission_time import ends_on, run_out
from carecoord.rules.moves.statuses import IN_ERROR
from carecoord.rules.moves.table import Call

CORRECTING = ("answer", "requested_on", *KEPT_FROM_ANSWERS)
_OF_DECISIONS: dict[str, Any] = dict.fromkeys((*KEPT_FROM_ANSWERS, "peer_to_peer"))
_OF_REQUESTS: dict[str, Any] = _OF_DECISIONS | {
    **dict.fromkeys(("received_at", "due", "extension", "overdue_since", "information_due")),
    "reviews": (),
}
"""What is known of a request that was sent, as it is of one that was not."""


def corrected(value: Authorization, to: str, call: Call) -> Authorization:
    """The permission as it should have stood; ``answer`` is what the payer really said.

    Raises:
        MoveRefused: it was never asked for, no answer says so, or it is not over.
    """
    if to in {CANCELLED, IN_ERROR}:
        return attrs.evolve(value, status=to)
    held = _told(attrs.evolve(value, status="active"), ended_on=None)
    if to == DRAFT:
        bare = _told(unanswered(held), **_OF_REQUESTS)
        return attrs.evolve(bare, status=DRAFT, created_on=None, requested_on=None)
    if to == REQUESTED:
        return _sent(_told(unanswered(held), **_OF_DECISIONS), call)
    return _answered(_sent(held, call), to, call)


def _answered(held: Authorization, to: str, call: Call) -> Authorization:
    """A permission that was sent, in a state that follows from what the payer said."""
    told = call.details.get("answer") is not None
    held = _decided_anew(held, call) if told else held
    found = state_of(held)
    if to == ENDED:
        return _over(held, call)
    if found != to and not told:
        raise _refused(f"no answer that makes it {to}", "Give the payer's own answer with it")
    if found != to:
        raise _refused(f"by the answer it is {found}", "Name that state, or give another answer")
    return held


def _sent(value: Authorization, call: Call) -> Authorization:
    """The request with the day on which it was made, which a draft has not."""
    on = call.details.get("requested_on")
    check_done("authorization: correct", call.at, requested_on=on)
    if value.outcome is not None:
        if call.details.get("answer") is None:
            check_answered("correct", on, value.created_on)
        return value if on is None else attrs.evolve(value, requested_on=on)
    if on is None and value.created_on is None:
        raise _refused("no requested_on", "Say when it was asked for")
    return value if on is None else attrs.evolve(value, created_on=on)


def _decided_anew(held: Authorization, call: Call) -> Authorization:
    """The answer in place of the wrong one, late or not by its own day and no other."""
    if call.details.get("criteria_version") is not None:
        held = _told(held, criteria_version=None)
    done = decided(held, call)
    if state_of(done) not in DECIDED:
        return done
    return _told(done, overdue_since=lateness(held, done.created_on or call.at))


def _over(held: Authorization, call: Call) -> Authorization:
    if state_of(held) not in GRANTING:
        raise _refused("nothing was granted that could end", "Give the answer that granted it")
    if not run_out(held, call.at):
        raise _refused("its last day is not past", "The last day is inside")
    return with_case(held, ended_on=ends_on(held))


def _told(value: Authorization, **fields: Any) -> Authorization:  # noqa: ANN401  of any field
    """The permission with other fields of its case; none is made where they say nothing new."""
    case = case_of(value)
    same = all(getattr(case, name) == one for name, one in fields.items())
    return value if same else with_case(value, **fields)


def _refused(found: str, remedy: str) -> MoveRefused:
    return refused("correct", found, remedy)
