"""What a rule author imports: the shapes of rules and what they are made of."""

from __future__ import annotations

from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.cycle import Around, Cycle, DaysBefore
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.group import Group, Membership, Stratum
from carecoord.rules.engine.measure import Gap, Measure
from carecoord.rules.engine.offset import Offset, business_days, days, full_months, months
from carecoord.rules.engine.parameters import Dated, Parameter
from carecoord.rules.engine.populations import all_populations, populations
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.score import (
    Bands,
    Flag,
    Missing,
    NotApplicable,
    Reading,
    Score,
    Verdict,
)
from carecoord.rules.engine.step import Step
from carecoord.rules.engine.timing import as_date
from carecoord.rules.engine.window import Window

__all__ = [
    "Alert",
    "Around",
    "AtAge",
    "Bands",
    "Check",
    "Conclusion",
    "Cycle",
    "Dated",
    "DaysBefore",
    "Flag",
    "FollowUp",
    "Frame",
    "Gap",
    "Group",
    "Interval",
    "Loop",
    "Measure",
    "Membership",
    "Missing",
    "NotApplicable",
    "Offset",
    "Parameter",
    "Reading",
    "Recurring",
    "Rule",
    "Score",
    "Step",
    "Stratum",
    "Verdict",
    "Way",
    "Window",
    "all_populations",
    "as_date",
    "business_days",
    "days",
    "full_months",
    "months",
    "not_applicable",
    "populations",
    "refer",
]
