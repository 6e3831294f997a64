"""Refusing a move from within its change: the row was legal, the value or its arguments are not."""

from __future__ import annotations

from carecoord.errors import MoveRefused


def refused(asked: str, found: str, remedy: str) -> MoveRefused:
    """A refusal to raise; nothing in it comes from a record."""
    return MoveRefused(asked=asked, found=found, remedy=remedy)


def check_new_id(asked: str, new_id: object, old_id: str) -> None:
    """Whether a new value has an id of its own.

    Raises:
        MoveRefused: it is no text, empty, or the id of the old value.
    """
    if not isinstance(new_id, str) or not new_id.strip() or new_id == old_id:
        raise refused(asked, "no id of its own for the new one", "Give an id that is not used yet")
