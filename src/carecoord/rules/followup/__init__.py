"""Follow-ups: what is due after something happened."""

from __future__ import annotations

from carecoord.rules.followup import medication_reconciliation, transitional_care

RULES = (medication_reconciliation.RULE, transitional_care.RULE)
