"""The clocks of payers: how long they have, by when to appeal, and what being late means.

Every length is a row with dates and its place in the law. Late is overdue, never approved.
"""

from __future__ import annotations

from carecoord.rules.permissions.clocks.absences import ABSENT
from carecoord.rules.permissions.clocks.answer import (
    Answer,
    Due,
    Insufficient,
    NoClock,
    overdue,
    overdue_since,
    standing,
)
from carecoord.rules.permissions.clocks.appeal_decisions import APPEAL_DECISIONS
from carecoord.rules.permissions.clocks.appeals import LEVELS
from carecoord.rules.permissions.clocks.decisions import DECISIONS
from carecoord.rules.permissions.clocks.due import appeal_decision_due, decision_due
from carecoord.rules.permissions.clocks.extending import extended, prolonged
from carecoord.rules.permissions.clocks.filing import appeal_deadline, external_review_deadline
from carecoord.rules.permissions.clocks.lengths import BusinessDays, Days, Hours, Length, Months
from carecoord.rules.permissions.clocks.levels import AppealLevel, CountedFrom
from carecoord.rules.permissions.clocks.others import (
    OTHERS,
    benefits_continue_until_filed_by,
    observation_notice_due,
)
from carecoord.rules.permissions.clocks.payer import payer_kind
from carecoord.rules.permissions.clocks.row import (
    Absence,
    Clock,
    DatedBy,
    Extension,
    ExtensionReason,
    Late,
)

__all__ = [
    "ABSENT",
    "APPEAL_DECISIONS",
    "DECISIONS",
    "LEVELS",
    "OTHERS",
    "Absence",
    "Answer",
    "AppealLevel",
    "BusinessDays",
    "Clock",
    "CountedFrom",
    "DatedBy",
    "Days",
    "Due",
    "Extension",
    "ExtensionReason",
    "Hours",
    "Insufficient",
    "Late",
    "Length",
    "Months",
    "NoClock",
    "appeal_deadline",
    "appeal_decision_due",
    "benefits_continue_until_filed_by",
    "decision_due",
    "extended",
    "external_review_deadline",
    "observation_notice_due",
    "overdue",
    "overdue_since",
    "payer_kind",
    "prolonged",
    "standing",
]
