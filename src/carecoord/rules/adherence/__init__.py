"""Adherence: possession of medicines, as fills show it."""

from __future__ import annotations

from carecoord.rules.adherence import late_refill, pdc

RULES = (late_refill.RULE, pdc.RULE_2025, pdc.RULE_2026)
