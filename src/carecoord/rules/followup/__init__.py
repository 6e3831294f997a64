"""Follow-ups: what is due after something happened."""

from __future__ import annotations

from carecoord.rules.followup import (
    admission_notice,
    discharge_information,
    medication_reconciliation,
    mental_illness_emergency,
    mental_illness_stay,
    patient_engagement,
    substance_use_emergency,
    transitional_care,
)

RULES = (
    admission_notice.RULE,
    discharge_information.RULE,
    medication_reconciliation.RULE,
    mental_illness_emergency.RULE,
    mental_illness_stay.RULE,
    patient_engagement.RULE,
    substance_use_emergency.RULE,
    transitional_care.RULE,
)
