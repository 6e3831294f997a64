"""The states of a permission and of its items, read from what request, answer and case say."""

from __future__ import annotations

from carecoord.model.authorization import Authorization
from carecoord.model.authorization_decision import CALL as CALL_CODE
from carecoord.model.authorization_decision import CANCELLED as CANCELLED_CODE
from carecoord.model.authorization_decision import DENIED as DENIED_CODE
from carecoord.model.authorization_decision import PENDED as PENDED_CODE
from carecoord.model.authorization_decision import Decision
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.rules.moves.statuses import IN_ERROR

DRAFT, REQUESTED, PENDED, ACTION_NEEDED = "draft", "requested", "pended", "action-needed"
APPROVED, MODIFIED, PARTIAL, DENIED = "approved", "modified", "partial", "denied"
UNCLEAR, CANCELLED, ENDED = "unclear", "cancelled", "ended"
CERTIFIED, REDUCED, CONTACT_PAYER = "certified", "reduced", "contact-payer"
NOT_REQUIRED = "not-required"

GRANTING = frozenset({APPROVED, MODIFIED, PARTIAL})
DECIDED = GRANTING | {DENIED}
AWAITED = frozenset({REQUESTED, PENDED})
"""No decision yet, and the payer's clock runs."""
OPEN = AWAITED | {ACTION_NEEDED, UNCLEAR}
TERMINAL = frozenset({CANCELLED, ENDED, IN_ERROR})
STATES = (
    *(DRAFT, REQUESTED, PENDED, ACTION_NEEDED, UNCLEAR),
    *(APPROVED, MODIFIED, PARTIAL, DENIED, CANCELLED, ENDED, IN_ERROR),
)
_OF_DECISION = {
    Decision.APPROVED: APPROVED,
    Decision.MODIFIED: MODIFIED,
    Decision.PARTIAL: PARTIAL,
    Decision.DENIED: DENIED,
    Decision.PENDED: PENDED,
    Decision.ACTION_NEEDED: ACTION_NEEDED,
    Decision.CANCELLED: CANCELLED,
}
_OF_STATUS = {DRAFT: DRAFT, CANCELLED: CANCELLED, IN_ERROR: IN_ERROR}
ACTIONS = {
    "A1": CERTIFIED,
    "A2": REDUCED,
    DENIED_CODE: DENIED,
    PENDED_CODE: PENDED,
    "A6": MODIFIED,
    CANCELLED_CODE: CANCELLED,
    CALL_CODE: CONTACT_PAYER,
    "NA": NOT_REQUIRED,
}
"""The state of an item by its X12 review action."""


def state_of(value: Authorization) -> str:
    """The state of a permission: ``unclear`` is answered, but what was decided cannot be told."""
    held = _OF_STATUS.get(value.status or "")
    if held is not None:
        return held
    if value.case is not None and value.case.ended_on is not None:
        return ENDED
    decision = value.decision
    if decision is not None:
        return _OF_DECISION[decision]
    return REQUESTED if value.outcome is None else UNCLEAR


def item_state_of(item: AuthorizationItem) -> str:
    """The state of an item; ``unclear`` is a review action that nobody has heard of."""
    if item.cancelled:
        return CANCELLED
    if item.review_action is None:
        return REQUESTED
    return ACTIONS.get(item.review_action, UNCLEAR)
