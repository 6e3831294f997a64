"""Adherence: possession of medicines, as fills show it."""

from __future__ import annotations

from carecoord.rules.adherence import (
    gap,
    late_refill,
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
)
