"""For whom no clock runs, and why."""

from __future__ import annotations

from datetime import date

from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.row import Absence, cfr

_BEFORE = date(2025, 12, 31)
"""The last day before the clocks of CMS-0057-F."""

ABSENT: tuple[Absence, ...] = (
    Absence(
        payer_kind=PayerKind.MEDICARE,
        reason="Original Medicare has no general clock for permissions: the clocks of CMS-0057-F "
        "bind plans and states; where it asks for permission itself, its contractor says how long",
        citation=Citation(
            text="CMS-0057-F, 89 FR 8758", locator="impacted payers", status=Status.SECONDARY
        ),
    ),
    Absence(
        payer_kind=PayerKind.MEDICAID,
        service_kind=ServiceKind.SERVICE,
        to_date=_BEFORE,
        reason="before 2026 federal law set Medicaid fee for service no time: the state says",
        citation=cfr("440.230", "(e)(1), from 1 January 2026"),
    ),
    Absence(
        payer_kind=PayerKind.CHIP,
        service_kind=ServiceKind.SERVICE,
        urgency=RequestUrgency.EXPEDITED,
        to_date=_BEFORE,
        reason="before 2026 federal law set CHIP fee for service no time for expedited requests",
        citation=cfr("457.495", "(d), from 1 January 2026", Status.SECONDARY),
    ),
)
"""Payers for which no clock runs, and why."""

APPEALS_ABSENT: tuple[Absence, ...] = (
    Absence(
        payer_kind=PayerKind.MEDICARE_ADVANTAGE,
        level=2,
        reason="the independent entity's time is set by its contract, not by a regulation",
        citation=cfr("422.590", "affirmed in whole or in part"),
    ),
)
"""Steps whose decision no clock runs for, and why."""
