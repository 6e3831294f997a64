"""Monitoring: tests due after a start or a result, and again and again while a reason lasts."""

from __future__ import annotations

from carecoord.rules.monitoring import (
    antihypertensive_tests,
    blood_pressure,
    eye_exam,
    foot_exam,
    hba1c,
    inr,
    inr_dose_change,
    inr_start,
    kidney_check,
    kidney_disease_labs,
    lipids_after_statin,
    lipids_on_statin,
    nephrology_referral,
    vitamin_b12,
)

RULES = (
    antihypertensive_tests.RULE_2017,
    antihypertensive_tests.RULE_2025,
    blood_pressure.RULE_2017,
    blood_pressure.RULE_2025,
    eye_exam.RULE,
    foot_exam.RULE,
    hba1c.RULE_2014,
    hba1c.RULE_2026,
    inr.RULE,
    inr_dose_change.RULE,
    inr_start.RULE,
    kidney_check.RULE,
    kidney_disease_labs.RULE,
    lipids_after_statin.RULE,
    lipids_on_statin.RULE,
    nephrology_referral.RULE,
    vitamin_b12.RULE,
)
