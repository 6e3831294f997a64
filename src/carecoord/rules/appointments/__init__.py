"""Appointments: how they recur, collide, are prepared for, come about and are missed."""

from __future__ import annotations

from carecoord.rules.engine.rule import Rule

RULES: tuple[Rule, ...] = ()
