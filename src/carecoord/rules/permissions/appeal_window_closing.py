"""The time to appeal a payer's decision is about to be over, and no appeal was filed.

Of the first decision, and of an appeal that was lost where the last day of the next level is known.
Once the window is over, late filing needs good cause.

Population: patients with an adverse decision of a payer, or an appeal that was lost.
Source: 42 CFR 422.582(b) and (c), 438.402(c)(2), 431.221(d), by which an appeal is filed in time.
Departures: told from 14 days before the last day to 30 days after it; without it, until 180 days
after the decision that it is not known; a decision that was accepted is not appealed
(decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from carecoord.model.moment import ClinicalTime
from carecoord.model.shown import shown
from carecoord.model.task import Task
from carecoord.rules.concepts.appealing import (
    LAPSES_AFTER_DECISION,
    LAPSES_AFTER_WINDOW,
    LOST,
    appeal_until,
    decided_on,
)
from carecoord.rules.concepts.deadlines import days_in, due_on, in_words, lapsed, over, within
from carecoord.rules.concepts.permitted import REQUESTS
from carecoord.rules.concepts.requested import (
    APPEALS,
    adverse,
    appeal,
    appeals_of,
    concluded,
    line,
    requests,
)
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.loops import unknown
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule
from carecoord.rules.engine.timing import Row, as_date, day_bounds

LEAD = Parameter(
    "permissions.appeal-window-closing.lead",
    default=days(14),
    says="how long before the last day to appeal it is told that no appeal was filed",
)
ACCEPTED = Facts(Task).where(Task.status, "completed", "cancelled")
LAST_DAY = "the last day to appeal"
EXACT_DAY = "the exact last day to appeal"
