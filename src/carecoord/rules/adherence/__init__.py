"""Adherence: possession of medicines, as fills show it, and what was agreed besides."""

from __future__ import annotations

from carecoord.rules.adherence import (
    appointments,
    care_plan,
    gap,
    goals,
    late_refill,
    monitoring,
    never_filled,
    pdc,
    supply_before_visit,
    two_drugs_of_a_class,
)

RULES = (
    gap.RULE,
    late_refill.RULE,
    never_filled.RULE,
    pdc.RULE_2025,
    pdc.RULE_2026,
    supply_before_visit.RULE,
    two_drugs_of_a_class.RULE,
    care_plan.RULE,
    goals.RULE,
    appointments.RULE,
    monitoring.RULE,
)
