"""Readmission: scores of how likely a patient is to come back."""

from __future__ import annotations

from carecoord.rules.readmission import hospital, hospital_2013, lace

RULES = (hospital.RULE, hospital_2013.RULE, lace.RULE)
