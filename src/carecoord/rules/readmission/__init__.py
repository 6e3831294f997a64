"""The family readmission."""

from __future__ import annotations

from carecoord.rules.engine.rule import Rule

RULES: tuple[Rule, ...] = ()
