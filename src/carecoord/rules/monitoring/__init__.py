"""Monitoring: tests that are due again and again while a condition lasts."""

from __future__ import annotations

from carecoord.rules.monitoring import hba1c

RULES = (hba1c.RULE_2014, hba1c.RULE_2026)
