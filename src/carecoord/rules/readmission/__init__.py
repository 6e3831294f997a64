"""Readmission: scores of how likely a patient is to come back."""

from __future__ import annotations

from carecoord.rules.readmission import hospital, hospital_2013, hospital_simplified, lace

RULES = (hospital.RULE, hospital_2013.RULE, hospital_simplified.RULE, lace.RULE)
