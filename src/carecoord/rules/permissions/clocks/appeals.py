"""The steps of appeals, and until when each may be filed.

Source: 42 CFR 422.582, 422.590, 422.602, 423.582, 423.600, 423.2002, 431.221, 438.402, 438.408; 29
CFR 2560.503-1; 45 CFR 147.136. Departures: decision 0053.
"""

from __future__ import annotations

from datetime import date

from carecoord.model.permission_case import PayerKind
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.lengths import Days, Months
from carecoord.rules.permissions.clocks.levels import AppealLevel, CountedFrom
from carecoord.rules.permissions.clocks.row import cfr

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
