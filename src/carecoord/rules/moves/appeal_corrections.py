"""Undoing a wrong state of an appeal: who corrects says when it was filed and decided."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.appeal import Appeal
from carecoord.model.moment import ClinicalTime
from carecoord.rules.moves.appeal_states import DECIDED, DRAFT, FILED, LAPSED, WITHDRAWN
from carecoord.rules.moves.deadlines import check_done, check_order, over, since
from carecoord.rules.moves.statuses import IN_ERROR, told
from carecoord.rules.moves.table import Call

_ASKED = "appeal: correct"
CORRECTING = ("filed_on", "decision_due", "decided_on", "next_deadline_on")


def corrected(value: Appeal, to: str, call: Call) -> Appeal:
    """The appeal as it should have stood.

    Raises:
        MoveRefused: it lacks the day on which it was filed or closed, or could still be filed.
    """
    if to == IN_ERROR:
        return attrs.evolve(value, entered_in_error=True)
    fields = {name: told(value, call, name) for name in CORRECTING}
    if to == LAPSED:
        return _lapsed(value, call)
    if to == DRAFT:
        return _never_filed(value)
    if fields["filed_on"] is None and to != WITHDRAWN:
        raise _refused("no filed_on", "Say when it was filed")
    check_done(_ASKED, call.at, filed_on=fields["filed_on"])
    if to == FILED:
        return _with(value, fields | _UNDECIDED)
    if to not in DECIDED:
        fields["next_deadline_on"] = None
    return _with(value, fields | {"outcome": to, "decided_on": _closed_on(value, fields, call)})


_UNDECIDED: dict[str, Any] = dict.fromkeys(("outcome", "decided_on", "next_deadline_on"))
_UNFILED = _UNDECIDED | dict.fromkeys(("filed_on", "decision_due", "overdue_since"))


def _closed_on(value: Appeal, fields: dict[str, Any], call: Call) -> ClinicalTime:
    """When it was decided or taken back; the day on which one lapsed is reckoned, and no answer."""
    said = call.details.get("decided_on")
    on: ClinicalTime | None = (
        fields["decided_on"] if said is not None or value.outcome != LAPSED else None
    )
    if on is None:
        raise _refused("no decided_on", "Say when it was decided, or taken back")
    check_done(_ASKED, call.at, decided_on=on)
    check_order(_ASKED, fields["filed_on"], on, "an end before it was filed")
    return on


def _never_filed(value: Appeal) -> Appeal:
    return _with(value, _UNFILED)


def _lapsed(value: Appeal, call: Call) -> Appeal:
    if value.deadline_on is None or not over(value.deadline_on, call.at):
        raise _refused("its deadline is not past", "It can still be filed")
    return attrs.evolve(_never_filed(value), outcome=LAPSED, decided_on=since(value.deadline_on))


def _with(value: Appeal, fields: dict[str, Any]) -> Appeal:
    return attrs.evolve(value, entered_in_error=False, **fields)


def _refused(found: str, remedy: str) -> MoveRefused:
    return MoveRefused(asked=_ASKED, found=found, remedy=remedy)
