"""How large a result may become before it is refused, not begun."""

from __future__ import annotations

from carecoord.errors import InputError

MOST = 100_000_000
"""Rows, or cells to work in: what a machine of 8 GB holds."""


def check_room(asked: str, needed: int, remedy: str) -> None:
    """Refuse what would fill the memory.

    Raises: InputError.
    """
    if needed > MOST:
        raise InputError(
            asked=asked, found=f"{needed:,} rows or cells, more than {MOST:,}", remedy=remedy
        )
