"""How long payers have to decide on a request, as rows with dates.

Source: 42 CFR 422.568, 422.572, 423.568, 423.572, 438.210, 440.230, 457.495, 457.1230; 29 CFR
2560.503-1; 45 CFR 147.136. Days are calendar days from receipt. A state's own rows, where it has
shorter ones, are the caller's (decision 0053).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.engine.citation import Status
from carecoord.rules.permissions.clocks.extensions import (
    ADVANTAGE_MORE,
    MANAGED_MORE,
    PLAN_MORE,
    STATE_MORE,
)
from carecoord.rules.permissions.clocks.lengths import Days, Hours
from carecoord.rules.permissions.clocks.row import (
    Clock,
    DatedBy,
    Late,
    cfr,
)

_STANDARD, _EXPEDITED = RequestUrgency.STANDARD, RequestUrgency.EXPEDITED
_SERVICE, _OTHER = ServiceKind.SERVICE, ServiceKind.OTHER_SERVICE
_PART_B, _DRUG = ServiceKind.PART_B_DRUG, ServiceKind.DRUG
_PAYMENT = ServiceKind.PAYMENT
_MA, _PART_D = PayerKind.MEDICARE_ADVANTAGE, PayerKind.PART_D
_BEFORE, _FROM = date(2025, 12, 31), date(2026, 1, 1)
"""The last day before, and the first under, the clocks of CMS-0057-F."""

ADVANTAGE = (
    Clock(
        payer_kind=_MA,
        service_kind=_SERVICE,
        urgency=_STANDARD,
        to_date=_BEFORE,
        length=Days(14),
        extension=ADVANTAGE_MORE,
        late=Late.ADVERSE,
        citation=cfr("422.568", "(b)(1) as it stood in 2019; (f)"),
    ),
    Clock(
        payer_kind=_MA,
        service_kind=_SERVICE,
        urgency=_STANDARD,
        from_date=_FROM,
        length=Days(7),
        extension=ADVANTAGE_MORE,
        late=Late.ADVERSE,
        citation=cfr("422.568", "(b)(1)(ii), (b)(2), (f)"),
    ),
    Clock(
        payer_kind=_MA,
        service_kind=_OTHER,
        urgency=_STANDARD,
        length=Days(14),
        extension=ADVANTAGE_MORE,
        late=Late.ADVERSE,
        citation=cfr("422.568", "(b)(1)(i), (b)(2), (f)"),
    ),
    *(
        Clock(
            payer_kind=_MA,
            service_kind=kind,
            urgency=_EXPEDITED,
            length=Hours(72),
            extension=ADVANTAGE_MORE,
            late=Late.ADVERSE,
            citation=cfr("422.572", "(a)(1), (b), (f)"),
        )
        for kind in (_SERVICE, _OTHER)
    ),
    *(
        Clock(
            payer_kind=_MA,
            service_kind=_PART_B,
            urgency=urgency,
            length=Hours(hours),
            late=Late.ADVERSE,
            citation=citation,
        )
        for urgency, hours, citation in (
            (_STANDARD, 72, cfr("422.568", "(b)(3), (f)")),
            (_EXPEDITED, 24, cfr("422.572", "(a)(2), (f)")),
        )
    ),
)
"""Medicare Advantage."""

PART_D = tuple(
    Clock(
        payer_kind=_PART_D,
        service_kind=kind,
        urgency=urgency,
        length=length,
        late=Late.FORWARDED,
        citation=citation,
    )
    for kind, urgency, length, citation in (
        (_DRUG, _STANDARD, Hours(72), cfr("423.568", "(b), (h)")),
        (_DRUG, _EXPEDITED, Hours(24), cfr("423.572", "(a), (d)")),
        (_PAYMENT, _STANDARD, Days(14), cfr("423.568", "(c), (h)")),
    )
)
"""Medicare Part D; an exception to the formulary is counted from the prescriber's statement."""


def _managed(kind: PayerKind, section: str, status: Status) -> tuple[Clock, ...]:
    def row(length: Days | Hours, first: date | None, last: date | None, where: str) -> Clock:
        return Clock(
            payer_kind=kind,
            service_kind=_SERVICE,
            urgency=_EXPEDITED if isinstance(length, Hours) else _STANDARD,
            from_date=first,
            to_date=last,
            dated_by=DatedBy.RATING_PERIOD if first or last else DatedBy.RECEIPT,
            length=length,
            extension=MANAGED_MORE,
            late=Late.DENIAL,
            citation=cfr(section, f"{where}; 42 CFR 438.404(c)(5)", status),
        )

    return (
        row(Days(14), None, _BEFORE, "(d)(1)"),
        row(Days(7), _FROM, None, "(d)(1)"),
        row(Hours(72), None, None, "(d)(2)"),
    )


MANAGED_CARE = (
    *_managed(PayerKind.MEDICAID_MANAGED_CARE, "438.210", Status.QUOTED),
    *_managed(PayerKind.CHIP_MANAGED_CARE, "457.1230(d), by way of 438.210", Status.SECONDARY),
)
"""Managed care of Medicaid and CHIP: dated by the rating period."""


def _state(
    kind: PayerKind, rows: tuple[tuple[Days | Hours, date | None], ...]
) -> tuple[Clock, ...]:
    medicaid = kind is PayerKind.MEDICAID
    return tuple(
        Clock(
            payer_kind=kind,
            service_kind=_SERVICE,
            urgency=_EXPEDITED if isinstance(length, Hours) else _STANDARD,
            from_date=first,
            to_date=None if first else _BEFORE,
            length=length,
            extension=STATE_MORE if medicaid else None,
            late=Late.NOT_SAID,
            citation=cfr("440.230", "(e)(1)")
            if medicaid
            else cfr("457.495", "(d)", Status.SECONDARY),
        )
        for length, first in rows
    )


FEE_FOR_SERVICE = (
    *_state(PayerKind.MEDICAID, ((Days(7), _FROM), (Hours(72), _FROM))),
    *_state(PayerKind.CHIP, ((Days(14), None), (Days(7), _FROM), (Hours(72), _FROM))),
)
"""Medicaid and CHIP where the state itself decides. Whether CHIP may extend was not read."""

CLAIMS = tuple(
    Clock(
        payer_kind=payer,
        service_kind=kind,
        urgency=urgency,
        length=length,
        extension=more,
        late=Late.EXHAUSTED,
        citation=cfr("2560.503-1", f"{where}, (l)", title=29)
        if payer is PayerKind.EMPLOYER
        else cfr("147.136", f"(b)(3), by way of 29 CFR 2560.503-1{where}", Status.SECONDARY, 45),
    )
    for payer in (PayerKind.EMPLOYER, PayerKind.MARKETPLACE)
    for kind in (_SERVICE, _DRUG)
    for urgency, length, more, where in (
        (_STANDARD, Days(15), PLAN_MORE, "(f)(2)(iii)(A)"),
        (_EXPEDITED, Hours(72), None, "(f)(2)(i)"),
    )
)
"""Claims before a service, and urgent ones: plans of employers under ERISA, and plans of exchanges.

CMS-0057-F gives a plan of an exchange no time to decide, for it has this one already.
"""

DECISIONS: tuple[Clock, ...] = (
    *ADVANTAGE,
    *PART_D,
    *MANAGED_CARE,
    *FEE_FOR_SERVICE,
    *CLAIMS,
)
"""Every clock of a decision on a request that the library ships."""
