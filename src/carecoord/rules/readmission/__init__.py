"""Readmission: scores of how likely a patient is to come back."""

from __future__ import annotations

from carecoord.rules.readmission import lace

RULES = (lace.RULE,)
