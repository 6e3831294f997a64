"""Monitoring: tests that are due again and again while a condition lasts."""

from __future__ import annotations

from carecoord.rules.monitoring import (
    blood_pressure,
    eye_exam,
    foot_exam,
    hba1c,
    inr,
    kidney_check,
    kidney_disease_labs,
    vitamin_b12,
)

RULES = (
    blood_pressure.RULE_2017,
    blood_pressure.RULE_2025,
    eye_exam.RULE,
    foot_exam.RULE,
    hba1c.RULE_2014,
    hba1c.RULE_2026,
    inr.RULE,
    kidney_check.RULE,
    kidney_disease_labs.RULE,
    vitamin_b12.RULE,
)
