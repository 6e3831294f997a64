"""Appointments: how they recur, collide, are prepared for, come about and are missed."""

from __future__ import annotations

from carecoord.rules.appointments import (
    checklist_open,
    conflict,
    no_next_step,
    no_show_without_outreach,
)

RULES = (
    checklist_open.RULE,
    conflict.RULE,
    no_next_step.RULE,
    no_show_without_outreach.RULE,
)
