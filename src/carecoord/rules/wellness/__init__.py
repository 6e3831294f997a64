"""Wellness: visits that a time of life or a year asks for."""

from __future__ import annotations

from carecoord.rules.wellness import annual_visit, well_child

RULES = (annual_visit.RULE, well_child.RULE)
