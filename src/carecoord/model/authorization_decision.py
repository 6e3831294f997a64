"""A payer's decision on a whole request, rolled up from what it says of the items.

X12 278 HCR01: all A1 or NA is approved; any A4 is pended; any CT is something to do; all A3 is
denied; A3 beside others is partial; A2 or A6, less than was asked, is modified, which is as
adverse as a denial and opens the clock of an appeal. X12 fixes the codes; the roll-up is ours
(decision 0045).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum

from carecoord.model.authorization_item import AuthorizationItem

TOTAL = "A1"
CERTIFIED = frozenset({TOTAL, "NA"})
LESS = frozenset({"A2", "A6"})
DENIED, PENDED, CANCELLED, CALL = "A3", "A4", "C", "CT"
CANCEL = "3"
"""Of X12 1322, certification type: the request takes back an earlier one."""
_KNOWN = CERTIFIED | LESS | {DENIED, PENDED, CANCELLED, CALL}
_GRANTS_NOTHING = frozenset({DENIED, PENDED, CANCELLED, CALL, "NA"})


class Decision(Enum):
    """What became of a request as a whole."""

    APPROVED = "approved"
    MODIFIED = "modified"
    PARTIAL = "partial"
    DENIED = "denied"
    PENDED = "pended"
    ACTION_NEEDED = "action needed"
    CANCELLED = "cancelled"

    # Each is there once. By its name, as an Enum has it, a hash takes five times as long.
    __hash__ = object.__hash__

    @property
    def adverse(self) -> bool:
        """Whether the word alone says that less was granted than was asked for.

        ``Authorization.adverse`` looks at units and days too, and is what opens an appeal.
        """
        return self in {Decision.MODIFIED, Decision.PARTIAL, Decision.DENIED}


def rolled_up(items: Sequence[AuthorizationItem]) -> Decision | None:
    """The decision that the items make; None where one of them is not decided, or unheard of."""
    actions = {one.review_action for one in deciding(items)}
    if not actions:
        return Decision.CANCELLED if items else None
    if PENDED in actions:
        return Decision.PENDED
    if not _KNOWN.issuperset(actions):
        return None
    if CALL in actions:
        return Decision.ACTION_NEEDED
    actions.discard(CANCELLED)
    return _final(actions)


def _final(actions: Collection[str | None]) -> Decision:
    if not actions:
        return Decision.CANCELLED
    if DENIED in actions:
        return Decision.DENIED if len(actions) == 1 else Decision.PARTIAL
    return Decision.APPROVED if CERTIFIED.issuperset(actions) else Decision.MODIFIED


def deciding(items: Sequence[AuthorizationItem]) -> Sequence[AuthorizationItem]:
    """The items that a decision was asked about.

    Not what was withdrawn, and not what was added in the place of one of the others.
    """
    for one in items:
        if one.cancelled or one.added:
            return _as_asked([one for one in items if not one.cancelled])
    return items


def _as_asked(live: Sequence[AuthorizationItem]) -> list[AuthorizationItem]:
    asked = {one.sequence for one in live if not one.added}
    return [one for one in live if not one.added or asked.isdisjoint(one.added_for)]


def granting(items: Sequence[AuthorizationItem]) -> tuple[AuthorizationItem, ...]:
    """The items that hold what was granted.

    What was added holds it in the place of the item that was asked for. An item without a review
    action counts as granted, unless no answer speaks of it.
    """
    replaced = {sequence for one in items for sequence in one.added_for}
    refused = {one.sequence for one in items if not one.added and _refused(one)}
    return tuple(
        one
        for one in items
        if not _refused(one)
        and one.sequence not in replaced
        and (not one.added_for or not refused.issuperset(one.added_for))
    )


def _refused(item: AuthorizationItem) -> bool:
    return item.cancelled or item.unanswered or item.review_action in _GRANTS_NOTHING
