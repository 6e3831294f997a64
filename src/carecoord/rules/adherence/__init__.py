"""Adherence: possession of medicines, as fills show it, and what was agreed besides."""

from __future__ import annotations

from carecoord.rules.adherence import (
    appointments,
    care_plan,
    goals,
    late_refill,
    monitoring,
    pdc,
)

RULES = (
    late_refill.RULE,
    pdc.RULE_2025,
    pdc.RULE_2026,
    care_plan.RULE,
    goals.RULE,
    appointments.RULE,
    monitoring.RULE,
)
