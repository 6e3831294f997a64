"""The family adherence."""

from __future__ import annotations

from carecoord.rules.engine.rule import Rule

RULES: tuple[Rule, ...] = ()
