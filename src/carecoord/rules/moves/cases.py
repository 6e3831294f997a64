"""Changing how a permission is handled, and refusing to."""

from __future__ import annotations

from typing import Any

from carecoord.errors import MoveRefused
from carecoord.model.authorization import Authorization
from carecoord.model.permission_case import PermissionCase
from carecoord.model.replaced import replaced


def case_of(value: Authorization) -> PermissionCase:
    """How a permission is handled; nothing is known of one that says nothing."""
    return value.case or PermissionCase()


def with_case(value: Authorization, **fields: Any) -> Authorization:  # noqa: ANN401  of any field
    """The permission with other fields of its case."""
    return replaced(value, case=replaced(case_of(value), **fields))


def refused(move: str, found: str, remedy: str) -> MoveRefused:
    """The refusal of a move of a permission."""
    return MoveRefused(asked=f"authorization: {move}", found=found, remedy=remedy)
