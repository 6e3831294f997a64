"""The urgent-safety lane: results that wait for no batch."""

from __future__ import annotations

from carecoord.rules.safety import severe_blood_pressure

RULES = (severe_blood_pressure.RULE_2017, severe_blood_pressure.RULE_2025)
