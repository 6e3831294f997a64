"""Changing how a permission is handled, and refusing to."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.authorization import Authorization
from carecoord.model.permission_case import PermissionCase


def case_of(value: Authorization) -> PermissionCase:
    """How a permission is handled; nothing is known of one that says nothing."""
    return value.case or PermissionCase()


def with_case(value: Authorization, **fields: Any) -> Authorization:  # noqa: ANN401  of any field
    """The permission with other fields of its case."""
    return attrs.evolve(value, case=attrs.evolve(case_of(value), **fields))


def refused(move: str, found: str, remedy: str) -> MoveRefused:
    """The refusal of a move of a permission."""
    return MoveRefused(asked=f"authorization: {move}", found=found, remedy=remedy)
