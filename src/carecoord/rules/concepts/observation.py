"""Observation in hospital, as rules and clocks of several families speak of it."""

HOURS_TO_THE_NOTICE = 36
"""A notice of observation is given no later than that after it started (42 CFR 489.20(y))."""
