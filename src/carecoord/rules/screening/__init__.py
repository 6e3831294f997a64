"""Screenings: looking for disease in people without signs of it, and what a result asks for."""

from __future__ import annotations

from carecoord.rules.screening import (
    abnormal_cytology,
    aortic_aneurysm,
    breast,
    cervical,
    cervical_hrsa,
    colonoscopy_after_positive_stool_test,
    colorectal,
    depression,
    equivocal_cervical_test,
    hepatitis_c,
    hiv,
    hypertension,
    incomplete_mammogram,
    lipids,
    lung,
    osteoporosis,
    prediabetes,
    raised_albumin,
    suspicious_lung_scan,
    suspicious_mammogram,
)

RULES = (
    abnormal_cytology.RULE,
    aortic_aneurysm.RULE,
    breast.RULE,
    cervical.RULE,
    cervical_hrsa.RULE,
    colonoscopy_after_positive_stool_test.RULE,
    colorectal.RULE,
    depression.RULE,
    equivocal_cervical_test.RULE,
    hepatitis_c.RULE,
    hiv.RULE,
    hypertension.RULE,
    incomplete_mammogram.RULE,
    lipids.RULE,
    lung.RULE,
    osteoporosis.RULE,
    prediabetes.RULE,
    raised_albumin.RULE,
    suspicious_lung_scan.RULE,
    suspicious_mammogram.RULE,
)
