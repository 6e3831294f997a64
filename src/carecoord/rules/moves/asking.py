"""Asking a payer for permission, and its answer: what each move does to the permission."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.model.answering import answered, as_asked, never_asked
from carecoord.model.authorization import Authorization
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.rules.moves.authorization_states import DECIDED, state_of
from carecoord.rules.moves.cases import case_of, refused, with_case
from carecoord.rules.moves.deadlines import check_done, check_order, later, over, since
from carecoord.rules.moves.drawn_units import amounts
from carecoord.rules.moves.table import Call

KEPT_FROM_ANSWERS = ("notice_on", "appeal_until", "criteria", "criteria_version")
"""What a notice says beside the answer itself."""


def requested(value: Authorization, call: Call) -> Authorization:
    """Send the request; the payer's clock starts once it is known to have received it."""
    sent = attrs.evolve(value, status="active", created_on=call.at, requested_on=call.at)
    return _clocked("request", sent, call, call.details.get("received_at"))


def received(value: Authorization, call: Call) -> Authorization:
    """Note that the payer has the request: at the moment of the move, if it names no other."""
    at = call.details.get("received_at") or call.at
    check_done("authorization: receive", call.at, received_at=at)
    return _clocked("receive", value, call, at)


def _clocked(name: str, value: Authorization, call: Call, at: ClinicalTime | None) -> Authorization:
    due = call.details.get("due")
    if at is not None and value.created_on is not None and later(value.created_on, at):
        raise refused(name, "a receipt before the request", "Give when the payer received it")
    if due is not None and at is not None and later(at, due):
        raise refused(name, "a decision due before the receipt", "Give when it has to decide")
    fields: dict[str, Any] = {} if due is None else {"due": due, "overdue_since": None}
    if at is not None:
        fields["received_at"] = at
    return with_case(value, **fields) if fields else value


def decided(value: Authorization, call: Call) -> Authorization:
    """Put the payer's answer on the request.

    Raises:
        MoveRefused: no answer, or one that is yet to come or older than the request; decisions on
            items that were never asked for or several on one; units that cannot be granted; or
            another version of the criteria than a decision was made by.
    """
    answer: Authorization = call.details["answer"]
    if answer.outcome is None:
        raise refused("answer", "no answer of a payer", "Give it as it was read, with its outcome")
    said = [one for one in answer.items if not one.unanswered]
    strange = never_asked(value.items, said)
    if strange:
        places = ", ".join(str(one) for one in strange)
        raise refused(
            "answer",
            f"items never asked for, or decided twice: {places} of {len(said)}",
            "Check whose answer it is; match items by sequence or trace number",
        )
    if not all(one.units is None or amounts(one.units) for one in answer.items):
        raise refused(
            "answer", "units that are no Decimal, or below zero", "Give the units granted"
        )
    held = case_of(value)
    version = call.details.get("criteria_version")
    frozen = held.criteria_version if state_of(value) in DECIDED else None
    if frozen is not None and version not in {None, frozen}:
        raise refused(
            "answer", "another version of the criteria", "The version of the decision stays"
        )
    at = answer.created_on or call.at
    check_done("authorization: answer", call.at, created_on=at)
    check_answered("answer", requested_by(value), at)
    joined = attrs.evolve(answered(value, answer), created_on=at)
    fields = {
        name: call.details[name] for name in KEPT_FROM_ANSWERS if call.details.get(name) is not None
    }
    if state_of(joined) in DECIDED and state_of(value) not in DECIDED:
        fields["overdue_since"] = lateness(value, at)
    return with_case(joined, **fields) if fields else joined


def requested_by(value: Authorization) -> ClinicalTime | None:
    """When a permission was asked for, as far as it is known."""
    return value.created_on if value.outcome is None else value.requested_on


def check_answered(
    move: str, requested_on: ClinicalTime | None, answered_on: ClinicalTime | None
) -> None:
    """Whether an answer came after its request.

    Raises:
        MoveRefused: it came before.
    """
    found = "a decision before the request"
    check_order(f"authorization: {move}", requested_on, answered_on, found)


def lateness(value: Authorization, decided_on: ClinicalTime) -> ClinicalTime | None:
    """Since when a decision was overdue when it came; the moment at which we noted it says less."""
    held = case_of(value)
    if held.due is None:
        return held.overdue_since
    if later(decided_on, held.due):
        return since(held.due)
    in_time = not isinstance(decided_on, PartialDate) and not over(held.due, decided_on)
    return None if in_time else held.overdue_since


def unanswered(value: Authorization) -> Authorization:
    """The request as it was before any answer."""
    items = tuple(as_asked(one) for one in value.items if not one.added)
    if value.outcome is None:
        return attrs.evolve(value, items=items)
    return attrs.evolve(
        value,
        outcome=None,
        disposition=None,
        created_on=value.requested_on,
        requested_on=None,
        number=None,
        period=None,
        items=items,
        notes=(),
        errors=(),
        identifiers=value.request_identifiers,
        request_identifiers=(),
        administration_reference=None,
        communication_requests=(),
        information_requested=False,
        human_reviewed=None,
    )
