"""Readmission: how likely a return is, its window, what is still open, and what was repeated."""

from __future__ import annotations

from carecoord.rules.readmission import (
    charlson,
    elixhauser,
    hospital,
    hospital_2013,
    hospital_simplified,
    lace,
    open_tasks,
    repeated,
    window,
)

RULES = (
    charlson.RULE,
    elixhauser.RULE,
    hospital.RULE,
    hospital_2013.RULE,
    hospital_simplified.RULE,
    lace.RULE,
    open_tasks.RULE,
    repeated.RULE,
    window.RULE,
)
