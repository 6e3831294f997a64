"""Refusing a move from within its change: the row was legal, the value or its arguments are not."""

from __future__ import annotations

from carecoord.errors import MoveRefused


def refused(asked: str, found: str, remedy: str) -> MoveRefused:
    """A refusal to raise; nothing in it comes from a record."""
    return MoveRefused(asked=asked, found=found, remedy=remedy)
