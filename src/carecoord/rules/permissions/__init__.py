"""Permissions of payers."""

from __future__ import annotations

from carecoord.rules.permissions import (
    about_to_end,
    appeal_decision_overdue,
    appeal_window_closing,
    decision_overdue,
    denied_without_next_step,
    information_asked_for,
    missing,
    next_review,
    peer_to_peer_closing,
    running_out,
    units_short,
    visit_unfunded,
    wrong_dates,
)

RULES = (
    about_to_end.RULE,
    appeal_decision_overdue.RULE,
    appeal_window_closing.RULE,
    decision_overdue.RULE,
    denied_without_next_step.RULE,
    information_asked_for.RULE,
    missing.RULE,
    next_review.RULE,
    peer_to_peer_closing.RULE,
    running_out.RULE,
    units_short.RULE,
    visit_unfunded.RULE,
    wrong_dates.RULE,
)
