"""Permissions of payers."""

from __future__ import annotations

from carecoord.rules.permissions import running_out

RULES = (running_out.RULE,)
