"""The rules of the Lakeside clinic."""

from lakeside_rules import emergency_call, smoking_status, visits_on_one_day

RULES = (emergency_call.RULE, smoking_status.RULE, visits_on_one_day.RULE)
