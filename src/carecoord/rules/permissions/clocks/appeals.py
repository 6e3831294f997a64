"""The steps of appeals: until when each may be filed, and how long its decision may take.

Source: 42 CFR 422.582, 422.590, 422.602, 423.582, 423.590, 423.600, 423.2002, 423.2016, 431.221,
431.244, 438.402, 438.408; 29 CFR 2560.503-1; 45 CFR 147.136. Departures: decision 0053.
"""

from __future__ import annotations

from datetime import date

from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.decisions import ADVANTAGE_MORE, MANAGED_MORE, cfr
from carecoord.rules.permissions.clocks.lengths import Days, Hours, Length, Months
from carecoord.rules.permissions.clocks.levels import AppealLevel, CountedFrom
from carecoord.rules.permissions.clocks.row import Absence, Clock, Extension, Late

_STANDARD, _EXPEDITED = RequestUrgency.STANDARD, RequestUrgency.EXPEDITED
_SERVICE, _OTHER = ServiceKind.SERVICE, ServiceKind.OTHER_SERVICE
_PART_B, _DRUG = ServiceKind.PART_B_DRUG, ServiceKind.DRUG
_PAYMENT = ServiceKind.PAYMENT
_MA, _PART_D = PayerKind.MEDICARE_ADVANTAGE, PayerKind.PART_D
_MANAGED, _STATE = PayerKind.MEDICAID_MANAGED_CARE, PayerKind.MEDICAID
_BEFORE, _FROM = date(2024, 12, 31), date(2025, 1, 1)
"""Medicare counts from receipt since 89 FR 30448; before, from the date on the notice."""
_PRESUMED_DAYS = 5


def _first_of_medicare(payer: PayerKind, name: str, where: str) -> tuple[AppealLevel, ...]:
    return (
        AppealLevel(
            payer_kind=payer,
            level=1,
            name=name,
            file_within=Days(60),
            counted_from=CountedFrom.NOTICE,
            next_level=2,
            to_date=_BEFORE,
            citation=cfr(where, "(b) as it stood before 2025", Status.VERIFIED)
            if payer is _MA
            else cfr(where, "(b) as it stood before 2025", Status.SECONDARY),
        ),
        AppealLevel(
            payer_kind=payer,
            level=1,
            name=name,
            file_within=Days(60),
            presumed_days=_PRESUMED_DAYS,
            next_level=2,
            from_date=_FROM,
            citation=cfr(where, "(b)"),
        ),
    )


def _of_medicare(payer: PayerKind, level: int, name: str, where: str) -> AppealLevel:
    return AppealLevel(
        payer_kind=payer,
        level=level,
        name=name,
        file_within=Days(60),
        presumed_days=_PRESUMED_DAYS,
        next_level=3 if level < 3 else None,  # noqa: PLR2004  the third step is the hearing
        citation=cfr(where, "60 days after receipt"),
    )


EXTERNAL_REVIEW = AppealLevel(
    payer_kind=PayerKind.MARKETPLACE,
    level=2,
    name="external review",
    file_within=Months(4),
    to_working_day=True,
    citation=cfr("147.136", "(d)(2)(i)", title=45),
)
"""Four months after receipt; where the fourth month has no such day, the first of the fifth."""

LEVELS: tuple[AppealLevel, ...] = (
    *_first_of_medicare(_MA, "reconsideration by the plan", "422.582"),
    AppealLevel(
        payer_kind=_MA,
        level=2,
        name="review by the independent entity",
        not_filed="the plan itself sends on what it upholds",
        next_level=3,
        citation=cfr("422.590", "affirmed in whole or in part"),
    ),
    _of_medicare(_MA, 3, "hearing by an administrative law judge", "422.602"),
    *_first_of_medicare(_PART_D, "redetermination by the plan", "423.582"),
    _of_medicare(_PART_D, 2, "reconsideration by the independent entity", "423.600"),
    _of_medicare(_PART_D, 3, "hearing by an administrative law judge", "423.2002"),
    AppealLevel(
        payer_kind=_MANAGED,
        level=1,
        name="appeal to the plan",
        file_within=Days(60),
        counted_from=CountedFrom.NOTICE,
        next_level=2,
        citation=cfr("438.402", "(c)(2)(ii)"),
    ),
    AppealLevel(
        payer_kind=_MANAGED,
        level=2,
        name="state fair hearing",
        counted_from=CountedFrom.NOTICE,
        state_sets="90 to 120 days after the date on the notice of resolution",
        citation=cfr("438.408", "(f)(2)"),
    ),
    AppealLevel(
        payer_kind=_STATE,
        level=1,
        name="state fair hearing",
        counted_from=CountedFrom.NOTICE,
        state_sets="at most 90 days after the notice was mailed",
        citation=cfr("431.221", "(d)"),
    ),
    *(
        AppealLevel(
            payer_kind=payer,
            level=1,
            name="appeal to the plan",
            file_within=Days(180),
            next_level=2,
            citation=citation,
        )
        for payer, citation in (
            (PayerKind.EMPLOYER, cfr("2560.503-1", "(h)(3)(i)", title=29)),
            (
                PayerKind.MARKETPLACE,
                cfr("147.136", "(b)(3)(i), by way of 29 CFR 2560.503-1(h)(3)(i)", title=45),
            ),
        )
    ),
    EXTERNAL_REVIEW,
    AppealLevel(
        payer_kind=PayerKind.EMPLOYER,
        level=2,
        name="external review",
        file_within=Months(4),
        to_working_day=True,
        citation=Citation(
            text="29 CFR 2590.715-2719", locator="(d)(2)(i)", status=Status.SECONDARY
        ),
    ),
)
"""Every step of an appeal that the library ships."""

_RECONSIDERED_MORE = Extension(
    days=ADVANTAGE_MORE.days,
    reasons=ADVANTAGE_MORE.reasons,
    notice=ADVANTAGE_MORE.notice,
    citation=cfr("422.590", "(f)", Status.SECONDARY),
)
_RESOLVED_MORE = Extension(
    days=14,
    reasons=MANAGED_MORE.reasons,
    notice="in writing, within 2 days: why, and that a grievance may be filed",
    citation=cfr("438.408", "(c)"),
)
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
            *((kind, _STANDARD, Days(30), _RECONSIDERED_MORE) for kind in (_SERVICE, _OTHER)),
            *((kind, _EXPEDITED, Hours(72), _RECONSIDERED_MORE) for kind in (_SERVICE, _OTHER)),
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
            (_SERVICE, _STANDARD, Days(30), _RESOLVED_MORE),
            (_SERVICE, _EXPEDITED, Hours(72), _RESOLVED_MORE),
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

APPEALS_ABSENT: tuple[Absence, ...] = (
    Absence(
        payer_kind=_MA,
        level=2,
        reason="the independent entity's time is set by its contract, not by a regulation",
        citation=cfr("422.590", "affirmed in whole or in part"),
    ),
)
"""Steps whose decision no clock runs for, and why."""
