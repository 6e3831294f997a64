"""Certification: what runs in periods, each of which somebody must certify in time."""

from __future__ import annotations

from carecoord.rules.certification import (
    equipment,
    home_health,
    home_health_encounter,
    hospice,
    notice_of_non_coverage,
    waiver,
)

RULES = (
    equipment.RULE,
    home_health.RULE,
    home_health_encounter.RULE,
    hospice.RULE,
    notice_of_non_coverage.RULE,
    waiver.RULE,
)
