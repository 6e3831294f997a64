"""Criteria: selections of facts, dates derived from them, and conditions over both.

Values, composed in Python and readable beside the text of a measure. Three-valued: true, false, or
not known, each with the evidence that decided it.
"""

from __future__ import annotations

from carecoord.rules.criteria.ages import Age, AgeAt
from carecoord.rules.criteria.conditions import All, Any, Condition, Exists, Not
from carecoord.rules.criteria.counts import Count, Days
from carecoord.rules.criteria.covered import Covered
from carecoord.rules.criteria.dates import EACH, MEASUREMENT_PERIOD, On, Span, YearDay
from carecoord.rules.criteria.died import Died
from carecoord.rules.criteria.lowest import Lowest
from carecoord.rules.criteria.picks import First, Last, LastDay
from carecoord.rules.criteria.selection import Facts, Itself, Selection
from carecoord.rules.criteria.sets import SetRef, coded
from carecoord.rules.criteria.sex import RecordedSex

__all__ = [
    "EACH",
    "MEASUREMENT_PERIOD",
    "Age",
    "AgeAt",
    "All",
    "Any",
    "Condition",
    "Count",
    "Covered",
    "Days",
    "Died",
    "Exists",
    "Facts",
    "First",
    "Itself",
    "Last",
    "LastDay",
    "Lowest",
    "Not",
    "On",
    "RecordedSex",
    "Selection",
    "SetRef",
    "Span",
    "YearDay",
    "coded",
]
