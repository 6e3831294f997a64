"""Readmission: how likely a return is, its window, what is still open, and what was repeated."""

from __future__ import annotations

from carecoord.rules.readmission import (
    hospital,
    hospital_2013,
    lace,
    open_tasks,
    repeated,
    window,
)

RULES = (
    hospital.RULE,
    hospital_2013.RULE,
    lace.RULE,
    open_tasks.RULE,
    repeated.RULE,
    window.RULE,
)
