"""The urgent-safety lane: results that wait for no batch."""

from __future__ import annotations

from carecoord.rules.safety import (
    critical_result,
    pregnancy_blood_pressure,
    red_flag_answer,
    severe_blood_pressure,
    suicidal_thoughts,
)

RULES = (
    critical_result.RULE,
    pregnancy_blood_pressure.RULE,
    red_flag_answer.RULE,
    severe_blood_pressure.RULE_2017,
    severe_blood_pressure.RULE_2025,
    suicidal_thoughts.RULE,
)
