"""Referrals: how far each has come from the order to the report that the referrer read."""

from __future__ import annotations

from carecoord.rules.referrals import hand_off_open, rejected, stage_overdue

RULES = (hand_off_open.RULE, rejected.RULE, stage_overdue.RULE)
