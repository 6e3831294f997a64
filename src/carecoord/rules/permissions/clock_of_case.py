"""What the payers' clocks say of a case that names no day itself.

They are those of requests made before the service. What is asked for while it is given, after it,
or in an emergency has others, which are not carried; payment for what was given has its own rows.
The clocks are loaded where they are needed only: most charts hold no request (decision 0041).
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

import attrs

from carecoord.errors import RecordError
from carecoord.model.collected import as_tuple
from carecoord.model.moment import PartialDate
from carecoord.model.permission_case import PermissionCase, ReviewKind, ServiceKind
from carecoord.model.shown import shown

RECEIVED, PAYER, SERVICE = (
    "when the payer received the request",
    "what kind of payer it is",
    "what kind of service it is",
)
EMERGENCY = "a clock for an emergency"


@attrs.frozen(kw_only=True)
class ByTheClock:
    """By when a payer has to decide; else why no clock runs, or what is ``missing`` to tell."""

    __repr__ = shown

    due: date | datetime | None = None
    no_clock: str | None = None
    missing: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)


def decision_by_the_clock(case: PermissionCase | None, zone: tzinfo) -> ByTheClock:
    """By when the payer of a case has to decide, counted from the receipt of the request.

    Days are those of ``zone``, which stands for the payer's.
    """
    if case is None:
        return ByTheClock(missing=(RECEIVED, PAYER, SERVICE))
    missing = _missing(case)
    if missing:
        return ByTheClock(missing=missing)
    from carecoord.rules.permissions.clocks import Due, NoClock, decision_due

    try:
        answer = decision_due(
            case.received_at,
            payer_kind=case.payer_kind,
            service_kind=case.service_kind,
            urgency=case.urgency,
            zone=zone,
            jurisdiction=case.jurisdiction,
        )
    except RecordError:
        # Systems write the calendar's last instant for "never": no hour comes after it.
        return ByTheClock(missing=(RECEIVED,))
    if isinstance(answer, Due):
        return ByTheClock(due=answer.by)
    if isinstance(answer, NoClock):
        return ByTheClock(no_clock=answer.reason)
    return ByTheClock(missing=answer.missing)


def _missing(case: PermissionCase) -> list[str]:
    """What a clock cannot be counted without; for another clock than those carried it alone."""
    other = _not_carried(case)
    if other is not None:
        return [other]
    known = {RECEIVED: case.received_at, PAYER: case.payer_kind, SERVICE: case.service_kind}
    return [name for name, value in known.items() if value is None]


def _not_carried(case: PermissionCase) -> str | None:
    """The clock of what is not asked for before the service; None where a carried one runs."""
    if case.service_kind is ServiceKind.PAYMENT:
        return None
    if case.emergency:
        return EMERGENCY
    if case.review is ReviewKind.PROSPECTIVE:
        return None
    return f"a clock for a {case.review.value} request"


def appeal_by_the_clock(case: PermissionCase, zone: tzinfo) -> date | datetime | None:
    """The last day to file the first appeal, counted from the date on the notice; else None."""
    notice = case.notice_on
    if notice is None or case.payer_kind is None or isinstance(notice, PartialDate):
        return None
    from carecoord.rules.permissions.clocks import Due, appeal_deadline

    answer = appeal_deadline(
        notice, payer_kind=case.payer_kind, zone=zone, jurisdiction=case.jurisdiction
    )
    return answer.by if isinstance(answer, Due) else None
