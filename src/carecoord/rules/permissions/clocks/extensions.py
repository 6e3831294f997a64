"""By how much payers may extend their clocks, and on which conditions."""

from __future__ import annotations

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.row import Extension, ExtensionReason, cfr

ADVANTAGE_MORE = Extension(
    days=14,
    reasons=(
        ExtensionReason.ASKED,
        ExtensionReason.OUTSIDE_EVIDENCE,
        ExtensionReason.EXCEPTIONAL,
    ),
    notice="in writing: why, and that an expedited grievance may be filed",
)
MANAGED_MORE = Extension(
    days=14,
    reasons=(
        ExtensionReason.ASKED,
        ExtensionReason.ASKED_BY_PROVIDER,
        ExtensionReason.MORE_INFORMATION,
    ),
    notice="in writing: why, and that a grievance may be filed",
    citation=Citation(
        text="42 CFR 438.210", locator="(d)(1) and (2), conditions", status=Status.SECONDARY
    ),
)
STATE_MORE = Extension(
    days=14,
    reasons=MANAGED_MORE.reasons,
    notice="not read",
    citation=Citation(
        text="42 CFR 440.230", locator="(e)(1), conditions", status=Status.UNVERIFIED
    ),
)
PLAN_MORE = Extension(
    days=15,
    reasons=(ExtensionReason.BEYOND_CONTROL,),
    notice="before the first 15 days end: why, and until when",
)

RECONSIDERED_MORE = Extension(
    days=ADVANTAGE_MORE.days,
    reasons=ADVANTAGE_MORE.reasons,
    notice=ADVANTAGE_MORE.notice,
    citation=cfr("422.590", "(f)", Status.SECONDARY),
)
RESOLVED_MORE = Extension(
    days=14,
    reasons=MANAGED_MORE.reasons,
    notice="in writing, within 2 days: why, and that a grievance may be filed",
    citation=cfr("438.408", "(c)"),
)
