"""How long decisions on appeals may take, as rows by step.

Source: 42 CFR 422.590, 423.590, 423.600, 423.2016, 431.244, 438.408; 29 CFR 2560.503-1; 45 CFR
147.136. Departures: decision 0053.
"""

from __future__ import annotations

from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.extensions import RECONSIDERED_MORE, RESOLVED_MORE
from carecoord.rules.permissions.clocks.lengths import Days, Hours, Length
from carecoord.rules.permissions.clocks.row import Clock, Extension, Late, cfr

_STANDARD, _EXPEDITED = RequestUrgency.STANDARD, RequestUrgency.EXPEDITED
_SERVICE, _OTHER = ServiceKind.SERVICE, ServiceKind.OTHER_SERVICE
_PART_B, _DRUG = ServiceKind.PART_B_DRUG, ServiceKind.DRUG
_PAYMENT = ServiceKind.PAYMENT
_MA, _PART_D = PayerKind.MEDICARE_ADVANTAGE, PayerKind.PART_D
_MANAGED, _STATE = PayerKind.MEDICAID_MANAGED_CARE, PayerKind.MEDICAID

_Row = tuple[ServiceKind, RequestUrgency, Length, Extension | None]


def _clocks(
    payer: PayerKind, level: int, late: Late, citation: Citation, rows: tuple[_Row, ...]
) -> tuple[Clock, ...]:
    return tuple(
        Clock(
            payer_kind=payer,
            service_kind=kind,
            urgency=urgency,
            level=level,
            length=length,
            extension=more,
            late=late,
            citation=citation,
        )
        for kind, urgency, length, more in rows
    )


_PART_D_ROWS: tuple[_Row, ...] = (
    (_DRUG, _STANDARD, Days(7), None),
    (_DRUG, _EXPEDITED, Hours(72), None),
    (_PAYMENT, _STANDARD, Days(14), None),
)
_PLAN_ROWS: tuple[_Row, ...] = tuple(
    row
    for kind in (_SERVICE, _DRUG)
    for row in ((kind, _STANDARD, Days(30), None), (kind, _EXPEDITED, Hours(72), None))
)
_REVIEW_ROWS: tuple[_Row, ...] = tuple(
    row
    for kind in (_SERVICE, _DRUG)
    for row in ((kind, _STANDARD, Days(45), None), (kind, _EXPEDITED, Hours(72), None))
)

APPEAL_DECISIONS: tuple[Clock, ...] = (
    *_clocks(
        _MA,
        1,
        Late.FORWARDED,
        cfr("422.590", "(a) to (f)"),
        (
            *((kind, _STANDARD, Days(30), RECONSIDERED_MORE) for kind in (_SERVICE, _OTHER)),
            *((kind, _EXPEDITED, Hours(72), RECONSIDERED_MORE) for kind in (_SERVICE, _OTHER)),
            (_PART_B, _STANDARD, Days(7), None),
            (_PART_B, _EXPEDITED, Hours(72), None),
            (_PAYMENT, _STANDARD, Days(60), None),
        ),
    ),
    *_clocks(_PART_D, 1, Late.FORWARDED, cfr("423.590", "standard and expedited"), _PART_D_ROWS),
    *_clocks(_PART_D, 2, Late.NOT_SAID, cfr("423.600", "(d)"), _PART_D_ROWS),
    *_clocks(
        _PART_D,
        3,
        Late.NOT_SAID,
        cfr("423.2016", "90 days, 10 days expedited"),
        ((_DRUG, _STANDARD, Days(90), None), (_DRUG, _EXPEDITED, Days(10), None)),
    ),
    *_clocks(
        _MANAGED,
        1,
        Late.EXHAUSTED,
        cfr("438.408", "(b), (c)(3)"),
        (
            (_SERVICE, _STANDARD, Days(30), RESOLVED_MORE),
            (_SERVICE, _EXPEDITED, Hours(72), RESOLVED_MORE),
        ),
    ),
    *_clocks(
        _STATE,
        1,
        Late.NOT_SAID,
        cfr("431.244", "(f), ordinarily"),
        ((_SERVICE, _STANDARD, Days(90), None),),
    ),
    *_clocks(
        PayerKind.EMPLOYER,
        1,
        Late.EXHAUSTED,
        cfr("2560.503-1", "(i)(2)(i) and (ii), one appeal; (l)", title=29),
        _PLAN_ROWS,
    ),
    *_clocks(
        PayerKind.MARKETPLACE,
        1,
        Late.EXHAUSTED,
        cfr("147.136", "(b)(3), by way of 29 CFR 2560.503-1(i)(2)", title=45),
        _PLAN_ROWS,
    ),
    *_clocks(
        PayerKind.EMPLOYER,
        2,
        Late.NOT_SAID,
        cfr("2590.715-2719", "(d)(2), (d)(3)", Status.SECONDARY, title=29),
        _REVIEW_ROWS,
    ),
    *_clocks(
        PayerKind.MARKETPLACE,
        2,
        Late.NOT_SAID,
        cfr("147.136", "(d)(2)(iii)(B)(6), (d)(3)(iv)", title=45),
        _REVIEW_ROWS,
    ),
)
"""How long decisions on appeals may take, by step."""
